// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RuleFiles
import ThreadModeration

struct RulesExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say in plain words how a rule was understood."
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
    guard !found.isEmpty else {
      let nearest = EditDistance.nearest(to: id, among: rules.map(\.rule.id))
      throw ToolFailure(
        ToolFailure.usage,
        "there is no rule \"\(id)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
      )
    }
    for (rule, outcome) in found {
      try Terminal.print(RuleExplanation.text(of: rule, outcome: outcome))
    }
  }
}
