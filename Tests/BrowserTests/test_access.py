# SPDX-License-Identifier: Apache-2.0
"""A report for everybody: contrast, landmarks, names, headings, order of focus, and without a mouse."""

import support

# Every text with the colours it is seen in: its own over the nearest backgrounds that are not see-through.
CONTRAST = """
(() => {
  const parse = text => {
    const srgb = text.match(/^color\\(srgb ([^)]*)\\)$/);
    const parts = (srgb ? srgb[1] : text).match(/[\\d.e-]+/g).map(Number);
    const scale = srgb ? 255 : 1;
    return [parts[0] * scale, parts[1] * scale, parts[2] * scale, parts.length > 3 ? parts[3] : 1];
  };
  const over = (top, under) => {
    const alpha = top[3] + under[3] * (1 - top[3]);
    return alpha === 0 ? [0, 0, 0, 0] : [0, 1, 2].map(index =>
      (top[index] * top[3] + under[index] * under[3] * (1 - top[3])) / alpha).concat(alpha);
  };
  const light = color => {
    const part = value => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(color[0]) + 0.7152 * part(color[1]) + 0.0722 * part(color[2]);
  };
  const background = element => {
    let color = [0, 0, 0, 0];
    for (let at = element; at; at = at.parentElement) {
      color = over(color, parse(getComputedStyle(at).backgroundColor));
      if (color[3] > 0.999) { return color; }
    }
    return over(color, [255, 255, 255, 1]);
  };
  const worst = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, element = text.parentElement;
    if (!text.data.trim() || ["SCRIPT", "STYLE", "OPTION"].includes(element.tagName)) { continue; }
    const range = document.createRange();
    range.selectNodeContents(text);
    const place = range.getBoundingClientRect();
    if (place.width === 0 || place.right < 0) { continue; }
    const style = getComputedStyle(element), under = background(element);
    const size = parseFloat(style.fontSize), isBold = Number(style.fontWeight) >= 700;
    const wanted = size >= 24 || (size >= 18.66 && isBold) ? 3 : 4.5;
    const pair = [light(over(parse(style.color), under)), light(under)].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    // Controls that are switched off need no contrast (WCAG 2.2, 1.4.3).
    if (ratio < wanted && !element.closest(":disabled")) {
      worst.set(element.localName + "." + element.className,
        ratio.toFixed(2) + " “" + text.data.trim().slice(0, 30) + "”");
    }
  }
  return [...worst].map(pair => pair.join(": "));
})()
"""

# What a picture is drawn with has to stand out from what it stands on by 3 to 1 (WCAG 2.2, 1.4.11), and so do the
# borders of fields.
FOCUS = """
(() => {
  const at = document.activeElement;
  if (!at || at === document.body) { return null; }
  const style = getComputedStyle(at), place = at.getBoundingClientRect();
  const all = [...document.querySelectorAll("*")];
  return {
    index: all.indexOf(at), name: at.localName, id: at.id, text: at.textContent.trim().slice(0, 40),
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    seen: place.width > 0 && place.height > 0 && place.right > 0 && place.bottom > 0
      && place.top < innerHeight,
  };
})()
"""


class Access(support.PageTest):
    def test_contrast(self):
        for name in ["sample", "hostile_rules"]:
            for dark in [False, True]:
                for width in [1440, 390]:
                    with self.subTest(report=name, dark=dark, width=width):
                        page = self.open(name, dark=dark, width=width, mobile=width < 500)
                        page.value(
                            "document.querySelectorAll('details').forEach(it => it.open = true)"
                        )
                        self.assertEqual(page.value(CONTRAST), [])
                        self.close(page)

    def test_the_check_of_contrast_finds_faults(self):
        page = self.open("sample")
        sheet = "const rules = new CSSStyleSheet(); rules.replaceSync('.lead { color: #bbb }');"
        page.value(sheet + " document.adoptedStyleSheets = [rules]")
        self.assertNotEqual(page.value(CONTRAST), [])

    def test_landmarks_and_headings(self):
        page = self.open("sample")
        self.assertEqual(page.value("document.documentElement.lang"), "en")
        self.assertTrue(page.value("document.title"))
        for selector in ["main", "h1", "body > header", "body > footer", "[role=search]"]:
            count = page.value(f"document.querySelectorAll('{selector}').length")
            self.assertEqual(count, 1, selector)
        levels = page.value(
            "[...document.querySelectorAll('h1, h2, h3, h4')].map(it => Number(it.localName[1]))"
        )
        for above, below in zip(levels, levels[1:]):
            self.assertLessEqual(below, above + 1, "a level of headings is left out")
        unnamed = page.value(
            "[...document.querySelectorAll('section, nav, [role=region]')].filter(it =>"
            " !it.ariaLabel && !(it.getAttribute('aria-labelledby')"
            " && document.getElementById(it.getAttribute('aria-labelledby')))).length"
        )
        self.assertEqual(unnamed, 0)
        ids = page.value("[...document.querySelectorAll('[id]')].map(it => it.id)")
        self.assertEqual(len(ids), len(set(ids)))

    def test_everything_to_use_or_to_see_has_a_name(self):
        page = self.open("sample")
        wanted = {
            "button", "link", "textbox", "searchbox", "combobox", "image", "img", "region", "form",
            "navigation", "search", "table",
        }  # fmt: skip
        nodes = [node for node in page.tree() if not node.get("ignored")]
        roles = {node["role"]["value"] for node in nodes}
        self.assertTrue({"button", "link", "combobox", "banner", "main", "contentinfo"} <= roles)
        unnamed = [
            node["role"]["value"]
            for node in nodes
            if node["role"]["value"] in wanted and not node.get("name", {}).get("value", "").strip()
        ]
        self.assertEqual(unnamed, [])

    def test_cells_have_headings(self):
        page = self.open("sample")
        bare = page.value(
            "[...document.querySelectorAll('table')].filter(it => !it.caption"
            " && !it.querySelector('thead th')).length"
        )
        self.assertEqual(bare, 0)

    def test_focus_goes_in_the_order_of_the_page_and_is_seen(self):
        for width in [1440, 390]:
            page = self.open("sample", width=width)
            page.key("Tab")
            first = page.value(FOCUS)
            self.assertEqual(first["text"], "Skip to the report")
            self.assertTrue(first["seen"], "the way past the menu is seen when it is focused")
            place, names = first["index"], []
            for _ in range(60):
                page.key("Tab")
                at = page.value(FOCUS)
                self.assertIsNotNone(at)
                self.assertGreater(at["index"], place, at)
                self.assertTrue(at["outline"], at)
                self.assertTrue(at["seen"], at)
                place = at["index"]
                names.append(at["id"] or at["text"])
            for field in ["f-action", "f-category", "f-rule", "f-author", "f-thread", "f-text"]:
                self.assertIn(field, names)

    def test_without_a_mouse(self):
        page = self.open("sample")
        page.key("Tab")
        page.key("Enter")
        page.settle()
        self.assertEqual(page.value("document.activeElement.id"), "main")
        page.key("Tab")
        self.assertTrue(page.value("document.activeElement.matches('.first a')"))
        page.key("Enter")
        page.settle()
        self.assertTrue(page.value("document.activeElement.matches('.card')"))
        for _ in range(10):
            page.key("Tab")
            if page.value("document.activeElement.localName") == "summary":
                page.key("Enter")
                self.assertTrue(page.value("document.activeElement.parentElement.open"))
                return
        self.fail("no tree was reached from the first card")

    def test_changes_are_said(self):
        page = self.open("sample")
        self.assertEqual(page.value("document.getElementById('f-count').ariaLive"), "polite")
        self.assertIn(" of ", self.choose(page, text="you"))

    def test_larger_text_does_not_break_lines_off(self):
        page = self.open("sample", width=640)
        sheet = "const rules = new CSSStyleSheet(); rules.replaceSync('html { font-size: 200% }');"
        page.value(sheet + " document.adoptedStyleSheets = [rules]")
        page.settle()
        self.assertLessEqual(page.value("document.scrollingElement.scrollWidth"), 640)

    def test_less_motion_is_respected(self):
        page = self.open("sample")
        moving = page.value(
            "[...document.querySelectorAll('*')].filter(it => {"
            " const style = getComputedStyle(it);"
            " return style.animationName !== 'none'"
            " || style.transitionDuration.split(',').some(time => parseFloat(time) > 0); }).length"
        )
        self.assertEqual(moving, 0)
