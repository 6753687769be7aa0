// SPDX-License-Identifier: Apache-2.0

/// Which bytes occur in a text: asked before it is searched for what begins with one of them.
struct ByteCensus: Sendable {
  /// A bit for each of the bytes 0–63 and 64–127.
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  /// Whether there are bytes beyond ASCII.
  private(set) var hasOther = false

  /// - Complexity: O(*n*).
  init(_ bytes: [UInt8]) {
    let span = bytes.span
    var (low, high, others): (UInt64, UInt64, UInt8) = (0, 0, 0)
    for index in span.indices {
      let byte = span[index]
      // Without a branch: letters and spaces take turns, and bytes beyond ASCII leave no bit.
      let bit: UInt64 = UInt64(~byte >> 7) << UInt64(byte & 63)
      let isHigh: UInt64 = 0 &- UInt64(byte >> 6 & 1)
      low |= bit & ~isHigh
      high |= bit & isHigh
      others |= byte
    }
    hasOther = others >= 0x80
    self.low = low
    self.high = high
  }

  /// Whether an ASCII byte occurs.
  @inline(__always)
  func mayHold(_ byte: UInt8) -> Bool {
    (byte < 64 ? low : high) & 1 << UInt64(byte & 63) != 0
  }

  /// How many different bytes occur but for white space, small and capital letters as one.
  ///
  /// - Precondition: There is nothing but ASCII.
  var distinctSigns: Int {
    let capitals: UInt64 = 0x07FF_FFFE
    let folded = high & ~capitals | (high & capitals) << 32
    let spaces: UInt64 = 1 << 32 | 0x3E00
    return folded.nonzeroBitCount + (low & ~spaces).nonzeroBitCount
  }

  /// Whether an ASCII digit occurs.
  var mayHoldDigit: Bool { low & 0x03FF_0000_0000_0000 != 0 }
}
