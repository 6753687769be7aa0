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

  @Argument(
    help: ArgumentHelp("The id of a rule or signal, or the beginning of it.", valueName: "id")
  )
  var id: String

  @Argument(help: ArgumentHelp("Rule files; none: the built-in rules.", valueName: "file"))
  var files: [String] = []

  func run() throws {
    var rules: [(rule: Rule, outcome: RuleOutcome?)] = []
    for path in files {
      let file = try RuleOptions.load(path)
      for rule in file.rules {
        rules.append((rule, file.outcomes.first { $0.id == rule.id }))
      }
    }
    // Reports name what is built in as well, whatever files were used.
    if !rules.contains(where: { $0.rule.id.hasPrefix(id) }) {
      rules += Rule.builtin.map { ($0, nil) }
    }
    var found = rules.filter { $0.rule.id == id }
    let signals = Signals.all.filter { $0.name == id || found.isEmpty && $0.name.hasPrefix(id) }
    let isSignal = signals.contains { $0.name == id }
    if found.isEmpty, !isSignal { found = rules.filter { $0.rule.id.hasPrefix(id) } }
    guard !found.isEmpty || !signals.isEmpty else {
      let names = rules.map(\.rule.id) + Signals.all.map(\.name)
      let nearest = EditDistance.nearest(to: id, among: names).flatMap {
        EditDistance.between(id, $0) <= max(2, id.utf8.count / 3) ? $0 : nil
      }
      throw ToolFailure(
        ToolFailure.usage,
        "there is no rule or signal \"\(id)\""
          + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
      )
    }
    for (rule, outcome) in found {
      try Terminal.print(RuleExplanation.text(of: rule, outcome: outcome))
    }
    for signal in isSignal ? signals.filter({ $0.name == id }) : signals {
      try Terminal.print(Self.text(of: signal))
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
