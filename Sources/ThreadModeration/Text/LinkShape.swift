// SPDX-License-Identifier: Apache-2.0

/// A quick look at what stands between two spaces, for counts in which links should not take part.
enum LinkShape {
  /// Whether it looks like an address: two slashes, or a dot or slash inside a word.
  static func isLink(_ chunk: ArraySlice<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for (offset, byte) in chunk.enumerated() {
      if byte == UInt8(ascii: "/"), previous == UInt8(ascii: "/") || previous == UInt8(ascii: ":") {
        return true
      }
      // A dot or slash inside a word: a host or path.
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "."), offset + 1 < chunk.count,
        ByteClass.isAlphanumeric(previous),
        ByteClass.isAlphanumeric(chunk[chunk.startIndex + offset + 1])
      {
        return true
      }
      previous = byte
    }
    return false
  }
}
