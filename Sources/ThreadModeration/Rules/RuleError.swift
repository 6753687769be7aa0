// SPDX-License-Identifier: Apache-2.0

public import PatternEngine

/// A rule set that cannot be compiled.
public struct RuleError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public struct Code: Sendable, Hashable {
    private enum Value: String, Sendable {
      case pattern, duplicateID, unknownSignal, tooDeep, unknownRule, cycle, tooFarUp, notFinite
    }
    private let value: Value

    /// A pattern does not compile.
    public static let pattern = Code(value: .pattern)
    /// Two rules have one id.
    public static let duplicateID = Code(value: .duplicateID)
    /// A condition names a signal that does not exist.
    public static let unknownSignal = Code(value: .unknownSignal)
    /// A condition is nested more than 32 levels deep, or the arithmetic of a number in it more than 256.
    public static let tooDeep = Code(value: .tooDeep)
    /// A condition names a rule that does not exist.
    public static let unknownRule = Code(value: .unknownRule)
    /// Rules require each other in a circle.
    public static let cycle = Code(value: .cycle)
    /// A condition asks for a comment more than three levels up.
    public static let tooFarUp = Code(value: .tooFarUp)
    /// A score, or a number that a condition compares with, is infinite or no number.
    public static let notFinite = Code(value: .notFinite)
  }

  /// What is wrong.
  public let code: Code
  /// The rule's id.
  public let rule: String
  /// Where the rule was written, if in a file.
  public let origin: Rule.Origin?
  /// The value, when it is a pattern that does not compile.
  public let pattern: String?
  /// What PCRE2 says of it, with the byte offset in the value.
  public let patternError: PatternError?
  /// What happened and what to do, in one sentence.
  public let description: String

  init(
    _ code: Code,
    rule: Rule,
    _ message: String,
    pattern: String? = nil,
    patternError: PatternError? = nil
  ) {
    self.code = code
    self.rule = rule.id
    self.origin = rule.origin
    self.pattern = pattern
    self.patternError = patternError
    let place = rule.origin.map { "\($0.file):\($0.line): " } ?? ""
    self.description = "\(place)rule \"\(rule.id)\": \(message)"
  }
}
