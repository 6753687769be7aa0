// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

/// Real dumps of the shared folder against their published counts.
@Suite(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
struct SharedDumpTests {
  private func counts(_ file: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(
      with: Data(SharedData.bytes("dumps/counts.json"))
    )
    return try #require((object as? [String: Any])?[file] as? [String: Any])
  }

  @Test func `Reddit comments have their counts`() throws {
    let file = "reddit_pushshift_ndjson/RC_sample.ndjson"
    let counts = try counts(file)
    let read = try ReadAll(source: FileByteSource(path: SharedData.url("dumps/" + file).path))
    #expect(read.format == .reddit)
    #expect(read.comments.count == counts["comments"] as? Int)
    #expect(read.rejected.isEmpty && read.repairs.isEmpty)
    #expect(Set(read.comments.map(\.thread)).count == counts["threads"] as? Int)
    #expect(read.comments.count { $0.parent == nil } == counts["roots"] as? Int)
    let ids = Set(read.comments.map(\.id))
    let orphans = read.comments.count { $0.parent.map { !ids.contains($0) } ?? false }
    #expect(orphans == counts["orphans"] as? Int)
    #expect(read.comments.allSatisfy { $0.createdAt != nil && $0.bodyFormat == .markdown })
  }

  @Test func `Reddit submissions are all rejected as such`() throws {
    let file = "reddit_pushshift_ndjson/RS_sample.ndjson"
    let read = try ReadAll(source: FileByteSource(path: SharedData.url("dumps/" + file).path))
    #expect(read.format == .reddit)
    #expect(read.comments.isEmpty)
    #expect(try read.rejected.count == counts(file)["submissions"] as? Int)
    #expect(Set(read.rejected.map(\.reason)) == ["a submission, not a comment"])
  }

  @Test func `the Hacker News sample is read by its aliases`() throws {
    let file = "hn_bigquery_ndjson/hn_comments_a.ndjson"
    let read = try ReadAll(source: FileByteSource(path: SharedData.url("dumps/" + file).path))
    #expect(read.format == .jsonLines)
    #expect(try read.comments.count == counts(file)["comments"] as? Int)
    #expect(read.rejected.isEmpty)
  }

  @Test func `the labelled sets are read whole, and agree with Foundation`() throws {
    for name in ["wiki_context", "telegram_spam", "youtube_spam"] {
      let lines = try SharedData.lines("labelled/\(name).ndjson")
      let read = try ReadAll(
        source: FileByteSource(path: SharedData.url("labelled/\(name).ndjson").path)
      )
      #expect(read.comments.count == lines.count, "\(name)")
      for (line, comment) in zip(lines, read.comments) {
        let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
        // Foundation drops U+FEFF at the start of a text and behind an escape; we keep it.
        func unmarked(_ text: String) -> [Unicode.Scalar] {
          text.unicodeScalars.filter { $0 != "\u{FEFF}" }
        }
        let text = object?["text"] as? String ?? ""
        guard unmarked(text) == unmarked(comment.body) else {
          Issue.record("\(name) \(comment.id)")
          return
        }
      }
    }
  }
}
