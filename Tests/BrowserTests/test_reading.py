# SPDX-License-Identifier: Apache-2.0
"""What a moderator does with a report: look, choose, follow links, copy, save."""

import csv
import json
import pathlib
import tempfile
import time

import support


class Looking(support.PageTest):
    def test_fits_every_width_in_both_schemes(self):
        for width, mobile in [(1440, False), (768, False), (390, True), (320, True)]:
            for dark in [False, True]:
                with self.subTest(width=width, dark=dark):
                    page = self.open("sample", width=width, mobile=mobile, dark=dark)
                    self.assertLessEqual(
                        page.value("document.scrollingElement.scrollWidth"), width
                    )
                    background = page.value("getComputedStyle(document.body).backgroundColor")
                    light = sum(int(part) for part in background[4:-1].split(",")) > 380
                    self.assertEqual(light, not dark)
                    self.close(page)

    def test_first_screen_says_what_needs_a_person(self):
        page = self.open("sample")
        rows = support.data(support.report("sample"))["rows"]
        heading = page.value("document.getElementById('h-overview').textContent")
        self.assertTrue(heading.startswith(str(len(rows))), heading)
        first = page.value(
            "[...document.querySelectorAll('.first li a')].map(link => ({"
            " to: document.getElementById(link.hash.slice(1)) !== null,"
            " bottom: link.getBoundingClientRect().bottom }))"
        )
        self.assertEqual(len(first), 5)
        self.assertTrue(all(link["to"] for link in first))
        self.assertLess(first[-1]["bottom"], 900, "the five first things are on the first screen")

    def test_everything_shows_without_script_but_the_rest_of_the_queue(self):
        page = support.browser().page()
        self.addCleanup(page.__exit__)
        page.call("Emulation.setScriptExecutionDisabled", {"value": True})
        page.open(support.report("sample"), settles=False)
        self.assertEqual(page.misdeeds, [])
        self.assertGreater(
            page.value("document.querySelectorAll('#cards > .card').length"), 5
        )
        self.assertTrue(page.value("document.getElementById('filter').hidden"))

    def test_evidence_is_marked_and_named(self):
        page = self.open("sample")
        marks = page.value(
            "[...document.querySelectorAll('#cards .words mark')].map(mark => ({"
            " title: mark.title, text: mark.textContent,"
            " number: mark.nextElementSibling && mark.nextElementSibling.tagName }))"
        )
        self.assertGreater(len(marks), 5)
        for mark in marks:
            self.assertRegex(mark["title"], r"^\S.* \((spam|links|hostility|conduct|custom)\)")
            self.assertTrue(mark["text"])

    def test_the_tree_unfolds(self):
        page = self.open("sample")
        self.click(page, ".context > summary")
        self.assertTrue(
            page.value("document.querySelector('.context .here').getBoundingClientRect().height > 0")
        )


class Choosing(support.PageTest):
    def setUp(self):
        self.data = support.data(support.report("sample"))
        self.rows = [support.Row(self.data, number) for number in range(len(self.data["rows"]))]

    def expect(self, page, said, rows):
        """The page shows exactly these rows (the first page of them), and says how many."""
        self.assertEqual(said.split(" ")[0], str(len(rows)))
        self.assertEqual(self.shown(page), [row.anchor for row in rows[:25]])

    def test_by_action_and_category_and_rule(self):
        page = self.open("sample")
        for action in {row.action for row in self.rows}:
            said = self.choose(page, action=action)
            self.expect(page, said, [row for row in self.rows if row.action == action])
        self.choose(page, action="")
        for category in self.data["categories"]:
            said = self.choose(page, category=category)
            self.expect(page, said, [row for row in self.rows if category in row.categories])
        self.choose(page, category="")
        for number, rule in enumerate(self.data["rules"]):
            said = self.choose(page, rule=str(number))
            self.expect(page, said, [row for row in self.rows if rule in row.rules])

    def test_by_author_and_thread_and_words(self):
        page = self.open("sample")
        for author in sorted({row.author for row in self.rows if row.author})[:8]:
            said = self.choose(page, author=author.upper())
            wanted = [row for row in self.rows if author.lower() in (row.author or "").lower()]
            self.expect(page, said, wanted)
        self.choose(page, author="")
        for thread in {row.thread for row in self.rows if row.thread}:
            said = self.choose(page, thread=thread)
            self.expect(page, said, [row for row in self.rows if thread in (row.thread or "")])
        self.choose(page, thread="")
        for text in ["you", "http", self.rows[0].id, "nothing has this", "E"]:
            said = self.choose(page, text=text)
            self.expect(page, said, [row for row in self.rows if row.has(text)])

    def test_all_together_and_clear(self):
        page = self.open("sample")
        row = self.rows[0]
        said = self.choose(
            page, action=row.action, author=row.author or "", text=row.words.split()[0]
        )
        self.assertIn(row.anchor, self.shown(page))
        self.assertLess(int(said.split(" ")[0]), len(self.rows))
        self.click(page, "#f-clear")
        self.assertEqual(self.shown(page), [row.anchor for row in self.rows[:25]])

    def test_buttons_choose_an_author_or_a_thread(self):
        page = self.open("sample")
        row = next(row for row in self.rows if row.author)
        self.click(page, f"#{row.anchor} [data-do=author]")
        wanted = [other for other in self.rows if row.author in (other.author or "")]
        self.assertEqual(self.shown(page), [other.anchor for other in wanted[:25]])

    def test_pages_turn(self):
        page = self.open("sample")
        if len(self.rows) <= 25:
            self.skipTest("the sample has one page")
        self.click(page, "#p-next")
        self.assertEqual(self.shown(page), [row.anchor for row in self.rows[25:50]])
        self.click(page, "#p-back")
        self.assertEqual(self.shown(page), [row.anchor for row in self.rows[:25]])


class Linking(support.PageTest):
    def setUp(self):
        self.data = support.data(support.report("sample"))
        self.rows = [support.Row(self.data, number) for number in range(len(self.data["rows"]))]

    def expect_aim(self, page, row):
        state = page.value(
            f"(() => {{ const card = document.getElementById({json.dumps(row.anchor)});"
            " if (!card) { return null; } const place = card.getBoundingClientRect();"
            " return { focus: document.activeElement === card, top: place.top,"
            " height: innerHeight }; })()"
        )
        self.assertIsNotNone(state, f"{row.anchor} is not on the page")
        self.assertTrue(state["focus"])
        self.assertTrue(-1 <= state["top"] < state["height"], state)

    def test_a_link_opens_at_its_comment(self):
        for row in [self.rows[0], self.rows[len(self.rows) // 2], self.rows[-1]]:
            page = self.open("sample", "#c-" + row.id)
            self.expect_aim(page, row)
            self.close(page)

    def test_a_link_shows_a_comment_that_the_filter_hides(self):
        page = self.open("sample")
        self.choose(page, text="nothing has this")
        self.assertEqual(self.shown(page), [])
        for row in self.rows[:: max(1, len(self.rows) // 6)]:
            page.value(f"location.hash = {json.dumps('#c-' + row.id)}")
            page.settle()
            self.expect_aim(page, row)

    def test_all_links_lead_somewhere(self):
        page = self.open("sample")
        dead = page.value(
            "[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"
            ".filter(href => href[0] !== '#' || !document.getElementById(href.slice(1)))"
        )
        beyond = {"#" + row.anchor for row in self.rows[25:]}
        self.assertEqual([href for href in dead if href not in beyond], [])


class Taking(support.PageTest):
    def setUp(self):
        self.data = support.data(support.report("sample"))
        self.rows = [support.Row(self.data, number) for number in range(len(self.data["rows"]))]

    def test_copy_an_id(self):
        page = self.open("sample")
        support.browser().call(
            "Browser.grantPermissions",
            {
                "browserContextId": page.context,
                "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
            },
        )
        page.call("Page.bringToFront")
        row = self.rows[1]
        self.click(page, f"#{row.anchor} [data-do=copy]")
        end = time.monotonic() + 5
        label = f"document.querySelector('#{row.anchor} [data-do=copy]').textContent"
        while page.value(label) != "Copied" and time.monotonic() < end:
            page.settle()
        self.assertEqual(page.value(label), "Copied")
        self.assertEqual(page.value("navigator.clipboard.readText()"), row.id)

    def save(self, page, button, name):
        with tempfile.TemporaryDirectory() as folder:
            support.browser().call(
                "Browser.setDownloadBehavior",
                {
                    "behavior": "allow",
                    "downloadPath": folder,
                    "browserContextId": page.context,
                },
            )
            self.click(page, button)
            path = pathlib.Path(folder) / name
            end = time.monotonic() + 20
            while not (path.exists() and path.stat().st_size > 0):
                self.assertLess(time.monotonic(), end, "nothing was saved")
                time.sleep(0.05)
            return path.read_bytes().decode()

    def test_save_what_is_chosen(self):
        page = self.open("sample")
        category = self.rows[0].categories[0]
        self.choose(page, category=category)
        wanted = [row for row in self.rows if category in row.categories]
        table = list(
            csv.DictReader(
                self.save(page, "#x-csv", "flagged-comments.csv").splitlines(keepends=True)
            )
        )
        self.assertEqual([line["id"] for line in table], [row.id for row in wanted])
        self.assertTrue(all(set(line["text"][:1]).isdisjoint("=+-@") for line in table))
        listed = json.loads(self.save(page, "#x-json", "flagged-comments.json"))
        self.assertEqual([entry["id"] for entry in listed], [row.id for row in wanted])
        self.assertEqual([entry["text"] for entry in listed], [row.words for row in wanted])
        self.assertEqual([entry["rules"] for entry in listed], [row.rules for row in wanted])
