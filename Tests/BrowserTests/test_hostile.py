# SPDX-License-Identifier: Apache-2.0
"""Scripts and markup in every place that somebody else can write: nothing of it runs, nothing of it is markup.

The page's content security policy is switched off here: escaping alone has to hold.
"""

import json
import re

import support

# Whatever is not made by the report itself, below an element with everything unfolded: elements, handlers, addresses.
FOREIGN = """
(root => {
  root.querySelectorAll("details").forEach(it => { it.open = true; });
  const allowed = new Set(%s);
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    const name = element.localName;
    if (!allowed.has(name)) { found.push("<" + name + ">"); }
    for (const attribute of element.attributes) {
      if (attribute.name.startsWith("on") || ["src", "srcdoc", "action", "style", "background"]
        .includes(attribute.name)) { found.push(name + " " + attribute.name); }
      if (attribute.name === "href" && attribute.value[0] !== "#") {
        found.push(name + " " + attribute.value.slice(0, 80));
      }
    }
  }
  if (document.querySelectorAll("script:not([type='application/json'])").length !== 1) {
    found.push("scripts");
  }
  if (document.querySelectorAll("style").length !== 1) { found.push("styles"); }
  return found.slice(0, 5);
})(document.%s)
"""

ELEMENTS = (
    "html head title meta style script body header main nav section article footer form h1 h2 h3 h4 p div "
    "span strong small a code bdi mark sup ul ol li dl dt dd table caption thead tbody tr th td details "
    "summary label input select option button output svg rect line figure figcaption time datalist"
).split()


class Hostile(support.PageTest):
    def walk(self, name):
        """Looks at every page of the queue, all of it unfolded."""
        page = support.browser().page()
        self.addCleanup(page.__exit__)
        page.call("Page.setBypassCSP", {"enabled": True})
        page.open(support.report(name))
        address = page.value("location.href")
        whole = FOREIGN % (json.dumps(ELEMENTS), "documentElement")
        cards = FOREIGN % (json.dumps(ELEMENTS), "getElementById('cards')")
        self.assertEqual(page.value(whole), [])
        count = len(support.data(support.report(name))["rows"])
        self.assertGreater(count, 20)
        seen = 0
        while True:
            self.assertEqual(page.value(cards), [], f"on the page of {self.shown(page)[:2]}")
            seen += len(self.shown(page))
            if page.value("document.getElementById('p-next').disabled"):
                break
            self.click(page, "#p-next")
        self.assertEqual(seen, count)
        self.assertEqual(page.value(whole), [])
        self.assertEqual(page.value("location.href"), address)
        return page

    def test_words_names_ids_threads_titles_and_files(self):
        page = self.walk("hostile")
        page.settle()
        self.assertEqual(page.misdeeds, [])

    def test_rules_kinds_views_entries_reasons_domains_and_changes(self):
        page = self.walk("hostile_rules")
        page.settle()
        self.assertEqual(page.misdeeds, [])

    def test_links_and_searches_of_payloads(self):
        page = support.browser().page()
        self.addCleanup(page.__exit__)
        page.call("Page.setBypassCSP", {"enabled": True})
        page.open(support.report("hostile"))
        data = support.data(support.report("hostile"))
        rows = [support.Row(data, number) for number in range(0, len(data["rows"]), 40)]
        for row in rows:
            page.value(f"location.hash = '#c-' + encodeURIComponent({json.dumps(row.id)})")
            page.settle()
            focus = page.value("document.activeElement.id")
            self.assertEqual(focus, row.anchor)
        for row in rows[:20]:
            # As browsers paste it into a field of one line.
            said = self.choose(page, text=re.sub(r"[\r\n]+", " ", row.id))
            self.assertGreaterEqual(int(said.split(" ")[0].replace(",", "")), 1, row.id)
            self.assertIn(row.anchor, self.shown(page))
        self.assertEqual(page.misdeeds, [])

    def test_the_policy_forbids_what_escaping_would_let_through(self):
        page = support.browser().page()
        self.addCleanup(page.__exit__)
        page.open(support.report("sample"))
        page.value(
            "(() => { const image = document.createElement('img');"
            " image.src = 'https://attacker.example/x.gif'; document.body.append(image);"
            " const code = document.createElement('script');"
            " code.textContent = 'window.didRun = true'; document.body.append(code); })()"
        )
        page.settle()
        self.assertIsNone(page.value("window.didRun"))
        self.assertTrue(any("Content Security Policy" in text for text in page.messages))
