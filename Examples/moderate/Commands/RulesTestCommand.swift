// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RuleFiles
import ThreadModeration

extension RulesCommand {
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Run the tests inside rule files, or those of the built-in rules.",
      discussion: """
        Exit status 1 if a test fails, 78 if a file cannot be used.

        With --comments, comments of a file are judged in their threads by all rules together; each \
        line is a comment with the rules that have to match it and those that must not:

          {"id":"c1","body":"a raffle","matches":["town.raffles"],"passes":["town.pets"]}
        """
    )

    @Argument(help: ArgumentHelp("Rule files; none: the built-in rules.", valueName: "file"))
    var files: [String] = []

    @Option(
      help: ArgumentHelp("Comments with the rules that have to match them.", valueName: "file")
    )
    var comments: [String] = []

    func run() throws {
      var failures = 0
      var loaded: [Rule] = []
      for path in files.isEmpty ? [""] : files {
        let rules = path.isEmpty ? Rule.builtin : try RuleOptions.load(path).rules
        loaded += rules
        let results = try Self.run(rules)
        for failure in results.failures {
          failures += 1
          Terminal.say(failure.description)
        }
        let name = path.isEmpty ? "built-in rules" : path
        try Terminal.print(
          "\(name): \(Self.count(results.rules, "rule")), \(Self.count(results.examples, "example")), "
            + "\(results.failures.count) failed, \(Self.count(results.untested, "rule")) without examples"
        )
      }
      for path in comments { failures += try Self.run(loaded, on: path) }
      if failures > 0 { throw ExitCode(1) }
    }

    private static func count(_ number: Int, _ noun: String) -> String {
      number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }

    private static func run(_ rules: [Rule]) throws(ToolFailure) -> RuleTests.Results {
      do throws(RuleError) {
        return try RuleTests.run(rules)
      } catch {
        throw ToolFailure(ToolFailure.badRules, error.description)
      }
    }

    /// Judges the comments of a file, and compares with what stands beside them.
    private static func run(_ rules: [Rule], on path: String) throws -> Int {
      let records = try JSONRecords(path: path)
      let scanner: CommentScanner
      do throws(RuleError) {
        scanner = try CommentScanner(rules: rules, usesBuiltinRules: false)
      } catch {
        throw ToolFailure(ToolFailure.badRules, error.description)
      }
      let known = Set(rules.map(\.id))
      var failures = 0
      var tested: [String: (right: Int, wrong: Int)] = [:]
      var judged = 0
      let dataset = try InputOptions.parse([path]).read(progress: ProgressLine(isOn: false))
      for assembled in CommentThread.threads(of: dataset.comments) {
        for verdict in scanner.verdicts(for: assembled.thread) {
          judged += 1
          let found = Set(verdict.findings.map(\.rule))
          for (key, shouldMatch) in [("matches", true), ("passes", false)] {
            for rule in records.texts(key, of: verdict.comment) {
              guard known.contains(rule) else {
                throw ToolFailure(
                  ToolFailure.badInput,
                  "\(path): comment \(verdict.comment): there is no rule \"\(rule)\""
                )
              }
              if found.contains(rule) == shouldMatch {
                tested[rule, default: (0, 0)].right += 1
              } else {
                tested[rule, default: (0, 0)].wrong += 1
                failures += 1
                Terminal.say(
                  "\(path): rule \"\(rule)\" \(shouldMatch ? "does not match" : "matches") "
                    + "comment \(verdict.comment)"
                )
              }
            }
          }
        }
      }
      for (rule, results) in tested.sorted(by: { $0.key < $1.key }) {
        try Terminal.print("  \(rule): \(results.right) right, \(results.wrong) wrong")
      }
      try Terminal.print("\(path): \(count(judged, "comment")), \(failures) failed")
      return failures
    }
  }
}

/// The objects of a file of JSON Lines by their `id`, for keys that are not part of a comment.
struct JSONRecords {
  private var objects: [String: [String: Any]] = [:]

  /// Reads a file; lines that are no objects are passed over, since reading the comments says so.
  init(path: String) throws {
    let bytes = try RuleOptions.bytes(of: path, limit: 1 << 30)
    for line in bytes.split(separator: 0x0A) {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        let id = object["id"].map({ "\($0)" })
      else { continue }
      objects[id] = object
    }
  }

  /// A list of texts of a record.
  func texts(_ key: String, of id: String) -> [String] { objects[id]?[key] as? [String] ?? [] }

  /// Whether a record is labelled bad: `"label"` is 1 or true, or an object of which one value is.
  func isBad(_ id: String) -> Bool? {
    switch objects[id]?["label"] {
    case let number as NSNumber: number.intValue != 0
    case let labels as [String: Any]:
      labels.isEmpty ? nil : labels.values.contains { ($0 as? NSNumber)?.intValue ?? 0 != 0 }
    default: nil
    }
  }
}
