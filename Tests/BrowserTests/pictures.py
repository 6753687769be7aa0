# SPDX-License-Identifier: Apache-2.0
"""Takes pictures of a report at phone and desktop width, light and dark:

    python3 Tests/BrowserTests/pictures.py REPORT.html FOLDER [--whole]

Without --whole: the first screen, the charts, the queue and the last sections, each as far as it fits the window.
"""

import pathlib
import sys

from chromium import Browser

SECTIONS = ["", "#counts", "#flagged", "#campaigns", "#threads", "#changes", "#notes"]


def main():
    report, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        for width, height, mobile in [(1440, 1000, False), (390, 844, True)]:
            for dark in [False, True]:
                with browser.page(width=width, height=height, dark=dark, mobile=mobile) as page:
                    page.open(report)
                    name = f"{width}-{'dark' if dark else 'light'}"
                    if "--whole" in sys.argv:
                        page.screenshot(str(folder / f"{name}.png"), whole=True)
                        continue
                    for section in SECTIONS:
                        found = page.value(
                            f"(() => {{ const it = document.querySelector('{section or 'body'}');"
                            " if (!it) { return false; } it.scrollIntoView(); return true; })()"
                        )
                        if found:
                            page.settle()
                            part = section.lstrip("#") or "top"
                            page.screenshot(str(folder / f"{name}-{part}.png"))
                    for problem in page.misdeeds:
                        print(f"{name}: {problem}", file=sys.stderr)


main()
