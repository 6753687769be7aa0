#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes comments with what two networks say of them, for `moderate learn`.

    pip install numpy h5py && pip install --no-deps tox-block==0.1.2 toxic-comment-classifier==0.3.0
    python3 Tools/weights/taught.py SET.ndjson… --comments FILE… [--half even] > taught.jsonl

The words of comments are all that is used, not what people say of them: of SETS (one half alone, if asked for) and of
other files (JSON Lines with `text` or `body`). Names of groups of people are read as "people" and words that swear at
nobody as "very", so that the networks' opinion of those is not learned: who they are is no insult, and praise may
swear. Each comment comes three times, hostile where the mean of both networks' log-odds is above 0, above -2 and
above -4: what they are unsure of is told from what they are sure of.
"""
import argparse
import json
import pathlib
import re

from halves import group, is_odd, rows_of
from teachers import FILES, Teacher

LEVELS = (0, -2, -4)
MOST_LETTERS = 3_000
SWEARING = pathlib.Path(__file__).with_name("swearing.txt")
LEXICON = pathlib.Path(__file__).resolve().parents[2] / "Sources/ThreadModeration/Tables/LexiconTable.swift"


def names_of_groups():
    lines = re.findall(r"^(?:identity|group)\t\d+\t(.*)$", LEXICON.read_text(encoding="utf-8"), re.M)
    return {term for line in lines for term in line.split(",")}


def any_of(terms):
    longest_first = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![a-z0-9])", re.I)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=pathlib.Path)
    parser.add_argument("--comments", nargs="*", default=[], type=pathlib.Path)
    parser.add_argument("--half", choices=["even", "odd"])
    arguments = parser.parse_args()
    texts = {}
    for path in arguments.comments + arguments.sets:
        for row in rows_of(path):
            if path in arguments.sets and arguments.half and is_odd(group(row)) != (arguments.half == "odd"):
                continue
            text = (row.get("text") or row.get("body") or "").strip()[:MOST_LETTERS]
            if len(text) > 2 and text not in ("[deleted]", "[removed]"):
                texts[text] = None
    names = any_of(names_of_groups())
    swearing = any_of(SWEARING.read_text(encoding="utf-8").split("\n", 1)[1].split())
    read = [swearing.sub("very", names.sub("people", text)) for text in texts]
    odds = sum(Teacher(module).log_odds(read)[:, 0] for module in FILES) / len(FILES)
    for level in LEVELS:
        for text, value in zip(texts, odds):
            print(json.dumps({"source": "taught", "text": text, "label": {"hostile": int(value > level)}}))


main()
