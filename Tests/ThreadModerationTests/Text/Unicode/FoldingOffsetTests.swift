// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite struct FoldingOffsetTests {
  @Test("on random text the ranges are whole, in order, equal or apart, and total")
  func invariants() {
    var random = RandomScalars(seed: 41)
    for round in 0..<8_000 {
      let text = random.next(count: round % 120)
      let bytes = Scalars.utf8(text)
      for scalars in [
        ScalarFolder.nfkc(bytes), ScalarFolder.fold(bytes, maxOutputScalars: .max).scalars,
      ] {
        if let fault = Scalars.offsetFault(scalars, in: bytes) {
          Testing.Issue.record("seed 41, round \(round): \(fault) in \(Scalars.hex(text))")
        }
      }
      expectTotal(text, bytes, round: round)
    }
  }

  /// Every visible scalar lies in some range.
  private func expectTotal(_ text: [UInt32], _ bytes: [UInt8], round: Int) {
    let result = ScalarFolder.fold(bytes, maxOutputScalars: .max).scalars
    var offset: Int32 = 0
    var index = 0
    for value in text {
      let end = offset + Int32(Scalars.utf8([value]).count)
      while index < result.count, result[index].end <= offset { index += 1 }
      let isCovered = index < result.count && result[index].start <= offset
      if !isCovered, !ScalarFolder.isInvisible(value) {
        Testing.Issue.record(
          "seed 41, round \(round): \(Scalars.hex([value])) lost in \(Scalars.hex(text))"
        )
      }
      offset = end
    }
  }

  @Test("folding twice, or after NFKC, gives the same text")
  func idempotence() {
    var random = RandomScalars(seed: 42)
    for round in 0..<8_000 {
      let text = random.next(count: 1 + round % 20)
      let once = ScalarFolder.fold(Scalars.utf8(text), maxOutputScalars: .max).scalars.map(\.value)
      let twice = ScalarFolder.fold(Scalars.utf8(once), maxOutputScalars: .max).scalars.map(\.value)
      if once != twice {
        Testing.Issue.record(
          "seed 42, round \(round): \(Scalars.hex(text)): \(Scalars.hex(once)), \(Scalars.hex(twice))"
        )
      }
      let later = ScalarFolder.fold(Scalars.utf8(Scalars.nfkc(text)), maxOutputScalars: .max)
        .scalars.map(\.value)
      if once != later, !text.contains(where: isFoldedBeforeNFKC) {
        Testing.Issue.record(
          "seed 42, round \(round): \(Scalars.hex(text)): \(Scalars.hex(once)), \(Scalars.hex(later))"
        )
      }
    }
  }

  /// Parenthesized letters, which NFKC writes with their parentheses.
  private func isFoldedBeforeNFKC(_ value: UInt32) -> Bool {
    (0x249C...0x24B5).contains(value) || (0x1F110...0x1F129).contains(value)
  }

  @Test("every scalar alone folds to text that stays")
  func everyScalar() {
    for value in UInt32(0)...0x10FFFF where !(0xD800...0xDFFF).contains(value) {
      let bytes = Scalars.utf8([value])
      let once = ScalarFolder.fold(bytes, maxOutputScalars: 99).scalars
      if once.isEmpty != ScalarFolder.isInvisible(value) {
        Testing.Issue.record("\(Scalars.hex([value])) lost")
      }
      if once.count == 1, once[0].value == value { continue }
      if !once.allSatisfy({ $0.start == 0 && $0.end == Int32(bytes.count) && !$0.changes.isEmpty })
      {
        Testing.Issue.record("\(Scalars.hex([value])): \(once)")
      }
      let text = once.map(\.value)
      if ScalarFolder.fold(Scalars.utf8(text), maxOutputScalars: 99).scalars.map(\.value) != text {
        Testing.Issue.record(
          "\(Scalars.hex([value])) folds to \(Scalars.hex(text)), which folds again"
        )
      }
    }
  }

  @Test("a limit cuts the end off and says so")
  func limits() {
    var random = RandomScalars(seed: 43)
    for round in 0..<500 {
      let bytes = Scalars.utf8(random.next(count: 30))
      let whole = ScalarFolder.fold(bytes, maxOutputScalars: .max)
      #expect(!whole.wasCut)
      for limit in [-1, 0, 1, 7, whole.scalars.count - 1, whole.scalars.count] {
        let part = ScalarFolder.fold(bytes, maxOutputScalars: limit)
        let expected = whole.scalars.map(\.value).prefix(max(0, limit))
        #expect(part.scalars.map(\.value) == Array(expected), "seed 43, round \(round), \(limit)")
        #expect(part.wasCut == (whole.scalars.count > max(0, limit)))
      }
    }
    #expect(ScalarFolder.fold([], maxOutputScalars: 0).wasCut == false)
    #expect(ScalarFolder.fold(Array("ab".utf8), maxOutputScalars: 1).scalars.count == 1)
  }
}
