// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

/// The fast ways through JSON Lines beside the plain one: `RecordReader.comment`, which cuts each line and
/// reads every byte with the cursor.
@Suite("Line layouts") struct LineLayoutTests {
  // MARK: The plain way

  private struct Plain: Equatable {
    var comments: [ThreadModeration.Comment] = []
    var lines: [Int] = []
    var rejected: [RejectedRecord] = []
    var repairs: [RepairNote] = []

    init() {}

    init(_ bytes: [UInt8], isReddit: Bool, maxRecordBytes: Int = 16 << 20) {
      var records = RecordReader(isReddit: isReddit)
      var start = 0
      var number = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        defer { start = end + 1 }
        number += 1
        guard end - start <= maxRecordBytes else {
          rejected.append(
            RejectedRecord(
              line: number,
              byteOffset: start,
              reason: "a line of more than \(maxRecordBytes) bytes"
            )
          )
          continue
        }
        if bytes[start..<end].allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { continue }
        do throws(RecordFault) {
          comments.append(try records.comment(bytes, line: start..<end))
          lines.append(number)
          for note in records.notes {
            repairs.append(RepairNote(line: number, byteOffset: note.index, kind: note.kind))
          }
        } catch {
          rejected.append(
            RejectedRecord(line: number, byteOffset: error.index, reason: error.reason)
          )
        }
      }
    }
  }

  // MARK: Lines at random

  private static let keys = [
    "id", "body", "author", "link_id", "parent_id", "created_utc", "score", "subreddit", "edited",
    "distinguished", "author_flair_text", "author_fullname", "permalink", "name", "gilded", "ups",
    "thread", "parent", "created_at", "is_submitter", "is_moderator", "body_format", "author_id",
    "text", "is_removed", "title", "author_karma", "all_awardings", "retrieved_on", "url",
    "author_created_utc", "post_body", "reports",
  ]

  private static let pieces = [
    "a", "Zq", " ", "word and word ", "é", "€uro", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u0041",
    "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "\\udc00x", "\\ud83d\\u0041", "\\u0000", "\u{7F}",
    "a longer run of letters without anything in it that would need a look", "t1_", "{}[],:",
  ]

  private static let oddBytes: [[UInt8]] = [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80]]

  private static let oddPieces = ["\t", "\u{1}", "\\x", "\\u12", "\\"]

  private static func string(_ random: inout SeededGenerator, isOdd: Bool) -> [UInt8] {
    var text: [UInt8] = [0x22]
    for _ in 0..<Int.random(in: 0..<7, using: &random) {
      text += Array((pieces.randomElement(using: &random) ?? "").utf8)
      if isOdd, Int.random(in: 0..<8, using: &random) == 0 {
        text += Array((oddPieces.randomElement(using: &random) ?? "").utf8)
      }
      if isOdd, Int.random(in: 0..<8, using: &random) == 0 {
        text += oddBytes.randomElement(using: &random) ?? []
      }
    }
    return text + [0x22]
  }

  private static func value(
    of key: String,
    _ random: inout SeededGenerator,
    isOdd: Bool
  ) -> [UInt8] {
    func text(_ text: String) -> [UInt8] { Array(text.utf8) }
    if !isOdd || Int.random(in: 0..<4, using: &random) > 0 {
      switch key {
      case "id": return text("\"c\(Int.random(in: 0..<9_999_999, using: &random))\"")
      case "link_id", "thread": return text("\"t3_\(Int.random(in: 0..<99, using: &random))\"")
      case "parent_id", "parent":
        let kind = Int.random(in: 1...3, using: &random)
        return text("\"t\(kind)_\(Int.random(in: 0..<99, using: &random))\"")
      case "created_utc", "created_at":
        let time = 1_300_000_000 + Int.random(in: 0..<90_000_000, using: &random)
        return text(Bool.random(using: &random) ? "\(time)" : "\"\(time)\"")
      case "score", "ups", "gilded", "retrieved_on", "author_karma":
        return text("\(Int.random(in: -50..<500, using: &random))")
      case "author":
        let names = [
          "ada", "[deleted]", "user_123456789", "", "Zoé", "\\u00c9lise", "\\u005bdeleted]",
          "\\ud83d",
        ]
        return text("\"\(names.randomElement(using: &random) ?? "")\"")
      case "distinguished", "author_flair_text": return text("null")
      case "edited", "is_submitter": return text("false")
      case "all_awardings": return text(Bool.random(using: &random) ? "[]" : "{}")
      default: return string(&random, isOdd: isOdd)
      }
    }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return text("null")
    case 1: return text("true")
    case 2: return text("-0")
    case 3: return text("1.5")
    case 4: return text("12e2")
    case 5: return text("01")
    case 6: return text("123456789012345678901234567890")
    case 7: return text("[1,{\"a\":\"]\"}]")
    case 8: return text("{ }")
    case 9: return text("nul")
    case 10: return text("-")
    default: return string(&random, isOdd: true)
    }
  }

  /// Lines of a few layouts that take turns, with faults strewn in.
  private static func dump(_ random: inout SeededGenerator, lines: Int) -> [UInt8] {
    let layouts = (0..<Int.random(in: 1...6, using: &random)).map { _ in
      var keys = Array(
        keys.dropFirst(2).shuffled(using: &random)
          .prefix(Int.random(in: 0..<14, using: &random))
      )
      keys += ["id", "body"]
      if Int.random(in: 0..<5, using: &random) == 0 { keys.append(keys[0]) }
      return keys.shuffled(using: &random)
    }
    let spaces = ["", " ", "\t"].randomElement(using: &random) ?? ""
    let ending = Int.random(in: 0..<4, using: &random) == 0 ? "\r\n" : "\n"
    var bytes: [UInt8] = []
    for number in 0..<lines {
      let layout = layouts.randomElement(using: &random) ?? []
      let isOdd = Int.random(in: 0..<5, using: &random) == 0
      var line = Array("{".utf8)
      for (index, key) in layout.enumerated() {
        line += Array("\(index == 0 ? "" : ",")\(spaces)\"\(key)\":\(spaces)".utf8)
        line += value(of: key, &random, isOdd: isOdd)
      }
      line += Array("}".utf8)
      switch Int.random(in: 0..<40, using: &random) {
      case 0: line.removeLast(Int.random(in: 1...min(20, line.count), using: &random))
      case 1: line += Array(" x".utf8)
      case 2: line = []
      case 3: line = Array("  [1,2] ".utf8)
      case 4: line.insert(0x20, at: 0)
      case 5:
        line[Int.random(in: 0..<line.count, using: &random)] = UInt8.random(
          in: 0x20...0x7E,
          using: &random
        )
      default: break
      }
      bytes += line
      if number < lines - 1 || Bool.random(using: &random) { bytes += Array(ending.utf8) }
    }
    return bytes
  }

  // MARK: Tests

  @Test(arguments: Array(1...24) as [UInt64])
  func `comments, rejected records and notes are those of the plain way`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for round in 0..<12 {
      let bytes = Self.dump(&random, lines: Int.random(in: 1..<160, using: &random))
      let isReddit = Bool.random(using: &random)
      let plain = Plain(bytes, isReddit: isReddit)
      let options = DumpOptions(format: isReddit ? .reddit : .jsonLines)
      let read = try ReadAll(
        bytes,
        options,
        largestRead: [7, 200, 3_000, .max].randomElement(using: &random) ?? 1
      )
      #expect(read.comments == plain.comments, "seed \(seed), round \(round)")
      #expect(read.lines == plain.lines, "seed \(seed), round \(round)")
      #expect(read.rejected == plain.rejected, "seed \(seed), round \(round)")
      #expect(read.repairs == plain.repairs, "seed \(seed), round \(round)")
      try Self.checkBlocks(bytes, options, plain, &random, "seed \(seed), round \(round)")
    }
  }

  /// Reads by blocks; what is said of a comment before it is made has to be true of it.
  private static func checkBlocks(
    _ bytes: [UInt8],
    _ options: DumpOptions,
    _ plain: Plain,
    _ random: inout SeededGenerator,
    _ place: String
  ) throws {
    var reader = try DumpReader(
      source: BytesSource(bytes, largestRead: [50, 900, .max].randomElement(using: &random) ?? 1),
      name: "test",
      options: options
    )
    var lines = try #require(reader.blockReader)
    var passed = 0
    var read = Plain()
    var spare: [UInt8] = []
    let size = [1, 300, 5_000, 1 << 20].randomElement(using: &random) ?? 1
    while let block = try reader.nextBlock(size: size, spare: &spare) {
      lines.begin(block)
      while lines.next() {
        let facts = lines.facts()
        let names = lines.names()
        let comment = lines.comment()
        #expect(lines.body.elementsEqual(comment.body.utf8), "\(place)")
        #expect(facts == Summary.LoneFacts(of: comment), "\(place): \(comment.id)")
        #expect(
          names.id == comment.id && names.thread == comment.thread
            && names.author == comment.author,
          "\(place)"
        )
        if let places = lines.namePlaces() {
          func text(_ range: Range<Int>) -> String {
            String(decoding: lines.bytes[range], as: UTF8.self)
          }
          #expect(
            text(places.id) == names.id && places.thread.map(text) == names.thread
              && places.author.map(text) == names.author,
            "\(place)"
          )
        } else {
          // An author's name with escapes stands nowhere as it is.
          #expect(lines.isUnusual || names.author != nil, "\(place)")
        }
        if !lines.isUnusual {
          #expect(comment.isModerator == nil && comment.details[.isRemoved] == nil, "\(place)")
        }
        read.comments.append(comment)
        read.lines.append(passed + lines.lineCount)
      }
      read.rejected += lines.rejected.map {
        RejectedRecord(line: $0.line + passed, byteOffset: $0.byteOffset, reason: $0.reason)
      }
      read.repairs += lines.repairs.map {
        RepairNote(line: $0.line + passed, byteOffset: $0.byteOffset, kind: $0.kind)
      }
      passed += lines.lineCount
      spare = lines.end()
    }
    #expect(read == plain, "\(place), blocks of \(size)")
    #expect(try reader.next() == nil)
  }

  @Test func `a dump of one layout is read ahead, but for its first and last lines`() {
    let line = #"{"id":"c1","author":"a","body":"Some \"words\" é","score":3,"x":[],"y":null}"#
    let bytes = Array(String(repeating: line + "\n", count: 50).utf8)
    var fields = RecordFields()
    var start = 0
    var ahead = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if let found = fields.readAhead(bytes, from: start, lineEnd: 0x0A) {
        #expect(found == end)
        ahead += 1
      } else {
        #expect((try? fields.read(bytes, line: start..<end)) == .object)
      }
      #expect(fields[.body].map { bytes[$0.range].count } == 17)
      #expect(fields.has(.score) && !fields.has(.title))
      start = end + 1
    }
    #expect(ahead >= 48)
  }

  @Test func `longer lines than the limit are refused in every way`() throws {
    let line = #"{"id":"c","body":"short"}"#
    let long = #"{"id":"c","body":"\#(String(repeating: "long ", count: 20))"}"#
    let text = (0..<40).map { $0 % 7 == 3 ? long : line }.joined(separator: "\n") + "\n"
    var options = DumpOptions(format: .jsonLines)
    options.maxRecordBytes = 60
    let plain = Plain(Array(text.utf8), isReddit: false, maxRecordBytes: 60)
    let read = try ReadAll(Array(text.utf8), options)
    #expect(read.rejected == plain.rejected && read.comments == plain.comments)
    #expect(plain.rejected.count == 6)
    var random = SeededGenerator(seed: 1)
    for _ in 0..<8 {
      try Self.checkBlocks(Array(text.utf8), options, plain, &random, "limit")
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `escapes are resolved as by the plain decoder`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var text = JSONText()
    for _ in 0..<2_000 {
      let literal = Self.string(&random, isOdd: false)
      let bytes = literal + [UInt8](repeating: 0x5C, count: LineLayout.padding)
      let token = JSONToken(
        kind: .string,
        hasEscapes: true,
        hasHighBytes: true,
        start: 1,
        end: literal.count - 1
      )
      let expected = text.decode(token, in: bytes)
      var output: [UInt8] = [7]
      let isWhole = LineLayout.unescape(bytes, token.range, into: &output)
      #expect(isWhole == (text.loneSurrogate == nil))
      #expect(isWhole ? output.dropFirst().elementsEqual(expected.utf8) : output == [7])
    }
  }
}
