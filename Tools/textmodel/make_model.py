#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes Sources/PatternEngine/Tables/TextModelData.swift.

  python3 -m pip install "numpy>=1.26" "orjson>=3.8" "zstandard>=0.22"
  python3 Tools/textmodel/make_model.py ../shared/data              # write the table
  python3 Tools/textmodel/make_model.py ../shared/data --validate   # measure it on other comments

What is counted: how often one kind of byte follows two others in comments, after the folding that
the literal filter uses (`FilterFolding`; letters beyond ASCII are one kind, so their case is not
looked at). The comments are those of `labelled/` and `dumps/` below the folder given; its README
names their sources and licences. They are not in this repository, and none of their text is in the
table: it holds rounded logarithms of aggregate frequencies of 39 kinds of bytes, no word of it longer
than three bytes. There is no --check for the same reason.

The estimate is interpolated after Witten and Bell ("The zero-frequency problem", IEEE Transactions
on Information Theory 37, 1991): with n(ab) the times the context was seen and t(ab) how many kinds
followed it, P(c|ab) = (n(abc) + t(ab) P(c|b)) / (n(ab) + t(ab)), and so on down to P(c), where each
kind was seen once more than it was.

--validate reads `bench/comments_40k.ndjson.zst` and `bench/literals.tsv`, which are not trained on.
"""

import argparse
import csv
import glob
import html
import os
import re
import sys
import unicodedata

import numpy as np
import orjson

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUTPUT = os.path.join(ROOT, "Sources/PatternEngine/Tables/TextModelData.swift")

# --- Kinds of bytes: the same order as `TextModel.kinds`, which is made from this list ------------

GROUPS = [bytes([b]) for b in b"abcdefghijklmnopqrstuvwxyz"] + [
    b"0123456789", b" ", b"\n\r", b".", b",", b"'", b"-", b"/", b":",
    bytes(range(0xC0, 0xE0)), bytes(range(0xE0, 0x100)), bytes(range(0x80, 0xC0)),
]
OTHER = len(GROUPS)  # other punctuation, controls, and capitals, which folded text does not have
N = OTHER + 1
KIND = np.full(256, OTHER, dtype=np.int64)
for _kind, _members in enumerate(GROUPS):
    for _byte in _members:
        KIND[_byte] = _kind
STEP = 0.25  # bits
FIRST, LAST = 0x30, 0x7E  # the characters that stand for 0, 1, ... steps

# --- Texts ----------------------------------------------------------------------------------------

FOLD = {c: ord(" ") if unicodedata.category(chr(c))[0] == "Z" else 0x30 + unicodedata.decimal(chr(c))
        for c in range(0x80, 0x20000)
        if unicodedata.category(chr(c)) in ("Zs", "Zl", "Zp", "Nd")}
TEXT_KEYS = {"body", "text", "content", "textOriginal", "selftext", "raw", "orig", "message",
             "markdown"}
XML_TEXTS = re.compile(
    r"<(?:wp:comment_content|message|content)(?: [^>]*)?>(.*?)</(?:wp:comment_content|message|content)>"
    r'|<row [^>]*?Text="([^"]*)"', re.S)


def fold(text):
    return text.translate(FOLD).encode("utf-8", "replace").lower()  # bytes.lower() is ASCII only


def plain(text):
    if "<p>" in text or "<br" in text or "</" in text:
        text = re.sub(r"<[^>]*>", " ", text)
    return html.unescape(text)


def strings(value, key=None):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str) and key in TEXT_KEYS:
        yield plain(value)


def training_texts(folder):
    for path in sorted(glob.glob(os.path.join(folder, "labelled/*.ndjson"))):
        if path.endswith("benign_technical.ndjson"):
            continue  # a copy of rows of other sets
        for line in open(path, "rb"):
            yield orjson.loads(line)["text"]
    csv.field_size_limit(1 << 24)
    for path in sorted(glob.glob(os.path.join(folder, "dumps/*/**"), recursive=True)):
        if path.endswith(".ndjson"):
            for line in open(path, "rb"):
                yield from strings(orjson.loads(line))
        elif path.endswith(".json"):
            yield from strings(orjson.loads(open(path, "rb").read()))
        elif path.endswith(".xml"):
            data = open(path, encoding="utf-8", errors="replace").read()
            for found in XML_TEXTS.finditer(data):
                text = (found[1] or found[2] or "").replace("<![CDATA[", "").replace("]]>", "")
                yield plain(html.unescape(text))
        elif path.endswith(".csv"):
            for row in csv.DictReader(open(path, encoding="utf-8", errors="replace")):
                yield row.get("CONTENT") or ""


# --- Counts and costs -----------------------------------------------------------------------------

class Model:
    """The costs in steps: `unigram[a]`, `bigram[a, b]`, `trigram[a, b, c]`, `member[byte]`."""

    def __init__(self, texts):
        counts = [np.zeros(N ** n) for n in (1, 2, 3)]
        members = np.zeros(256)
        self.texts = self.bytes = 0
        for data in texts:
            data = np.frombuffer(data, dtype=np.uint8)
            kinds = KIND[data]
            self.texts += 1
            self.bytes += len(data)
            members += np.bincount(data, minlength=256)
            code = kinds
            for n in range(3):
                np.add.at(counts[n], code, 1) if len(code) < 400 else np.add(
                    counts[n], np.bincount(code, minlength=N ** (n + 1)), out=counts[n])
                code = code[:-1] * N + kinds[n + 1:] if len(kinds) > n + 1 else code[:0]
        one = (counts[0] + 1) / (counts[0] + 1).sum()
        two = self.interpolate(counts[1].reshape(N, N), one)
        three = self.interpolate(counts[2].reshape(N, N, N), two)
        share = np.zeros(256)
        for kind in range(N):
            inside = members * (KIND == kind) + 1.0 * (KIND == kind)
            share += inside / inside.sum()
        self.unigram, self.bigram, self.trigram, self.member = map(
            self.steps, (one, two, three, share))

    @staticmethod
    def interpolate(counts, shorter):
        seen = counts.sum(axis=-1, keepdims=True)
        kinds = np.maximum((counts > 0).sum(axis=-1, keepdims=True), 1)
        return (counts + kinds * shorter) / (seen + kinds)

    @staticmethod
    def steps(probabilities):
        return np.clip(np.rint(-np.log2(probabilities) / STEP), 0, LAST - FIRST).astype(np.int64)

    def bits(self, data):
        """As `TextModel.bits`."""
        kinds = KIND[np.frombuffer(data, dtype=np.uint8)]
        steps = self.member[np.frombuffer(data, dtype=np.uint8)].sum()
        for i, kind in enumerate(kinds):
            steps += (self.unigram[kind] if i == 0 else self.bigram[kinds[i - 1], kind] if i == 1
                      else self.trigram[kinds[i - 2], kinds[i - 1], kind])
        return steps * STEP

    def four(self, grams):
        """`bits` of an array of four-byte rows."""
        k = KIND[grams]
        return STEP * (self.member[grams].sum(axis=1) + self.unigram[k[:, 0]]
                       + self.bigram[k[:, 0], k[:, 1]] + self.trigram[k[:, 0], k[:, 1], k[:, 2]]
                       + self.trigram[k[:, 1], k[:, 2], k[:, 3]])


# --- Swift ----------------------------------------------------------------------------------------

def swift(model):
    lines = [
        "// Made by Tools/textmodel/make_model.py; do not edit.",
        "// SPDX-License-Identifier: Apache-2.0",
        "//",
        f"// Aggregate frequencies of kinds of bytes in {model.texts} comments, {model.bytes} bytes;"
        " no text.",
        "// Which comments, and how: see the script.",
        "",
        "// swift-format-ignore-file",
        "/// The packed tables of `TextModel`: one character each, `0` for 0, `1` for a quarter of a"
        " bit ...",
        "enum TextModelData {",
        f"  static let kindCount = {N}",
    ]
    kinds = "".join(chr(FIRST + int(k)) for k in KIND)
    tables = [("kinds", "The kind of each byte: not a cost.", kinds)]
    for name, what in [("member", "The cost of each byte among those of its kind."),
                       ("unigram", "The cost of a kind alone."),
                       ("bigram", "The cost of a kind after another, at 39 * before + kind."),
                       ("trigram", "The cost of a kind after two others.")]:
        steps = getattr(model, name).ravel()
        tables.append((name, what, "".join(chr(FIRST + int(s)) for s in steps)))
    for name, what, text in tables:
        lines += ["", f"  /// {what}", f'  static let {name} = #"""']
        lines += ["    " + text[i:i + 120] for i in range(0, len(text), 120)]
        lines += ['    """#']
    return "\n".join(lines) + "\n}\n"


# --- Validation -----------------------------------------------------------------------------------

OLD_ORDER = b"zqxjkvbpygfwmucldrhsnioate "  # GramChoice before this model


def validate(model, folder):
    import zstandard
    with open(os.path.join(folder, "bench/comments_40k.ndjson.zst"), "rb") as f:
        lines = zstandard.ZstdDecompressor().stream_reader(f).read().splitlines()
    texts = [fold(orjson.loads(line)["body"]) for line in lines]

    def code(data):
        rows = np.lib.stride_tricks.sliding_window_view(data, 4).astype(np.uint32)
        return rows[:, 0] | rows[:, 1] << 8 | rows[:, 2] << 16 | rows[:, 3] << 24

    codes = np.concatenate([code(np.frombuffer(t, np.uint8)) for t in texts if len(t) >= 4])
    grams, counts = np.unique(codes, return_counts=True)
    measured = -np.log2(counts / len(codes))
    predicted = model.four(grams.view(np.uint8).reshape(-1, 4))
    print(f"{len(texts)} comments, {len(codes)} places, {len(grams)} four-grams")
    for name, keep, weight in [
        ("each place of the text", counts > 0, counts), ("each gram seen 20 times", counts >= 20, None),
        ("each gram", counts > 0, None),
    ]:
        w = np.ones(len(grams)) if weight is None else weight.astype(float)
        m, p, w = measured[keep], predicted[keep], w[keep] / w[keep].sum()
        dm, dp = m - (w * m).sum(), p - (w * p).sum()
        r = (w * dm * dp).sum() / np.sqrt((w * dm ** 2).sum() * (w * dp ** 2).sum())
        print(f"  {name}: r {r:.3f}, mean error {(w * (p - m)).sum():+.2f},"
              f" mean absolute error {(w * abs(p - m)).sum():.2f} bits")

    old = np.ones(256)
    for rank, byte in enumerate(OLD_ORDER):
        old[byte] = rank + 4
    literals = [fold(line.rstrip("\n").split("\t")[2])
                for line in open(os.path.join(folder, "bench/literals.tsv"), encoding="utf-8")]
    chosen = {name: [] for name in ("first gram", "GramChoice", "model", "oracle")}
    kept = 0
    for literal in literals:
        if len(literal) < 4:
            continue
        kept += 1
        c = code(np.frombuffer(literal, np.uint8))
        rows = c.view(np.uint8).reshape(-1, 4)
        at = np.minimum(np.searchsorted(grams, c), len(grams) - 1)
        n = np.where(grams[at] == c, counts[at], 0)
        for name, i in [("first gram", 0), ("GramChoice", old[rows].sum(axis=1).argmin()),
                        ("model", model.four(rows).argmax()), ("oracle", n.argmin())]:
            chosen[name].append((c[i], n[i]))
    print(f"  {kept} literals of 4 bytes or more; hits of their chosen grams for each comment:")
    for name, pairs in chosen.items():
        print(f"    {name}: {sum(n for _, n in pairs) / len(texts):.3f},"
              f" places with any of {len(dict(pairs))} grams"
              f" {sum(dict(pairs).values()) / len(texts):.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", help="with labelled/ and dumps/, see ../shared/data/README.md")
    parser.add_argument("--validate", action="store_true", help="measure on bench/ and write nothing")
    arguments = parser.parse_args()
    model = Model(fold(text) for text in training_texts(arguments.folder))
    print(f"{model.texts} texts, {model.bytes} bytes")
    if model.bytes < 10_000_000:
        sys.exit("too little text: is this the folder with labelled/ and dumps/?")
    if arguments.validate:
        validate(model, arguments.folder)
        return
    text = swift(model)
    with open(OUTPUT, "w") as f:
        f.write(text)
    print(f"{os.path.relpath(OUTPUT, ROOT)}: {len(text)} bytes")
    for sample in (b"the ", b"xylq", b"a", b"viagra"):
        print(f"  {sample.decode()!r}: {model.bits(sample)} bits")


if __name__ == "__main__":
    main()
