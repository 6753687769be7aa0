// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// Runs the examples that rules carry.
public enum RuleTests {
  /// An example that did not turn out as the rule says.
  public struct Failure: Sendable, Hashable, CustomStringConvertible {
    /// The rule's id.
    public let rule: String
    /// Where the rule was written, if in a file.
    public let origin: Rule.Origin?
    /// The text.
    public let example: String
    /// Whether the rule should have matched.
    public let shouldMatch: Bool
    /// What the rule asks for and an example does not have, such as `author_created_at`; `nil` if the
    /// rule could be judged.
    public let missing: String?

    /// The failure in one sentence, on one line whatever the example holds.
    public var description: String {
      let place = origin.map { "\($0.file):\($0.line): " } ?? ""
      let verb = shouldMatch ? "does not match" : "matches"
      let shown = String(String.UnicodeScalarView(example.unicodeScalars.prefix(200)))
      let why = missing.map {
        " (the rule asks for \($0), which an example does not have; rules test --comments FILE tests "
          + "whole comments)"
      }
      return Diagnostic.printable("\(place)rule \"\(rule)\" \(verb): \(shown)\(why ?? "")")
    }
  }

  /// What came of all examples.
  public struct Results: Sendable, Hashable {
    /// Rules.
    public var rules = 0
    /// Rules without a single example.
    public var untested = 0
    /// Examples.
    public var examples = 0
    /// Those that did not turn out.
    public var failures: [Failure] = []
  }

  /// Runs the examples of each rule, against that rule and those that it requires. An example is the only comment of its
  /// thread and answers the post; its author is unknown.
  ///
  /// - Complexity: One judgement an example.
  /// - Throws: `RuleError` if a rule cannot be compiled.
  public static func run(_ rules: [Rule]) throws(RuleError) -> Results {
    var results = Results()
    for rule in rules {
      results.rules += 1
      if rule.examples.matches.isEmpty, rule.examples.passes.isEmpty { results.untested += 1 }
      let scanner = try CommentScanner(
        rules: [rule] + required(by: rule, among: rules),
        usesBuiltinRules: false
      )
      for (examples, shouldMatch) in [(rule.examples.matches, true), (rule.examples.passes, false)]
      {
        for example in examples {
          results.examples += 1
          let verdict = scanner.verdict(
            for: Comment(id: "example", body: example, thread: "example")
          )
          guard verdict.findings.contains(where: { $0.rule == rule.id }) != shouldMatch else {
            continue
          }
          results.failures.append(
            Failure(
              rule: rule.id,
              origin: rule.origin,
              example: example,
              shouldMatch: shouldMatch,
              missing: verdict.unjudged.first { $0.rule == rule.id }?.missing
            )
          )
        }
      }
    }
    return results
  }

  /// The rules that a rule requires, directly or by way of others, without what they do.
  private static func required(by rule: Rule, among rules: [Rule]) -> [Rule] {
    var found: [Rule] = []
    var pending = RuleNeeds.rules(in: rule.condition)
    while let id = pending.popLast() {
      guard id != rule.id, !found.contains(where: { $0.id == id }),
        var other = rules.first(where: { $0.id == id })
      else { continue }
      other.effect = nil
      pending += RuleNeeds.rules(in: other.condition)
      found.append(other)
    }
    return found
  }
}
