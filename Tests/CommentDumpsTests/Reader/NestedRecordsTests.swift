// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

/// Replies inside of records in our own fields or Reddit's.
@Suite("Replies inside of records") struct NestedRecordsTests {
  private static let nested =
    #"{"id":"a","thread":"t","body":"x","replies":[{"id":"b","body":"y"}]}"#

  private func isNested(_ text: String, isComplete: Bool = true) throws -> Bool {
    let recognition = FormatRecognition(Array(text.utf8), isComplete: isComplete)
    return try recognition.result(name: "x", columns: [:]).isNested
  }

  @Test(arguments: [
    (nested, true), (#"{"id":"a","body":"x","comments":[{"id":1,"text":null}]}"#, true),
    (
      #"{"id":"a","body":"x","replies":{"kind":"Listing","data":{"children":[{"kind":"t1","data":{}}]}}}"#,
      true
    ),
    (#"{"id":"p","title":"x","comments":[{"id":1,"content":"y"}]}"#, true),
    (#"{"id":"a","body":"x","replies":[],"children":[{"id":"b","body":"y"}]}"#, true),
    (#"{"id":"a","body":"x","replies":[]}"#, false),
    (#"{"id":"a","body":"x","children":[{"kind":"image"}]}"#, false),
    (#"{"id":"a","body":"x","children":[{"id":"b","kind":"image"}]}"#, false),
    (#"{"id":"a","body":"x","children":[{"text":"a span"}]}"#, false),
    (#"{"id":"a","body":"x","meta":{"replies":[{"id":"b","body":"y"}]}}"#, false),
    (
      #"{"id":"a","body":"x","replies":{"kind":"Listing","data":{"children":[{"kind":"t3"}]}}}"#,
      false
    ),
    (#"{"id":"a","body":"\"replies\":[{\"id\":1,\"body\":2}]"}"#, false),
    (
      "{\"id\":\"a\",\"body\":\"x\"}\n{\"id\":\"b\",\"replies\":[{\"id\":1,\"body\":\"x\"}],}\n",
      false
    ),
  ])
  func `a line holds replies if its JSON does`(line: String, expected: Bool) throws {
    for text in [line, line + "\n" + #"{"id":"z","body":"z"}"# + "\n"] {
      #expect(try isNested(text) == expected)
    }
  }

  @Test func `what is behind the first 64 KiB does not count`() throws {
    let line = #"{"id":"a","body":"\#(String(repeating: "x", count: 999))"}"# + "\n"
    let near = String(repeating: line, count: 60) + Self.nested + "\n"
    let far = String(repeating: line, count: 70) + Self.nested + "\n"
    #expect(try isNested(near))
    #expect(try !isNested(far))
    for largestRead in [1 << 10, 1 << 16, .max] {
      let read = try ReadAll(Array(far.utf8), largestRead: largestRead)
      #expect(read.comments.count == 71)
    }
    // But for a first line that is longer.
    let long = String(repeating: "x", count: 100 << 10)
    let first = #"{"id":"a","body":"\#(long)","replies":[{"id":"b","body":"y"}]}"# + "\n" + line
    for largestRead in [1 << 10, 1 << 16, .max] {
      let read = try ReadAll(Array(first.utf8), largestRead: largestRead)
      #expect(read.comments.count == 3)
    }
  }

  @Test func `a format that is asked for reads replies as well`() throws {
    let line = Self.nested.replacing("\n", with: "")
    for text in [line, "[\(line)]", line + "\n" + line.replacing("\"a\"", with: "\"c\"")] {
      let asked = try ReadAll(text)
      let found = try ReadAll(text, format: nil)
      #expect(asked.comments == found.comments && asked.comments.count >= 2)
    }
  }

  @Test func `what is passed over is noted`() throws {
    let lines = [
      #"{"id":"a","thread":"t","body":"x","replies":[{"id":"b","parent":"a","thread":"t","body":"y"},"#
        + #"{"kind":"more","data":{"id":"m"}},{"count":2,"id":"n","children":["q"]},{"kind":"image"}]}"#,
      #"{"id":"b","parent":"a","thread":"t","body":"y"}"#,
    ]
    let read = try ReadAll(lines.joined(separator: "\n"))
    #expect(read.comments.map(\.id) == ["a", "b"])
    #expect(read.rejected.isEmpty)
    #expect(
      read.repairKinds == [
        "not-a-comment:more", "not-a-comment:more", "not-a-comment:object", "repeated-reply",
      ]
    )
    #expect(read.repairs.last?.line == 2)
  }

  @Test func `the place of a fault is behind what was left out`() throws {
    let line = #"{"children":[{"id":"b","body":"y"}],"id":"a","replies":[],"body":"x","score":[]}"#
    let read = try ReadAll(line)
    #expect(read.comments.map(\.id) == ["a", "b"])
    let place = line.utf8.count - 3
    #expect(read.repairs == [RepairNote(line: 1, byteOffset: place, kind: "wrong-type:score")])
  }

  @Test func `records of their own are not compared with each other`() throws {
    let own = #"{"id":"b","thread":"t","body":"y"}"#
    let read = try ReadAll([own, own, Self.nested].joined(separator: "\n"))
    #expect(read.comments.map(\.id) == ["b", "b", "a"])
    #expect(read.repairKinds == ["repeated-reply"])
  }

  @Test func `no more comments are remembered than there is room for`() {
    var repeated = RepeatedReplies(isNeeded: false, capacity: 2)
    func isRepeated(_ id: String, isEmbedded: Bool) -> Bool {
      repeated.isRepeated(.init(id: id), isEmbedded: isEmbedded)
    }
    #expect(!isRepeated("a", isEmbedded: false))
    #expect(!isRepeated("a", isEmbedded: true))
    #expect(isRepeated("a", isEmbedded: false))
    #expect(!isRepeated("b", isEmbedded: false))
    #expect(isRepeated("b", isEmbedded: true))
    #expect(!isRepeated("c", isEmbedded: true))
    #expect(!isRepeated("c", isEmbedded: true))
  }
}
