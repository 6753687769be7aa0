// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import CommentDumps

@Suite("Ordered lines") struct OrderedLinesTests {
  @Test("lines come out in order, from memory and from a file", arguments: 0..<40)
  func order(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let lines = (0..<Int.random(in: 0..<900, using: &random)).map { number in
      "\(number) " + String(repeating: "é", count: Int.random(in: 0..<300, using: &random)) + "\n"
    }
    let left = Set(lines.indices.filter { _ in Int.random(in: 0..<5, using: &random) == 0 })
    let runCount = Int.random(in: 1..<30, using: &random)
    var runs = [OrderedLines.Run](repeating: OrderedLines.Run(), count: runCount)
    for ordinal in lines.indices.shuffled(using: &random) {
      runs[Int.random(in: 0..<runCount, using: &random)].add(ordinal: ordinal) { bytes in
        if !left.contains(ordinal) { bytes += Array(lines[ordinal].utf8) }
      }
    }
    if runCount > 2 {
      let last = runs.removeLast()
      runs[0].add(last)
    }
    var ordered = OrderedLines(maxMemoryBytes: 1 << 16)
    for run in runs { try ordered.add(run.encoded()) }
    var result: [UInt8] = []
    try ordered.forEachPiece { result += $0 }
    let expected = lines.indices.filter { !left.contains($0) }.flatMap { Array(lines[$0].utf8) }
    #expect(result == expected, "seed \(seed)")
  }

  @Test("a line longer than the room for a run comes out whole")
  func longLine() throws {
    var runs = [OrderedLines.Run(), OrderedLines.Run()]
    for ordinal in 0..<6 {
      runs[ordinal % 2].add(ordinal: ordinal) { bytes in
        bytes += [UInt8](repeating: UInt8(48 + ordinal), count: 300_000) + [10]
      }
    }
    var ordered = OrderedLines(maxMemoryBytes: 1)
    for run in runs { try ordered.add(run.encoded()) }
    var result: [UInt8] = []
    try ordered.forEachPiece { result += $0 }
    #expect(result.split(separator: 10).map { $0.first } == [48, 49, 50, 51, 52, 53])
    #expect(result.count == 6 * 300_001)
  }
}
