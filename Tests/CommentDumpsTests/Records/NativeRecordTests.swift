// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

@Suite struct NativeRecordTests {
  private func only(_ text: String) throws -> ThreadModeration.Comment {
    let read = try ReadAll(text)
    try #require(read.comments.count == 1, "\(read.rejected)")
    return read.comments[0]
  }

  @Test func `every field is read`() throws {
    let read = try ReadAll(
      #"{"id":"c1","thread":"t","parent":"p","author":"Ada","author_id":"u1","created_at":"#
        + #""2024-02-29T12:34:56Z","body":"Hello","body_format":"html","title":"T","url":"https://e.example/1","#
        + #""score":-3,"author_created_at":12,"author_karma":7,"is_submitter":true,"#
        + #""is_moderator":false,"lang":"en","extra":{"a":[1,2,{"id":"no"}]}}"#
    )
    #expect(
      read.comments == [
        ThreadModeration.Comment(
          id: "c1",
          body: "Hello",
          thread: "t",
          parent: "p",
          author: "Ada",
          authorID: "u1",
          createdAt: 1_709_210_096,
          bodyFormat: .html,
          title: "T",
          url: "https://e.example/1",
          score: -3,
          authorCreatedAt: 12,
          authorKarma: 7,
          isSubmitter: true,
          isModerator: false,
          lang: "en"
        )
      ]
    )
    #expect(read.repairs.isEmpty && read.lines == [1])
  }

  @Test func `aliases stand in for missing and null keys only`() throws {
    let aliases = try only(
      #"{"id":"a","text":"x","thread_id":"t","parent_id":"p","created_utc":"5"}"#
    )
    #expect(
      aliases
        == ThreadModeration.Comment(id: "a", body: "x", thread: "t", parent: "p", createdAt: 5)
    )
    let both = try only(
      #"{"id":"a","content":"z","text":"y","body":"x","thread_id":"n","thread":"t","parent":null,"parent_id":"p"}"#
    )
    #expect(both == ThreadModeration.Comment(id: "a", body: "x", thread: "t", parent: "p"))
    #expect(try only(#"{"id":"a","body":null,"content":"z"}"#).body == "z")
    #expect(try only(#"{"id":"a","body":"","link_id":"t3_q"}"#).thread == "t3_q")
  }

  @Test func `ids keep their exact text`() throws {
    for id in ["12345678901234567890123", "1.0", "1e400", "-0"] {
      #expect(try only(#"{"id":\#(id),"parent":\#(id),"body":"x"}"#).id == id)
      #expect(try only(#"{"id":\#(id),"parent":\#(id),"body":"x"}"#).parent == id)
    }
    #expect(try only(#"{"id":"01","body":"x"}"#).id == "01")
    #expect(try only(#"{"id":" a ","body":"x"}"#).id == " a ")
  }

  @Test func `empty optional texts are as if missing`() throws {
    let comment = try only(
      #"{"id":"a","body":"","parent":"","thread":"","author":"","title":"","lang":"","created_at":"","score":""}"#
    )
    #expect(comment == ThreadModeration.Comment(id: "a", body: ""))
  }

  @Test(arguments: [
    (#"{"body":"x"}"#, #"no "id""#), (#"{"id":"a"}"#, #"no "body""#),
    ("{}", #"no "id", no "body""#),
    (#"{"id":"","body":"x"}"#, #""id" is empty"#), (#"{"id":null,"body":"x"}"#, #""id" is null"#),
    (#"{"id":"a","body":null}"#, #""body" is null"#),
    (#"{"id":"a","text":null}"#, #""text" is null"#),
    (#"{"id":true,"body":"x"}"#, #""id" is true, where a string or a number is needed"#),
    (
      #"{"id":{"$oid":"x"},"body":"x"}"#,
      #""id" is an object, where a string or a number is needed"#
    ),
    (#"{"id":"a","body":5}"#, #""body" is a number, where a string is needed"#),
    (#"{"id":"a","text":["x"]}"#, #""text" is an array, where a string is needed"#),
    (
      #"{"ID":"a","Text":"x"}"#,
      #"no "id" (has "ID"; keys are lower-case), no "body" (has "Text"; keys are lower-case)"#
    ),
    ("42", "a number, where an object is needed"), ("[]", "an array, where an object is needed"),
    ("null", "null, where an object is needed"), ("\"x\"", "a string, where an object is needed"),
    (#"{"id":"a","body":"x"}{"id":"b","body":"y"}"#, "two objects on one line"),
    (#"{"id":"a","body":"x"} x"#, "something stands after the value: byte 0x78"),
    (#"{"id":"a","body":"x",}"#, "a comma stands before the closing bracket"),
    (#"{"id":"a","body":NaN}"#, "\"body\" is null"),
    (#"{'id':'a'}"#, "a key in double quotes is missing: a single quote"),
    (#"{"id":"a"/*c*/,"body":"x"}"#, "a comma or \"}\" is missing: a comment, or a stray slash"),
    (
      "{\"id\":\"a\",\"body\":\"a\tb\"}",
      "a raw control character (0x09) in a string; JSON wants it escaped"
    ),
    (#"{"id":"a","body":"x"#, "the JSON ends early: a quote or a bracket is not closed"),
  ])
  func `a record that is no comment is rejected with its reason`(line: String, reason: String)
    throws
  {
    let read = try ReadAll(
      #"{"id":"1","body":"x"}"# + "\n" + line + "\n" + #"{"id":"2","body":"x"}"#
    )
    #expect(read.comments.map(\.id) == ["1", "2"])
    #expect(read.lines == [1, 3])
    #expect(read.rejected.map(\.reason) == [reason])
    #expect(read.rejected.map(\.line) == [2])
    #expect(read.recordsSeen == 3)
  }

  @Test func `the byte offset of a fault counts from the start of the input`() throws {
    let read = try ReadAll("\u{FEFF}\n{\"id\":\"a\"}\n  {\"id\":\"a\",\"body\":01}\n")
    #expect(read.rejected.map(\.byteOffset) == [4, 34])
    #expect(read.rejected.map(\.line) == [2, 3])
  }

  @Test func `the last of equal keys wins, with one note`() throws {
    let read = try ReadAll(
      #"{"id":"a","te\u0078t":"0","text":"first","text":"second","thread":"t","thread":null}"#
    )
    #expect(read.comments.map(\.body) == ["second"])
    #expect(read.comments[0].thread == nil)
    #expect(read.repairs.map(\.kind) == ["duplicate-key", "duplicate-key"])
    #expect(read.repairs.map(\.byteOffset) == [26, 70])
  }

  @Test func `numbers that are none count as null, with a note a line`() throws {
    // Enough lines of one layout that later ones would be read by it.
    let line = #"{"id":"a","text":"words","author":NaN,"parent":NaN,"likes":-Infinity}"# + "\n"
    let plain = #"{"id":"a","text":"words","author":"b","parent":null,"likes":1}"# + "\n"
    let read = try ReadAll(plain + line + line + plain + line)
    #expect(read.comments.count == 5)
    #expect(read.comments.map(\.author) == ["b", nil, nil, "b", nil])
    #expect(read.comments.allSatisfy { $0.parent == nil })
    #expect(read.rejected.isEmpty)
    #expect(read.repairs.map(\.kind) == ["not-a-number", "not-a-number", "not-a-number"])
    #expect(read.repairs.map(\.line) == [2, 3, 5])
    #expect(read.repairs[0].byteOffset == plain.utf8.count + 34)
    let broken = try ReadAll(plain + #"{"id":"a","text":"words","author":Nan}"#)
    #expect(broken.rejected.count == 1)
  }

  @Test func `keys are compared byte for byte`() throws {
    let read = try ReadAll(
      "{\"id\":\"a\",\"\u{E9}\":1,\"e\u{301}\":2,\"bod\\u0079\":\"x\",\"body \":3}"
    )
    #expect(read.comments.map(\.body) == ["x"])
    #expect(read.repairs.isEmpty)
  }

  @Test(arguments: [
    (#""created_at":"yesterday""#, "unreadable-time"), (#""created_at":1e300"#, "unreadable-time"),
    (#""created_at":true"#, "wrong-type:created_at"), (#""author":[]"#, "wrong-type:author"),
    (#""score":1.5"#, "wrong-type:score"), (#""score":99999999999999999999"#, "wrong-type:score"),
    (#""is_submitter":"yes""#, "wrong-type:is_submitter"), (#""lang":5"#, "wrong-type:lang"),
    (#""title":{}"#, "wrong-type:title"), (#""parent":false"#, "wrong-type:parent"),
    (#""body_format":"bbcode""#, "unknown-body-format"),
    (#""body_format":1"#, "wrong-type:body_format"), (#""author":"a\udc00""#, "lone-surrogate"),
    (#""author_karma":"many""#, "wrong-type:author_karma"),
  ])
  func `an optional value that cannot be read is left out and noted`(field: String, kind: String)
    throws
  {
    let read = try ReadAll(#"{"id":"a","body":"x",\#(field)}"#)
    #expect(read.repairKinds == [kind])
    #expect(read.repairs[0].line == 1 && read.repairs[0].byteOffset >= 20)
    guard kind != "lone-surrogate" else { return }
    #expect(read.comments == [ThreadModeration.Comment(id: "a", body: "x")])
  }

  @Test func `a rejected record leaves no notes`() throws {
    let read = try ReadAll(#"{"id":"a","id":"b","author":[]}"#)
    #expect(read.rejected.count == 1 && read.repairs.isEmpty)
  }
}
