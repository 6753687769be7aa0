// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import PatternEngine

/// Facts of texts, counted sixteen bytes at a time, beside plain loops.
@Suite("Facts of texts") struct ByteCountTests {
  /// A text of few kinds of bytes and runs of them, now and then with zeros of its own.
  private static func text(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    let kinds: [UInt8] = [
      0, 0x20, 0x2E, 0x30, 0x39, 0x3A, 0x40, 0x41, 0x5A, 0x61, 0x7A, 0xC3, 0xFF,
    ]
    for _ in 0..<Int.random(in: 0..<30, using: &random) {
      let byte = kinds.randomElement(using: &random) ?? 0
      let isRun = Int.random(in: 0..<4, using: &random) == 0
      let count = Int.random(in: 1...(isRun ? 12 : 2), using: &random)
      bytes += [UInt8](repeating: byte, count: count)
    }
    return bytes
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func longestRun(_ bytes: [UInt8]) -> Int {
    var longest = 0
    var run = 0
    for (index, byte) in bytes.enumerated() {
      run = index > 0 && bytes[index - 1] == byte ? run + 1 : 1
      longest = max(longest, run)
    }
    return longest
  }

  @Test("what is counted by vectors is what a loop counts", arguments: 0..<40 as Range<UInt64>)
  func agreement(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let bytes = Self.text(&random)
      let padded = bytes + [UInt8](repeating: 0, count: ScanState.padding)
      let hasWord = stride(from: 0, through: bytes.count - 8, by: 8).contains {
        bytes[$0..<$0 + 8].allSatisfy(Self.isAlphanumeric)
      }
      let longest = Self.longestRun(bytes)
      unsafe padded.withUnsafeBufferPointer { buffer in
        guard let text = buffer.baseAddress else { return }
        for (low, high) in [(0x30, 0x39), (0x41, 0x5A), (0x20, 0x7E)] as [(UInt8, UInt8)] {
          let count = unsafe ByteCount.count(text, bytes.count, from: low, to: high)
          #expect(count == bytes.count { (low...high).contains($0) }, "\(bytes)")
        }
        for probe: [UInt8] in [[0x2E, 0x2E, 0x2E], [0x5A, 0x39, 0x3A], [0xFF, 0xFF, 0x40]] {
          let set = ByteProbes.Bytes(first: probe[0], second: probe[1], third: probe[2])
          let found = unsafe ByteCount.hasAny(of: set, text, bytes.count)
          #expect(found == bytes.contains(where: probe.contains), "\(bytes)")
        }
        let foundWord = unsafe ByteCount.hasWholeWord(text, bytes.count)
        #expect(foundWord == hasWord, "\(bytes)")
        for length in 3...7 {
          let mayHave = unsafe Runs.mayHaveRun(text, bytes.count, of: length, isASCII: true)
          // Sometimes "yes" for nothing, but never for texts without a run of three, or five.
          if longest >= length { #expect(mayHave, "\(length) in \(bytes)") }
          if longest < min(length >= 5 ? 5 : 3, length) {
            #expect(!mayHave, "\(length) in \(bytes)")
          }
        }
      }
    }
  }
}
