// SPDX-License-Identifier: Apache-2.0

/// A text to search: bytes which are known to be well-formed UTF-8.
///
/// ```swift
/// Subject("caf\u{E9}").bytes.count                                // 5
/// Subject(repairing: [0x61, 0xFF, 0x62]).bytes                    // [0x61, 0x1A, 0x62]
/// ```
///
/// Checking once here lets every pattern skip its own check, which costs a quarter of the
/// throughput. The check is also what keeps the C library inside its memory: on ill-formed text
/// without a check it may read and report places beyond the end. `Sendable`.
public struct Subject: Sendable {
  /// The text, as well-formed UTF-8. All ranges in this module are positions in these bytes.
  public let bytes: [UInt8]

  /// Whether ill-formed bytes were replaced.
  public let wasRepaired: Bool

  /// Takes a string's UTF-8 bytes, which are well-formed already.
  ///
  /// - Complexity: O(*n*) in the bytes of the text, which are copied.
  public init(_ text: String) {
    bytes = Array(text.utf8)
    wasRepaired = false
  }

  /// Takes bytes from anywhere and replaces those which are not well-formed UTF-8.
  ///
  /// Each such byte becomes one SUBSTITUTE (0x1A), a byte for a byte, so that every position in
  /// `bytes` is the same position in the original. SUBSTITUTE is not a word character.
  ///
  /// - Complexity: O(*n*) in the bytes; nothing is copied when they are well-formed.
  public init(repairing bytes: [UInt8]) {
    guard let first = UTF8Check.firstIllFormedByte(of: bytes, from: 0) else {
      self.bytes = bytes
      wasRepaired = false
      return
    }
    var repaired = bytes
    var next: Int? = first
    while let position = next {
      repaired[position] = UTF8Check.substitute
      next = UTF8Check.firstIllFormedByte(of: repaired, from: position + 1)
    }
    self.bytes = repaired
    wasRepaired = true
  }
}
