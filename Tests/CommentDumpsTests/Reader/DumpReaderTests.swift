// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

@Suite struct DumpReaderTests {
  @Test func `carriage returns, blank lines, a mark and a missing last line feed do no harm`()
    throws
  {
    let read = try ReadAll(
      "\u{FEFF}\r\n{\"id\":\"1\",\"body\":\"a\"}\r\n \t\r\n\n{\"id\":\"2\",\"body\":\"b\"}\r\n"
        + "{\"id\":\"3\",\"body\":\"c\"}"
    )
    #expect(read.comments.map(\.id) == ["1", "2", "3"])
    #expect(read.lines == [2, 5, 6])
    #expect(read.rejected.isEmpty && read.repairs.isEmpty)
  }

  @Test func `lines that end with carriage returns alone are lines`() throws {
    let read = try ReadAll(
      "{\"id\":\"1\",\"body\":\"a\"}\r{\"id\":\"2\",\"body\":\"b\"}\r\r",
      format: nil
    )
    #expect(read.comments.map(\.id) == ["1", "2"])
    #expect(read.lines == [1, 2])
  }

  @Test func `Unicode line separators inside a string end no line`() throws {
    let read = try ReadAll("{\"id\":\"1\",\"body\":\"a\u{2028}b\u{2029}c\u{85}d\"}\n")
    #expect(read.comments.map(\.body) == ["a\u{2028}b\u{2029}c\u{85}d"])
  }

  @Test func `a line over the limit is rejected and the next one is read`() throws {
    let long = #"{"id":"1","body":"\#(String(repeating: "x", count: 1000))"}"#
    let read = try ReadAll(
      Array((long + "\n" + #"{"id":"2","body":"y"}"# + "\n" + long).utf8),
      DumpOptions(format: .jsonLines, maxRecordBytes: 1000)
    )
    #expect(read.comments.map(\.id) == ["2"])
    #expect(read.lines == [2])
    #expect(read.rejected.map(\.line) == [1, 3])
    #expect(read.rejected.map(\.byteOffset) == [0, long.utf8.count + 23])
    #expect(read.rejected[0].reason == "a line of more than 1000 bytes")
    #expect(read.recordsSeen == 3)
  }

  @Test func `batches keep to their size and count on`() throws {
    let text = (1...10).map { #"{"id":"\#($0)","body":"x"}"# + ($0 % 3 == 0 ? "\nbad" : "") }
      .joined(separator: "\n")
    var reader = try DumpReader(source: BytesSource(text), name: "test")
    var ids: [String] = []
    var seen: [Int] = []
    while let batch = try reader.next(maxComments: 4) {
      ids += batch.comments.map(\.id)
      seen.append(batch.recordsSeen)
      #expect(batch.comments.count + batch.rejected.count <= 4)
    }
    #expect(ids == (1...10).map(String.init))
    #expect(seen == [4, 8, 12, 13])
    #expect(try reader.next() == nil)
  }

  @Test func `a batch of long lines ends early, and blank lines do not end the reading`() throws {
    let body = String(repeating: "x", count: 6 << 20)
    let long = #"{"id":"1","body":"\#(body)"}"# + "\n"
    var reader = try DumpReader(source: BytesSource(long + long + long + long), name: "test")
    #expect(try reader.next()?.comments.count == 3)
    #expect(try reader.next()?.comments.count == 1)
    let blank = String(repeating: "\n", count: 17 << 20)
    let read = try ReadAll(blank + #"{"id":"1","body":"x"}"#)
    #expect(read.lines == [17 << 20 + 1])
  }

  @Test func `an empty input has no comments`() throws {
    for text in ["", "\u{FEFF}", "\n \n"] {
      let read = try ReadAll(text, format: nil)
      #expect(read.format == .jsonLines && read.records == 0)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1000])
  func `where the reads end does not matter`(largestRead: Int) throws {
    let text =
      "\u{FEFF}{\"id\":\"1\",\"body\":\"é\\ud83d\"}\r\n\n{\"id\":\"2\"}\n"
      + "{\"id\":\"3\",\"body\":\"\(String(repeating: "ab\\n", count: 100))\"}\n"
      + "{\"id\":\"4\",\"body\":\"\u{1}\"}\n{\"id\":\"5\",\"body\":\"x\",\"body\":\"y\"}"
    let bytes = Array(text.utf8) + [0x0A] + Array(#"{"id":"6","body":""#.utf8) + [0xE2, 0x22, 0x7D]
    let options = DumpOptions(maxRecordBytes: 250)
    let whole = try ReadAll(bytes, options)
    let pieces = try ReadAll(bytes, options, largestRead: largestRead, maxComments: 2)
    #expect(whole.comments.map(\.id) == ["1", "5", "6"])
    #expect(whole.rejected.map(\.line) == [3, 4, 5])
    #expect(pieces.comments == whole.comments)
    #expect(pieces.lines == whole.lines)
    #expect(pieces.rejected == whole.rejected)
    #expect(pieces.repairs == whole.repairs)
    #expect(pieces.bytesRead == bytes.count)
  }

  @Test func `what was read before a failure is returned, then the failure`() throws {
    let text = #"{"id":"1","body":"x"}"# + "\n" + #"{"id":"2","#
    let long = String(repeating: " ", count: 70_000) + "\n"
    var reader = try DumpReader(
      source: FailingSource(bytes: BytesSource(long + text)),
      name: "pipe"
    )
    #expect(try reader.next()?.comments.map(\.id) == ["1"])
    for _ in 0..<2 {
      let error = #expect(throws: DumpError.self) { try reader.next() }
      #expect(error?.code == .readFailed && error?.input == "pipe")
    }
    #expect(throws: DumpError.self) {
      try DumpReader(source: FailingSource(bytes: BytesSource("")), name: "pipe")
    }
  }

  @Test func `a page over its limit is an error`() throws {
    let source = RepeatedSource(
      prefix: Array("Hello\n".utf8),
      repeated: UInt8(ascii: "x"),
      count: 1 << 20,
      suffix: []
    )
    var reader = try DumpReader(
      source: source,
      name: "page.txt",
      options: DumpOptions(maxPageBytes: 1 << 19)
    )
    #expect(reader.format == .page)
    let error = #expect(throws: DumpError.self) { try reader.next() }
    #expect(error?.code == .inputTooLarge)
  }

  @Test func `a byte order mark after the start belongs to its line`() throws {
    let read = try ReadAll("{\"id\":\"1\",\"body\":\"x\"}\n\u{FEFF}{\"id\":\"2\",\"body\":\"x\"}\n")
    #expect(read.comments.count == 1)
    #expect(read.rejected.map(\.reason) == ["not JSON: byte 0xEF"])
  }

  @Test func `reasons and errors show no text of comments`() throws {
    let read = try ReadAll(
      #"{"id":"secret","body":5,"x":"secret"}"# + "\n" + #"{"secret":secret}"# + "\nsecret\n"
        + #"{"id":"a","body":"secret" secret"#
    )
    #expect(read.rejected.count == 4)
    for record in read.rejected { #expect(!record.reason.contains("secret")) }
  }

  @Test func `every format says what it is`() {
    for format in DumpFormat.allCases {
      #expect(format.explanation.hasSuffix("."))
      #expect(DumpFormat(rawValue: format.rawValue) == format)
    }
    #expect(DumpFormat.allCases.count == 28)
  }
}
