// SPDX-License-Identifier: Apache-2.0

extension Summary {
  /// What is counted of a comment that is judged by itself, whatever the verdict.
  ///
  /// Sendable.
  public struct LoneFacts: Sendable, Hashable {
    /// Whether it answers the article or post itself.
    public var isRoot: Bool
    /// Whether its platform kept only its place.
    public var isPlaceholder: Bool
    /// Bytes of its words.
    public var bodyBytes: Int
    /// When it was written, in Unix seconds.
    public var createdAt: Int64?
    /// A hash of who wrote it; `nil` for nobody.
    private(set) var author: UInt64?

    /// Makes facts of a comment of nobody, written at no time.
    public init(isRoot: Bool, isPlaceholder: Bool, bodyBytes: Int) {
      self.isRoot = isRoot
      self.isPlaceholder = isPlaceholder
      self.bodyBytes = bodyBytes
    }

    /// The facts of a comment.
    public init(of comment: Comment) {
      self.init(
        isRoot: comment.parent == nil,
        isPlaceholder: comment.isPlaceholder,
        bodyBytes: comment.body.utf8.count
      )
      createdAt = comment.createdAt
      if let key = comment.authorKey { setAuthor(key) }
    }

    /// Says who wrote it: the bytes of ``Comment/authorKey``.
    ///
    /// - Complexity: O(*k*) in the bytes.
    public mutating func setAuthor(_ key: some Sequence<UInt8>) { author = StableHash.of(key) }

    /// The same for bytes that stand in an array.
    public mutating func setAuthor(_ key: ArraySlice<UInt8>) { author = StableHash.of(key) }
  }

  /// Counts a comment that is judged without its thread: nothing is known of depth and orphans.
  public mutating func count(alone comment: Comment) { count(alone: LoneFacts(of: comment)) }

  /// Counts what is known of a comment that is judged without its thread.
  ///
  /// - Complexity: O(1), amortized.
  public mutating func count(alone facts: LoneFacts) {
    comments += 1
    if facts.isRoot { roots += 1 }
    if facts.isPlaceholder { placeholders += 1 }
    bodyBytes += facts.bodyBytes
    if let author = facts.author { distinctAuthors.insert(hash: author) }
  }

  /// Counts one verdict for many comments in which nothing was found, without their times.
  public mutating func count(_ verdict: Verdict, times: Int) {
    precondition(verdict.findings.isEmpty && verdict.domains.isEmpty, "nothing was found")
    guard times > 0 else { return }
    actions[verdict.action, default: 0] += times
    for category in Category.allCases {
      scores[category].count(verdict.scores[category], times: times)
    }
    if let limit = verdict.incomplete { limits[limit, default: 0] += times }
  }
}
