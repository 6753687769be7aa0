// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

/// Real dumps of the shared folder against their published counts.
@Suite(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
struct SharedDumpTests {
  /// `counts.json`, by file.
  private static func counts() throws -> [String: [String: Any]] {
    let object = try JSONSerialization.jsonObject(
      with: Data(SharedData.bytes("dumps/counts.json"))
    )
    return try #require(object as? [String: [String: Any]])
  }

  private static func read(_ file: String) throws -> ReadAll {
    let path = SharedData.url("dumps/" + file).path
    return try ReadAll(source: FileByteSource(path: path), name: path)
  }

  private static let formats: [String: DumpFormat] = [
    "blogger_xml": .blogger, "commento_json": .commento, "discourse_topic_json": .discourse,
    "disqus_xml": .disqus, "hn_bigquery_ndjson": .hackerNews, "hn_firebase_json": .hackerNews,
    "hn_html": .hackerNewsHTML, "isso_json": .isso, "lobsters_html": .lobstersHTML,
    "mastodon_outbox_json": .mastodon, "mbox": .mbox, "reddit_flat_json": .redditFlat,
    "reddit_listing_json": .redditListing, "reddit_pushshift_ndjson": .reddit,
    "remark42_json": .remark42, "stackexchange_xml": .stackExchange, "wikiconv_json": .wikiConv,
    "wordpress_wxr": .wordPress, "youtube_api_json": .youTube, "youtube_csv": .csv,
  ]

  @Test func `every count of every dump is agreed`() throws {
    let all = try Self.counts()
    #expect(all.count > 90)
    for (file, expected) in all.sorted(by: { $0.key < $1.key }) where expected["comments"] != nil {
      let read = try Self.read(file)
      let counts = DumpCounts(read.comments)
      let folder = file.split(separator: "/").first.map(String.init) ?? ""
      #expect(read.format == Self.formats[folder], "\(file)")
      func check(_ key: String, _ value: Int) {
        guard let number = expected[key] as? Int else { return }
        #expect(value == number, "\(file): \(key); \(counts)")
      }
      check("comments", counts.comments)
      check("roots", counts.roots)
      check("orphans", counts.orphans)
      check("max_depth", counts.maxDepth)
      check("authors", counts.authors)
      check("duplicate_ids", counts.duplicateIDs)
      // Rows of BigQuery name no story, and counts.json counts what they answer. A tree is one
      // thread: two of the 511 parents are comments of the sample, and so inside another thread.
      check(
        "threads",
        folder == "hn_bigquery_ndjson"
          ? Set(read.comments.compactMap(\.parent)).count : counts.threads
      )
      let depths = expected["depths"] as? [String: Int] ?? [:]
      for (depth, count) in depths {
        #expect(counts.depths[Int(depth) ?? 0] == count, "\(file): depth \(depth); \(counts)")
      }
      func checkNotes(_ key: String, _ kind: String) {
        guard let number = expected[key] as? Int else { return }
        #expect(read.repairs.count { $0.kind == kind } == number, "\(file): \(key)")
      }
      checkNotes("more_stubs", "not-a-comment:more")
      checkNotes("boosts", "not-a-comment:boost")
      checkNotes("post_entries", "not-a-comment:post")
      checkNotes("section_headings", "not-a-comment:heading")
      if expected["well_formed"] as? Bool == nil {
        #expect(read.rejected.isEmpty, "\(file): \(read.rejected.prefix(3))")
      }
    }
  }

  @Test func `submissions are rejected as such, and posts are noted`() throws {
    let all = try Self.counts()
    for (file, expected) in all where expected["comments"] == nil {
      let read = try Self.read(file)
      #expect(read.comments.isEmpty)
      if let posts = expected["posts"] as? Int {
        #expect(read.repairKinds == [String](repeating: "not-a-comment:post", count: posts))
        #expect(read.rejected.isEmpty)
      } else {
        #expect(read.rejected.count == expected["submissions"] as? Int, "\(file)")
        #expect(Set(read.rejected.map(\.reason)) == ["a submission, not a comment"], "\(file)")
      }
    }
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
