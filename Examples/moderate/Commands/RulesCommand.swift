// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RuleFiles
import ThreadModeration

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Check, test, format, explain, import and compare rules.",
    discussion: """
      A rule file is AutoModerator YAML: sections between lines of three hyphens, one rule each.

        title+body (includes-word): [raffle, "lucky draw"]
        action: filter
        action_reason: "Raffle: {{match}}"

      To start:

        moderate rules check automoderator.yaml
        moderate rules explain raffle automoderator.yaml
        moderate rules test automoderator.yaml
        moderate scan comments.jsonl --rules automoderator.yaml

      Docs/Rules.md teaches the language.
      """,
    subcommands: [
      Check.self, Test.self, List.self, RulesExplainCommand.self, RulesFormatCommand.self,
      RulesImportCommand.self, RulesBacktestCommand.self,
    ]
  )

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Say what is wrong with rule files (exit status 78 if there are errors).",
      discussion: """
        A comment in the file switches notes and warnings off: "# moderate: ignore CODE" on the \
        line or the line above, "# moderate: ignore-file CODE" for the whole file.
        """
    )

    enum Form: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: ArgumentHelp("Rule files; - is standard input.", valueName: "file"))
    var files: [String]

    @Option(
      help: ArgumentHelp(
        "The form: text, or json (one object a line on standard output).",
        valueName: "form"
      )
    )
    var format: Form = .text

    @Flag(name: .long, help: "Leave notes out: only warnings and errors.")
    var noNotes = false

    func run() throws {
      var hasErrors = false
      for path in files {
        let file = try RuleOptions.read(path, lints: true)
        hasErrors = hasErrors || file.hasErrors
        let shown = file.diagnostics.filter { !noNotes || $0.severity > .note }
        switch format {
        case .text:
          for diagnostic in shown { Terminal.say(diagnostic.description) }
          try Terminal.print("\(path): \(Self.summary(of: file))")
        case .json:
          for diagnostic in shown { try Terminal.print(diagnostic.json) }
        }
      }
      if hasErrors { throw ExitCode(ToolFailure.badRules) }
    }

    private static func summary(of file: RuleFile) -> String {
      guard !file.hasErrors else { return "not usable" }
      let names = Dictionary(grouping: file.outcomes, by: \.standing.name).mapValues(\.count)
      var parts: [String] = []
      for (name, words) in [
        ("not-about-comments", "not about comments"), ("dead", "without effect"),
      ] {
        if let count = names[name] { parts.append("\(count) \(words)") }
      }
      let approximate = names["approximate"].map { " (\($0) approximately)" } ?? ""
      let suppressed = file.suppressed == 0 ? "" : "; \(file.suppressed) suppressed"
      return RuleOptions.rules(of: file) + approximate + RuleOptions.leftOut(of: file)
        + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))") + suppressed
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
        let file = try RuleOptions.load(path)
        for rule in file.rules {
          let effect = rule.effect.map { "[\($0.rawValue)] " } ?? ""
          let score = rule.score == 0 ? "" : " \(rule.score)"
          let place = rule.origin.map { "\($0.file):\($0.line)" } ?? path
          lines.append(
            Self.line(
              rule.id,
              "\(effect)\(rule.category.name)\(score) \(place) \(rule.description ?? rule.reason ?? "")"
            )
          )
        }
      }
      if !lines.isEmpty { try Terminal.print(lines.joined(separator: "\n")) }
    }

    private static func line(_ name: String, _ text: String?) -> String {
      "  \(name)" + String(repeating: " ", count: max(1, 36 - name.utf8.count)) + (text ?? "")
    }
  }
}
