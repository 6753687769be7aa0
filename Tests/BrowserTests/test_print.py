# SPDX-License-Identifier: Apache-2.0
"""On paper: what is only of use on a screen is left out, what is folded is shown, and the queue is whole or says so."""

import re

import support


class Printing(support.PageTest):
    def test_controls_stay_on_the_screen(self):
        page = self.open("sample", width=794)
        page.prefer(media="print")
        for selector in [".filter", ".pager", ".tools", "nav", ".skip"]:
            height = page.value(
                f"[...document.querySelectorAll('{selector}')]"
                ".reduce((sum, it) => sum + it.getBoundingClientRect().height, 0)"
            )
            self.assertEqual(height, 0, selector)
        self.assertGreater(
            page.value("document.querySelector('.context .tree').getBoundingClientRect().height"), 0
        )

    def test_prints_dark_text_on_white_also_at_night(self):
        page = self.open("sample", width=794, dark=True)
        page.prefer(dark=True, media="print")
        page.settle()
        self.assertEqual(
            page.value("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)"
        )
        ink = page.value("getComputedStyle(document.body).color")
        self.assertLess(sum(int(part) for part in re.findall(r"\d+", ink)[:3]), 200)

    def test_becomes_a_document(self):
        page = self.open("sample")
        document = page.pdf()
        self.assertTrue(document.startswith(b"%PDF"))
        pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", document))
        self.assertGreater(pages, 2)
        cards = page.value("document.querySelectorAll('#cards > .card').length")
        self.assertLessEqual(cards, 25, "the screen is as it was before")

    def test_the_chosen_queue_is_printed_beyond_its_page(self):
        page = self.open("large")
        page.value("window.dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(len(self.shown(page)), 200)
        note = page.value("document.getElementById('p-paper').textContent")
        self.assertIn("9,800", note)
        page.value("window.dispatchEvent(new Event('afterprint'))")
        self.assertEqual(len(self.shown(page)), 25)
        self.choose(page, author="author 123")
        page.value("window.dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(page.value("document.getElementById('p-paper').textContent"), "")
        page.value("window.dispatchEvent(new Event('afterprint'))")
