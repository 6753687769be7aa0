// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("MappedText") struct MappedTextTests {
  /// A text that keeps the original range of every byte.
  private struct Naive {
    var bytes: [UInt8] = []
    var places: [Range<Int>] = []

    mutating func copy(_ range: Range<Int>, of body: [UInt8]) {
      for index in range {
        bytes.append(body[index])
        places.append(index..<index + 1)
      }
    }

    mutating func put(_ scalar: UInt32, for original: Range<Int>) {
      var encoded: [UInt8] = []
      UTF8Bytes.append(scalar, to: &encoded)
      for offset in encoded.indices {
        bytes.append(encoded[offset])
        // As long as what it stands for: byte by byte.
        places.append(
          encoded.count == original.count
            ? original.lowerBound + offset..<original.lowerBound + offset + 1 : original
        )
      }
    }

    func original(_ range: Range<Int>) -> Range<Int> {
      let lower =
        range.lowerBound < bytes.count
        ? places[range.lowerBound].lowerBound : places.last?.upperBound ?? 0
      guard !range.isEmpty else { return lower..<lower }
      return lower..<places[range.upperBound - 1].upperBound
    }
  }

  @Test("agrees with a map of single bytes on random edits", arguments: 0..<80)
  func randomEdits(seed: Int) {
    var random = Seeds(UInt64(seed))
    let body = (0..<120).map { _ in UInt8(random.int(0x61..<0x7B)) }
    var text = MappedText()
    var naive = Naive()
    var place = 0
    while place < body.count {
      let end = min(body.count, place + random.int(1..<9))
      switch random.int(0..<5) {
      case 0: break  // left out
      case 1:
        let scalar = random.pick([0x20, 0x61, 0xE9, 0x20AC, 0x1F600])
        text.append(scalar: UInt32(scalar), for: place..<end)
        naive.put(UInt32(scalar), for: place..<end)
      case 2:
        // One place, two scalars.
        for scalar in [UInt32(0x61), 0xE9] {
          text.append(scalar: scalar, for: place..<end)
          naive.put(scalar, for: place..<end)
        }
      default:
        text.append(copying: place..<end, of: body)
        naive.copy(place..<end, of: body)
      }
      place = end
    }
    #expect(text.bytes == naive.bytes, "seed \(seed)")
    var starts: [Int] = []
    for lower in 0...text.bytes.count {
      for upper in lower...text.bytes.count {
        let range = text.original(lower..<upper)
        #expect(range == naive.original(lower..<upper), "seed \(seed), \(lower)..<\(upper)")
        #expect(range.lowerBound >= 0 && range.upperBound <= body.count)
      }
      if lower < text.bytes.count { starts.append(text.original(lower..<lower + 1).lowerBound) }
    }
    #expect(starts == starts.sorted(), "seed \(seed)")
  }

  @Test("a copy of a body maps every range to itself")
  func copyOfBody() {
    let text = MappedText(copyOf: Array("abc".utf8))
    for lower in 0...3 {
      for upper in lower...3 { #expect(text.original(lower..<upper) == lower..<upper) }
    }
    #expect(MappedText(copyOf: []).original(0..<0) == 0..<0)
    #expect(MappedText().isEmpty)
  }
}
