// SPDX-License-Identifier: Apache-2.0

/// The same or almost the same text, by several authors or in several threads.
public struct Campaign: Sendable, Hashable, Codable {
  /// One of its comments.
  public struct Example: Sendable, Hashable, Codable {
    /// The comment's id.
    public var id: String
    /// Its thread.
    public var thread: String?
    /// Its author's name.
    public var author: String?
    /// The beginning of its body.
    public var text: String

    /// Makes an example.
    public init(id: String, thread: String? = nil, author: String? = nil, text: String) {
      self.id = id
      self.thread = thread
      self.author = author
      self.text = text
    }
  }

  /// The fingerprint of the text: the same in every run.
  public var fingerprint: UInt64
  /// Whether all its texts are the same but for case, digits, punctuation and invisible characters;
  /// otherwise they are almost the same.
  public var isExact: Bool
  /// Its comments.
  public var comments: Int
  /// Their distinct authors.
  public var authors: Int
  /// Whether there may be more authors than ``authors`` says: parts of it were counted apart.
  public var authorsIsLowerBound: Bool
  /// Their threads.
  public var threads: Int
  /// How many of its comments are flagged, by whatever rule.
  public var flagged: Int
  /// When the first was written, in Unix seconds.
  public var firstAt: Int64?
  /// When the last was written.
  public var lastAt: Int64?
  /// A few of its comments, by place in the input.
  public var examples: [Example]

  /// Makes a campaign.
  public init(
    fingerprint: UInt64,
    isExact: Bool,
    comments: Int,
    authors: Int,
    authorsIsLowerBound: Bool = false,
    threads: Int,
    flagged: Int = 0,
    firstAt: Int64? = nil,
    lastAt: Int64? = nil,
    examples: [Example] = []
  ) {
    self.fingerprint = fingerprint
    self.isExact = isExact
    self.comments = comments
    self.authors = authors
    self.authorsIsLowerBound = authorsIsLowerBound
    self.threads = threads
    self.flagged = flagged
    self.firstAt = firstAt
    self.lastAt = lastAt
    self.examples = examples
  }
}

extension Campaign {
  /// The most examples that are kept.
  public static let maxExamples = 5

  /// Adds the comments of the same campaign in another part of the data.
  ///
  /// - Precondition: Both have the same ``fingerprint``.
  public mutating func merge(_ other: Campaign) {
    precondition(fingerprint == other.fingerprint, "parts of one campaign")
    isExact = isExact && other.isExact
    comments += other.comments
    authors = max(authors, other.authors)
    authorsIsLowerBound = true
    threads += other.threads
    flagged += other.flagged
    firstAt = [firstAt, other.firstAt].compactMap { $0 }.min()
    lastAt = [lastAt, other.lastAt].compactMap { $0 }.max()
    examples = Array((examples + other.examples).sorted(by: Self.precedes).prefix(Self.maxExamples))
  }

  /// Most comments first, then by fingerprint: the order of lists.
  public static func isLarger(_ a: Campaign, _ b: Campaign) -> Bool {
    a.comments == b.comments ? a.fingerprint < b.fingerprint : a.comments > b.comments
  }

  private static func precedes(_ a: Example, _ b: Example) -> Bool {
    for (mine, theirs) in [
      (a.thread ?? "", b.thread ?? ""), (a.id, b.id), (a.author ?? "", b.author ?? ""),
    ] where !mine.utf8.elementsEqual(theirs.utf8) {
      return mine.utf8.lexicographicallyPrecedes(theirs.utf8)
    }
    return a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
}
