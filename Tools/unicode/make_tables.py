#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes Sources/ThreadModeration/Text/Unicode/UnicodeTableData.swift.

  python3 -m pip install "unicodedata2==17.0.1" "regex==2025.11.3"
  python3 Tools/unicode/make_tables.py           # write the tables
  python3 Tools/unicode/make_tables.py --check   # exit 1 if the committed tables are stale

Sources, all Unicode 17.0.0 (Unicode License v3, UNICODE-LICENSE.txt beside this file):
unicodedata2 (normal forms, classes, categories, names), regex (full case folding, scripts,
Default_Ignorable_Code_Point) and confusables.txt (UTS #39). See README.md.
"""

import argparse
import json
import os
import re
import sys

import regex
import regex._regex
import unicodedata2 as ucd

VERSION = "17.0.0"
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUTPUT = os.path.join(ROOT, "Sources/ThreadModeration/Text/Unicode/UnicodeTableData.swift")
SELECTION = os.path.join(ROOT, "Tests/Cases/normalization.tsv")
CONFUSABLES = [
    os.path.join(HERE, "confusables-17.0.0.txt"),
    os.path.join(ROOT, "../shared/data/attacks/unicode/confusables-17.0.0.txt"),
]

SCALARS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
BLOCK = 64  # scalars in one block of a trie

# Bits of FoldedScalar.Changes, in the order of the Swift option set.
CASE, NORMALIZED, MARK, VARIANT, TURNED = 1, 2, 4, 8, 16


# --- Properties -------------------------------------------------------------------------------

def nfkd(s): return ucd.normalize("NFKD", s)
def nfkc(s): return ucd.normalize("NFKC", s)
def nfd(s): return ucd.normalize("NFD", s)
def nfc(s): return ucd.normalize("NFC", s)
def ccc(ch): return ucd.combining(ch)


def members(pattern):
    return {ord(ch) for ch in regex.findall(pattern, "".join(map(chr, SCALARS)))}


LATIN = members(r"\p{Script=Latin}")
CYRILLIC = members(r"\p{Script=Cyrillic}") - {0x041B}
COMMON = members(r"\p{Script=Common}")
IGNORABLE = members(r"\p{Default_Ignorable_Code_Point}")
WHITE_CONTROLS = {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85}
# Cf that draws something: numbers and verses are written inside these (Prepended_Concatenation_Mark).
PREPENDED = members(r"\p{Prepended_Concatenation_Mark}")
FOLD_FLAGS = regex.FULLCASE | regex.IGNORECASE | regex.UNICODE


def case_fold(ch):
    # U+0345 stays: its folding to a letter depends on mark order, which is settled later.
    if ch == "\u0345":
        return ch
    if ch == "\u0130":
        return "i\u0307"
    if ch == "\u0049":
        return "i"
    return regex._regex.fold_case(FOLD_FLAGS, ch)


def is_mark(ch): return ucd.category(ch)[0] == "M"


def is_invisible(c):
    if c in WHITE_CONTROLS or c in PREPENDED:
        return False
    category = ucd.category(chr(c))
    return category in ("Cc", "Cf") or c in IGNORABLE or c == 0x2800


def is_decoration(c):
    """Overlaid strokes and enclosing marks: no orthography writes words with them."""
    return 0x0334 <= c <= 0x0338 or c in (0x0488, 0x0489, 0x1ABE) or (
        0x20D0 <= c <= 0x20FF and (ucd.category(chr(c)) == "Me" or ccc(chr(c)) == 1))


# --- Latin letters, by their names ------------------------------------------------------------

PREFIXES = re.compile(
    r"^(SMALL|CAPITAL|TURNED|REVERSED|INVERTED|SIDEWAYS|SCRIPT|DOTLESS|INSULAR|BARRED|BROKEN|"
    r"BLACKLETTER|STIRRUP|OPEN|CLOSED|TAILLESS|TOP HALF|BOTTOM HALF|HALF|ANGLICANA|OLD POLISH|"
    r"MIDDLE-WELSH|VISIGOTHIC|VOLAPUK|ARCHAIC|LONG|GLOTTAL|LIGATURE) (?=.)")
DIGRAPHS = {"AA", "AE", "AO", "AU", "AV", "AY", "DZ", "IJ", "LJ", "LL", "NJ", "OE", "OO", "OU",
            "TS", "TC", "LS", "LZ", "TZ", "UE", "VY", "UO", "FF", "FI", "FL", "ST"}
WORDS = {"THORN": "th", "ETH": "d", "ENG": "n", "SCHWA": "e", "EZH": "z", "ESH": "s", "KRA": "k",
         "ALPHA": "a", "BETA": "b", "GAMMA": "y", "IOTA": "i", "UPSILON": "u", "CHI": "x",
         "OMEGA": "w", "SHARP S": "ss", "I LONGA": "i", "U BAR": "u", "R ROTUNDA": "r", "TH": "th",
         "AFRICAN D": "d", "EZH REVERSED": "z"}
# Upside-down writing uses these for another letter than their name says.
UPSIDE_DOWN = {0x0183: "g", 0x025F: "f"}
NOT_LETTERS = re.compile(r"CLICK|PERCUSSIVE|GLOTTAL STOP|FRICATIVE|TONE|SINOLOGICAL|STRETCHED")


def variant(ch):
    """(ASCII text, whether turned) that a case-folded Latin letter is a variant of, or None."""
    c = ord(ch)
    if c < 0x80 or c not in LATIN or ucd.category(ch)[0] != "L":
        return None
    name = ucd.name(ch, "")
    turned = bool(re.search(r"\b(TURNED|REVERSED|INVERTED|SIDEWAYS)\b", name))
    if c in UPSIDE_DOWN:
        return UPSIDE_DOWN[c], True
    if NOT_LETTERS.search(name):
        return None
    m = re.match(r"^(?:LATIN|MODIFIER) (?:SMALL )?(?:CAPITAL )?(?:EPIGRAPHIC )?(?:LETTER|LIGATURE) (.+)$", name)
    if not m:
        return None
    rest = re.sub(r" (WITH|PRECEDED) .*$", "", m[1])
    rest = re.sub(r" DIGRAPH$", "", rest)
    while True:
        if rest in WORDS:
            return WORDS[rest], turned
        shorter = PREFIXES.sub("", rest)
        if shorter == rest:
            break
        rest = shorter
    if re.fullmatch(r"[A-Z]", rest) or rest in DIGRAPHS:
        return rest.lower(), turned
    return None


def symbol_letters(c):
    """Letters and digits drawn inside or as a symbol; most have no decomposition."""
    ch = chr(c)
    name = ucd.name(ch, "")
    m = re.fullmatch(r"REGIONAL INDICATOR SYMBOL LETTER ([A-Z])", name)
    m = m or re.fullmatch(r"PARENTHESIZED LATIN (?:SMALL|CAPITAL) LETTER ([A-Z])", name)
    m = m or re.fullmatch(
        r"(?:NEGATIVE |CROSSED NEGATIVE )?(?:CIRCLED|SQUARED) LATIN (?:SMALL|CAPITAL) LETTER ([A-Z])",
        name)
    if m:
        return m[1].lower()
    m = re.fullmatch(r"(?:NEGATIVE )?SQUARED (UP WITH EXCLAMATION MARK|[A-Z]{2,4})", name)
    if m and 0x1F100 <= c <= 0x1F1FF:
        return "up" if m[1].startswith("UP ") else m[1].lower()
    if ucd.category(ch) == "No" and c in COMMON and nfkd(ch) == ch and ucd.digit(ch, None) is not None:
        return str(ucd.digit(ch))
    return None


# --- The two mappings of one scalar -----------------------------------------------------------

PAIRS = {}
for _c in SCALARS:
    _ch = chr(_c)
    _d = ucd.decomposition(_ch)
    if _d and not _d.startswith("<") and nfc(_ch) == _ch:
        _parts = [int(x, 16) for x in _d.split()]
        if len(_parts) == 2:
            PAIRS[tuple(_parts)] = _c
SECONDS = {b for (_, b) in PAIRS} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))


def split_unstable(s):
    """Decomposes composites whose first part may itself join the scalar before them."""
    out = ""
    for ch in s:
        d = nfd(ch)
        out += d if len(d) > 1 and ord(d[0]) in SECONDS else ch
    return out


def reopening(c):
    """A composed scalar as its longest unmarked prefix and its marks, or None if it has none."""
    ch = chr(c)
    d = nfd(ch)
    if len(d) < 2 or not ccc(d[-1]):
        return None
    n = len(d)
    while n and ccc(d[n - 1]):
        n -= 1
    prefix = nfc(d[:n])
    assert len(prefix) == 1, hex(c)
    return prefix + d[n:]


def is_folded_letter(ch):
    c = ord(ch)
    return (c in LATIN and ucd.category(ch)[0] == "L") or "0" <= ch <= "9"


def fold_scalar(c):
    """(what `fold` writes for the scalar alone, change bits)."""
    ch = chr(c)
    special = symbol_letters(c)
    if special is not None:
        return special, NORMALIZED
    changes = 0
    s = nfkd(ch)
    if s != nfd(ch) or nfkc(ch) != ch:
        changes |= NORMALIZED
    while True:
        t = nfkd("".join(map(case_fold, s)))
        if t == s:
            break
        changes |= CASE
        s = t
    letters = ""
    for x in s:
        v = variant(x)
        if v:
            changes |= VARIANT | (TURNED if v[1] else 0)
            letters += v[0]
        else:
            letters += x
    kept = ""
    for x in letters:
        if is_mark(x) and kept and is_folded_letter(kept[-1]):
            changes |= MARK
        else:
            kept += x
    kept = nfc(kept)
    bare = ""
    for x in kept:
        if is_mark(x) and bare and ord(bare[-1]) < 0x80:
            changes |= MARK
        else:
            bare += x
    return bare, changes


# --- Look-alikes of other scripts -------------------------------------------------------------

# Where the prototype in confusables.txt is another letter than a reader sees, or is missing.
LOOK_OVERRIDES = {
    "β": "b", "γ": "y", "ε": "e", "μ": "u", "υ": "u", "χ": "x", "ω": "w", "Ω": None, "Λ": "a",
    "з": "3", "л": None, "Л": None, "м": "m", "п": "n", "ш": "w", "щ": "w", "Ш": "w", "Щ": "w",
    "ь": "b", "є": "e", "Є": "e", "ԑ": "e", "ƽ": "5",
}


def read_confusables(path):
    table = {}
    for line in open(path, encoding="utf-8-sig"):
        fields = line.split("#")[0].split(";")
        if len(fields) >= 3:
            source = fields[0].strip()
            if " " not in source:
                table[int(source, 16)] = "".join(chr(int(x, 16)) for x in fields[1].split())
    return table


def look_alikes(path, folded):
    confusable = read_confusables(path)

    def ascii_of(text):
        out = ""
        for ch in text:
            out += folded[ord(ch)][0]
        out = "".join(x for x in out if not is_mark(x))
        if out == "rn":
            out = "m"
        return out if re.fullmatch(r"[a-z0-9]", out) else None

    letter = {}
    for c in SCALARS:
        ch = chr(c)
        if c < 0x80 or ucd.category(ch)[0] not in "LN" or is_invisible(c):
            continue
        base = nfd(ch)[0]
        if base in LOOK_OVERRIDES:
            found = LOOK_OVERRIDES[base]
        elif all(ord(x) < 0x80 for x in folded[c][0]):
            continue
        else:
            found = c in confusable and ascii_of(confusable[c])
            if not found:
                d = nfd(ch)
                found = any(ord(x) in confusable for x in d) and ascii_of(
                    "".join(confusable.get(ord(x), x) for x in d))
        if found:
            letter[c] = found
    # Capital I of another script resembles l in the data, but it is an i to its reader.
    lower_of = {}
    for c in SCALARS:
        f = folded[c][0]
        capital = ucd.category(chr(c)) == "Lu" and nfkc(chr(c)) == chr(c)
        if len(f) == 1 and folded[c][1] & CASE and ord(f) != c and capital:
            lower_of[c] = ord(f)
    for c, l in lower_of.items():
        if letter.get(c) == "l" and letter.get(l) == "i":
            letter[c] = "i"
    # The small letters of these two scripts are mostly small forms of the same shape.
    for c, l in lower_of.items():
        if c in letter and l not in letter and (c in CYRILLIC or c in LATIN):
            letter[l] = letter[c]
    values = {c: ord(x) for c, x in letter.items()}
    for c, l in sorted(lower_of.items()):
        if c in letter:
            values[l] = (values.get(l, 0) & 0x7F) | ord(letter[c]) << 7
    return values


# --- Packing ----------------------------------------------------------------------------------

def encode(values):
    """Base-32 varints of (zigzag delta << 1) or ((repeats of the last delta - 1) << 1 | 1)."""
    out = []

    def put(n):
        while True:
            digit = n & 31
            n >>= 5
            out.append(chr(0x30 + digit + (32 if n else 0)))
            if not n:
                return

    previous, last, repeats = 0, None, 0
    for v in list(values) + [None]:
        delta = None if v is None else v - previous
        if delta is not None and delta == last:
            repeats += 1
        else:
            if repeats:
                put((repeats - 1) << 1 | 1)
                repeats = 0
            if delta is not None:
                put((delta << 1 if delta >= 0 else (-delta << 1) - 1) << 1)
            last = delta
        if v is not None:
            previous = v
    return "".join(out)


def trie(values):
    """(stage 1: block numbers, stage 2: blocks) of a dense list of 0x110000 values."""
    blocks, stage1, stage2 = {}, [], []
    for i in range(0, 0x110000, BLOCK):
        block = tuple(values[i:i + BLOCK])
        if block not in blocks:
            blocks[block] = len(blocks)
            stage2.extend(block)
        stage1.append(blocks[block])
    return stage1, stage2


class Pool:
    def __init__(self):
        self.text = ""

    def build(self, strings):
        for s in sorted(set(strings), key=lambda s: (-len(s), s)):
            if s not in self.text:
                self.text += s
        assert len(self.text) < 1 << 16
        return self

    def place(self, s):
        assert len(s) < 32
        return self.text.index(s) | len(s) << 16


def build(confusables):
    norm_map, fold_map = {}, {}
    for c in SCALARS:
        ch = chr(c)
        if 0xAC00 <= c < 0xAC00 + 11172:
            fold_map[c] = (ch, 0)
            continue
        target = split_unstable(nfkc(ch))
        if target != ch:
            norm_map[c] = (target, True)
        else:
            opened = reopening(c)
            if opened:
                norm_map[c] = (opened, False)
        fold_map[c] = fold_scalar(c)
    folded = fold_map
    fold_text = {c: split_unstable(s) for c, (s, _) in fold_map.items()}

    pool = Pool().build([s for s, _ in norm_map.values()]
                        + [s for c, s in fold_text.items() if s != chr(c)])

    def simple(c):
        return not ccc(chr(c)) and c not in SECONDS and not is_mark(chr(c)) and not is_invisible(c)

    norm_records, fold_records = {0: 0}, {0: 0}
    norm_values, fold_values = [0] * 0x110000, [0] * 0x110000
    for c in SCALARS:
        ch = chr(c)
        record = ccc(ch) << 21 | (c in SECONDS) << 29
        if c in norm_map:
            text, replaces = norm_map[c]
            record |= pool.place(text) | replaces << 30
        norm_values[c] = norm_records.setdefault(record, len(norm_records))

        text, changes = fold_text[c], fold_map[c][1]
        record = (is_invisible(c) << 21 | is_mark(ch) << 22 | is_folded_letter(ch) << 23
                  | is_decoration(c) << 24 | changes << 25)
        if is_invisible(c):
            record = 1 << 21
        elif text != ch:
            record |= pool.place(text)
            if len(text) == 1 and simple(ord(text)):
                record |= 1 << 30
        elif simple(c):
            record |= 1 << 31
        fold_values[c] = fold_records.setdefault(record, len(fold_records))
    assert len(norm_records) < 1 << 16 and len(fold_records) < 1 << 16

    looks = [0] * 0x110000
    for c, v in look_alikes(confusables, folded).items():
        looks[c] = v

    pairs = sorted(PAIRS.items())
    tables = [("pool", [ord(x) for x in pool.text], "Scalars that records refer to.")]
    for name, values, what in [
        ("normalization", norm_values, "NFKC of single scalars"),
        ("folding", fold_values, "`ScalarFolder.fold` of single scalars"),
        ("lookAlike", looks, "look-alike letters"),
    ]:
        stage1, stage2 = trie(values)
        tables.append((name + "Blocks", stage1, f"Trie of {what}, stage 1."))
        tables.append((name + "Values", stage2, f"Trie of {what}, stage 2."))
        if name != "lookAlike":
            records = list(norm_records if name == "normalization" else fold_records)
            tables.append((name + "Records", records, f"Records of {what}."))
    tables.append(("pairFirsts", [a for (a, _), _ in pairs], "Primary composites: first scalars."))
    tables.append(("pairSeconds", [b for (_, b), _ in pairs], "Primary composites: second scalars."))
    tables.append(("pairComposites", [c for _, c in pairs], "Primary composites."))
    return tables, folded, looks


def swift(tables):
    lines = [
        "// Made by Tools/unicode/make_tables.py from Unicode 17.0.0 data; do not edit.",
        "// SPDX-License-Identifier: Apache-2.0 AND Unicode-3.0",
        "//",
        "// Data: Unicode Character Database 17.0.0 (unicodedata2, regex) and UTS #39 confusables.txt",
        "// 17.0.0. Copyright (c) 1991-2025 Unicode, Inc. Unicode License v3, see",
        "// Tools/unicode/UNICODE-LICENSE.txt.",
        "// Encoding: see `UnicodeTables.decode`.",
        "",
        "/// The packed tables of `UnicodeTables`.",
        "enum UnicodeTableData {",
    ]
    for i, (name, values, what) in enumerate(tables):
        text = encode(values)
        lines += [f"  /// {what}", f"  static let {name}Count = {len(values)}",
                  f'  static let {name} = #"""']
        lines += ["    " + text[j:j + 92] for j in range(0, len(text), 92)]
        lines += ['    """#'] + ([""] if i < len(tables) - 1 else [])
    return "\n".join(lines) + "\n}\n"


def write_selection(path):
    """Every 16th case of NormalizationTest, as: source, tab, NFKC (code points in hex)."""
    cases = [json.loads(line) for line in open(path)]
    with open(SELECTION, "w") as f:
        f.write("# Every 16th case of NormalizationTest.txt 17.0.0, source and NFKC in hex.\n")
        f.write("# Copyright (c) 1991-2025 Unicode, Inc. Unicode License v3, see\n")
        f.write("# Tools/unicode/UNICODE-LICENSE.txt. Made by Tools/unicode/make_tables.py.\n")
        for case in cases[::16]:
            f.write(f"{case['s']}\t{case['nfkc']}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with the committed tables")
    parser.add_argument("--confusables", help="confusables.txt of UTS #39, version 17.0.0")
    parser.add_argument("--selection", metavar="CASES.JSONL", help="also write normalization.tsv")
    parser.add_argument("--show", action="store_true", help="print letters and what they fold to")
    arguments = parser.parse_args()
    if ucd.unidata_version != VERSION:
        sys.exit(f"unicodedata2 has Unicode {ucd.unidata_version}, need {VERSION}")
    if case_fold("\ua7ce") != "\ua7cf" or case_fold("\ua7dd") != "\ua7dd":
        sys.exit("the regex module does not have Unicode 17 data, need regex==2025.11.3")
    path = arguments.confusables or next((p for p in CONFUSABLES if os.path.exists(p)), None)
    if path is None:
        sys.exit("confusables-17.0.0.txt not found: give --confusables, see Tools/unicode/README.md")
    if "Version: 17.0.0" not in open(path, encoding="utf-8-sig").read(2000):
        sys.exit(f"{path} is not version 17.0.0")
    tables, folded, looks = build(path)
    if arguments.show:
        for c in SCALARS:
            if c >= 0x80 and c in LATIN | set(range(0x1F100, 0x1F200)) | set(range(0x2776, 0x2800)):
                print(f"{c:04X} {chr(c)} -> {ascii(folded[c][0])} {folded[c][1]} {ucd.name(chr(c), '')}")
        for c, v in enumerate(looks):
            if v:
                print(f"look {c:04X} {chr(c)} {chr(v & 127)!r} {chr(v >> 7)!r} {ucd.name(chr(c), '')}")
        return
    text = swift(tables)
    if arguments.check:
        current = open(OUTPUT).read() if os.path.exists(OUTPUT) else ""
        if current != text:
            sys.exit("UnicodeTableData.swift is stale: run Tools/unicode/make_tables.py")
        print("UnicodeTableData.swift is up to date")
        return
    with open(OUTPUT, "w") as f:
        f.write(text)
    if arguments.selection:
        write_selection(arguments.selection)
    for name, values, _ in tables:
        print(f"{name}: {len(values)} values, {len(encode(values))} characters")
    print(f"{os.path.relpath(OUTPUT, ROOT)}: {len(text)} bytes")


if __name__ == "__main__":
    main()
