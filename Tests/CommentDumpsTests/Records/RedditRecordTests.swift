// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

@Suite struct RedditRecordTests {
  private func only(_ text: String) throws -> ThreadModeration.Comment {
    let read = try ReadAll(text, format: .reddit)
    try #require(read.comments.count == 1, "\(read.rejected)")
    return read.comments[0]
  }

  @Test func `every field is read`() throws {
    var details = CommentDetails()
    details[.community] = "s"
    details[.authorFlair] = ""
    details[.isEdited] = false
    details[.reports] = 2
    let comment = try only(
      #"{"id":"kod1","name":"t1_kod1","link_id":"t3_abc","parent_id":"t1_kod0","author":"ada","#
        + #""author_fullname":"t2_x","created_utc":1706745600.0,"body":"**Hi**","score":2,"#
        + #""is_submitter":false,"distinguished":"moderator","permalink":"/r/s/comments/abc/_/kod1/","#
        + #""link_title":"T","author_created_utc":"12","subreddit":"s","gildings":{},"#
        + #""author_flair_text":null,"edited":false,"num_reports":2}"#
    )
    #expect(
      comment
        == ThreadModeration.Comment(
          id: "kod1",
          body: "**Hi**",
          thread: "abc",
          parent: "kod0",
          author: "ada",
          authorID: "t2_x",
          createdAt: 1_706_745_600,
          bodyFormat: .markdown,
          title: "T",
          url: "/r/s/comments/abc/_/kod1/",
          score: 2,
          authorCreatedAt: 12,
          isSubmitter: false,
          isModerator: true,
          details: details
        )
    )
  }

  @Test(
    arguments: [
      (#""t1_x""#, "x"), (#""t3_abc""#, nil), ("null", nil), (#""""#, nil), (#""abc""#, nil),
      (#""zzz""#, "zzz"), ("34574937361", "fvt0wep"), (#""t1_""#, "t1_"), (#""t1\u005fx""#, "x"),
      ("1.5", "1.5"), ("-1", "-1"),
    ] as [(String, String?)]
  )
  func `parents come in many forms`(value: String, parent: String?) throws {
    let comment = try only(#"{"id":"a","body":"x","link_id":"t3_abc","parent_id":\#(value)}"#)
    #expect(comment.parent == parent)
    #expect(comment.thread == "abc")
  }

  @Test func `an old record without a parent is top level`() throws {
    #expect(try only(#"{"id":"a","body":"x","link_id":"t3_abc"}"#).parent == nil)
  }

  @Test func `the id may stand in the name, and may have a prefix`() throws {
    #expect(try only(#"{"name":"t1_a","body":"x"}"#).id == "a")
    #expect(try only(#"{"id":null,"name":"t1_a","body":"x"}"#).id == "a")
    #expect(try only(#"{"id":"t1_a","body":"x"}"#).id == "a")
    let read = try ReadAll(#"{"name":"a","body":"x"}"#, format: .reddit)
    #expect(read.rejected.map(\.reason) == [#"no "id""#])
  }

  @Test func `only a distinguished comment says who moderates`() throws {
    for (value, expected) in [
      (#""moderator""#, true), (#""admin""#, true), ("null", nil), (#""special""#, nil),
    ] as [(String, Bool?)] {
      #expect(
        try only(#"{"id":"a","body":"x","distinguished":\#(value)}"#).isModerator == expected
      )
    }
  }

  @Test(arguments: [
    #"{"id":"a","title":"T","selftext":"x"}"#, #"{"id":"a","is_self":true}"#,
    #"{"id":"a","name":"t3_a","title":"T","body":null}"#,
  ])
  func `a submission is no comment`(line: String) throws {
    let read = try ReadAll(line, format: .reddit)
    #expect(read.comments.isEmpty)
    #expect(read.rejected.map(\.reason) == ["a submission, not a comment"])
  }
}
