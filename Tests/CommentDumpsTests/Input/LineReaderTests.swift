// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CommentDumps

@Suite struct LineReaderTests {
  private func lines(_ text: String, limit: Int = 100, largestRead: Int = .max) throws -> [String] {
    var reader = LineReader(
      source: BytesSource(Array(text.utf8), largestRead: largestRead),
      maxLineBytes: limit
    )
    var lines: [String] = []
    while let line = try reader.next() {
      switch line {
      case .held(let range):
        lines.append(
          "\(reader.number)@\(reader.byteOffset(of: range.lowerBound)) "
            + String(decoding: reader.bytes[range], as: UTF8.self)
        )
      case .tooLong(let byteOffset): lines.append("\(reader.number)@\(byteOffset) too long")
      }
    }
    #expect(reader.byteOffset == text.utf8.count)
    return lines
  }

  @Test(arguments: [Int.max, 1, 2, 3, 7])
  func `lines are cut wherever the reads end`(largestRead: Int) throws {
    #expect(try lines("", largestRead: largestRead).isEmpty)
    #expect(try lines("a\n\nbc", largestRead: largestRead) == ["1@0 a", "2@2 ", "3@3 bc"])
    #expect(try lines("\n", largestRead: largestRead) == ["1@0 "])
    #expect(
      try lines("abc\r\n12345678\nx\n", limit: 5, largestRead: largestRead)
        == ["1@0 abc\r", "2@5 too long", "3@14 x"]
    )
    #expect(
      try lines("123456\n123456", limit: 5, largestRead: largestRead)
        == ["1@0 too long", "2@7 too long"]
    )
    #expect(try lines("12345\n12345", limit: 5, largestRead: largestRead).count == 2)
  }

  @Test func `an endless line is never held`() throws {
    let source = RepeatedSource(
      prefix: Array("{\"id\":\"".utf8),
      repeated: UInt8(ascii: "x"),
      count: 32 << 20,
      suffix: Array("\n{}\n".utf8)
    )
    var reader = LineReader(source: source, maxLineBytes: 1 << 20)
    #expect(try reader.next() == .tooLong(byteOffset: 0))
    #expect(reader.bytes.capacity <= 4 << 20)
    guard case .held(let range)? = try reader.next() else {
      Issue.record("the next line is missing")
      return
    }
    #expect(reader.bytes[range].elementsEqual("{}".utf8))
    #expect(reader.number == 2)
    #expect(try reader.next() == nil)
  }
}
