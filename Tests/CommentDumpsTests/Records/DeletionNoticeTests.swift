// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

@Suite("Notices that a comment is gone") struct DeletionNoticeTests {
  @Test(arguments: [
    ("Comment removed by author", "[deleted]"), ("<em>Comment removed by author</em>", "[deleted]"),
    ("<p>This comment was deleted.</p>", "[deleted]"), ("(post deleted by author)", "[deleted]"),
    (
      "(post withdrawn by author, will be automatically deleted in 24 hours unless flagged)",
      "[deleted]"
    ),
    ("Comment removed by moderator alx: off topic", "[removed]"),
    ("This comment has been removed by a blog administrator.", "[removed]"),
    ("[flagged]", "[removed]"),
    ("Removed", "[removed]"), ("*removed by mod*", "[removed]"),
    ("*Permanently Deleted*", "[deleted]"),
    ("<p>Comment removed by moderator <a href=\"/~alx\">alx</a></p>", "[removed]"),
  ])
  func `where the source says that it is gone`(body: String, mark: String) {
    #expect(DeletionNotice.mark(for: body, isMarked: true) == mark)
  }

  @Test(arguments: [
    ("[removed]", "[removed]"), ("<p>[removed]</p>", "[removed]"),
    ("[ Removed by Reddit ]", "[removed]"),
    ("[dead]", "[removed]"), ("This comment has been removed by the author.", "[deleted]"),
    ("Removed", nil), ("deleted", nil), ("This comment was deleted.", nil), ("dead", nil),
    ("\"This comment has been removed by the author\" - who cares?", nil), ("[a] and [b]", nil),
    ("", nil), ("He wrote [removed] and [flagged]", nil), ("<em>flagged</em>", nil),
    ("<p>[removed]</p><p>Why?</p>", nil), ("> [deleted]\n\nWhat did it say?", nil),
    // Nothing to be said under cover of a notice.
    ("[Comment removed by moderator: buy pills at pills.example]", nil),
    ("<a href=\"https://pills.example/\">[deleted]</a>", nil),
    ("<p>[deleted]<img src=\"https://pills.example/a.png\"></p>", nil),
    ("[deleted] https://pills.example/", nil),
  ])
  func `where nothing but the words says so`(body: String, mark: String?) {
    #expect(DeletionNotice.mark(for: body, isMarked: false) == mark)
  }

  @Test(arguments: [
    (
      "lobsters",
      #"{"short_id":"s","comments":[{"short_id":"a","comment":"<em>Comment removed by author</em>","is_deleted":true}]}"#
    ),
    (
      "disqus-api",
      #"{"response":[{"id":"1","message":"<p>This comment was deleted.</p>","isDeleted":true,"forum":"f","thread":"t","createdAt":"2020-01-01T00:00:00","parent":null}]}"#
    ),
    (
      "reddit",
      #"{"id":"a","body":"[ Removed by Reddit ]","author":"x","link_id":"t3_b","parent_id":"t3_b","subreddit":"s","created_utc":1,"score":1}"#
    ),
    ("hackernews", #"{"by":"ada","id":2,"parent":1,"text":"[flagged]","time":2,"type":"comment"}"#),
    (
      "lemmy",
      #"{"comments":[{"comment":{"id":12,"post_id":7,"path":"0.12","content":"*removed by mod*","removed":true},"creator":{"name":"ben"},"post":{"name":"A"}}]}"#
    ),
  ])
  func `formats keep only the place`(name: String, text: String) throws {
    let all = try ReadAll(text, format: nil)
    #expect(all.comments.count == 1 && all.comments[0].isPlaceholder, "\(name): \(all.comments)")
  }

  @Test func `the words of a comment that is marked stay where the source still has them`() throws {
    let all = try ReadAll(
      #"{"short_id":"s","comments":[{"short_id":"a","comment":"<p>Buy now</p>","is_deleted":true}]}"#,
      format: nil
    )
    #expect(all.comments.first?.body == "<p>Buy now</p>")
  }

  @Test func `what Slack says of who came and went keeps only its place`() throws {
    let all = try ReadAll(
      #"""
      [{"type":"message","subtype":"channel_join","user":"U1","text":"<@U1> has joined the channel","ts":"1600000000.000100","thread_ts":"1600000000.000100","reply_count":1},
       {"type":"message","user":"U2","text":"Ben has joined the channel","ts":"1600000001.000100","thread_ts":"1600000000.000100"},
       {"type":"message","subtype":"channel_topic","user":"U2","text":"<@U2> set the topic: bridges","ts":"1600000002.000100"},
       {"type":"message","subtype":"tombstone","user":"U0","text":"This message was deleted.","ts":"1600000003.000100"}]
      """#,
      format: nil
    )
    #expect(all.comments.map(\.isPlaceholder) == [true, false, false, true])
    #expect(all.comments.count > 1 && all.comments[1].parent == all.comments[0].id)
  }

  @Test func `items that Hacker News has not are noted`() throws {
    let all = try ReadAll(
      #"{"by":"a","id":2,"parent":1,"text":"x","time":1160418111,"type":"comment"}"#
        + "\nnull\nnull\n",
      format: nil
    )
    #expect(all.comments.count == 1 && all.rejected.isEmpty)
    #expect(all.repairKinds == ["not-a-comment:null", "not-a-comment:null"])
    #expect(all.repairs.map(\.line) == [2, 3])
  }

  @Test func `names in answers of Stack Exchange are text`() throws {
    let all = try ReadAll(
      #"{"items":[{"owner":{"display_name":"A &amp; B","user_id":1},"post_id":3,"comment_id":1,"creation_date":1337107087,"score":0,"body":"Yes"}],"has_more":false}"#,
      format: nil
    )
    #expect(all.comments.map(\.author) == ["A & B"])
  }

  @Test func `what Isso shows is HTML, what it stores is Markdown`() throws {
    let answer =
      #"{"id":null,"total_replies":1,"hidden_replies":0,"replies":[{"id":1,"parent":null,"mode":1,"hash":"h","author":"a","text":"<p>Look <a href=\"u\">here</a></p>","created":1.0,"likes":0,"dislikes":0}]}"#
    #expect(try ReadAll(answer, format: nil).comments.first?.bodyFormat == .html)
    let export =
      #"[{"id":"/a","title":"t","comments":[{"id":1,"parent":null,"mode":1,"author":"a","text":"<p>b</p>","created":1.0,"likes":0,"dislikes":0}]}]"#
    #expect(try ReadAll(export, format: nil).comments.first?.bodyFormat == .markdown)
  }

  @Test func `rows of nothing but separators are no comments`() throws {
    let all = try ReadAll("id,text,author\n1,hello,x\n,,\n,,\n", format: nil)
    #expect(all.comments.count == 1)
    #expect(all.repairKinds == ["not-a-comment:empty-row", "not-a-comment:empty-row"])
  }

  @Test func `a column for the words that is not there is an error`() {
    var options = DumpOptions()
    options.columns = ["body": "nope"]
    #expect(throws: DumpError.self) {
      try ReadAll(Array("id,text,author\n1,hello,x\n".utf8), options)
    }
  }

  @Test func `verdict lines are told from comments`() {
    let line =
      #"{"id":"a","thread":null,"author":null,"action":"allow","scores":{"spam":0.1},"incomplete":null,"findings":[]}"#
    #expect(throws: DumpError.self) { try ReadAll(line + "\n" + line + "\n", format: nil) }
  }
}
