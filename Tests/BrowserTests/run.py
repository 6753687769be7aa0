# SPDX-License-Identifier: Apache-2.0
"""Runs the browser tests; `Tests/browser` prepares what they need and calls this."""

import argparse
import pathlib
import sys
import unittest

import runs
import support


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--moderate", required=True, help="the built tool")
    parser.add_argument("-k", action="append", help="only tests whose name has this in it")
    options = parser.parse_args()
    support.moderate = options.moderate
    texts, origin = runs.payloads()
    print(f"{support.browser().version()}; {len(texts):,} payloads: {origin}")
    loader = unittest.TestLoader()
    if options.k:
        loader.testNamePatterns = [f"*{name}*" for name in options.k]
    suite = loader.discover(str(pathlib.Path(__file__).parent), "test_*.py")
    try:
        result = unittest.TextTestRunner(verbosity=2).run(suite)
    finally:
        support.close()
    if result.testsRun == 0:
        print("No test has such a name.", file=sys.stderr)
    sys.exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)


main()
