// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RuleFiles
import ThreadModeration

struct RulesExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say in plain words how a rule was understood, or what a signal is.",
    discussion: """
      Reports list signals beside rules, such as hostility.insult-direct; both are explained.
      """
  )

  @Argument(help: ArgumentHelp("The rule's id, or the beginning of it.", valueName: "id"))
  var id: String

  @Argument(help: ArgumentHelp("Rule files; none: the built-in rules.", valueName: "file"))
  var files: [String] = []

  func run() throws {
    var rules: [(rule: Rule, outcome: RuleOutcome?)] = []
    if files.isEmpty { rules = Rule.builtin.map { ($0, nil) } }
    for path in files {
      let file = try RuleOptions.load(path)
      for rule in file.rules {
        rules.append((rule, file.outcomes.first { $0.id == rule.id }))
      }
    }
    var found = rules.filter { $0.rule.id == id }
    if found.isEmpty { found = rules.filter { $0.rule.id.hasPrefix(id) } }
    // Reports list both. A rule of one's own may be called like the beginning of one.
    if files.isEmpty, found.isEmpty, let signal = Signals.definition(named: id) {
      return try Terminal.print(Self.text(of: signal))
    }
    guard !found.isEmpty else {
      let names = rules.map(\.rule.id) + (files.isEmpty ? Signals.all.map(\.name) : [])
      let nearest = EditDistance.nearest(to: id, among: names)
      throw ToolFailure(
        ToolFailure.usage,
        "there is no rule or signal \"\(id)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
      )
    }
    for (rule, outcome) in found {
      try Terminal.print(RuleExplanation.text(of: rule, outcome: outcome))
    }
  }

  private static func text(of signal: SignalDefinition) -> String {
    let about = [signal.category.name, signal.kind].compactMap { $0 }.joined(separator: "/")
    return """
      \(signal.name)
        A signal, evidence about \(about), always looked for. Its value: \(signal.unit.rawValue).
        \(signal.definition)
        In reports it says: \(signal.reason)
        A rule asks for it so: signals: {\(signal.name): "> 0"}
        Source: \(signal.source)
      """
  }
}
