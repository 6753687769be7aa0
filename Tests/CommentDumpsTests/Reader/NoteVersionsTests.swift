// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

/// Notes of ActivityPub that were written and changed.
@Suite("Versions of notes") struct NoteVersionsTests {
  private func activity(_ type: String, _ id: String, _ words: String?, at time: Int) -> String {
    let content = words.map { #","content":"\#($0)""# } ?? ""
    return #"{"@context":"c","type":"\#(type)","actor":"a","object":{"id":"\#(id)","type":"Note","#
      + #""attributedTo":"https://m/users/a","published":"2024-01-01T00:00:00Z","#
      + #""updated":"2024-01-01T00:00:0\#(time)Z"\#(content)}}"#
  }

  private func read(_ activities: [String], inLines: Bool) throws -> ReadAll {
    let text =
      inLines
      ? activities.joined(separator: "\n")
      : #"{"@context":"c","type":"OrderedCollection","orderedItems":["#
        + activities.joined(separator: ",") + "]}"
    return try ReadAll(text, format: nil)
  }

  @Test func `the newest words of a collection count, in the place of the first`() throws {
    let parts = [
      activity("Create", "n1", "one", at: 0), activity("Create", "n2", "other", at: 0),
      activity("Update", "n1", "three", at: 2), activity("Update", "n1", "two", at: 1),
    ]
    for (order, words) in [
      ([0, 1, 2, 3], ["three", "other"]), ([3, 2, 1, 0], ["three", "other"]),
      ([1, 3, 2, 0], ["other", "three"]),
    ] {
      let found = try read(order.map { parts[$0] }, inLines: false)
      #expect(found.comments.map(\.body) == words)
      #expect(found.repairKinds == ["not-a-comment:other-version", "not-a-comment:other-version"])
    }
  }

  @Test func `in lines the first version counts`() throws {
    let parts = [
      activity("Create", "n1", "one", at: 0), activity("Update", "n1", "two", at: 1),
      activity("Update", "n2", "new", at: 1), activity("Create", "n2", "old", at: 0),
    ]
    let found = try read(parts, inLines: true)
    #expect(found.comments.map(\.body) == ["one", "new"])
    #expect(found.repairKinds == ["not-a-comment:other-version", "not-a-comment:other-version"])
  }

  @Test(arguments: [false, true])
  func `a change without words takes none away`(inLines: Bool) throws {
    let parts = [
      activity("Create", "n1", "one", at: 0),
      #"{"@context":"c","type":"Update","actor":"a","object":{"id":"n1","type":"Note"}}"#,
    ]
    let orders = inLines ? [[0, 1]] : [[0, 1], [1, 0]]
    for order in orders {
      let found = try read(order.map { parts[$0] }, inLines: inLines)
      #expect(found.comments.map(\.body) == ["one"])
      #expect(found.rejected.count == 1)
    }
  }

  @Test func `what was only written is not compared`() throws {
    let found = try read(
      [activity("Create", "n1", "one", at: 0), activity("Create", "n1", "one", at: 0)],
      inLines: true
    )
    #expect(found.comments.count == 2)
  }
}
