# SPDX-License-Identifier: Apache-2.0
"""Two small networks that tell toxic comments, in numpy.

tox-block 0.1.2 (MIT, Pascal Bliem) and toxic-comment-classifier 0.3.0 (MIT, Md Irfan Ali): 20,000 words, an LSTM of
fifty units in each direction, the largest value of each unit over the text, a layer of fifty units. The first was
trained on comments of Wikipedia's talk pages (Jigsaw, CC0), the second does not say. Only their weights
and their lists of words are read; neither package nor TensorFlow is run.
"""
import collections
import importlib.util
import pathlib
import pickle

import h5py
import numpy as np

LENGTH, WORDS, UNITS, BATCH = 100, 20_000, 50, 1_024
SPACES = str.maketrans({mark: " " for mark in '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'})
PARTS = ("forward", "backward")
FILES = {
    "tox_block": (
        "trained_models/encoder_0.1.2.pkl", "trained_models/lstm_model_0.1.2.h5",
        "model_weights/bidirectional/bidirectional/{part}_lstm/{name}:0", ("kernel", "recurrent_kernel", "bias"),
        ("embedding/embedding/embeddings", "dense/dense/kernel", "dense/dense/bias", "dense_1/dense_1/kernel",
         "dense_1/dense_1/bias"), "model_weights/{name}:0",
    ),
    "toxic_classifier": (
        "model/tokenizer.pickle", "model/model.weights.h5",
        "layers/bidirectional/{part}_layer/cell/vars/{name}", ("0", "1", "2"),
        ("embedding/vars/0", "dense/vars/0", "dense/vars/1", "dense_1/vars/0", "dense_1/vars/1"), "layers/{name}",
    ),
}


class _Words(pickle.Unpickler):
    """Reads lists of words; whatever else a file names becomes an empty thing."""

    def find_class(self, module, name):
        known = {"OrderedDict": collections.OrderedDict, "defaultdict": collections.defaultdict, "int": int}
        return known.get(name) or type(name, (), {})


def _logistic(x):
    return 1 / (1 + np.exp(-x))


def _piecewise(x):
    return np.clip(0.2 * x + 0.5, 0, 1)


class Teacher:
    """One of the two, by the name of its module."""

    def __init__(self, module):
        folder = pathlib.Path(importlib.util.find_spec(module).origin).parent
        words, weights, lstm, names, layers, layer = FILES[module]
        with open(folder / words, "rb") as file:
            tokenizer = _Words(file).load()
        self.index = getattr(tokenizer, "tokenizer", tokenizer).word_index
        with h5py.File(folder / weights) as file:
            self.lstm = [[np.array(file[lstm.format(part=part, name=n)], np.float32) for n in names] for part in PARTS]
            self.embedding, *self.layers = (np.array(file[layer.format(name=n)], np.float32) for n in layers)
        # Keras had the cheaper gate before 2.3.
        self.gate = _piecewise if module == "tox_block" else _logistic

    def log_odds(self, texts):
        """What is toxic, obscene, a threat and so on, as six columns; the first is toxic."""
        tokens = [self._tokens(text) for text in texts]
        result = np.zeros((len(texts), 6), np.float32)
        for start in range(0, len(texts), BATCH):
            rows = np.zeros((min(BATCH, len(texts) - start), LENGTH), int)
            for row, own in zip(rows, tokens[start:start + BATCH]):
                row[LENGTH - len(own):] = own
            largest = np.hstack([self._largest(rows, part, steps) for part, steps in
                                 zip(self.lstm, (range(LENGTH), range(LENGTH - 1, -1, -1)))])
            inner, inner_bias, outer, outer_bias = self.layers
            result[start:start + BATCH] = np.maximum(largest @ inner + inner_bias, 0) @ outer + outer_bias
        return result

    def _tokens(self, text):
        found = (self.index.get(word, 0) for word in text.lower().translate(SPACES).split(" ") if word)
        return [number for number in found if 0 < number < WORDS][-LENGTH:]

    def _largest(self, rows, part, steps):
        kernel, recurrent, bias = part
        inputs = self.embedding @ kernel + bias
        state = np.zeros((len(rows), UNITS), np.float32)
        cell, largest = state.copy(), np.full_like(state, -np.inf)
        for step in steps:
            gates = np.split(inputs[rows[:, step]] + state @ recurrent, 4, axis=1)
            cell = self.gate(gates[1]) * cell + self.gate(gates[0]) * np.tanh(gates[2])
            state = self.gate(gates[3]) * np.tanh(cell)
            largest = np.maximum(largest, state)
        return largest
