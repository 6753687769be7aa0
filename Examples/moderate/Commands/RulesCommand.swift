// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RuleFiles
import ThreadModeration

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Check, test and list rules.",
    discussion: """
        moderate rules check automoderator.yaml
        moderate rules test automoderator.yaml
        moderate rules list
      """,
    subcommands: [Check.self, Test.self, List.self]
  )

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Say what is wrong with rule files (exit status 78 if there are errors)."
    )

    @Argument(help: ArgumentHelp("Rule files; - is standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
      var hasErrors = false
      for path in files {
        let file = try RuleOptions.read(path)
        for diagnostic in file.diagnostics { Terminal.say(diagnostic.description) }
        hasErrors = hasErrors || file.hasErrors
        try Terminal.print(
          "\(path): \(file.hasErrors ? "not usable" : RuleOptions.counts(of: file))"
        )
      }
      if hasErrors { throw ExitCode(ToolFailure.badRules) }
    }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Run the tests inside rule files, or those of the built-in rules.",
      discussion: "Exit status 1 if a test fails, 78 if a file cannot be used."
    )

    @Argument(
      help: ArgumentHelp("Rule files; none: the built-in rules.", valueName: "file")
    )
    var files: [String] = []

    func run() throws {
      var failures = 0
      for path in files.isEmpty ? [""] : files {
        let rules = path.isEmpty ? Rule.builtin : try RuleOptions.load(path).rules
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
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the built-in rules and signals, or the rules of files."
    )

    @Argument(help: ArgumentHelp("Rule files; none: what is built in.", valueName: "file"))
    var files: [String] = []

    func run() throws {
      var lines: [String] = []
      if files.isEmpty {
        lines.append("Rules")
        for rule in Rule.builtin { lines.append(Self.line(rule.id, rule.description)) }
        lines.append("\nSignals")
        for signal in Signals.all { lines.append(Self.line(signal.name, signal.definition)) }
      }
      for path in files {
        for rule in try RuleOptions.load(path).rules {
          let effect = rule.effect.map { "[\($0.rawValue)] " } ?? ""
          lines.append(Self.line(rule.id, effect + (rule.description ?? rule.reason ?? "")))
        }
      }
      if !lines.isEmpty { try Terminal.print(lines.joined(separator: "\n")) }
    }

    private static func line(_ name: String, _ text: String?) -> String {
      "  \(name)" + String(repeating: " ", count: max(1, 36 - name.utf8.count)) + (text ?? "")
    }
  }
}
