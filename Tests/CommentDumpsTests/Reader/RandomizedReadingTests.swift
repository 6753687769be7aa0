// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

@Suite struct RandomizedReadingTests {
  private static let alphabet: [String] = [
    "a", "Z", "0", " ", "é", "€", "😀", "\u{2028}", "\u{7F}", "\u{301}", "\\n", "\\\"", "\\\\",
    "\\/", "\\t", "\\u0041", "\\u00e9", "\\ud83d\\ude00", "\\u0000", "\\b",
  ]

  private static func string(_ random: inout SeededGenerator) -> String {
    var text = "\""
    for _ in 0..<Int.random(in: 0..<20, using: &random) {
      text += alphabet.randomElement(using: &random) ?? ""
    }
    return text + "\""
  }

  private static func value(_ random: inout SeededGenerator, depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 4 ? 6 : 8), using: &random) {
    case 0: return "null"
    case 1: return Bool.random(using: &random) ? "true" : "false"
    case 2: return String(Int.random(in: -1000...1000, using: &random))
    case 3:
      return ["0", "-0", "1.5", "2e3", "-1.25E-2", "1E+2"].randomElement(using: &random) ?? ""
    case 4, 5: return string(&random)
    case 6:
      let count = Int.random(in: 0..<4, using: &random)
      return "["
        + (0..<count).map { _ in value(&random, depth: depth + 1) }
        .joined(separator: " ,") + "]"
    default:
      let count = Int.random(in: 0..<4, using: &random)
      return "{"
        + (0..<count).map { "\"k\($0)\" : " + value(&random, depth: depth + 1) }
        .joined(separator: ",") + " }"
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func `texts and numbers are those of Foundation`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let score = Int.random(in: -5...5, using: &random)
      var members = [
        "\"id\":\(Self.string(&random).dropLast())x\"", "\"body\": \(Self.string(&random))",
        "\"title\":\(Self.string(&random))", "\"score\":\(score)",
        "\"x\":\(Self.value(&random, depth: 0))", "\"author\" :null",
        "\"is_submitter\":\(Bool.random(using: &random))",
      ]
      members.shuffle(using: &random)
      let line = "{" + members.joined(separator: ", ") + "}"
      let read = try ReadAll(line)
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      let theirs = try #require(object as? [String: Any])
      let ours = try #require(read.comments.first, "seed \(seed): \(line) \(read.rejected)")
      func same(_ text: String?, _ key: String) -> Bool {
        let expected = theirs[key] as? String
        return (text ?? "").utf8.elementsEqual((expected ?? "").utf8)
      }
      #expect(
        same(ours.id, "id") && same(ours.body, "body") && same(ours.title, "title"),
        "\(line)"
      )
      #expect(ours.score == theirs["score"] as? Int)
      #expect(ours.isSubmitter == theirs["is_submitter"] as? Bool)
      #expect(read.repairs.isEmpty)
    }
  }

  @Test(arguments: [11, 12, 13, 14, 15, 16] as [UInt64])
  func `whatever is broken, comments and rejected records are the lines`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for round in 0..<150 {
      var bytes: [UInt8] = []
      for index in 0..<Int.random(in: 1..<12, using: &random) {
        var line = Array(
          #"{"id":"\#(index)","body":\#(Self.string(&random)),"x":\#(Self.value(&random, depth: 0))}"#
            .utf8
        )
        for _ in 0..<Int.random(in: 0..<4, using: &random) {
          let place = Int.random(in: 0..<line.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: line[place] = UInt8.random(in: 0...255, using: &random)
          case 1: if line.count > 1 { line.remove(at: place) }
          case 2:
            line.insert(
              Array("\"\\{}[],:\u{0}x\r".utf8).randomElement(using: &random) ?? 0,
              at: place
            )
          default: line.insert(contentsOf: line[0..<place].suffix(9), at: place)
          }
        }
        bytes += line + [0x0A]
      }
      let expected = bytes.split(separator: 0x0A)
        .filter { !$0.allSatisfy { [0x20, 0x09, 0x0D].contains($0) } }.count
      let isReddit = Bool.random(using: &random)
      let options = DumpOptions(format: isReddit ? .reddit : .jsonLines, maxRecordBytes: 400)
      let read = try ReadAll(bytes, options)
      #expect(read.records == expected, "seed \(seed), round \(round)")
      #expect(read.recordsSeen == expected)
      let largestRead = Int.random(in: 1..<50, using: &random)
      let pieces = try ReadAll(bytes, options, largestRead: largestRead, maxComments: 3)
      #expect(pieces.comments == read.comments && pieces.rejected == read.rejected)
      #expect(pieces.repairs == read.repairs && pieces.lines == read.lines)
      for note in read.repairs { #expect(bytes.indices.contains(note.byteOffset)) }
      for record in read.rejected { #expect((0...bytes.count).contains(record.byteOffset)) }
    }
  }

  @Test(arguments: [21, 22, 23] as [UInt64])
  func `random bytes never trap, with or without a format`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "{", "}", "[", "\"", "\\u", "\\", ":", ",", "1", "e", "\n", "\r", "t1_", "id", "\u{FEFF}",
      "\u{0}",
    ]
    for _ in 0..<400 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        if Int.random(in: 0..<4, using: &random) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        } else {
          bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
        }
      }
      for format in [nil, DumpFormat.jsonLines, .reddit] {
        do {
          let read = try ReadAll(bytes, DumpOptions(format: format))
          #expect(read.recordsSeen == read.records)
        } catch let error as DumpError {
          #expect(!error.message.isEmpty)
        }
      }
    }
  }
}
