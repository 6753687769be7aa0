// SPDX-License-Identifier: Apache-2.0

/// Whether a pattern means the same in an ASCII text when it is compiled without UTF and Unicode
/// properties.
///
/// Mostly it does: `\w`, `\d`, `\s` and `\b` have the same ASCII characters in both worlds, and the
/// characters beyond ASCII that equal `k` and `s` do not occur. Left out is what does not, or is not
/// sure to: characters beyond ASCII in the pattern, which would be several units there; `[:upper:]`
/// and `[:lower:]`, which mean any letter without properties under `(?i)` (10.42); and `\p`, `\P` and
/// `\X`. `\x{100}` does not compile then, and the general form is used.
enum ASCIIForm {
  static func isPossible(for source: [UInt8]) -> Bool {
    for (place, byte) in source.enumerated() {
      if byte >= 0x80 { return false }
      let next = place + 1 < source.count ? source[place + 1] : 0
      if byte == UInt8(ascii: "["), next == UInt8(ascii: ":") { return false }
      if byte == UInt8(ascii: "\\"), next | 0x20 == UInt8(ascii: "p") || next == UInt8(ascii: "X") {
        return false
      }
    }
    return true
  }
}
