// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What merging takes besides the counts: the authors' hashes, all names that were counted, and the
/// most severe flagged comments with what stands around them.
extension SummaryJSON {
  /// The most bytes of a flagged comment's body that are kept.
  public static let maxBodyBytes = 65_536

  static func writeState(of material: ReportMaterial, to json: inout JSONWriter) {
    let summary = material.summary
    json.key("state")
    json.beginObject(isSpread: true)
    json.member("version", stateVersion)
    json.key("authors")
    json.beginObject()
    json.member("level", summary.distinctAuthors.level)
    json.member(
      "hashes",
      summary.distinctAuthors.sortedHashes.map(Hex.text).joined()
    )
    json.endObject()
    for (key, tally) in [
      ("domains", summary.domains), ("authors_flagged", summary.flaggedAuthors),
      ("threads_flagged", summary.flaggedThreads),
    ] {
      json.key(key)
      write(tally, to: &json)
    }
    json.key("flagged")
    json.beginObject(isSpread: true)
    json.member("capacity", material.flagged.capacity)
    json.member("total", material.flagged.total)
    json.key("entries")
    json.beginArray(isSpread: true)
    for entry in material.flagged.entries { write(entry, to: &json) }
    json.endArray()
    json.endObject()
    json.endObject()
  }

  /// `[key, comments, flagged, held, removed]` a name.
  private static func write(_ tally: KeyTally, to json: inout JSONWriter) {
    json.beginObject()
    json.member("level", tally.level)
    json.key("keys")
    json.beginArray()
    for (key, count) in tally.top() {
      json.beginArray()
      json.string(key)
      for number in [count.comments, count.flagged, count.held, count.removed] {
        json.integer(number)
      }
      json.endArray()
    }
    json.endArray()
    json.endObject()
  }

  private static func write(_ entry: FlaggedComment, to json: inout JSONWriter) {
    json.beginObject()
    json.key("verdict")
    VerdictLines.write(entry.verdict, to: &json, exact: true)
    if let ordinal = entry.ordinal { json.member("ordinal", ordinal) }
    json.member("depth", entry.depth)
    json.member("reply_count", entry.replyCount)
    if let comment = entry.comment {
      json.key("body")
      json.string(utf8: VisibleText.prefix(of: comment.body, limit: maxBodyBytes).bytes)
      json.member("body_format", comment.bodyFormat.rawValue)
      json.member("created_at", orNull: comment.createdAt)
    }
    for (key, list) in [("ancestors", entry.ancestors), ("replies", entry.replies)] {
      json.key(key)
      json.beginArray()
      for context in list { write(context, to: &json) }
      json.endArray()
    }
    json.endObject()
  }

  private static func write(_ context: FlaggedComment.Context, to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", context.id)
    json.member("author", orNull: context.author)
    json.member("created_at", orNull: context.createdAt)
    json.member("body", context.body)
    json.key("cut")
    json.boolean(context.isCut)
    json.member("body_format", context.bodyFormat.rawValue)
    json.member("action", context.action.name)
    json.endObject()
  }
}
