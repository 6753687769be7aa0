// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// What changed between two runs over the same comments, such as before and after a change of rules.
///
/// Comments are the same when thread and id are the same bytes.
public struct RunComparison: Sendable {
  /// How a comment changed.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Flagged now, and not before.
    case new
    /// Flagged before, and now with a stronger action.
    case worse
    /// Flagged before, and now with a milder action that still flags it.
    case milder
    /// Flagged before, and not now.
    case gone
  }

  /// One comment that changed.
  public struct Change: Sendable, Hashable {
    /// How.
    public var kind: Kind
    /// The comment's id.
    public var comment: String
    /// Its thread.
    public var thread: String?
    /// Its author.
    public var author: String?
    /// What was decided before; `nil` if it was not flagged.
    public var before: Action?
    /// What is decided now; `nil` if it is not flagged.
    public var now: Action?
  }

  /// The most changes that are listed of each kind.
  public static let maxListed = 1_000

  /// What the other run was made from, as it was named.
  public let names: [String]
  /// The counts of the other run.
  public let before: Summary
  /// The counts of this run.
  public let now: Summary
  /// The comments that changed, by kind.
  public let counts: [Kind: Int]
  /// The comments that changed, by kind, then by thread and id: at most ``maxListed`` of each kind.
  public let changes: [Change]
  /// Whether one of the runs names only some of its flagged comments, so that there may be more.
  public let isPartial: Bool

  /// Compares two runs.
  ///
  /// - Complexity: O(*f* log *f*) in the flagged comments of both.
  public init(
    before: FlaggedIndex,
    now: FlaggedIndex,
    summaries: (before: Summary, now: Summary),
    names: [String] = []
  ) {
    self.names = names
    self.before = summaries.before
    self.now = summaries.now
    isPartial = before.isPartial || now.isPartial
    var all: [Change] = []
    for (key, entry) in now.entries {
      let old = before.entries[key]
      let kind: Kind
      switch old?.action {
      case nil: kind = .new
      case let action? where action < entry.action: kind = .worse
      case let action? where action > entry.action: kind = .milder
      default: continue
      }
      all.append(
        Change(
          kind: kind,
          comment: entry.comment,
          thread: entry.thread,
          author: entry.author,
          before: old?.action,
          now: entry.action
        )
      )
    }
    for (key, entry) in before.entries where now.entries[key] == nil {
      all.append(
        Change(
          kind: .gone,
          comment: entry.comment,
          thread: entry.thread,
          author: entry.author,
          before: entry.action
        )
      )
    }
    all.sort(by: Self.precedes)
    var counts: [Kind: Int] = [:]
    changes = all.filter { change in
      counts[change.kind, default: 0] += 1
      return counts[change.kind, default: 0] <= Self.maxListed
    }
    self.counts = counts
  }

  private static func precedes(_ a: Change, _ b: Change) -> Bool {
    let kinds = (
      Kind.allCases.firstIndex(of: a.kind) ?? 0, Kind.allCases.firstIndex(of: b.kind) ?? 0
    )
    if kinds.0 != kinds.1 { return kinds.0 < kinds.1 }
    let strengths = (
      max(a.now ?? .allow, a.before ?? .allow), max(b.now ?? .allow, b.before ?? .allow)
    )
    if strengths.0 != strengths.1 { return strengths.0 > strengths.1 }
    let (mine, theirs) = (a.thread ?? "", b.thread ?? "")
    if !mine.utf8.elementsEqual(theirs.utf8) { return ModerationReports.precedes(mine, theirs) }
    return ModerationReports.precedes(a.comment, b.comment)
  }
}

/// The flagged comments of a run, to be compared with those of another.
///
/// Memory: the ids and names of the flagged comments.
public struct FlaggedIndex: Sendable {
  struct Entry: Sendable {
    var comment: String
    var thread: String?
    var author: String?
    var action: Action
  }

  private(set) var entries: [[UInt8]: Entry] = [:]
  /// Whether there were more flagged comments than were inserted.
  public private(set) var isPartial = false

  /// An empty index.
  public init() {}

  /// Notes a verdict if it flags its comment; of two with the same thread and id, the stronger.
  public mutating func insert(_ verdict: Verdict) {
    guard verdict.action > .allow else { return }
    let key = Array((verdict.thread ?? "").utf8) + [0xff] + Array(verdict.comment.utf8)
    if let known = entries[key], known.action >= verdict.action { return }
    entries[key] = Entry(
      comment: verdict.comment,
      thread: verdict.thread,
      author: verdict.author,
      action: verdict.action
    )
  }

  /// Notes that there were flagged comments that are not inserted.
  public mutating func markPartial() { isPartial = true }

  /// Notes the flagged comments that material keeps.
  public mutating func insert(_ flagged: MostSevere<FlaggedComment>) {
    for entry in flagged.entries { insert(entry.verdict) }
    if flagged.left > 0 { isPartial = true }
  }
}

extension RunComparison.Kind {
  /// A heading.
  var title: String {
    switch self {
    case .new: "Newly flagged"
    case .worse: "Stronger action"
    case .milder: "Milder action"
    case .gone: "No longer flagged"
    }
  }
}

extension RunComparison {
  /// `3 newly flagged, 1 with a stronger action, …` in one sentence.
  var sentence: String {
    "\(Phrase.grouped(counts[.new] ?? 0)) newly flagged, "
      + "\(Phrase.grouped(counts[.worse] ?? 0)) with a stronger action, "
      + "\(Phrase.grouped(counts[.milder] ?? 0)) with a milder one, "
      + "\(Phrase.grouped(counts[.gone] ?? 0)) no longer flagged."
      + (isPartial
        ? " One of the runs names only its most severe comments; there may be more." : "")
  }

  /// A count that may have changed.
  struct CountRow {
    var name: String
    var before: Int
    var now: Int

    /// `+3`, `-1`, `0`.
    var change: String {
      let difference = now - before
      return difference > 0 ? "+" + Phrase.grouped(difference) : Phrase.grouped(difference)
    }
  }

  /// Comments, actions and categories; then the ten rules that changed most.
  var countRows: [CountRow] {
    var rows = [
      CountRow(name: "comments", before: before.comments, now: now.comments),
      CountRow(name: "flagged", before: before.flagged, now: now.flagged),
    ]
    for action in Action.allCases.reversed() {
      rows.append(
        CountRow(
          name: action.name,
          before: before.actions[action] ?? 0,
          now: now.actions[action] ?? 0
        )
      )
    }
    for category in Category.allCases {
      rows.append(
        CountRow(
          name: category.name,
          before: before.categories[category] ?? 0,
          now: now.categories[category] ?? 0
        )
      )
    }
    let names = Set(
      before.rules.keys.map { Array($0.utf8) } + now.rules.keys.map { Array($0.utf8) }
    )
    let rules = names.map { bytes in
      let name = String(decoding: bytes, as: UTF8.self)
      return CountRow(
        name: name,
        before: before.rules[name]?.comments ?? 0,
        now: now.rules[name]?.comments ?? 0
      )
    }
    let changed = rules.filter { $0.before != $0.now }.sorted { a, b in
      let sizes = ((a.now - a.before).magnitude, (b.now - b.before).magnitude)
      return sizes.0 == sizes.1 ? ModerationReports.precedes(a.name, b.name) : sizes.0 > sizes.1
    }
    return rows + changed.prefix(10)
  }
}
