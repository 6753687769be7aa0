// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import ThreadModeration

@Suite struct NormalizationTests {
  struct Case: Decodable {
    var id: String
    var s: String
    var nfc: String
    var nfd: String
    var nfkc: String
    var nfkd: String
  }

  @Test(
    "every case of NormalizationTest 17.0.0 has the standard's NFKC",
    .enabled(if: SharedData.isPresent, Testing.Comment(rawValue: SharedData.absence))
  )
  func standardCases() throws {
    let decoder = JSONDecoder()
    var count = 0
    for line in try SharedData.lines("attacks/unicode-normalization/cases.jsonl") {
      let test = try decoder.decode(Case.self, from: Data(line))
      // The conformance rule: NFKC of every one of the five columns is the NFKC column.
      for form in [test.s, test.nfc, test.nfd, test.nfkc, test.nfkd] {
        let result = Scalars.hex(Scalars.nfkc(Scalars.parse(hex: form)))
        let expected = Scalars.hex(Scalars.parse(hex: test.nfkc))
        if result != expected { Testing.Issue.record("\(test.id) \(form): \(result)") }
      }
      let bytes = Scalars.utf8(Scalars.parse(hex: test.s))
      #expect(Scalars.offsetFault(ScalarFolder.nfkc(bytes), in: bytes) == nil, "\(test.id)")
      count += 1
    }
    #expect(count == 10_034)
  }

  @Test("the committed selection of NormalizationTest has the standard's NFKC")
  func committedCases() throws {
    let text = try String(contentsOf: SharedData.caseURL("normalization.tsv"), encoding: .utf8)
    var count = 0
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let columns = line.split(separator: "\t")
      #expect(
        Scalars.hex(Scalars.nfkc(Scalars.parse(hex: columns[0])))
          == Scalars.hex(Scalars.parse(hex: columns[1]))
      )
      count += 1
    }
    #expect(count == 628)
  }

  @Test("random text has the NFKC that Foundation gives it")
  func foundationAgrees() {
    var random = RandomScalars(seed: 17)
    for round in 0..<20_000 {
      let text = random.next(count: 1 + round % 10, accepting: Self.isKnownToFoundation)
      let expected = Array(
        Scalars.string(text).precomposedStringWithCompatibilityMapping.unicodeScalars.map(\.value)
      )
      let result = Scalars.nfkc(text)
      if result != expected {
        Testing.Issue.record(
          "seed 17, round \(round): \(Scalars.hex(text)) gave \(Scalars.hex(result)), not \(Scalars.hex(expected))"
        )
      }
    }
  }

  /// Whether Foundation's tables have the scalar and its normalizer does with it what the standard
  /// says. CoreFoundation composes across planes (U+E006B and U+0341 become U+1E31), leaves marks
  /// that come out of a decomposition unordered (U+1FFD, U+FF9F, U+0F77), and composes only some
  /// Hangul letters. All of that is in `standardCases`.
  private static func isKnownToFoundation(_ scalar: Unicode.Scalar) -> Bool {
    guard let age = scalar.properties.age, age.major <= 13, scalar.value < 0x10000 else {
      return false
    }
    return Scalars.nfkc([scalar.value]).allSatisfy { value in
      let isMark = UnicodeTables.shared.foldingRecord(of: value).isMark
      return (!isMark || value == scalar.value) && !(0x1100...0x11FF).contains(value)
    }
  }

  @Test("normalizing twice changes nothing")
  func idempotence() {
    var random = RandomScalars(seed: 18)
    for round in 0..<5_000 {
      let once = Scalars.nfkc(random.next(count: 1 + round % 80))
      #expect(Scalars.nfkc(once) == once, "seed 18, round \(round)")
    }
  }

  @Test("marks after the thirtieth in a row are skipped and stay in the range of a kept one")
  func streamSafeCut() throws {
    let bytes = Scalars.utf8([0x446] + Array(repeating: 0x316, count: 40) + [0x78])
    let result = ScalarFolder.nfkc(bytes)
    #expect(result.count == 1 + 30 + 1)
    #expect(result[30].end == Int32(bytes.count - 1))
    #expect(Scalars.offsetFault(result, in: bytes) == nil)
    // Thirty marks are not too many.
    #expect(Scalars.nfkc([0x446] + Array(repeating: 0x316, count: 30)).count == 31)
  }

  @Test("a reordered mark shares its range with those it passed")
  func reorderedRanges() {
    // a, acute (230), grave below (220): the acute joins the a across the other.
    let bytes = Scalars.utf8([0x61, 0x301, 0x316])
    let result = ScalarFolder.nfkc(bytes)
    #expect(result.map(\.value) == [0xE1, 0x316])
    let other = Scalars.utf8([0x61, 0x316, 0x301])
    let merged = ScalarFolder.nfkc(other)
    #expect(merged.map(\.value) == [0xE1, 0x316])
    #expect(merged.allSatisfy { $0.start == 0 && $0.end == 5 })
  }

  @Test("a composed letter that only meets a mark counts as unchanged")
  func reopenedLetters() {
    let result = ScalarFolder.nfkc(Scalars.utf8([0x439, 0x301]))
    #expect(result.map(\.value) == [0x439, 0x301])
    #expect(result.allSatisfy { $0.changes.isEmpty })
    let changed = ScalarFolder.nfkc(Scalars.utf8([0x1EA5, 0x323]))
    #expect(changed.map(\.value) == [0x1EAD, 0x301])
    #expect(changed[0].changes == .normalization)
  }

  struct UTF8Case: Decodable {
    var num: String
    var valid: Bool
    var hex: String
    var replace_hex: String?
  }

  @Test(
    "ill-formed UTF-8 is read as U+FFFD for each maximal subpart",
    .enabled(if: SharedData.isPresent, Testing.Comment(rawValue: SharedData.absence))
  )
  func illFormed() throws {
    func bytes(_ text: String) -> [UInt8] {
      var result: [UInt8] = []
      var digits = text[...]
      while let byte = UInt8(digits.prefix(2), radix: 16) {
        result.append(byte)
        digits = digits.dropFirst(2)
      }
      return result
    }
    for line in try SharedData.lines("attacks/utf8/cases.jsonl") {
      let test = try JSONDecoder().decode(UTF8Case.self, from: Data(line))
      let source = bytes(test.hex)
      let expected = test.valid ? source : bytes(test.replace_hex ?? "")
      #expect(
        ScalarFolder.nfkc(source).map(\.value) == ScalarFolder.nfkc(expected).map(\.value),
        "\(test.num)"
      )
      #expect(
        ScalarFolder.fold(source, maxOutputScalars: 100).scalars.map(\.value)
          == ScalarFolder.fold(expected, maxOutputScalars: 100).scalars.map(\.value),
        "\(test.num)"
      )
    }
  }
}
