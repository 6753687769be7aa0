// SPDX-License-Identifier: Apache-2.0

/// What a scan found, in numbers. Summaries of parts add up to the summary of the whole.
///
/// ``merge(_:)`` is associative and commutative: everything in here is a sum, a maximum or a sample
/// that depends on hashes alone. All numbers are integers.
public struct Summary: Sendable, Equatable {
  /// A record of the input that could not be read as a comment.
  public struct Rejected: Sendable, Hashable, Comparable, Codable {
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
  public struct RuleCount: Sendable, Hashable, Codable {
    /// The category of its findings.
    public var category: Category
    /// Findings.
    public var findings: Int
    /// Comments with at least one of them.
    public var comments: Int

    /// Makes a count.
    public init(category: Category, findings: Int, comments: Int) {
      self.category = category
      self.findings = findings
      self.comments = comments
    }

    /// Counts a finding.
    ///
    /// - Parameter isFirst: Whether the comment had no finding of the rule before.
    fileprivate mutating func add(_ finding: Finding, times: Int, isFirst: Bool) {
      category = min(category, finding.category)
      findings += times
      if isFirst { comments += times }
    }
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
  /// Comments of which only verdicts are known: their bodies, replies and times are in none of the other counts.
  public var verdictsOnly = 0
  /// Bytes of body text.
  public var bodyBytes = 0
  /// Comments by action.
  public var actions: [Action: Int] = [:]
  /// Comments with at least one finding that counts against them, by category.
  public var categories: [Category: Int] = [:]
  /// By rule id; signals stand among them by their names. Ids that differ only in how letters are put
  /// together (canonical equivalence) are one key here, as in any dictionary of Swift and in JSON of Foundation.
  public var rules: [String: RuleCount] = [:]
  /// By rule id, what rules would do besides: by its name, such as `comment`, the comments. Nothing of
  /// it is done.
  public var sideEffects: [String: [String: Int]] = [:]
  /// By rule id, the comments on which a rule could not be judged, by what was missing in the data.
  public var unjudged: [String: [String: Int]] = [:]
  /// Comments that were not judged in full, by the limit they hit.
  public var limits: [IncompleteReason: Int] = [:]
  /// What could not be read.
  public var rejectedRecords = RejectedTally()
  /// Oddities that were mended while reading, such as ill-formed text; by kind.
  public var repairs: [String: Int] = [:]
  /// The distinct authors.
  public var distinctAuthors = DistinctCount()
  /// Comments over time, where they have one.
  public var hours = HourCounts()
  /// Scores by category.
  public var scores = CategoryValues(repeating: ScoreHistogram())
  /// Comments by the registrable domains they link to.
  public var domains = KeyTally()
  /// Flagged comments by their authors' names.
  public var flaggedAuthors = KeyTally()
  /// Flagged comments by thread.
  public var flaggedThreads = KeyTally()

  /// An empty summary: the identity of ``merge(_:)``.
  public init() {}
}

extension Summary {
  /// The number of distinct authors: exact up to about a million, then an estimate; see
  /// ``DistinctCount``.
  public var authors: Int { distinctAuthors.estimate }

  /// The signals among ``rules``, by name.
  public var signals: [String: RuleCount] {
    rules.filter { Signals.index(named: $0.key) != nil }
  }

  /// Comments with an action above ``Action/allow``.
  public var flagged: Int {
    actions.reduce(0) { $0 + ($1.key > .allow ? $1.value : 0) }
  }

  /// Counts the shape of a thread: comments, roots, depth, oddities and authors.
  public mutating func count(_ thread: CommentThread) {
    threads += 1
    maxDepth = max(maxDepth, thread.maxDepth)
    // By place: a comment of its own would hold each of its texts once more.
    for index in thread.comments.indices { count(alone: thread.comments[index]) }
    for note in thread.notes {
      switch note.kind {
      case .orphan: orphans += 1
      case .selfParent, .cycle: cycles += 1
      case .duplicateID: duplicateIDs += 1
      }
    }
  }

  /// Counts a verdict: its action, scores, categories, rules, domains and limit.
  ///
  /// - Parameters:
  ///   - verdict: the verdict.
  ///   - createdAt: when its comment was written, in Unix seconds, where that is known.
  public mutating func count(_ verdict: Verdict, createdAt: Int64? = nil) {
    actions[verdict.action, default: 0] += 1
    for category in Category.allCases { scores[category].count(verdict.scores[category]) }
    for domain in verdict.domains { domains.count(domain.utf8, verdict.action) }
    if let createdAt { hours.count(createdAt, verdict.action) }
    if verdict.action > .allow {
      if let author = verdict.author, !Comment.isNobody(author.utf8) {
        flaggedAuthors.count(author.utf8, verdict.action)
      }
      if let thread = verdict.thread { flaggedThreads.count(thread.utf8, verdict.action) }
    }
    if let limit = verdict.incomplete { limits[limit, default: 0] += 1 }
    count(verdict.findings, times: 1)
    countBesides(verdict, times: 1)
  }

  /// Counts the rules and categories of comments with such findings.
  mutating func count(_ findings: [Finding], times: Int) {
    var seenCategories = CategoryValues(repeating: false)
    var seenRules: Set<String> = []
    for (index, finding) in findings.enumerated() {
      // Of a few, the ones before are looked at; most verdicts have a few.
      let isFirst =
        findings.count <= 8
        ? !findings[..<index].contains { $0.rule == finding.rule }
        : seenRules.insert(finding.rule).inserted
      let new = RuleCount(category: finding.category, findings: 0, comments: 0)
      rules[finding.rule, default: new].add(finding, times: times, isFirst: isFirst)
      if finding.countsAgainst, !seenCategories[finding.category] {
        seenCategories[finding.category] = true
        categories[finding.category, default: 0] += times
      }
    }
  }

  /// The first records that could not be read, in order of input and line: see ``RejectedTally``.
  public var rejected: [Rejected] { rejectedRecords.records }

  /// Adds a record that could not be read.
  public mutating func reject(_ record: Rejected) { rejectedRecords.add(record) }

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
    verdictsOnly += other.verdictsOnly
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
    mergeBesides(other)
    rejectedRecords.merge(other.rejectedRecords)
    distinctAuthors.merge(other.distinctAuthors)
    hours.merge(other.hours)
    for category in Category.allCases { scores[category].merge(other.scores[category]) }
    domains.merge(other.domains)
    flaggedAuthors.merge(other.flaggedAuthors)
    flaggedThreads.merge(other.flaggedThreads)
  }
}

extension Summary: Codable {
  private enum CodingKeys: String, CodingKey {
    case comments, threads, roots, orphans, cycles, duplicateIDs, maxDepth, placeholders
    case verdictsOnly, bodyBytes, actions, categories, rules, sideEffects, unjudged, limits
    case rejectedRecords, repairs
    case distinctAuthors, hours, scores, domains, flaggedAuthors, flaggedThreads
  }

  /// Reads back what was written.
  ///
  /// - Throws: `DecodingError` if something is missing or no count: below 0, beyond 2⁵³, or not what the counts by
  ///   key, hour and score say of themselves.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func count(_ key: CodingKeys) throws -> Int {
      try fields.decode(Int.self, forKey: key, in: 0...StoredState.maxCount)
    }
    func counts<Key: Hashable & Decodable>(_ key: CodingKeys) throws -> [Key: Int] {
      let counts = try fields.decode([Key: Int].self, forKey: key)
      try fields.check(key, counts.values)
      return counts
    }
    self.init()
    comments = try count(.comments)
    threads = try count(.threads)
    roots = try count(.roots)
    orphans = try count(.orphans)
    cycles = try count(.cycles)
    duplicateIDs = try count(.duplicateIDs)
    maxDepth = try count(.maxDepth)
    placeholders = try count(.placeholders)
    verdictsOnly = try count(.verdictsOnly)
    bodyBytes = try count(.bodyBytes)
    actions = try counts(.actions)
    categories = try counts(.categories)
    rules = try fields.decode([String: RuleCount].self, forKey: .rules)
    try fields.check(.rules, rules.values.flatMap { [$0.findings, $0.comments] })
    sideEffects = try fields.decode([String: [String: Int]].self, forKey: .sideEffects)
    try fields.check(.sideEffects, sideEffects.values.flatMap(\.values))
    unjudged = try fields.decode([String: [String: Int]].self, forKey: .unjudged)
    try fields.check(.unjudged, unjudged.values.flatMap(\.values))
    limits = try counts(.limits)
    rejectedRecords = try fields.decode(RejectedTally.self, forKey: .rejectedRecords)
    repairs = try counts(.repairs)
    distinctAuthors = try fields.decode(DistinctCount.self, forKey: .distinctAuthors)
    hours = try fields.decode(HourCounts.self, forKey: .hours)
    scores = try fields.decode(CategoryValues<ScoreHistogram>.self, forKey: .scores)
    domains = try fields.decode(KeyTally.self, forKey: .domains)
    flaggedAuthors = try fields.decode(KeyTally.self, forKey: .flaggedAuthors)
    flaggedThreads = try fields.decode(KeyTally.self, forKey: .flaggedThreads)
  }
}
