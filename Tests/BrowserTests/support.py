# SPDX-License-Identifier: Apache-2.0
"""What all browser tests share: one browser, reports that are made once, and how a page is asked."""

import functools
import json
import re
import tempfile
import unittest

from chromium import Browser
from runs import Runs

# Set by run.py.
moderate = None


@functools.cache
def folder():
    return tempfile.TemporaryDirectory(prefix="moderate-reports-")


@functools.cache
def runs():
    return Runs(moderate, folder().name)


@functools.cache
def browser():
    return Browser()


@functools.cache
def report(name):
    """The path of a report that `Runs` knows how to make."""
    return getattr(runs(), name)()


def close():
    """Ends what was begun."""
    if browser.cache_info().currsize:
        browser().__exit__()
    if folder.cache_info().currsize:
        folder().cleanup()


def data(path):
    """What the page's script works with, as it stands in the file."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    pattern = r'<script type="application/json" id="(data|cards-\d+)">(.*?)</script>'
    blocks = [json.loads(block) for _, block in re.findall(pattern, text, re.S)]
    return dict(blocks[0], cards=[card for block in blocks[1:] for card in block])


class Row:
    """A flagged comment of the data block."""

    def __init__(self, data, number):
        row = data["rows"][number]
        self.id, self.anchor, self.author, self.thread = row[:4]
        self.action = data["actions"][row[4]]
        self.categories = [data["categories"][place] for place in row[5]]
        self.rules = [data["rules"][place] for place in row[6]]
        self.words = words(data, data["cards"][number])

    def has(self, text):
        """Whether the page's search for a text should find it."""
        return text.lower() in self.words.lower() + "\n" + self.id.lower()


def words(data, node):
    """The words of a card, the slow way: all text under class `words` but for numbers of findings."""
    parts = []

    def walk(node, inside):
        if isinstance(node, str):
            if inside:
                parts.append(node)
            return
        if not isinstance(node, list):
            return
        shape = data["shapes"][node[0]]
        name = shape[2] if len(shape) > 2 and shape[1] == "class" else ""
        if shape[0] == "sup":
            return
        if name == "u" and inside:
            parts.append("⟨" + node[-1] + "⟩")
            return
        for child in node[1:]:
            walk(child, inside or name == "words")

    walk(node, False)
    return "".join(parts)


class PageTest(unittest.TestCase):
    """A test that ends with the page having done nothing that a report must not do."""

    def open(self, name, fragment="", **options):
        page = browser().page(**options)
        self.addCleanup(page.__exit__)
        self.addCleanup(lambda: self.assertEqual(page.misdeeds, []))
        page.open(report(name), fragment)
        return page

    def close(self, page):
        """Ends a page before the test does, where it opens many."""
        self.assertEqual(page.misdeeds, [])
        page.__exit__()

    def shown(self, page):
        """The ids of the cards that are shown."""
        return page.value(
            "[...document.querySelectorAll('#cards > .card')].map(card => card.id)"
        )

    def choose(self, page, **fields):
        """Fills in the filter, as a person would, and returns what it says."""
        for name, value in fields.items():
            page.value(
                f"(() => {{ const field = document.getElementById('f-{name}');"
                f" field.value = {json.dumps(value)};"
                " field.dispatchEvent(new Event('input', {bubbles: true})); })()"
            )
        return page.value("document.getElementById('f-count').textContent")

    def click(self, page, selector):
        page.value(f"document.querySelector({json.dumps(selector)}).click()")
