# SPDX-License-Identifier: Apache-2.0
"""Labelled comments, and which half of its set each is in, as LabelledHalf.swift counts it."""
import json

MASK = 2**64 - 1


def is_odd(text):
    """The half, as LabelledHalf.swift counts it."""
    value = 0xCBF29CE484222325
    for byte in text.encode()[:200]:
        if byte >= 0x41 or 0x30 <= byte <= 0x39:
            value = (value ^ (byte | 0x20)) * 0x100000001B3 & MASK
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD & MASK
    return value >> 8 & 1


def group(row):
    origin = row.get("orig") or {}
    for key in (origin.get("test_group_id"), origin.get("templ_id"), row.get("thread_id")):
        if isinstance(key, str):
            return f"{row['source']}/{key}"
    return row["text"]


def rows_of(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]
