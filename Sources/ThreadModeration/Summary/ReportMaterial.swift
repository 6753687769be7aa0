// SPDX-License-Identifier: Apache-2.0

/// What every report is made from: counts of everything, and a bounded choice of what to look at.
///
/// Parts merge: the material of a whole dump is that of its parts, whatever their number and order. ``campaigns`` are all
/// those of all parts: a part's are few, but a text may be the largest only once parts are united, so none is left out
/// before the end.
public struct ReportMaterial: Sendable, Equatable, Codable {
  /// How many flagged comments are kept unless told otherwise.
  public static let defaultFlaggedCapacity = 2_000
  /// How many threads are kept.
  public static let threadCapacity = 100
  /// How many of the largest threads are kept.
  public static let busyThreadCapacity = 20

  /// What was scanned, as it was named: each once, in the order of their bytes.
  public var inputs: [String]
  /// The counts.
  public var summary: Summary
  /// The most severe flagged comments, with what stands around them.
  public var flagged: MostSevere<FlaggedComment>
  /// The threads with the most trouble.
  public var threads: MostSevere<ThreadVerdict>
  /// The threads with the most comments.
  public var busyThreads: MostSevere<BusyThread>
  /// Texts that came again and again, the largest first.
  public var campaigns: [Campaign]
  /// Campaigns that were found besides.
  public var campaignsLeft = 0

  /// Where the rules of your own were written, by their ids: those that matched nothing are among them.
  public var ruleOrigins: [String: Rule.Origin] = [:]

  /// Makes material of nothing: the identity of ``merge(_:)``.
  ///
  /// - Parameters:
  ///   - inputs: the names of what was read, in any order.
  ///   - flaggedCapacity: how many flagged comments are kept, at least 0; less counts as 0. When parts are
  ///     merged, the smaller number stays.
  public init(inputs: [String] = [], flaggedCapacity: Int = defaultFlaggedCapacity) {
    self.inputs = Self.union(inputs, [])
    summary = Summary()
    flagged = MostSevere(capacity: flaggedCapacity)
    threads = MostSevere(capacity: Self.threadCapacity)
    busyThreads = MostSevere(capacity: Self.busyThreadCapacity)
    campaigns = []
  }
}

extension ReportMaterial {
  /// Counts a judged thread: its shape, its verdicts, and what a report shows of it.
  ///
  /// - Complexity: O(*n*) in its comments.
  public mutating func count(_ scanned: ScannedThread, _ verdict: ThreadVerdict) {
    summary.count(scanned.thread)
    for (index, comment) in scanned.verdicts.enumerated() {
      summary.count(comment, createdAt: scanned.thread.comments[index].createdAt)
      guard comment.action > .allow else { continue }
      // What stands around a comment is only looked up where it is wanted.
      let bare = FlaggedComment(
        verdict: comment,
        comment: scanned.thread.comments[index],
        ordinal: scanned.ordinals[index]
      )
      if flagged.mayKeep(bare) {
        flagged.insert(FlaggedComment(in: scanned, at: index))
      } else {
        flagged.countLeft(1)
      }
    }
    if verdict.needsLook { threads.insert(verdict) }
    busyThreads.insert(
      BusyThread(thread: verdict.thread, comments: verdict.comments, flagged: verdict.flagged)
    )
  }

  /// Empty material for a part that will be merged into this.
  public var emptyPart: ReportMaterial {
    var part = ReportMaterial(flaggedCapacity: flagged.capacity)
    part.flagged = flagged.emptyPart
    part.threads = threads.emptyPart
    part.busyThreads = busyThreads.emptyPart
    return part
  }

  /// Adds the material of another part of the data.
  ///
  /// Comments of one thread must have been counted together, in one part. Inputs keep the order of
  /// their bytes, each named once.
  public mutating func merge(_ other: ReportMaterial) {
    inputs = Self.union(inputs, other.inputs)
    summary.merge(other.summary)
    flagged.merge(other.flagged)
    threads.merge(other.threads)
    busyThreads.merge(other.busyThreads)
    campaignsLeft += other.campaignsLeft
    ruleOrigins.merge(other.ruleOrigins) { a, b in
      if a.file.utf8.elementsEqual(b.file.utf8) { return a.line <= b.line ? a : b }
      return a.file.utf8.lexicographicallyPrecedes(b.file.utf8) ? a : b
    }
    var byFingerprint: [UInt64: Campaign] = [:]
    for campaign in campaigns + other.campaigns {
      if byFingerprint[campaign.fingerprint] == nil {
        byFingerprint[campaign.fingerprint] = campaign
      } else {
        byFingerprint[campaign.fingerprint]?.merge(campaign)
      }
    }
    campaigns = byFingerprint.values.sorted(by: Campaign.isLarger)
  }

  private static func union(_ a: [String], _ b: [String]) -> [String] {
    let sorted = (a + b).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return sorted.enumerated().filter { index, name in
      index == 0 || !name.utf8.elementsEqual(sorted[index - 1].utf8)
    }.map(\.element)
  }
}

extension ThreadVerdict: SeverityOrdered {
  /// By score, then hostile and flagged comments, then a hash of the thread's id, then all the rest.
  public func isMoreSevere(than other: ThreadVerdict) -> Bool {
    if score != other.score { return score > other.score }
    let numbers = [hostileComments, flagged, comments, authors]
    let others = [other.hostileComments, other.flagged, other.comments, other.authors]
    if numbers != others { return others.lexicographicallyPrecedes(numbers) }
    let (mine, theirs) = (thread ?? "", other.thread ?? "")
    let hashes = (StableHash.of(mine.utf8), StableHash.of(theirs.utf8))
    if hashes.0 != hashes.1 { return hashes.0 < hashes.1 }
    let texts = [mine] + self.texts
    let otherTexts = [theirs] + other.texts
    for (a, b) in zip(texts, otherTexts) where !a.utf8.elementsEqual(b.utf8) {
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    return texts.count < otherTexts.count
  }

  /// Everything that is not a number or the thread's id.
  private var texts: [String] {
    [turningPoint ?? "", worstBranch?.root ?? ""]
      + reasons.flatMap { [$0.kind, $0.text, $0.target ?? ""] + $0.comments + $0.authors }
  }
}

extension ReportMaterial {
  /// Counts a comment that was judged without its thread.
  public mutating func count(_ verdict: Verdict, of comment: Comment, ordinal: Int? = nil) {
    summary.count(alone: comment)
    summary.count(verdict, createdAt: comment.createdAt)
    guard verdict.action > .allow else { return }
    flagged.insert(FlaggedComment(verdict: verdict, comment: comment, ordinal: ordinal))
  }
}
