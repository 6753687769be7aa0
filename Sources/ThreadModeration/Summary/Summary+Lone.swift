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

  /// Counts what is known of several comments: faster than one at a time with other work between them,
  /// for the waits for memory overlap.
  ///
  /// - Complexity: O(*n*), amortized.
  public mutating func count(alone facts: [LoneFacts]) {
    for facts in facts { count(alone: facts) }
  }

  /// Counts one verdict for many comments, but for what differs from one to the next: their authors,
  /// threads and times.
  ///
  /// - Precondition: The verdict names no domains.
  public mutating func count(_ verdict: Verdict, times: Int) {
    precondition(verdict.domains.isEmpty, "domains are counted comment by comment")
    guard times > 0 else { return }
    actions[verdict.action, default: 0] += times
    for category in Category.allCases {
      scores[category].count(verdict.scores[category], times: times)
    }
    if let limit = verdict.incomplete { limits[limit, default: 0] += times }
    count(verdict.findings, times: times)
    countBesides(verdict, times: times)
  }

  /// Counts who wrote a comment and in which thread, if it was flagged.
  ///
  /// - Parameters:
  ///   - author: The bytes of the author's name; `nil` for nobody.
  ///   - thread: Those of the thread's.
  ///   - action: What was decided.
  /// - Complexity: O(*k*) in the bytes, amortized.
  public mutating func countFlagged(
    author: ArraySlice<UInt8>?,
    thread: ArraySlice<UInt8>?,
    _ action: Action
  ) {
    guard action > .allow else { return }
    if let author, !Comment.isNobody(author) { flaggedAuthors.count(author, action) }
    if let thread { flaggedThreads.count(thread, action) }
  }
}
