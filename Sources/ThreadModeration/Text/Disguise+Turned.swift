// SPDX-License-Identifier: Apache-2.0

// MARK: - Text upside down

extension Disguise {
  /// Reads a word that was turned by half a circle: from right to left, and `b` as `q`.
  func turnedRead(_ chunk: ArraySlice<FoldedScalar>) -> [FoldedScalar]? {
    guard chunk.contains(where: { $0.changes.contains(.turned) }) else { return nil }
    var word: [UInt8] = []
    for scalar in chunk.reversed() {
      guard scalar.value < 0x80, ByteClass.isLower(UInt8(scalar.value)) else { return nil }
      let letter = UInt8(scalar.value)
      word.append(scalar.changes.contains(.turned) ? letter : Self.turned(letter))
    }
    guard vocabulary.contains(word) else { return nil }
    var whole = chunk[chunk.startIndex]
    whole.end = chunk[chunk.endIndex - 1].end
    return word.map { letter in
      whole.value = UInt32(letter)
      return whole
    }
  }

  private static func turned(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): UInt8(ascii: "q")
    case UInt8(ascii: "q"): UInt8(ascii: "b")
    case UInt8(ascii: "d"): UInt8(ascii: "p")
    case UInt8(ascii: "p"): UInt8(ascii: "d")
    case UInt8(ascii: "n"): UInt8(ascii: "u")
    case UInt8(ascii: "u"): UInt8(ascii: "n")
    case UInt8(ascii: "m"): UInt8(ascii: "w")
    case UInt8(ascii: "w"): UInt8(ascii: "m")
    default: letter
    }
  }
}
