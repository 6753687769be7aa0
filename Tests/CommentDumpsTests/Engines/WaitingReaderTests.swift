// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

@Suite("Comments that wait for later records") struct WaitingReaderTests {
  private struct Reader: WaitingReader {
    var isWaiting = true

    func settle(_ comment: inout ThreadModeration.Comment) { comment.title = "settled" }
    mutating func endWaiting() { isWaiting = false }
  }

  private func drained(_ queue: inout RecordQueue) -> DumpBatch {
    var batch = DumpBatch()
    queue.drain(into: &batch, maxRecords: 10)
    return batch
  }

  @Test func `they are settled at the end of the input`() {
    var reader = Reader()
    var queue = RecordQueue()
    queue.add(Comment(id: "1", body: "a"), line: 1)
    #expect(queue.settle(&reader, isOver: false, line: 1, byteOffset: 0))
    #expect(!queue.settle(&reader, isOver: true, line: 1, byteOffset: 0))
    let batch = drained(&queue)
    #expect(batch.comments.map(\.title) == ["settled"])
    #expect(batch.repairs.isEmpty)
    #expect(!reader.isWaiting)
  }

  @Test func `they are settled when 64 MiB have come, and that is noted`() {
    var reader = Reader()
    var queue = RecordQueue()
    queue.add(Comment(id: "1", body: String(repeating: "a", count: 65 << 20)), line: 1)
    #expect(!queue.settle(&reader, isOver: false, line: 7, byteOffset: 9))
    let batch = drained(&queue)
    #expect(batch.comments.map(\.title) == ["settled"])
    #expect(batch.repairs == [RepairNote(line: 7, byteOffset: 9, kind: "late-records")])
    #expect(queue.byteCount == 0)
  }

  @Test func `notes count as well, so that posts without comments do not fill memory`() {
    var reader = Reader()
    var queue = RecordQueue()
    for line in 1...140_000 {
      queue.note(RepairNote(line: line, byteOffset: 0, kind: "not-a-comment:story"))
    }
    #expect(!queue.settle(&reader, isOver: false, line: 1, byteOffset: 0))
  }
}

@Suite("Replies nested a thousand times") struct DeepReplyTests {
  private func comments(_ text: String, _ format: DumpFormat) throws -> DumpCounts {
    let read = try ReadAll(source: BytesSource(Array(text.utf8)))
    #expect(read.format == format)
    #expect(read.rejected.isEmpty)
    return DumpCounts(read.comments)
  }

  @Test func `a listing of Reddit`() throws {
    let count = 1_000
    let text =
      #"[{"kind":"Listing","data":{"children":["#
      + (0..<count).map { number in
        let parent = number == 0 ? "t3_p" : "t1_c\(number - 1)"
        return #"{"kind":"t1","data":{"id":"c\#(number)","body":"a","link_id":"t3_p","#
          + #""parent_id":"\#(parent)","replies":{"kind":"Listing","data":{"children":["#
      }.joined() + String(repeating: "]}}}}", count: count) + "]}}]"
    let counts = try comments(text, .redditListing)
    #expect(counts.comments == count && counts.maxDepth == count && counts.roots == 1)
  }

  @Test func `comments in our own fields`() throws {
    let count = 1_000
    let text =
      (0..<count).map { #"{"id":"c\#($0)","thread":"t","body":"a","replies":["# }.joined()
      + String(repeating: "]}", count: count)
    for text in [text, "[\(text)]"] {
      let counts = try comments(text, .jsonLines)
      #expect(counts.comments == count && counts.maxDepth == count && counts.roots == 1)
    }
  }

  @Test func `behind a key for replies that is empty`() throws {
    let count = 10_000
    let text =
      (0..<count).map { #"{"id":"c\#($0)","thread":"t","body":"a","replies":[],"children":["# }
      .joined()
      + String(repeating: "]}", count: count)
    let counts = try comments(text, .jsonLines)
    #expect(counts.comments == count && counts.maxDepth == count && counts.roots == 1)
  }

  @Test func `deeper than is read`() throws {
    let text = #"{"kind":"Listing","data":"# + String(repeating: "[", count: 140_000)
    let read = try ReadAll(Array(text.utf8), DumpOptions(format: .redditListing))
    #expect(read.rejected.contains { $0.reason.contains("nested deeper than 131072 levels") })
  }
}
