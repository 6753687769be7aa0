#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes Sources/PatternEngine/Tables/FilterFoldingData.swift.

  python3 -m pip install "unicodedata2==17.0.1" "regex==2025.11.3"
  python3 Tools/unicode/make_filter_folding.py           # write the table
  python3 Tools/unicode/make_filter_folding.py --check   # exit 1 if the committed table is stale

Sources, all Unicode 17.0.0 (Unicode License v3, UNICODE-LICENSE.txt beside this file): regex (simple
case folding, which is CaseFolding.txt with status C and S) and unicodedata2 (categories, digit
values). See README.md and `FilterFolding`.
"""

import argparse
import os
import sys

import regex
import regex._regex
import unicodedata2 as ucd

VERSION = "17.0.0"
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUTPUT = os.path.join(ROOT, "Sources/PatternEngine/Tables/FilterFoldingData.swift")

SCALARS = [c for c in range(0x80, 0x110000) if not 0xD800 <= c <= 0xDFFF]
SIMPLE = regex.IGNORECASE | regex.UNICODE  # without FULLCASE: one scalar to one scalar
# What \s, \h or \v of PCRE2 matches though it is no separator (Z*) in Unicode 17.
SPACES_BESIDE_Z = {0x85, 0x180E}


def fold(c):
    """What `FilterFolding.folded` must return for a scalar beyond ASCII."""
    ch = chr(c)
    category = ucd.category(ch)
    if category == "Nd":
        return 0x30 + ucd.decimal(ch)
    if category[0] == "Z" or c in SPACES_BESIDE_Z:
        return 0x20
    # Without the status T (Turkic): U+0130 and U+0131 fold to themselves, here and in PCRE2.
    return ord(regex._regex.fold_case(SIMPLE, ch))


def runs():
    """(first, count, step, change) of all scalars that fold to another one.

    A step of 1 or 2 between neighbors; `change` is added to each, or 0: they fold to the space.
    """
    out = []
    for c in SCALARS:
        target = fold(c)
        if target == c:
            continue
        assert target < 0x80 or fold(target) == target, "folding twice must change nothing"
        assert c < 0x20000, "the trie of FilterFolding ends there"
        change = 0 if target == 0x20 else target - c
        if out:
            first, count, step, last_change = out[-1]
            gap = c - (first + (count - 1) * step)
            if change == last_change and gap <= 2 and (count == 1 or gap == step):
                out[-1] = (first, count + 1, gap, change)
                continue
        out.append((c, 1, 1, change))
    return out


def swift(table):
    entries = [f"{first:X} {count} {step} {change}" for first, count, step, change in table]
    lines = [
        "// Made by Tools/unicode/make_filter_folding.py from Unicode 17.0.0 data; do not edit.",
        "// SPDX-License-Identifier: Apache-2.0 AND Unicode-3.0",
        "//",
        "// Data: Unicode Character Database 17.0.0 (regex, unicodedata2). Copyright (c) 1991-2025",
        "// Unicode, Inc. Unicode License v3, see Tools/unicode/UNICODE-LICENSE.txt.",
        "",
        "/// Which scalars beyond ASCII `FilterFolding` changes.",
        "enum FilterFoldingData {",
        "  /// Runs of scalars: the first in hexadecimal, how many, the step between them, and what is",
        "  /// added to each; 0 stands for those that become a space.",
        '  static let runs = """',
    ]
    line = ""
    for entry in entries:
        if len(line) + len(entry) + 2 > 92:
            lines.append("    " + line)
            line = ""
        line += entry + ";"
    return "\n".join(lines + ["    " + line, '    """', "}"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with the committed table")
    arguments = parser.parse_args()
    if ucd.unidata_version != VERSION:
        sys.exit(f"unicodedata2 has Unicode {ucd.unidata_version}, need {VERSION}")
    if fold(0xA7CE) != 0xA7CF or fold(0xA7DD) != 0xA7DD:
        sys.exit("the regex module does not have Unicode 17 data, need regex==2025.11.3")
    table = runs()
    text = swift(table)
    if arguments.check:
        current = open(OUTPUT).read() if os.path.exists(OUTPUT) else ""
        if current != text:
            sys.exit("FilterFoldingData.swift is stale: run Tools/unicode/make_filter_folding.py")
        print("FilterFoldingData.swift is up to date")
        return
    with open(OUTPUT, "w") as f:
        f.write(text)
    changed = sum(count for _, count, _, _ in table)
    print(f"{os.path.relpath(OUTPUT, ROOT)}: {len(table)} runs, {changed} scalars, {len(text)} bytes")


if __name__ == "__main__":
    main()
