// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

/// Rows of tables and of objects beside slower ways to read them.
@Suite struct RandomizedRowTests {
  /// A row as a naive reader sees it.
  private struct NaiveRow: Equatable {
    var values: [[UInt8]]
    var line: Int
    var isCut = false
  }

  /// Reads commas, quotes and line ends byte by byte; no backslashes, no limit.
  private static func naiveRows(_ bytes: [UInt8]) -> [NaiveRow] {
    var rows: [NaiveRow] = []
    var index = 0
    var line = 1
    func byte(_ offset: Int = 0) -> UInt8? {
      index + offset < bytes.count ? bytes[index + offset] : nil
    }
    func takeLineEnd() {
      index += byte() == 0x0D && byte(1) == 0x0A ? 2 : 1
      line += 1
    }
    func isLineEnd() -> Bool { byte() == 0x0A || byte() == 0x0D }
    while true {
      while isLineEnd() { takeLineEnd() }
      guard byte() != nil else { return rows }
      var row = NaiveRow(values: [], line: line)
      value: while true {
        var value: [UInt8] = []
        if byte() == UInt8(ascii: "\"") {
          index += 1
          row.isCut = true
          while let next = byte() {
            index += 1
            if next == 0x0A { line += 1 }
            guard next == UInt8(ascii: "\"") else {
              value.append(next)
              continue
            }
            guard byte() == next else {
              row.isCut = false
              break
            }
            value.append(next)
            index += 1
          }
        }
        while let next = byte(), next != UInt8(ascii: ","), !isLineEnd() {
          value.append(next)
          index += 1
        }
        row.values.append(value)
        guard byte() == UInt8(ascii: ",") else { break value }
        index += 1
      }
      if isLineEnd() { takeLineEnd() }
      rows.append(row)
    }
  }

  private static func rows(
    _ bytes: [UInt8],
    delimiter: UInt8 = UInt8(ascii: ","),
    largestRead: Int,
    maxRowBytes: Int = 1 << 20
  ) throws -> [TableRowReader.Row] {
    var reader = TableRowReader(
      LineReader(source: BytesSource(bytes, largestRead: largestRead), maxLineBytes: 1 << 20),
      delimiter: delimiter,
      maxRowBytes: maxRowBytes
    )
    reader.columnCount = 3
    var rows: [TableRowReader.Row] = []
    var row = TableRowReader.Row()
    while try reader.next(into: &row) { rows.append(row) }
    return rows
  }

  private static func table(_ alphabet: [String], _ random: inout SeededGenerator) -> [UInt8] {
    let pieces = Int.random(in: 0..<60, using: &random)
    return (0..<pieces).flatMap { _ in Array((alphabet.randomElement(using: &random) ?? "").utf8) }
  }

  private static let alphabet = [
    ",", ",", "\"", "\"", "\"\"", "\n", "\r\n", "\r", "a", "word", "a longer run", "é",
    "\t",
  ]

  @Test func `rows are those of a naive reader`() throws {
    var random = SeededGenerator(seed: 20_261_130)
    for _ in 0..<4000 {
      let bytes = Self.table(Self.alphabet, &random)
      let found = try Self.rows(bytes, largestRead: .random(in: 1...70, using: &random))
      let rows = found.map {
        NaiveRow(values: $0.values.map(Array.init), line: $0.line, isCut: $0.isCut)
      }
      #expect(rows == Self.naiveRows(bytes), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func `rows do not depend on how the input arrives`() throws {
    var random = SeededGenerator(seed: 30)
    for round in 0..<4000 {
      let bytes = Self.table(Self.alphabet + ["\\\"", "\\\\", "\\", "\\\","], &random)
      let delimiter = round % 2 == 0 ? UInt8(ascii: ",") : UInt8(ascii: "\t")
      let limit = round % 3 == 0 ? 12 : 1 << 20
      let whole = try Self.rows(
        bytes,
        delimiter: delimiter,
        largestRead: .max,
        maxRowBytes: limit
      )
      for largestRead in [1, 7] {
        let parts = try Self.rows(
          bytes,
          delimiter: delimiter,
          largestRead: largestRead,
          maxRowBytes: limit
        )
        #expect(parts == whole, "\(String(decoding: bytes, as: UTF8.self))")
      }
      #expect(whole.allSatisfy { $0.values.reduce(0) { $0 + $1.count } <= limit })
    }
  }
}

// MARK: - Objects

extension RandomizedRowTests {
  private static let names = [
    "id", "_id", "message", "text", "comment", "user", "name", "parent_id", "post_id", "created",
    "type", "title", "replies", "comments", "references", "pubkey", "sig", "kind", "na\\u006de",
    "x", "",
  ]

  private static func value(_ random: inout SeededGenerator, depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 2 ? 7 : 10), using: &random) {
    case 0: return "null"
    case 1: return ["true", "7", "1.0", "-1"].randomElement(using: &random) ?? ""
    case 2: return ["[]", "[\"two words\"]", "[\"7\"]"].randomElement(using: &random) ?? ""
    case 3: return "[1,\"b\"]"
    case 4:
      return ["\"story\"", "\"comment\"", "\"\"", "\"0\""].randomElement(using: &random) ?? ""
    case 5, 6: return "\"words \\n and \(Int.random(in: 0..<50, using: &random))\""
    case 7: return "{\"$oid\":\"\(Int.random(in: 0..<50, using: &random))\"}"
    case 8: return "[\(text(members(&random, depth: depth + 1)))]"
    default: return text(members(&random, depth: depth + 1))
    }
  }

  private static func members(_ random: inout SeededGenerator, depth: Int) -> [(String, String)] {
    (0..<Int.random(in: 1...6, using: &random)).map { _ in
      (names.randomElement(using: &random) ?? "", value(&random, depth: depth))
    }
  }

  private static func text(_ members: [(String, String)]) -> String {
    "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  /// Objects with the same names, each unlike the one before in one value.
  private static func family(_ random: inout SeededGenerator) -> [String] {
    var members = members(&random, depth: 0)
    return (0..<6).map { _ in
      let changed = Int.random(in: members.indices, using: &random)
      members[changed].1 = value(&random, depth: 0)
      return text(members)
    }
  }

  @Test func `what is known of objects by their shape is what each of them says`() throws {
    var random = SeededGenerator(seed: 1130)
    var comments = 0
    for _ in 0..<200 {
      var objects: [String] = []
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        objects += Self.family(&random)
      }
      objects.shuffle(using: &random)
      // Objects with such a name are looked at one by one.
      let name = String(repeating: "z", count: 1 << 14)
      let slow = objects.map { $0.dropLast() + ",\"\(name)\":0}" }
      objects = objects.map { $0.dropLast() + ",\"z\":0}" }
      let options = DumpOptions(format: .jsonRows)
      let found = try ReadAll(Array(objects.joined(separator: "\n").utf8), options)
      let expected = try ReadAll(Array(slow.joined(separator: "\n").utf8), options)
      #expect(found.comments == expected.comments, "\(objects)")
      #expect(found.lines == expected.lines, "\(objects)")
      #expect(found.repairKinds == expected.repairKinds, "\(objects)")
      #expect(found.rejected.map(\.line) == expected.rejected.map(\.line), "\(objects)")
      comments += found.comments.count
    }
    #expect(comments > 500)
  }

  @Test func `names cannot be chosen so that two shapes look alike`() throws {
    let lines = #"""
      {"text":"hi there","user":{"b":1,"}replies":["one two"]},"d":1}
      {"text":"hi again","user":{"b":1},"replies":["words of an answer"],"}d":1}
      """#
    let found = try ReadAll(Array(lines.utf8), DumpOptions(format: .jsonRows))
    #expect(found.comments.map(\.body) == ["hi there", "hi again", "words of an answer"])
  }

  @Test func `nothing among answers is lost`() throws {
    let lines = #"""
      {"cid":"3","message":"m","uname":"z","replies":[{"cid":"4","message":"n"},"two words",7,null]}
      {"cid":"5","message":"o","uname":"z","replies":["a","b","c","d","e","f","g","h","two words"]}
      {"cid":"6","message":"p","status":"ok","data":{"a":1},"uname":"z"}
      """#
    let found = try ReadAll(Array(lines.utf8), DumpOptions(format: .jsonRows))
    #expect(found.comments.count == 14 && found.rejected.count == 2)
  }

  @Test func `people who are answered and things that are named part no thread`() throws {
    let list = #"""
      [{"id":"1","body":"x","author":"ada","replies":[{"id":"2","body":"y","reply_to":"ada"}]},
       {"id":"3","body":"z","reply_to":"ada"},
       {"id":"4","body":"z","parent_id":"1","content_id":"55"},
       {"id":"5","body":"z","author":"b","created_at":1,"thread":"t"},
       {"id":"6","body":"z","author":"b","created_at":1,"thread":"t","in_reply_to":"5"}]
      """#
    let found = try ReadAll(Array(list.utf8))
    #expect(found.comments.map(\.parent) == [nil, "1", nil, "1", nil, "5"])
    #expect(found.comments.map(\.thread) == [nil, nil, nil, nil, "t", "t"])
  }
}
