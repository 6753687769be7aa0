// SPDX-License-Identifier: Apache-2.0

/// Finding ill-formed UTF-8 (Unicode 17, table 3-7: no surrogates, no overlong forms, nothing above
/// U+10FFFF).
enum UTF8Check {
  /// The index of the first byte that does not belong to a well-formed sequence, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes of `range`; eight at a time over ASCII.
  static func firstFault(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let text = bytes.extracting(range)
    var index = 0
    while index < text.count {
      if index &+ 8 <= text.count,
        ByteSearch.word(text, index) & 0x8080_8080_8080_8080 == 0
      {
        index &+= 8
        continue
      }
      guard text[index] >= 0x80 else {
        index &+= 1
        continue
      }
      let length = wellFormedLength(text, index)
      guard length > 0 else { return range.lowerBound &+ index }
      index &+= length
    }
    return nil
  }

  /// The length of the character at `index`, if its bytes before `end` are well-formed; else 0.
  static func lengthOfCharacter(in bytes: Span<UInt8>, at index: Int, before end: Int) -> Int {
    bytes[index] < 0x80 ? 1 : wellFormedLength(bytes.extracting(..<end), index)
  }

  /// The length of the maximal subpart of an ill-formed sequence at `index`: the bytes that one
  /// replacement character stands for (Unicode 17, section 3.9).
  static func lengthOfIllFormed(in bytes: Span<UInt8>, at index: Int, before end: Int) -> Int {
    let lead = bytes[index]
    guard lead >= 0xC2, lead <= 0xF4, index + 1 < end else { return 1 }
    let bounds: ClosedRange<UInt8> =
      switch lead {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    guard lead >= 0xE0, bounds.contains(bytes[index + 1]) else { return 1 }
    guard lead >= 0xF0, index + 2 < end, isContinuation(bytes[index + 2]) else { return 2 }
    return 3
  }

  /// The length of the well-formed sequence that starts with the non-ASCII byte at `index`, or 0.
  @inline(__always)
  private static func wellFormedLength(_ text: Span<UInt8>, _ index: Int) -> Int {
    let left = text.count &- index
    let lead = text[index]
    guard lead >= 0xC2, lead <= 0xF4, left >= 2 else { return 0 }
    let second = text[index &+ 1]
    if lead < 0xE0 { return isContinuation(second) ? 2 : 0 }
    let bounds: ClosedRange<UInt8> =
      switch lead {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    guard bounds.contains(second), left >= 3, isContinuation(text[index &+ 2]) else { return 0 }
    if lead < 0xF0 { return 3 }
    return left >= 4 && isContinuation(text[index &+ 3]) ? 4 : 0
  }

  @inline(__always)
  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
