#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes ordinary comments of sets that are about hostility, labelled as no spam, for `moderate learn`.

    python3 Tools/weights/background.py LABELLED > background.jsonl

The labelled spam is from videos, messengers and titles, where hardly anybody writes about a matter at length or gives
a source; without these the scorer takes length and links for spam. Nobody labelled them: what spam is among them
is noise.
"""
import json
import pathlib
import sys

SETS = {
    "wiki_context": 3_000,
    "github_incivility": 3_000,
    "fox_news": 3_000,
    "trac1": 3_000,
    "davidson": 1_500,
    "civil_spans": 1_500,
    "convabuse": 1_300,
    "edos_sexist": 1_200,
}
for name, count in SETS.items():
    lines = (pathlib.Path(sys.argv[1]) / f"{name}.ndjson").read_text(encoding="utf-8").splitlines()
    step = max(1, len(lines) // count)
    for line in lines[::step]:
        print(json.dumps({"text": json.loads(line)["text"], "label": {"spam": 0}}))
