// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// Takes names, or names and words, out of what is written down.
///
/// Judging is not touched: verdicts are redacted when they are decided. Ids of comments and threads
/// stay, so that a redacted report still leads to its comments.
public struct Redaction: Sendable {
  /// What is taken out.
  public enum Level: String, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// Authors' names become pseudonyms. A name that somebody wrote into a comment's words stays; a
    /// rule's reason in which the author is named goes.
    case authors
    /// Authors' names as well as every word of comments, the lists' entries that they matched, and
    /// the domains they link to. Ranges, rules and scores stay, and so do reasons, but for those of
    /// rules that are not ours: their placeholders may hold words.
    case text
  }

  /// What is taken out.
  public let level: Level
  private let key: [UInt8]

  /// Makes a redaction.
  ///
  /// - Parameters:
  ///   - level: what is taken out.
  ///   - key: goes into the pseudonyms. The same key gives the same author the same pseudonym in every
  ///     run; who does not know it cannot find out a name by trying names. Without a key, whoever
  ///     has a list of names can.
  public init(_ level: Level, key: String = "") {
    self.level = level
    self.key = Array(key.utf8)
  }

  /// The pseudonym of an author: `author-` and 12 hexadecimal digits of SHA-256 over the key's length,
  /// the key and the name.
  ///
  /// - Complexity: O(*n*) in the bytes.
  public func pseudonym(of name: String) -> String {
    let length = lengthBytes(key.count)
    let digest = SHA256.digest(length + key + Array(name.utf8))
    let digits = digest.prefix(6).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return "author-" + digits.joined()
  }

  private func lengthBytes(_ count: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
  }

  private func redacted(name: String?) -> String? { name.map(pseudonym) }

  /// A thread's id. Dumps without ids of threads call them by their titles: words, where words are
  /// taken out. Ids have no white space.
  private func redacted(thread: String) -> String {
    guard level == .text, thread.unicodeScalars.contains(where: \.properties.isWhitespace) else {
      return thread
    }
    return "thread-" + pseudonym(of: thread).dropFirst("author-".count)
  }
}

// MARK: - What is written down

extension Redaction {
  /// A verdict without what is taken out.
  public func redacted(_ verdict: Verdict) -> Verdict {
    guard level != .none else { return verdict }
    var verdict = verdict
    for index in verdict.findings.indices
    where hidesReason(of: verdict.findings[index], author: verdict.author) {
      verdict.findings[index].reason = nil
    }
    verdict.author = redacted(name: verdict.author)
    verdict.thread = verdict.thread.map(redacted(thread:))
    for index in verdict.findings.indices where hidesText(of: verdict.findings[index]) {
      verdict.findings[index].text = ""
      verdict.findings[index].entry = nil
    }
    // Placeholders in replies and mails hold names and words.
    for index in verdict.sideEffects.indices {
      for effect in verdict.sideEffects[index].effects.indices {
        verdict.sideEffects[index].effects[effect].parts = []
      }
    }
    if level == .text { verdict.domains = [] }
    return verdict
  }

  /// Whether a finding shows something of the comment, or of its author.
  private func hidesText(of finding: Finding) -> Bool {
    level == .text || finding.view.hasPrefix("author")
  }

  /// Whether a finding's reason may hold a word of the comment, or its author's name. The reasons of our
  /// own signals and rules are the same for every comment.
  private func hidesReason(of finding: Finding, author: String?) -> Bool {
    guard let reason = finding.reason,
      Self.ownReasons[finding.rule]?.contains(reason) != true
    else { return false }
    if level == .text { return true }
    guard let author, !author.utf8.isEmpty else { return false }
    return Array(reason.utf8).contains(Array(author.utf8))
  }

  /// By rule.
  private static let ownReasons: [String: [String]] = {
    var reasons: [String: [String]] = [:]
    for signal in Signals.all { reasons[signal.name] = [signal.reason] }
    for rule in Rule.builtin {
      reasons[rule.id, default: []] += [rule.reason, rule.description].compactMap(\.self)
    }
    return reasons
  }()

  /// A comment without what is taken out; `nil` where nothing may stay of it.
  public func redacted(_ comment: Comment) -> Comment? {
    switch level {
    case .none: return comment
    case .text: return nil
    case .authors:
      return Comment(
        id: comment.id,
        body: comment.body,
        thread: comment.thread,
        parent: comment.parent,
        author: redacted(name: comment.author),
        createdAt: comment.createdAt,
        bodyFormat: comment.bodyFormat,
        title: comment.title
      )
    }
  }

  /// Material for reports without what is taken out.
  ///
  /// - Complexity: O(*n*) in what the material keeps.
  public func redacted(_ material: ReportMaterial) -> ReportMaterial {
    guard level != .none else { return material }
    var result = material
    result.summary.flaggedAuthors = material.summary.flaggedAuthors.mapKeys(pseudonym)
    result.summary.distinctAuthors = redacted(material.summary.distinctAuthors)
    if level == .text {
      result.summary.domains = KeyTally()
      result.summary.flaggedThreads = material.summary.flaggedThreads.mapKeys(redacted(thread:))
      result.busyThreads = MostSevere(capacity: material.busyThreads.capacity)
      for var entry in material.busyThreads.entries {
        entry.thread = entry.thread.map(redacted(thread:))
        result.busyThreads.insert(entry)
      }
      result.busyThreads.countLeft(material.busyThreads.left)
    }
    result.flagged = MostSevere(capacity: material.flagged.capacity)
    for entry in material.flagged.entries { result.flagged.insert(redacted(entry)) }
    result.flagged.countLeft(material.flagged.left)
    result.threads = MostSevere(capacity: material.threads.capacity)
    for entry in material.threads.entries { result.threads.insert(redacted(entry)) }
    result.threads.countLeft(material.threads.left)
    for index in result.campaigns.indices {
      for number in result.campaigns[index].examples.indices {
        let author = result.campaigns[index].examples[number].author
        result.campaigns[index].examples[number].author = redacted(name: author)
        let thread = result.campaigns[index].examples[number].thread
        result.campaigns[index].examples[number].thread = thread.map(redacted(thread:))
        if level == .text { result.campaigns[index].examples[number].text = "" }
      }
    }
    return result
  }

  /// The hashes by which authors are told apart, mixed with the key: else names could be tried on them.
  ///
  /// A sample stays the sample of the old hashes, so the result must not be merged with others that
  /// are sampled.
  private func redacted(_ authors: DistinctCount) -> DistinctCount {
    let hashes = authors.sortedHashes.map { hash in
      let number = lengthBytes(Int(truncatingIfNeeded: hash))
      let digits = SHA256.digest(lengthBytes(key.count) + key + number)
      let mixed = digits.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return authors.level < 64 ? mixed >> UInt64(authors.level) : 0
    }
    return DistinctCount(level: authors.level, hashes: hashes)
  }

  private func redacted(_ entry: FlaggedComment) -> FlaggedComment {
    FlaggedComment(
      verdict: redacted(entry.verdict),
      comment: entry.comment.flatMap(redacted),
      ordinal: entry.ordinal,
      depth: entry.depth,
      ancestors: entry.ancestors.map(redacted),
      replies: entry.replies.map(redacted),
      replyCount: entry.replyCount
    )
  }

  private func redacted(_ verdict: ThreadVerdict) -> ThreadVerdict {
    var verdict = verdict
    verdict.thread = verdict.thread.map(redacted(thread:))
    for index in verdict.reasons.indices {
      verdict.reasons[index].target = redacted(name: verdict.reasons[index].target)
      verdict.reasons[index].authors = verdict.reasons[index].authors.map(pseudonym)
    }
    return verdict
  }

  private func redacted(_ context: FlaggedComment.Context) -> FlaggedComment.Context {
    var context = context
    context.author = redacted(name: context.author)
    if level == .text { context.body = "" }
    return context
  }
}
