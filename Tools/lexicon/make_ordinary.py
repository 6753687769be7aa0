#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Sources/ThreadModeration/Tables/OrdinaryWordTable.swift by running dictionaries through the matcher.

    Tools/lexicon/make-ordinary DICTIONARY... --rare DICTIONARY... --names LIST... --phrases LIST...

builds the matcher with an empty table and calls this. A dictionary has one word a line. Words of a dictionary that the
normalized view would read as rude words, and pairs of them that it would join to one, go into the table: those that
are rude themselves (see RUDE) do not. Pairs are made of the words of the first dictionaries only: dictionaries behind
--rare and names of people and places behind --names have so many short words that any two halves of a word are
some. Lists behind --phrases have terms of two and three words: those in which a word alone would be taken for a rude one.
"""
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parents[1] / "Sources/ThreadModeration/Tables/OrdinaryWordTable.swift"
HOSTILE = {"insult", "slur", "sexual", "profanity", "mild", "threat", "dehumanize", "hate", "adult"}
# Read through misspellings as well.
TELLING = {"identity", "hate"}
# Dictionaries have rude words too: they are no exceptions.
RUDE = re.compile(
    r"fuck|nigger|faggot|^bitch|whore(?!l)|^(bull|horse|bat|dip|chicken|dog)?shit(?!t[ai]|ak|ep|im)|jizz(?!en)|^cunt|asshole|"
    r"^(god)?damn|blowjob|dildo|^porn|motherf|^wank|^slut|^bastard|^retarded|^pissed|cocksuck|^sex$|dickhead|^bollock"
)
SHORT = set(
    "a i ad ah al am an as at aw ax ay be bi by do eh el em en er es et ex go ha he hi ho id if in is it la lo ma me mi "
    "my na no of oh ok om on or os ow ox oy pa pi pm re se so ta ti to tv uh uk um un up us we ye yo de le il da di du "
    "ye os st dr mr br ll ve ism ist ish".split()
)


def run(matcher: str, texts: list[str]) -> list[tuple[str, str, set[str]]]:
    lines = "\n".join(json.dumps(text) for text in texts)
    out = subprocess.run([matcher], input=lines, capture_output=True, text=True, check=True).stdout
    rows = []
    for line in out.splitlines():
        text, view, hits = json.loads(line)
        rows.append((text, view, {hit.split(":")[0] for hit in hits}))
    return rows


# Ordinary words that the dictionaries lack or that a run does not show by themselves, only in pairs.
PLACES = ("cumin", "cumins", "craps", "snigger", "sniggers", "sniggered", "sniggering", "wankie")


def main() -> None:
    matcher, *paths = sys.argv[1:]
    words: set[str] = set()
    names: set[str] = set()
    terms: set[str] = set()
    kind = ""
    for path in paths:
        if path.startswith("--"):
            kind = path
            continue
        for line in open(path, encoding="utf-8", errors="replace"):
            word = line.strip().lower().removesuffix("'s")
            if kind == "--phrases":
                word = word.replace("-", " ")
                if re.fullmatch(r"[a-z]{2,}( [a-z]{2,}){1,2}", word):
                    terms.add(word)
            elif re.fullmatch(r"[a-z]{3,24}", word):
                (names if kind else words).add(word)
    singles = [
        text for text, view, kinds in run(matcher, sorted(words | names))
        if view != text and (kinds & (HOSTILE | TELLING) or " " not in view) and not RUDE.search(text)
    ]
    # Written with dashes, so that they are no pairs.
    phrases = [
        text.replace(" ", "-") for text, view, kinds in run(matcher, sorted(terms))
        if kinds & HOSTILE and view == text and not any(RUDE.search(word) for word in text.split())
    ]
    # Pairs that make a word that somebody looks for.
    table = (OUT.parent / "LexiconTable.swift").read_text(encoding="utf-8")
    targets = {
        term.replace(" ", "") for line in table.split("\n") if line.count("\t") == 2
        for term in line.split("\t")[2].split(",") if re.fullmatch(r"[a-z]{3,16}", term)
    }
    known = words | SHORT
    pairs = set()
    for target in targets:
        for form in (target, target + "s"):
            for cut in range(1, len(form)):
                left, right = form[:cut], form[cut:]
                if all((len(p) > 2 and p in known) or p in SHORT for p in (left, right)):
                    pairs.add(f"{left} {right}")
                    pairs.add(f"{left}-{right}")
                elif len(right) == 1 and len(left) > 3 and left in words:
                    pairs.add(f"{left} {right}")
    found = {
        text.replace("-", " ") for text, view, kinds in run(matcher, sorted(pairs))
        if kinds & HOSTILE and view.replace(" ", "") == text.replace(" ", "").replace("-", "") and " " not in view
        or kinds & HOSTILE and "-" in text and "-" not in view
    }
    # Three equal letters in a row are no word, but the view would shorten them.
    both = [t for t in sorted({*singles, *PLACES}) + sorted(found | {*phrases}) if not re.search(r"([a-z])\1\1", t)]
    lines, line = [], ""
    for term in both:
        if len(line) + len(term) > 4000:
            lines.append(line)
            line = ""
        line += ("," if line else "") + term
    lines.append(line)
    OUT.write_text(
        "// Generated by Tools/lexicon/make-ordinary: see there for the dictionaries.\n"
        "// swift-format-ignore-file\n\n"
        "/// Ordinary words and pairs of words that look like a disguised rude word, separated by commas.\n"
        "enum OrdinaryWordTable {\n  static let text: String = #\"\"\"\n" + "\n".join(lines) + "\n\"\"\"#\n}\n",
        encoding="utf-8",
    )
    print(len(singles), "words,", len(found), "pairs,", len(phrases), "phrases")


main()
