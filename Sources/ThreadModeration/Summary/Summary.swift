// SPDX-License-Identifier: Apache-2.0

/// What a scan found, in numbers. Summaries of parts add up to the summary of the whole.
///
/// ``merge(_:)`` is associative and commutative: everything in here is a sum, a maximum or a set.
public struct Summary: Sendable, Equatable {
  /// A record of the input that could not be read as a comment.
  public struct Rejected: Sendable, Hashable, Comparable {
    /// The input: a file's name as given, or `-` for standard input.
    public var input: String
    /// The line the record starts on, from 1.
    public var line: Int
    /// Why, in words.
    public var reason: String

    /// Makes an entry.
    public init(input: String, line: Int, reason: String) {
      self.input = input
      self.line = line
      self.reason = reason
    }

    /// Orders by input, then line, then reason.
    public static func < (a: Rejected, b: Rejected) -> Bool {
      // By bytes: text that is canonically equivalent is not the same text.
      if !a.input.utf8.elementsEqual(b.input.utf8) {
        return a.input.utf8.lexicographicallyPrecedes(b.input.utf8)
      }
      if a.line != b.line { return a.line < b.line }
      return a.reason.utf8.lexicographicallyPrecedes(b.reason.utf8)
    }
  }

  /// How often one rule matched.
  public struct RuleCount: Sendable, Hashable {
    /// The category of its findings.
    public var category: Category
    /// Findings.
    public var findings: Int
    /// Comments with at least one of them.
    public var comments: Int
  }

  /// Comments judged.
  public var comments = 0
  /// Threads they belong to.
  public var threads = 0
  /// Comments that answer the article or post itself.
  public var roots = 0
  /// Comments whose parent is not in the data.
  public var orphans = 0
  /// Comments at which a cycle of parents was cut, self-parents included.
  public var cycles = 0
  /// Comments whose id an earlier comment of the thread already had.
  public var duplicateIDs = 0
  /// The deepest level of any tree; 1 when there are only top-level comments.
  public var maxDepth = 0
  /// Comments kept by their platform only as a place (`[deleted]`, `[removed]`).
  public var placeholders = 0
  /// Bytes of body text.
  public var bodyBytes = 0
  /// Comments by action.
  public private(set) var actions: [Action: Int] = [:]
  /// Comments with at least one finding that counts against them, by category.
  public private(set) var categories: [Category: Int] = [:]
  /// By rule id.
  public private(set) var rules: [String: RuleCount] = [:]
  /// Comments that were not judged in full, by the limit they hit.
  public private(set) var limits: [IncompleteReason: Int] = [:]
  /// What could not be read, in order of input and line.
  public private(set) var rejected: [Rejected] = []
  /// Oddities that were mended while reading, such as ill-formed text; by kind.
  public private(set) var repairs: [String: Int] = [:]
  /// The distinct authors, by a 64-bit hash of their key that is the same in every run.
  private var authorHashes: Set<UInt64> = []

  /// An empty summary: the identity of ``merge(_:)``.
  public init() {}
}

extension Summary {
  /// The number of distinct authors.
  ///
  /// Two authors out of *n* share a hash, and so count as one, with a probability of about
  /// *n*² / 2⁶⁵: one in 37,000 for a billion authors.
  public var authors: Int { authorHashes.count }

  /// Comments with an action above ``Action/allow``.
  public var flagged: Int {
    actions.reduce(0) { $0 + ($1.key > .allow ? $1.value : 0) }
  }

  /// Counts the shape of a thread: comments, roots, depth, oddities and authors.
  public mutating func count(_ thread: CommentThread) {
    threads += 1
    comments += thread.count
    maxDepth = max(maxDepth, thread.maxDepth)
    for comment in thread.comments {
      if comment.parent == nil { roots += 1 }
      if comment.isPlaceholder { placeholders += 1 }
      bodyBytes += comment.body.utf8.count
      if let key = comment.authorKey { authorHashes.insert(StableHash.of(key)) }
    }
    for note in thread.notes {
      switch note.kind {
      case .orphan: orphans += 1
      case .selfParent, .cycle: cycles += 1
      case .duplicateID: duplicateIDs += 1
      }
    }
  }

  /// Counts a verdict: its action, categories, rules and limit.
  public mutating func count(_ verdict: Verdict) {
    actions[verdict.action, default: 0] += 1
    if let limit = verdict.incomplete { limits[limit, default: 0] += 1 }
    var seenCategories: Set<Category> = []
    var seenRules: Set<String> = []
    for finding in verdict.findings {
      var entry =
        rules[finding.rule] ?? RuleCount(category: finding.category, findings: 0, comments: 0)
      entry.category = min(entry.category, finding.category)
      entry.findings += 1
      if seenRules.insert(finding.rule).inserted { entry.comments += 1 }
      rules[finding.rule] = entry
      if finding.score > 0, seenCategories.insert(finding.category).inserted {
        categories[finding.category, default: 0] += 1
      }
    }
  }

  /// Adds a record that could not be read.
  public mutating func reject(_ record: Rejected) {
    // Records are nearly always rejected in order; a merge may bring them out of it.
    if let last = rejected.last, record < last {
      rejected.insert(record, at: rejected.firstIndex { record < $0 } ?? rejected.endIndex)
    } else {
      rejected.append(record)
    }
  }

  /// Counts an oddity that was mended while reading.
  public mutating func countRepair(_ kind: String) { repairs[kind, default: 0] += 1 }

  /// Adds the summary of another part of the data.
  ///
  /// Comments of one thread must have been counted together, in one part.
  public mutating func merge(_ other: Summary) {
    comments += other.comments
    threads += other.threads
    roots += other.roots
    orphans += other.orphans
    cycles += other.cycles
    duplicateIDs += other.duplicateIDs
    maxDepth = max(maxDepth, other.maxDepth)
    placeholders += other.placeholders
    bodyBytes += other.bodyBytes
    actions.merge(other.actions, uniquingKeysWith: +)
    categories.merge(other.categories, uniquingKeysWith: +)
    limits.merge(other.limits, uniquingKeysWith: +)
    repairs.merge(other.repairs, uniquingKeysWith: +)
    rules.merge(other.rules) { a, b in
      RuleCount(
        category: min(a.category, b.category),
        findings: a.findings + b.findings,
        comments: a.comments + b.comments
      )
    }
    rejected = (rejected + other.rejected).sorted()
    authorHashes.formUnion(other.authorHashes)
  }
}
