// SPDX-License-Identifier: Apache-2.0

/// Chooses the few bytes that represent a literal in the filter: those expected to be rarest.
enum RarestGram {
  /// Where the rarest gram begins (0 if the literal is shorter than a gram), and how rare it is: the
  /// negative binary logarithm of its expected occurrences at one place.
  ///
  /// - Parameter wanted: Bytes that a literal which is long enough has from there on.
  static func find(
    in folded: [UInt8],
    length: Int = 4,
    wanting wanted: Int = 0
  ) -> (offset: Int, bits: Float) {
    guard folded.count > length else { return (0, TextModel.bits(folded)) }
    return unsafe folded.withUnsafeBufferPointer { bytes in
      var best: (offset: Int, bits: Float) = (0, -.infinity)
      let last = bytes.count - max(length, bytes.count >= wanted ? wanted : 0)
      for offset in 0...last {
        // Sound: the four bytes at `offset` are inside the literal.
        let bits = unsafe TextModel.bits(
          UnsafeBufferPointer(rebasing: bytes[offset..<offset + length])
        )
        if bits > best.bits { best = (offset, bits) }
      }
      return best
    }
  }
}

/// 2 to the power of `exponent`, linear between the whole numbers, which is near enough for costs and
/// the same on every machine.
func exp2(_ exponent: Float) -> Float {
  let whole = exponent.rounded(.down)
  if whole < -120 { return 0 }
  return Float(sign: .plus, exponent: Int(whole), significand: 1 + exponent - whole)
}
