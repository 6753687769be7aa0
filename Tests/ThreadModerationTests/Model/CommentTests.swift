// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import ThreadModeration

@Suite("Comment") struct CommentTests {
  @Test("every field takes part in equality")
  func equality() {
    let plain = Comment(id: "1", body: "x")
    let changes: [(inout Comment) -> Void] = [
      { $0.id = "2" }, { $0.body = "y" }, { $0.thread = "" }, { $0.parent = "" },
      { $0.author = "" }, { $0.authorID = "" }, { $0.createdAt = 0 }, { $0.bodyFormat = .html },
      { $0.title = "" }, { $0.url = "" }, { $0.score = 0 }, { $0.authorCreatedAt = 0 },
      { $0.authorKarma = 0 }, { $0.isSubmitter = false }, { $0.isModerator = false },
      { $0.lang = "" },
    ]
    #expect(plain == Comment(id: "1", body: "x"))
    for (number, change) in changes.enumerated() {
      var other = plain
      change(&other)
      #expect(other != plain, "field \(number)")
      #expect(other == other, "field \(number)")
    }
  }

  @Test("details are equal in whatever order they were set, and come back from what is stored")
  func details() throws {
    var (a, b) = (CommentDetails(), CommentDetails())
    a[.reports] = 3
    a[.postReports] = 1
    a[.postFlair] = "news"
    a[.authorFlair] = "Helper"
    b[.authorFlair] = "Helper"
    b[.postFlair] = "old"
    b[.postFlair] = "news"
    b[.postReports] = 1
    b[.reports] = 3
    #expect(a == b && a.hashValue == b.hashValue)
    a[.reports] = 3
    #expect(a == b)
    a[.communityIsNSFW] = false
    a[.postIsNSFW] = true
    a[.authorBio] = ""
    #expect(a != b)
    let coder = JSONEncoder()
    coder.outputFormatting = [.sortedKeys]
    let stored = try coder.encode(a)
    #expect(
      String(decoding: stored, as: UTF8.self) == """
        {"author_bio":"","author_flair_text":"Helper","post_flair_text":"news","post_is_nsfw":true,\
        "post_reports":1,"reports":3,"subreddit_is_nsfw":false}
        """
    )
    #expect(try JSONDecoder().decode(CommentDetails.self, from: stored) == a)
    let before = #"""
      {"texts":[{"key":"post_flair_text","value":"news"},{"key":"author_flair_text","value":"Helper"}],
      "numbers":[{"key":"reports","value":3},{"key":"post_reports","value":1}],
      "flags":536887296,"emptyTexts":16}
      """#
    #expect(try JSONDecoder().decode(CommentDetails.self, from: Data(before.utf8)) == a)
  }

  @Test("two spellings of one accented letter differ")
  func spelling() {
    #expect(Comment(id: "1", body: "é") != Comment(id: "1", body: "e\u{301}"))
    #expect(
      Comment(id: "1", body: "", author: "é") != Comment(id: "1", body: "", author: "e\u{301}")
    )
  }

  @Test("only the exact words of a platform are a placeholder")
  func placeholder() {
    #expect(Comment(id: "1", body: "[deleted]").isPlaceholder)
    #expect(Comment(id: "1", body: "[removed]").isPlaceholder)
    #expect(!Comment(id: "1", body: "[deleted] ").isPlaceholder)
    #expect(!Comment(id: "1", body: "[Deleted]").isPlaceholder)
    #expect(!Comment(id: "1", body: "").isPlaceholder)
  }

  @Test("the stable id tells authors apart before the name, and nobody is nobody")
  func authorKey() {
    func key(_ name: String?, _ id: String? = nil) -> [UInt8]? {
      Comment(id: "1", body: "", author: name, authorID: id).authorKey
    }
    #expect(key("ada", "7") == Array("7".utf8))
    #expect(key("ada", "") == Array("ada".utf8))
    #expect(key("ada") == Array("ada".utf8))
    #expect(key(nil) == nil)
    #expect(key("") == nil)
    #expect(key("[deleted]") == nil)
    #expect(key("[deleted]", "9") == Array("9".utf8))
  }
}
