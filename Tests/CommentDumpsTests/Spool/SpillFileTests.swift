// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import CommentDumps

@Suite("Spill file") struct SpillFileTests {
  @Test("what was appended comes back, of any size and whether it can be packed", arguments: 0..<30)
  func roundTrip(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let file = try SpillFile(in: FileManager.default.temporaryDirectory.path)
    var places: [Range<Int>] = []
    var all: [[UInt8]] = []
    for _ in 0..<6 {
      let sizes = [0, 1, 700, SpillFile.blockBytes, SpillFile.blockBytes + 1, 200_000]
      let letters = UInt8.random(in: 0...255, using: &random)
      let bytes = (0..<sizes.randomElement(using: &random)!).map { _ in
        UInt8.random(in: 0...letters, using: &random)
      }
      all.append(bytes)
      places.append(try file.append(bytes))
    }
    for (bytes, place) in zip(all, places).shuffled(using: &random) {
      var found: [UInt8] = []
      var position = place.lowerBound
      while position < place.upperBound { found += try file.block(at: &position) }
      #expect(found == bytes && position == place.upperBound, "seed \(seed)")
    }
    var end = file.end
    #expect(try file.block(at: &end).isEmpty)
  }

  @Test("a file that was changed or cut is an error, whichever byte it is")
  func damage() throws {
    let path = FileManager.default.temporaryDirectory.path + "/spill-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = [UInt8](String(repeating: "so and so said this and that. ", count: 90).utf8)
    let end = try {
      let file = try SpillFile(path: path, end: 0)
      try file.append(text)
      try file.synchronize()
      return file.end
    }()
    #expect(end < text.count / 4, "it is packed")
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for index in 0..<end {
      for bytes in [
        whole.prefix(index), whole.prefix(index) + [whole[index] ^ 0xFF] + whole[(index + 1)...],
      ] {
        try bytes.write(to: URL(fileURLWithPath: path))
        do throws(DumpError) {
          let file = try SpillFile(path: path, end: end)
          var position = 0
          let found = try file.block(at: &position)
          // A changed letter is nothing that the format can tell.
          #expect(found.count == text.count)
        } catch {
          #expect(error.code == .spillFailed)
        }
      }
    }
    // A hole where the system lost what was written.
    try Data(count: end).write(to: URL(fileURLWithPath: path))
    #expect(throws: DumpError.self) {
      var position = 0
      _ = try SpillFile(path: path, end: end).block(at: &position)
    }
    #expect(throws: DumpError.self) {
      try whole.dropLast().write(to: URL(fileURLWithPath: path))
      _ = try SpillFile(path: path, end: end)
    }
  }
}
