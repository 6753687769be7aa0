#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a model for `moderate learn --base` from the word weights of alt-profanity-check.

    pip install alt-profanity-check==1.9.1
    python3 Tools/weights/base.py MODEL [GAIN]

alt-profanity-check (MIT, Victor Zhou and Dimitrios Mistriotis) is a linear model over words, learned
from 200,000 comments that are open. Its weight of a word goes into the bucket of that word; the
learner goes on from there.
"""
import os
import sys
import warnings

import joblib
import numpy as np
import profanity_check

warnings.filterwarnings("ignore")
BUCKET_BITS, MAX_STEP, MASK = 18, 31, 2**64 - 1
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def bucket(word):
    """The bucket of a word, as TextFeatures.swift counts it."""
    value = 0x9E3779B97F4A7C15
    for byte in word.encode():
        value = (value ^ (0x30 if 0x30 <= byte <= 0x39 else byte)) * 0x100000001B3 & MASK
    return (value * 0xFF51AFD7ED558CCD & MASK) >> (64 - BUCKET_BITS)


folder = os.path.join(os.path.dirname(profanity_check.__file__), "data")
vectorizer = joblib.load(os.path.join(folder, "vectorizer.joblib"))
model = joblib.load(os.path.join(folder, "model.joblib"))
weights = np.mean([one.estimator.coef_[0] for one in model.calibrated_classifiers_], axis=0)
bias = float(np.mean([one.estimator.intercept_[0] for one in model.calibrated_classifiers_]))
gain = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
buckets = np.zeros(1 << BUCKET_BITS)
for word, index in vectorizer.vocabulary_.items():
    buckets[bucket(word)] += gain * weights[index] * vectorizer.idf_[index] / vectorizer.idf_.mean()
largest = np.sort(np.abs(buckets[buckets != 0]))[int(np.count_nonzero(buckets) * 0.995)]
steps = np.clip(np.rint(buckets / largest * MAX_STEP), -MAX_STEP, MAX_STEP).astype(int)
letters = "".join(ALPHABET[step + MAX_STEP] + ALPHABET[MAX_STEP] for step in steps)
with open(sys.argv[1], "w", encoding="ascii") as out:
    out.write(f"threadmoderation/model/1\n{largest / MAX_STEP} {gain * bias}\n1 0\n")
    for start in range(0, len(letters), 128):
        out.write(letters[start : start + 128] + "\n")
