# SPDX-License-Identifier: Apache-2.0
"""Takes pictures of a report at phone and desktop width, light and dark (`Tests/browser --pictures REPORT.html FOLDER`):
the first screen, the charts, the queue and the last sections, each as far as it fits the window.

With --docs: the two pictures of the documentation.
"""

import pathlib
import sys

from chromium import Browser

SECTIONS = ["", "#counts", "#flagged", "#cards", "#campaigns", "#threads", "#changes", "#notes"]


def take_all(browser, report, folder):
    for width, height, mobile in [(1440, 1000, False), (390, 844, True)]:
        for dark in [False, True]:
            with browser.page(width=width, height=height, dark=dark, mobile=mobile) as page:
                page.open(report)
                name = f"{width}-{'dark' if dark else 'light'}"
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


def take_documentation(browser, report, folder):
    with browser.page(width=1200, height=760) as page:
        page.open(report)
        page.screenshot(str(folder / "report-desktop-light.png"))
    with browser.page(width=390, height=844, dark=True, mobile=True) as page:
        page.open(report)
        page.value("document.getElementById('cards').scrollIntoView()")
        page.settle()
        page.screenshot(str(folder / "report-phone-dark.png"))


def main():
    words = [word for word in sys.argv[1:] if word != "--docs"]
    report, folder = words[0], pathlib.Path(words[1])
    folder.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        (take_documentation if "--docs" in sys.argv else take_all)(browser, report, folder)


main()
