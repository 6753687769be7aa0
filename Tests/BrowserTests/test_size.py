# SPDX-License-Identifier: Apache-2.0
"""10,000 flagged comments: the page is there soon and stays fluid.

Times are those of the page's own thread where the browser can tell (a busy machine would be measured else), and the best
of several tries; what was measured is printed.
"""

import json
import os
import time

import support

COUNT = 10_000

# Fills in a field of the filter and waits for the page to be laid out; gives the milliseconds that passed.
CHOOSE = """
(() => {
  const field = document.getElementById(%s);
  field.value = %s;
  const start = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.getBoundingClientRect();
  return performance.now() - start;
})()
"""


class Large(support.PageTest):
    def test_loads_within_two_seconds(self):
        path = support.report("large")
        times = []
        for _ in range(3):
            page = support.browser().page()
            page.call("Performance.enable", {"timeDomain": "threadTicks"})
            page.open(path)
            worked = self.worked(page)
            entry = page.value(
                "(() => { const it = performance.getEntriesByType('navigation')[0];"
                " return it.loadEventEnd; })()"
            )
            times.append((worked, entry / 1000))
            self.assertEqual(page.misdeeds, [])
            self.assertEqual(len(self.shown(page)), 25)
            page.__exit__()
        thread, clock = min(time[0] for time in times), min(time[1] for time in times)
        size = os.path.getsize(path)
        print(
            f"\n  {COUNT:,} flagged comments, {size / 1e6:.1f} MB: loaded in {clock:.2f} s,"
            f" of which the page's thread worked {thread:.2f} s"
        )
        self.assertLess(thread, 2)
        self.assertLess(size, 60_000_000)

    def test_chooses_within_a_tenth_of_a_second(self):
        page = self.open("large")
        page.call("Performance.enable", {"timeDomain": "threadTicks"})
        rows = support.data(support.report("large"))["rows"]
        self.assertEqual(len(rows), COUNT)
        # What is searched is prepared in spare moments after loading.
        time.sleep(2)
        worst = 0
        for name, value in [
            ("text", "harbour"), ("text", "harbour b"), ("text", "nothing has this"),
            ("author", "author 12"), ("thread", "thread-7"), ("category", "hostility"),
            ("action", "remove"), ("rule", "1"),
        ]:  # fmt: skip
            tries = []
            for _ in range(3):
                for text in [value, ""]:
                    before = self.worked(page)
                    clock = page.value(CHOOSE % (json.dumps("f-" + name), json.dumps(text)))
                    if text:
                        tries.append((1000 * (self.worked(page) - before), clock))
                    page.settle()
            thread, clock = (min(entry[place] for entry in tries) for place in (0, 1))
            print(f"  choosing by {name} “{value}”: {thread:.0f} ms of work, {clock:.0f} ms passed")
            worst = max(worst, thread)
        # 100 ms is the aim; other work on the machine slows the caches, too.
        self.assertLess(worst, 200)

    def worked(self, page):
        """Seconds that the page's thread has worked."""
        metrics = page.call("Performance.getMetrics")["metrics"]
        return next(entry["value"] for entry in metrics if entry["name"] == "TaskDuration")

    def test_turns_pages_and_follows_links_anywhere(self):
        page = self.open("large")
        data = support.data(support.report("large"))
        for number in [0, 24, 25, 5_000, COUNT - 1]:
            anchor = data["rows"][number][1]
            page.value(f"location.hash = {json.dumps('#' + anchor)}")
            page.settle()
            self.assertEqual(page.value("document.activeElement.id"), anchor)
            self.assertLessEqual(len(self.shown(page)), 25)
