// SPDX-License-Identifier: Apache-2.0

/// What a finding is about.
public enum Category: UInt8, Sendable, Hashable, CaseIterable, Comparable {
  /// Unwanted advertising, scams, gibberish.
  case spam
  /// Links that deserve a look: how many, where to, how they are written.
  case links
  /// Insults, threats, identity attacks, profanity, sexual harassment.
  case hostility
  /// How somebody takes part: flooding, duplicates, pasted digests, pile-ons.
  case conduct
  /// Whatever a rule file wants that is none of the others.
  case custom

  /// The word that stands for the category in JSON, rule files and reports.
  public var name: String {
    switch self {
    case .spam: "spam"
    case .links: "links"
    case .hostility: "hostility"
    case .conduct: "conduct"
    case .custom: "custom"
    }
  }

  /// Reads ``name`` back.
  public init?(name: String) {
    guard let category = Category.allCases.first(where: { $0.name == name }) else { return nil }
    self = category
  }

  /// Orders as the cases stand, which is the order of findings and reports.
  public static func < (a: Category, b: Category) -> Bool { a.rawValue < b.rawValue }
}
