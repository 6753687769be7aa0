// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What a summary says beyond the counts: time, scores, names, campaigns, threads, changes.
extension SummaryJSON {
  static func writeAdditions(_ material: ReportMaterial, to json: inout JSONWriter) {
    let summary = material.summary
    json.key("inputs")
    json.beginArray()
    for input in material.inputs.sorted(by: precedes) { json.string(input) }
    json.endArray()
    json.key("authors_estimated")
    json.boolean(summary.distinctAuthors.isEstimate)
    writeOrigins(of: material.ruleOrigins, to: &json)
    writeHours(summary.hours, to: &json)
    json.key("scores")
    json.beginObject(isSpread: true)
    for category in Category.allCases {
      json.key(category.name)
      json.beginArray()
      for count in summary.scores[category].bins { json.integer(count) }
      json.endArray()
    }
    json.endObject()
    let signals = summary.signals
    writeRules("signals", summary.rulesByComments.filter { signals[$0.id] != nil }, to: &json)
    write("domains", "domain", summary.domains, to: &json)
    write("authors_flagged", "author", summary.flaggedAuthors, to: &json)
    write("threads_flagged", "thread", summary.flaggedThreads, to: &json)
    json.key("campaigns")
    json.beginArray(isSpread: true)
    for campaign in material.campaigns { write(campaign, to: &json) }
    json.endArray()
    if material.campaignsLeft > 0 { json.member("campaigns_left", material.campaignsLeft) }
    json.key("troubled_threads")
    json.beginArray(isSpread: true)
    for thread in material.threads.entries { write(thread, to: &json) }
    json.endArray()
    json.member("troubled_threads_left", material.threads.left)
    json.key("busiest_threads")
    json.beginArray(isSpread: true)
    for thread in material.busyThreads.entries {
      json.beginObject()
      json.member("thread", orNull: thread.thread)
      json.member("comments", thread.comments)
      json.member("flagged", thread.flagged)
      json.endObject()
    }
    json.endArray()
    json.member("busiest_threads_left", material.busyThreads.left)
  }

  /// Where rules were written, by id; nothing if there are none.
  private static func writeOrigins(
    of rules: [String: Rule.Origin],
    to json: inout JSONWriter
  ) {
    guard !rules.isEmpty else { return }
    json.key("rule_origins")
    json.beginArray(isSpread: true)
    for (id, origin) in rules.sorted(by: { precedes($0.key, $1.key) }) {
      json.beginObject()
      json.member("id", id)
      json.member("file", origin.file)
      json.member("line", origin.line)
      json.endObject()
    }
    json.endArray()
  }

  /// `[start in Unix seconds, comments, flagged, held, removed]` a bucket of `width` seconds.
  private static func writeHours(_ hours: HourCounts, to json: inout JSONWriter) {
    json.key("hours")
    json.beginObject()
    json.member("width", Int(hours.width))
    json.key("buckets")
    json.beginArray()
    for bucket in hours.buckets {
      json.beginArray()
      json.integer(Int(bucket.start))
      for count in [bucket.comments, bucket.flagged, bucket.held, bucket.removed] {
        json.integer(count)
      }
      json.endArray()
    }
    json.endArray()
    json.endObject()
  }

  private static func write(
    _ key: String,
    _ name: String,
    _ tally: KeyTally,
    to json: inout JSONWriter
  ) {
    json.key(key)
    json.beginObject()
    json.member("distinct", tally.distinctKeys)
    json.key("sampled")
    json.boolean(tally.isSampled)
    json.key("top")
    json.beginArray(isSpread: true)
    for (text, count) in tally.top(maxListed) {
      json.beginObject()
      json.member(name, text)
      json.member("comments", count.comments)
      json.member("flagged", count.flagged)
      json.member("held", count.held)
      json.member("removed", count.removed)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private static func write(_ campaign: Campaign, to json: inout JSONWriter) {
    json.beginObject()
    json.member("fingerprint", Hex.text(campaign.fingerprint))
    json.key("exact")
    json.boolean(campaign.isExact)
    json.member("comments", campaign.comments)
    json.member("authors", campaign.authors)
    json.key("authors_at_least")
    json.boolean(campaign.authorsIsLowerBound)
    json.member("threads", campaign.threads)
    json.member("flagged", campaign.flagged)
    json.member("first_at", orNull: campaign.firstAt)
    json.member("last_at", orNull: campaign.lastAt)
    json.key("examples")
    json.beginArray()
    for example in campaign.examples {
      json.beginObject()
      json.member("id", example.id)
      json.member("thread", orNull: example.thread)
      json.member("author", orNull: example.author)
      json.member("text", example.text)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private static func write(_ thread: ThreadVerdict, to json: inout JSONWriter) {
    json.beginObject()
    json.member("thread", orNull: thread.thread)
    json.member("comments", thread.comments)
    json.member("flagged", thread.flagged)
    json.member("authors", thread.authors)
    json.member("hostile", thread.hostileComments)
    json.key("score")
    json.exact(thread.score)
    json.member("turning_point", orNull: thread.turningPoint)
    json.key("worst_branch")
    if let branch = thread.worstBranch {
      json.beginObject()
      json.member("root", branch.root)
      json.member("comments", branch.comments)
      json.member("hostile", branch.hostileComments)
      json.key("score")
      json.exact(branch.score)
      json.endObject()
    } else {
      json.null()
    }
    json.key("reasons")
    json.beginArray()
    for reason in thread.reasons {
      json.beginObject()
      json.member("kind", reason.kind)
      json.member("text", reason.text)
      json.key("comments")
      json.beginArray()
      for comment in reason.comments { json.string(comment) }
      json.endArray()
      json.member("target", orNull: reason.target)
      json.key("authors")
      json.beginArray()
      for author in reason.authors { json.string(author) }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  static func write(_ comparison: RunComparison, to json: inout JSONWriter) {
    json.key("comparison")
    json.beginObject(isSpread: true)
    json.key("with")
    json.beginArray()
    for name in comparison.names { json.string(name) }
    json.endArray()
    json.key("partial")
    json.boolean(comparison.isPartial)
    for kind in RunComparison.Kind.allCases {
      json.member(kind.rawValue, comparison.counts[kind] ?? 0)
    }
    json.key("changes")
    json.beginArray(isSpread: true)
    for change in comparison.changes {
      json.beginObject()
      json.member("kind", change.kind.rawValue)
      json.member("id", change.comment)
      json.member("thread", orNull: change.thread)
      json.member("author", orNull: change.author)
      json.member("before", orNull: change.before?.name)
      json.member("now", orNull: change.now?.name)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}

/// 64-bit numbers as 16 hexadecimal digits.
enum Hex {
  static func text(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

extension JSONWriter {
  mutating func member(_ key: String, _ value: Int) {
    self.key(key)
    integer(value)
  }

  mutating func member(_ key: String, _ value: String) {
    self.key(key)
    string(value)
  }

  mutating func member(_ key: String, orNull value: String?) {
    self.key(key)
    string(orNull: value)
  }

  mutating func member(_ key: String, orNull value: Int64?) {
    self.key(key)
    if let value { integer(Int(value)) } else { null() }
  }
}
