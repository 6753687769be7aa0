// SPDX-License-Identifier: Apache-2.0

/// The second view of the filter: what is left of a folded text when only ASCII letters and digits
/// stay and runs of one byte are written once. `k.  y_y-s` becomes `kys`.
///
/// What a pattern such as `k+\W*y+[\W_]*s+` matches always contains its own squeezed form, which is
/// a longer literal than any that it has in the text itself.
enum SqueezedText {
  /// Writes the squeezed text to `out` and returns its length, at most `count`.
  static func squeeze(
    _ text: UnsafePointer<UInt8>,
    count: Int,
    into out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var length = 0
    var last: UInt8 = 0
    var position = 0
    // Without branches: one at each mark of punctuation would be mispredicted.
    while position < count {
      // Sound: `position` is below `count`, and `length` never passes it.
      let byte = unsafe text[position]
      // Letters are small already.
      let isDigit: UInt8 = byte &- 0x30 < 10 ? 0xFF : 0
      let isLetter: UInt8 = byte &- 0x61 < 26 ? 0xFF : 0
      let isKept = isDigit | isLetter
      unsafe out[length] = byte
      let isNew: UInt8 = byte != last ? 0xFF : 0
      length &+= Int(isKept & isNew & 1)
      last = (byte & isKept) | (last & ~isKept)
      position &+= 1
    }
    return length
  }
}
