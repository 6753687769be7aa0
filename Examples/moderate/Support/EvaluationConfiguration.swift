// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ThreadModeration

/// How comments are judged in an evaluation.
struct EvaluationConfiguration: CustomStringConvertible {
  var rules: RuleOptions
  /// Whether a comment is judged as the answer to its parent.
  var usesParent: Bool
  /// Verdicts made earlier, to be used instead.
  var verdicts: String?

  var description: String {
    if let verdicts { return "the verdicts of \(verdicts)" }
    var parts = [rules.withoutBuiltinRules ? "no built-in rules" : "built-in rules and signals"]
    parts += rules.rules.map { "rules \($0)" }
    if let model = rules.model {
      parts.append("model \(model)")
    } else {
      parts.append(rules.withoutLearned ? "no learned scorer" : "the shipped learned scorer")
    }
    parts += rules.policy.map { "policy \($0)" }
    if !usesParent { parts.append("no parents") }
    return parts.joined(separator: ", ")
  }
}

/// One thing in which the configuration that is compared with differs.
enum EvaluationChange: ExpressibleByArgument, CustomStringConvertible {
  case noLearned, noBuiltinRules, noParent
  case shippedModel
  case model(String)
  case rules(String)
  case policy(String)
  case verdicts(String)

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count > 1 ? parts[1] : nil) {
    case ("no-learned", nil): self = .noLearned
    case ("no-builtin-rules", nil): self = .noBuiltinRules
    case ("no-parent", nil): self = .noParent
    case ("model", "shipped"?): self = .shippedModel
    case ("model", let file?): self = .model(file)
    case ("rules", let file?): self = .rules(file)
    case ("policy", let name?): self = .policy(name)
    case ("verdicts", let file?): self = .verdicts(file)
    default: return nil
    }
  }

  static var allValueStrings: [String] {
    [
      "no-learned", "no-builtin-rules", "no-parent", "model=FILE", "model=shipped", "rules=FILE",
      "policy=NAME", "verdicts=FILE",
    ]
  }

  var description: String {
    switch self {
    case .noLearned: "no-learned"
    case .noBuiltinRules: "no-builtin-rules"
    case .noParent: "no-parent"
    case .shippedModel: "model=shipped"
    case .model(let file): "model=\(file)"
    case .rules(let file): "rules=\(file)"
    case .policy(let name): "policy=\(name)"
    case .verdicts(let file): "verdicts=\(file)"
    }
  }

  /// A configuration with changes; `nil` if there are none.
  ///
  /// - Throws: `ValidationError` for changes that do not go together.
  static func apply(
    _ changes: [Self],
    to first: EvaluationConfiguration
  ) throws -> EvaluationConfiguration? {
    guard !changes.isEmpty else { return nil }
    var result = first
    result.verdicts = nil
    for change in changes {
      switch change {
      case .noLearned:
        result.rules.withoutLearned = true
        result.rules.model = nil
      case .noBuiltinRules: result.rules.withoutBuiltinRules = true
      case .noParent: result.usesParent = false
      case .shippedModel:
        result.rules.withoutLearned = false
        result.rules.model = nil
      case .model(let file):
        result.rules.withoutLearned = false
        result.rules.model = file
      case .rules(let file): result.rules.rules.append(file)
      case .policy(let name): result.rules.policy.append(name)
      case .verdicts(let file): result.verdicts = file
      }
    }
    if result.verdicts != nil, changes.count > 1 {
      throw ValidationError("--compare verdicts=FILE stands alone: nothing is judged then")
    }
    _ = try result.rules.makePolicy()
    return result
  }
}
