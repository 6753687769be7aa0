#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts a model that `moderate learn` made into Sources/ThreadModeration/Tables/LearnedTable.swift.

    python3 Tools/weights/embed.py MODEL
    python3 Tools/weights/embed.py --silent        a model that says nothing, to begin with
"""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "Sources/ThreadModeration/Tables/LearnedTable.swift"

if sys.argv[1:] == ["--silent"]:
    line = "f" * 128 + "\n"
    text = "threadmoderation/model/3\n1 0\n1 0\n" + line * ((2**19 + 2**16) * 3 // 2 // 128)
else:
    text = pathlib.Path(sys.argv[1]).read_text(encoding="ascii")
assert '"' not in text and "\\" not in text
OUT.write_text(
    "// Written by Tools/weights/embed.py from a model that `moderate learn` made; Docs/ModelCard.md tells how.\n"
    "// swift-format-ignore-file\n\n/// The shipped ``LearnedModel``.\nenum LearnedTable {\n"
    '  static let text: StaticString = """\n' + text + '"""\n}\n', encoding="ascii")
