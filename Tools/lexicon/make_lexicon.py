#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Sources/ThreadModeration/Tables/LexiconTable.swift.

    python3 Tools/lexicon/make_lexicon.py SURGE_CSV LDNOOBW_FOLDER BETTER_PROFANITY_LIST DICTIONARY PROFANITYFILTER_LIST

own.tsv beside this file is ours and wins; more.tsv, ours too, comes after the list with severities, and languages.tsv last. The others are
open word lists (LICENSES.txt has their terms):

- SURGE_CSV: `profanity_en.csv` of Surge AI (MIT License, (c) 2021 Surge AI, github surge-ai/profanity): terms with a
  category and a human severity rating. Its spellings in l33t and with signs are left out: the normalized view reads
  those.
- LDNOOBW_FOLDER: the List of Dirty, Naughty, Obscene and Otherwise Bad Words by Shutterstock and contributors
  (CC BY 4.0, github LDNOOBW), files `en.txt`, `de.txt`, `es.txt`, `fr.txt`, `pt.txt`, `ru.txt`.
- BETTER_PROFANITY_LIST: `profanity_wordlist.txt` of better-profanity 0.7.0 (MIT License, (c) 2018 The Python Packaging
  Authority; `pip download better-profanity`).
- DICTIONARY: ordinary English words, one a line (Debian's wamerican-huge: SCOWL, (c) Kevin Atkinson, free for any use):
  a word of the last lists that stands there is mild, and other languages' words that stand there are left out.
- PROFANITYFILTER_LIST: `badwords.txt` of profanityfilter 2.1.0 (BSD 3-clause License, (c) 2016 Areeb Beigh; `pip download
  profanityfilter`): single words of four and more letters that no dictionary has.
"""
import csv
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parents[1] / "Sources/ThreadModeration/Tables/LexiconTable.swift"
KINDS = {
    "racial / ethnic slurs": "slur",
    "sexual orientation / gender": "slur",
    "religious offense": "slur",
    "physical disability": "slur",
    "mental disability": "insult",
    "other / general insult": "insult",
    "animal references": "insult",
    "physical attributes": "insult",
    "political": "insult",
    "sexual anatomy / sexual acts": "sexual",
    "bodily fluids / excrement": "profanity",
}
# The lists have these; in comments they are mostly ordinary words.
RUDE = re.compile(r"fuck|nigg[ae]|fagg?ot|bitch|shit|cunt|asshole|whore|slut|dildo|porn")
PLAIN = set((HERE / "plain.txt").read_text().split("\n"))
TIERS = {"Mild": 1, "Strong": 2, "Severe": 3}
HOSTILE = {"insult", "slur", "sexual", "profanity", "threat", "dehumanize", "mild", "foreign", "putdown"}
# Kinds whose words are said about people as such: no list makes an insult of them.
NEUTRAL = {"identity", "group", "person", "polite", "technical", "secondperson", "mockery"}


# Without its accents such a word is an ordinary one, of English or its own language.
ORDINARY_WITHOUT_ACCENTS = set("peter mose pedes pede pedale inversion vogeln cono bourre mopse negre lummel dodel".split())


def without_accents(term: str) -> str:
    """The term as the normalized view has it: Latin letters without accents and strokes."""
    if any("\u0400" <= c <= "\u04ff" for c in term):
        return term
    for letter, plain in (("ß", "ss"), ("ø", "o"), ("æ", "ae"), ("ł", "l"), ("ı", "i")):
        term = term.replace(letter, plain)
    plain = "".join(c for c in unicodedata.normalize("NFD", term) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain)


def table(name: str):
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, tier, terms = line.split("\t")
            yield kind, int(tier), terms.split(",")


def main() -> None:
    entries: dict[str, list[tuple[str, int]]] = {}
    profanity = set((HERE / "profanity.txt").read_text().split())

    def kind_of(term: str, kind: str) -> str:
        # Four-letter words and what is built from them are used for emphasis more than for their sense.
        return "profanity" if kind == "sexual" and any(term.startswith(p) for p in profanity) else kind

    def add(term: str, kind: str, tier: int, is_ours: bool = False) -> None:
        if term in PLAIN and not is_ours or any(k in HOSTILE | NEUTRAL for k, _ in entries.get(term, [])):
            return
        entries.setdefault(term, []).append((kind, tier))

    for kind, tier, terms in table("own.tsv"):
        for term in terms:
            if (kind, tier) not in entries.setdefault(term, []):
                entries[term].append((kind, tier))
    for row in csv.DictReader(open(sys.argv[1], encoding="utf-8")):
        term = row["text"].lower().strip().replace("-", " ")
        if re.fullmatch(r"[a-z][a-z ']{2,40}", term):
            add(term, kind_of(term, KINDS[row["category_1"]]), TIERS[row["severity_description"]])
    for kind, tier, terms in table("more.tsv"):
        for term in terms:
            if kind in ("part", "root", "core"):
                entries.setdefault(term, []).append((kind, tier))
            else:
                add(term, kind, tier, is_ours=True)
    words = {w.strip().lower() for w in open(sys.argv[4], encoding="utf-8")}
    folder = pathlib.Path(sys.argv[2])
    for language in ("en", "de", "es", "fr", "pt", "ru"):
        for line in (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            term = line.lower().strip().replace("-", " ")
            if len(term) < (3 if language == "en" else 4) or not re.fullmatch(r"[^\W\d_][^\W\d_ ']{1,40}( [^\W\d_]+)*", term):
                continue
            if language == "en":
                add(term, "mild" if term in words else kind_of(term, "sexual"), 1)
            elif term not in words:
                add(term, "foreign", 1)
    for line in open(sys.argv[3], encoding="utf-8"):
        term = line.lower().strip().replace("-", " ")
        if re.fullmatch(r"[a-z][a-z ']{2,40}", term):
            add(term, "mild" if term in words else kind_of(term, "sexual"), 1)
    for line in open(sys.argv[5], encoding="utf-8"):
        term = line.lower().strip()
        if re.fullmatch(r"[a-z]{4,24}", term) and term not in words and term.removesuffix("s") not in words:
            add(term, kind_of(term, "sexual"), 1)
    # Lists rate many a plural lower than its word.
    for term, kinds in entries.items():
        for one in (term.removesuffix("s"), term.removesuffix("es")):
            for kind, tier in entries.get(one, []) if one != term else []:
                if kind in ("slur", "insult"):
                    kinds[:] = [(k, max(t, tier) if k == kind else t) for k, t in kinds]
    # Long words that no ordinary one contains are found anywhere in a word, as in names people give themselves.
    ordinary = "\n".join(w for w in words if w.isalpha() and w.isascii() and not RUDE.search(w) and w not in entries)
    for term, kinds in list(entries.items()):
        is_strong = any(k in ("slur", "profanity", "sexual") or k == "insult" and t >= 2 for k, t in kinds)
        if is_strong and re.fullmatch(r"[a-z]{6,}", term) and term not in ordinary:
            kinds.append(("root", 1))
    for kind, tier, terms in table("languages.tsv"):
        for term in terms:
            if (kind, tier) not in entries.setdefault(term, []):
                entries[term].append((kind, tier))
    rows: dict[tuple[str, int], list[str]] = {}
    for term, kinds in entries.items():
        plain = without_accents(term)
        is_known = plain in entries or plain in ORDINARY_WITHOUT_ACCENTS
        spellings = {term} if is_known else {term, plain}
        for row in kinds:
            rows.setdefault(row, []).extend(spellings)
    text = "\n".join(f"{k}\t{t}\t{','.join(sorted(set(terms)))}" for (k, t), terms in sorted(rows.items()))
    OUT.write_text(
        "// Generated by Tools/lexicon/make_lexicon.py from own.tsv, more.tsv and languages.tsv (ours), the list of terms\n"
        "// with severities of Surge AI (MIT License, (c) 2021 Surge AI), the List of Dirty, Naughty, Obscene and\n"
        "// Otherwise Bad Words (CC BY 4.0, Shutterstock and contributors) and the word lists of better-profanity (MIT) and\n"
        "// profanityfilter (BSD 3-clause, (c) 2016 Areeb Beigh); their terms: Tools/lexicon/LICENSES.txt.\n"
        "// Content warning: insults, slurs and threats.\n"
        "// swift-format-ignore-file\n\n"
        "/// One line a kind and tier: kind, tier, terms separated by commas.\n"
        "enum LexiconTable {\n  static let text: String = #\"\"\"\n" + text + "\n\"\"\"#\n}\n",
        encoding="utf-8",
    )
    print(sum(map(len, rows.values())), "entries")


main()
