// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("learn")
struct LearnTests {
  /// Such numbers once ended in a crash, or in a model that knows nothing.
  @Test(arguments: [
    ("--rate", "nan", "above 0, at most 1"), ("--rate", "inf", "above 0, at most 1"),
    ("--rate", "1e300", "above 0, at most 1"), ("--rate", "100000", "above 0, at most 1"),
    ("--rate", "0", "above 0, at most 1"), ("--rate", "-1", "above 0, at most 1"),
    ("--decay", "nan", "from 0 on, below 1"), ("--decay", "5", "from 0 on, below 1"),
    ("--decay", "-0.1", "from 0 on, below 1"), ("--spam-share", "-1", "between 0 and 1"),
    ("--hostile-share", "nan", "between 0 and 1"), ("--epochs", "-2", "from 1 to 100"),
    ("--seed", "-1", "from 0 on"),
  ])
  func `a number out of its range is refused, and the range named`(
    option: String,
    value: String,
    range: String
  ) throws {
    let outcome = try Tool.run("learn", "no.jsonl", "--output", "m.model", option, value)
    #expect(outcome.status == 64 && outcome.error.contains(range), "\(outcome.error)")
  }

  @Test(arguments: [
    (["scan", "--jobs", "-3"], "from 1 to 1024"),
    (["scan", "--max-flagged", "-3"], "from 0 to 1000000"),
    (["scan", "--memory", "-1G"], "512M or 4G"),
    (["evaluate", "x", "--jobs", "-3"], "from 1 to 1024"),
    (["evaluate", "x", "--resamples", "-3"], "from 1 to 100000"),
    (["evaluate", "x", "--examples", "-3"], "from 0 to 10000"),
    (["evaluate", "x", "--seed", "-1"], "from 0 on"),
  ])
  func `a negative number is not taken for an option`(arguments: [String], range: String) throws {
    let tool = try #require(Tool.executable)
    let outcome = try Tool.run(tool, arguments, in: nil, within: 60)
    #expect(outcome.status == 64 && outcome.error.contains(range), "\(outcome.error)")
  }
}
