// SPDX-License-Identifier: Apache-2.0

/// What a signal is: a named number or flag computed from a comment in its context.
public struct SignalDefinition: Sendable, Hashable {
  /// What a signal's value counts.
  public enum Unit: String, Sendable, Hashable {
    /// 0 or 1.
    case flag
    /// Occurrences, or occurrences weighted by how strong they are.
    case count
    /// A share in 0…1.
    case share
    /// Log-odds (natural logarithm): above 0 for, below 0 against.
    case logOdds = "log-odds"
  }

  /// Its name, `category.what-it-is`: its identity for ever.
  public let name: String
  /// The category it is evidence for.
  public let category: Category
  /// The finer kind inside the category, which its findings carry.
  public let kind: String?
  /// What the value counts.
  public let unit: Unit
  /// Its definition, in one or two sentences, thresholds included.
  public let definition: String
  /// Why it counts, in one sentence for a moderator.
  public let reason: String
  /// Where the definition comes from.
  public let source: String
}
