#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the sentences of hostile.tsv or spam.tsv with their slots filled in, as labelled JSON Lines for `moderate learn`.

    python3 Tools/weights/cases.py hostile > own_hostile.jsonl
    python3 Tools/weights/cases.py spam > own_spam.jsonl

The same seed gives the same lines.
"""
import json
import pathlib
import random
import re
import sys


EACH = {"hostile": {"0": 60, "1": 90}, "spam": {"0": 8, "1": 8}}

if len(sys.argv) != 2 or sys.argv[1] not in EACH:
    sys.exit(__doc__)
label = sys.argv[1]
random.seed(1)
slots, templates = {}, []
for line in (pathlib.Path(__file__).parent / f"{label}.tsv").read_text(encoding="utf-8").splitlines():
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
