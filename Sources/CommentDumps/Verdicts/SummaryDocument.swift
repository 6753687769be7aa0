// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads a summary back: what `SummaryJSON` of ModerationReports writes, with its `state`.
///
/// The material that comes out writes the same bytes again, and adds up as what was written did.
enum SummaryDocument {
  static let schema = "threadmoderation/summary/1"
  private static let stateVersion = 1

  /// The material of a summary.
  static func material(_ json: RecordedJSON) throws(RecordedJSON.Fault) -> ReportMaterial {
    let name = try json.member("schema").text()
    guard name.utf8.elementsEqual(schema.utf8) else {
      throw RecordedJSON.Fault(reason: "a summary of another kind: \"\(name)\"")
    }
    let state = try json.member("state")
    guard try state.member("version").integer() == stateVersion else {
      throw RecordedJSON.Fault(reason: "written by a newer version of this program")
    }
    let flagged = try state.member("flagged")
    let capacity = try flagged.member("capacity").count()
    guard capacity <= 10_000_000 else {
      throw RecordedJSON.Fault(reason: "\"capacity\" is too large")
    }
    var material = ReportMaterial(flaggedCapacity: capacity)
    for input in try json.member("inputs").elements() {
      material.inputs.append(try input.text())
    }
    for rule in try json.optional("rule_origins")?.elements() ?? [] {
      material.ruleOrigins[try rule.member("id").text()] = Rule.Origin(
        file: try rule.member("file").text(),
        line: try rule.member("line").count()
      )
    }
    material.summary = try summary(json, state)
    for entry in try flagged.member("entries").elements() {
      material.flagged.insert(try self.entry(entry))
    }
    let rest = try flagged.member("total").count() - material.flagged.total
    guard rest >= 0 else { throw RecordedJSON.Fault(reason: "\"total\" is too small") }
    material.flagged.countLeft(rest)
    for thread in try json.member("troubled_threads").elements() {
      material.threads.insert(try self.thread(thread))
    }
    material.threads.countLeft(try json.member("troubled_threads_left").count())
    for thread in try json.optional("busiest_threads")?.elements() ?? [] {
      material.busyThreads.insert(
        BusyThread(
          thread: try thread.optional("thread")?.text(),
          comments: try thread.member("comments").count(),
          flagged: try thread.member("flagged").count()
        )
      )
    }
    material.busyThreads.countLeft(try json.optional("busiest_threads_left")?.count() ?? 0)
    for campaign in try json.member("campaigns").elements() {
      material.campaigns.append(try self.campaign(campaign))
    }
    material.campaignsLeft = try json.optional("campaigns_left")?.count() ?? 0
    return material
  }
}

// MARK: - Counts

extension SummaryDocument {
  private static func summary(
    _ json: RecordedJSON,
    _ state: RecordedJSON
  ) throws(RecordedJSON.Fault) -> Summary {
    var summary = Summary()
    summary.comments = try json.member("comments").count()
    summary.threads = try json.member("threads").count()
    summary.roots = try json.member("roots").count()
    summary.orphans = try json.member("orphans").count()
    summary.maxDepth = try json.member("max_depth").count()
    summary.cycles = try json.member("cycles").count()
    summary.duplicateIDs = try json.member("duplicate_ids").count()
    summary.placeholders = try json.member("placeholders").count()
    summary.bodyBytes = try json.member("body_bytes").count()
    summary.verdictsOnly = try json.optional("verdicts_only")?.count() ?? 0
    for record in try json.member("rejected").elements() {
      summary.reject(
        Summary.Rejected(
          input: try record.member("input").text(),
          line: try record.member("line").count(),
          reason: try record.member("reason").text()
        )
      )
    }
    if let count = json.optional("rejected_count") {
      summary.rejectedRecords.raise(toCount: try count.count())
    }
    for (name, count) in try json.member("actions").members() {
      guard let action = Action(name: name) else { continue }
      if try count.count() > 0 { summary.actions[action] = try count.count() }
    }
    for (name, count) in try json.member("categories").members() {
      guard let category = Category(name: name) else { continue }
      if try count.count() > 0 { summary.categories[category] = try count.count() }
    }
    for (name, count) in try json.member("limits").members() {
      guard let limit = IncompleteReason(rawValue: name) else { continue }
      summary.limits[limit] = try count.count()
    }
    for (name, count) in try json.member("repairs").members() {
      summary.repairs[name] = try count.count()
    }
    for rule in try json.member("rules").elements() {
      summary.rules[try rule.member("id").text()] = Summary.RuleCount(
        category: try rule.member("category").named("category") { Category(name: $0) },
        findings: try rule.member("findings").count(),
        comments: try rule.member("comments").count()
      )
    }
    summary.sideEffects = try besides(json.optional("side_effects"), "do")
    summary.unjudged = try besides(json.optional("unjudged"), "missing")
    try readSamples(json, state, into: &summary)
    return summary
  }

  /// Comments by rule and by a name; summaries of earlier versions have none.
  private static func besides(
    _ json: RecordedJSON?,
    _ nameKey: String
  ) throws(RecordedJSON.Fault) -> [String: [String: Int]] {
    var counts: [String: [String: Int]] = [:]
    for entry in try json?.elements() ?? [] {
      let rule = try entry.member("rule").text()
      counts[rule, default: [:]][try entry.member(nameKey).text()] = try entry.member("comments")
        .count()
    }
    return counts
  }

  private static func readSamples(
    _ json: RecordedJSON,
    _ state: RecordedJSON,
    into summary: inout Summary
  ) throws(RecordedJSON.Fault) {
    for (name, bins) in try json.member("scores").members() {
      guard let category = Category(name: name) else { continue }
      var counts: [Int] = []
      for bin in try bins.elements() { counts.append(try bin.count()) }
      guard let histogram = ScoreHistogram(bins: counts) else {
        throw RecordedJSON.Fault(reason: "\"scores\" has another number of steps")
      }
      summary.scores[category] = histogram
    }
    let hours = try json.member("hours")
    let width = Int64(try hours.member("width").count())
    for bucket in try hours.member("buckets").elements() {
      let numbers = try bucket.elements()
      // Three numbers in summaries from before held and removed comments were told apart.
      guard numbers.count >= 3 else { throw RecordedJSON.Fault(reason: "a bucket of \"hours\"") }
      summary.hours.add(
        HourCounts.Bucket(
          start: Int64(try numbers[0].integer()),
          comments: try numbers[1].count(),
          flagged: try numbers[2].count(),
          held: numbers.count > 3 ? try numbers[3].count() : 0,
          removed: numbers.count > 4 ? try numbers[4].count() : 0
        ),
        width: width
      )
    }
    let authors = try state.member("authors")
    summary.distinctAuthors = DistinctCount(
      level: try level(of: authors),
      hashes: try hashes(try authors.member("hashes").text())
    )
    summary.domains = try tally(state.member("domains"))
    summary.flaggedAuthors = try tally(state.member("authors_flagged"))
    summary.flaggedThreads = try tally(state.member("threads_flagged"))
  }

  private static func level(of json: RecordedJSON) throws(RecordedJSON.Fault) -> Int {
    let level = try json.member("level").count()
    guard level <= 63 else { throw RecordedJSON.Fault(reason: "\"level\" is too large") }
    return level
  }

  /// 16 hexadecimal digits each.
  private static func hashes(_ text: String) throws(RecordedJSON.Fault) -> [UInt64] {
    let digits = Array(text.utf8)
    var hashes: [UInt64] = []
    hashes.reserveCapacity(digits.count / 16)
    for start in stride(from: 0, to: digits.count, by: 16) {
      let part = digits[start..<min(start + 16, digits.count)]
      guard part.count == 16,
        let hash = UInt64(String(decoding: part, as: UTF8.self), radix: 16)
      else { throw RecordedJSON.Fault(reason: "\"hashes\" is damaged") }
      hashes.append(hash)
    }
    return hashes
  }

  private static func tally(_ json: RecordedJSON) throws(RecordedJSON.Fault) -> KeyTally {
    var tally = KeyTally()
    for entry in try json.member("keys").elements() {
      let parts = try entry.elements()
      guard parts.count == 5 else { throw RecordedJSON.Fault(reason: "an entry of \"keys\"") }
      var count = KeyTally.Count()
      count.comments = try parts[1].count()
      count.flagged = try parts[2].count()
      count.held = try parts[3].count()
      count.removed = try parts[4].count()
      tally.add(try parts[0].text(), count)
    }
    tally.raise(toLevel: try level(of: json))
    return tally
  }
}

// MARK: - What is looked at

extension SummaryDocument {
  private static func entry(_ json: RecordedJSON) throws(RecordedJSON.Fault) -> FlaggedComment {
    var entry = FlaggedComment(verdict: try VerdictLine.verdict(try json.member("verdict")))
    entry.ordinal = try json.optional("ordinal")?.count()
    entry.depth = try json.member("depth").count()
    entry.replyCount = try json.member("reply_count").count()
    if let body = json.optional("body") {
      entry.comment = Comment(
        id: entry.verdict.comment,
        body: try body.text(),
        thread: entry.verdict.thread,
        author: entry.verdict.author,
        createdAt: try json.optional("created_at").map { value throws(RecordedJSON.Fault) in
          Int64(try value.integer())
        },
        bodyFormat: try json.member("body_format").named("format") { BodyFormat(rawValue: $0) }
      )
    }
    for ancestor in try json.member("ancestors").elements() {
      entry.ancestors.append(try context(ancestor))
    }
    for reply in try json.member("replies").elements() {
      entry.replies.append(try context(reply))
    }
    return entry
  }

  private static func context(
    _ json: RecordedJSON
  ) throws(RecordedJSON.Fault) -> FlaggedComment.Context {
    FlaggedComment.Context(
      id: try json.member("id").text(),
      author: try json.optional("author")?.text(),
      createdAt: try json.optional("created_at").map { value throws(RecordedJSON.Fault) in
        Int64(try value.integer())
      },
      body: try json.member("body").text(),
      isCut: try json.member("cut").boolean(),
      bodyFormat: try json.member("body_format").named("format") { BodyFormat(rawValue: $0) },
      action: try json.member("action").named("action") { Action(name: $0) }
    )
  }

  private static func thread(_ json: RecordedJSON) throws(RecordedJSON.Fault) -> ThreadVerdict {
    var reasons: [ThreadVerdict.Reason] = []
    for reason in try json.member("reasons").elements() {
      var comments: [String] = []
      for comment in try reason.member("comments").elements() {
        comments.append(try comment.text())
      }
      // Summaries of earlier versions name nobody.
      var authors: [String] = []
      for author in try reason.optional("authors")?.elements() ?? [] {
        authors.append(try author.text())
      }
      reasons.append(
        ThreadVerdict.Reason(
          kind: try reason.member("kind").text(),
          text: try reason.member("text").text(),
          comments: comments,
          target: try reason.optional("target")?.text(),
          authors: authors
        )
      )
    }
    return ThreadVerdict(
      thread: try json.optional("thread")?.text(),
      comments: try json.member("comments").count(),
      flagged: try json.member("flagged").count(),
      authors: try json.member("authors").count(),
      hostileComments: try json.member("hostile").count(),
      score: try json.member("score").number(),
      turningPoint: try json.optional("turning_point")?.text(),
      worstBranch: try json.optional("worst_branch").map { branch throws(RecordedJSON.Fault) in
        ThreadVerdict.Branch(
          root: try branch.member("root").text(),
          comments: try branch.member("comments").count(),
          hostileComments: try branch.member("hostile").count(),
          score: try branch.member("score").number()
        )
      },
      reasons: reasons
    )
  }

  private static func campaign(_ json: RecordedJSON) throws(RecordedJSON.Fault) -> Campaign {
    guard let fingerprint = UInt64(try json.member("fingerprint").text(), radix: 16) else {
      throw RecordedJSON.Fault(reason: "\"fingerprint\" is damaged")
    }
    var campaign = Campaign(
      fingerprint: fingerprint,
      isExact: try json.member("exact").boolean(),
      comments: try json.member("comments").count(),
      authors: try json.member("authors").count(),
      authorsIsLowerBound: try json.member("authors_at_least").boolean(),
      threads: try json.member("threads").count(),
      flagged: try json.member("flagged").count()
    )
    campaign.firstAt = try json.optional("first_at").map { value throws(RecordedJSON.Fault) in
      Int64(try value.integer())
    }
    campaign.lastAt = try json.optional("last_at").map { value throws(RecordedJSON.Fault) in
      Int64(try value.integer())
    }
    for example in try json.member("examples").elements() {
      campaign.examples.append(
        Campaign.Example(
          id: try example.member("id").text(),
          thread: try example.optional("thread")?.text(),
          author: try example.optional("author")?.text(),
          text: try example.member("text").text()
        )
      )
    }
    return campaign
  }
}
