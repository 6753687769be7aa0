#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the sentences of hostile.tsv or spam.tsv with their slots filled in, and the comments in written/, as labelled JSON
Lines for `moderate learn`; or those comments alone, each once, for `fit-weights` and `moderate evaluate`.

    python3 Tools/weights/cases.py hostile > own_hostile.jsonl
    python3 Tools/weights/cases.py spam > own_spam.jsonl
    python3 Tools/weights/cases.py written > own_written.jsonl

The same seed gives the same lines.
"""
import json
import pathlib
import random
import re
import sys


EACH = {"hostile": {"0": 60, "1": 90}, "spam": {"0": 8, "1": 8}}

# How often a written comment counts: hostility stands in few comments of most sets.
WRITTEN = {"hostile": 3, "spam": 1}
HERE = pathlib.Path(__file__).parent


def written(label: str):
    for file in sorted(HERE.glob(f"written/{label}-*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                value, kind, text = line.split("\t")
                yield {"text": text, "label": {label: int(value)}, "source": f"own_written_{label}", "orig": {"kind": kind}}


if len(sys.argv) != 2 or sys.argv[1] not in [*EACH, "written"]:
    sys.exit(__doc__)
label = sys.argv[1]
if label == "written":
    for label in EACH:
        for number, row in enumerate(written(label)):
            print(json.dumps({"id": f"{label}-{number}", **row}))
    sys.exit()
random.seed(1)
slots, templates = {}, []
for line in (HERE / f"{label}.tsv").read_text(encoding="utf-8").splitlines():
    if line and not line.startswith("#"):
        key, text = line.split("\t")
        if key.startswith("{"):
            slots[key] = text.split("|")
        else:
            templates.append((key, text))
for value, template in templates:
    seen = set()
    for _ in range(EACH[label][value]):
        text = re.sub(r"\{\w+\}", lambda slot: random.choice(slots[slot[0]]), template)
        if random.random() < 0.5:
            text = text[0].upper() + text[1:]
        seen.add(text)
    # A sentence without slots counts as much as a few fillings of one with them.
    for text in sorted(seen) * (1 if "{" in template else 2):
        print(json.dumps({"text": text, "label": {label: int(value)}, "source": f"own_{label}"}))
for row in written(label):
    for _ in range(WRITTEN[label]):
        print(json.dumps(row))
