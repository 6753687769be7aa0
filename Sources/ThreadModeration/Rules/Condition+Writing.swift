// SPDX-License-Identifier: Apache-2.0

public import PatternEngine

// Conditions as they read best in Swift.
//
// ```swift
// let rule = Rule(
//   id: "town.raffles",
//   action: .hold,
//   when: .body(["raffle", "lucky draw"], view: .normalized)
//     && (.accountAge(inDays: .less, 3) || !.isTopLevel)
//     && .parent(.author(["newsdesk"])))
// ```

extension Condition {
  /// The comment's text holds one of some words or texts.
  ///
  /// - Parameters:
  ///   - values: One that is found is enough.
  ///   - method: Where it has to stand; as whole words unless told otherwise.
  ///   - view: Which text is searched.
  public static func body(
    _ values: [String],
    _ method: MatchMethod = .includesWord,
    view: TextView = .raw
  ) -> Condition {
    .text(TextCheck(.body, values, method: method, view: view))
  }

  /// The comment's text matches one of some regular expressions (PCRE2), anywhere unless told
  /// otherwise.
  public static func body(
    matching patterns: [String],
    _ method: MatchMethod = .includes,
    view: TextView = .raw
  ) -> Condition {
    .text(TextCheck(.body, patterns, method: method, isRegex: true, view: view))
  }

  /// The comment holds a link to one of some domains or what lies below them.
  public static func links(to domains: [String]) -> Condition {
    .text(TextCheck(.domain, domains, method: .fullExact))
  }

  /// The author's name is one of some names.
  public static func author(
    _ names: [String],
    _ method: MatchMethod = .fullExact
  ) -> Condition {
    .text(TextCheck(.author, names, method: method))
  }

  /// The title of the post holds one of some words or texts.
  public static func title(
    _ values: [String],
    _ method: MatchMethod = .includesWord
  ) -> Condition {
    .text(TextCheck(.title, values, method: method))
  }

  /// The length of the text, in characters (Unicode scalars), punctuation at both ends left out.
  public static func bodyLength(_ comparison: NumberCheck.Comparison, _ limit: Int) -> Condition {
    .number(NumberCheck(.bodyLength, comparison, Double(limit)))
  }

  /// The age of the author's account when the comment was written, in days.
  public static func accountAge(
    inDays comparison: NumberCheck.Comparison,
    _ limit: Double
  ) -> Condition {
    .number(NumberCheck(.accountAgeInDays, comparison, limit))
  }

  /// The author's karma from comments and posts.
  public static func karma(_ comparison: NumberCheck.Comparison, _ limit: Int) -> Condition {
    .number(NumberCheck(.detail(.combinedKarma), comparison, Double(limit)))
  }

  /// A signal, by name. A name that does not exist is an error when the rule is compiled.
  public static func signal(
    _ name: String,
    _ comparison: NumberCheck.Comparison = .atLeast,
    _ limit: Double = 1
  ) -> Condition {
    .number(NumberCheck(.signal(name), comparison, limit))
  }

  /// Something about the thread.
  public static func thread(
    _ quantity: NumberCheck.ThreadQuantity,
    _ comparison: NumberCheck.Comparison,
    _ limit: Double
  ) -> Condition {
    .number(NumberCheck(.thread(quantity), comparison, limit))
  }

  /// The comment answers the post itself.
  public static var isTopLevel: Condition { .fact(FactCheck(.isTopLevel)) }

  /// The author also wrote the post.
  public static var isBySubmitter: Condition { .fact(FactCheck(.isSubmitter)) }

  /// The author is a moderator.
  public static var isByModerator: Condition { .fact(FactCheck(.isModerator)) }

  /// Both hold. A chain of them is one level deep, however long it is.
  ///
  /// - Complexity: O(*n*) in the parts of both sides.
  public static func && (a: Condition, b: Condition) -> Condition {
    .all(a.partsOfAll + b.partsOfAll)
  }

  /// At least one holds. A chain of them is one level deep, however long it is.
  ///
  /// - Complexity: O(*n*) in the parts of both sides.
  public static func || (a: Condition, b: Condition) -> Condition {
    .any(a.partsOfAny + b.partsOfAny)
  }

  private var partsOfAll: [Condition] {
    if case .all(let parts) = self { parts } else { [self] }
  }

  private var partsOfAny: [Condition] {
    if case .any(let parts) = self { parts } else { [self] }
  }

  /// The condition is known not to hold.
  public static prefix func ! (condition: Condition) -> Condition { .not(condition) }
}
