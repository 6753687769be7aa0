// SPDX-License-Identifier: Apache-2.0

/// A quick look at what stands between two spaces, for counts in which links should not take part.
enum LinkShape {
  /// Whether it looks like an address: two slashes, or a dot or slash inside a word.
  static func isLink(_ bytes: [UInt8], _ chunk: Range<Int>) -> Bool {
    let span = bytes.span
    for index in chunk {
      let byte = span[index]
      guard byte == UInt8(ascii: "/") || byte == UInt8(ascii: "."), index > chunk.lowerBound else {
        continue
      }
      let previous = span[index - 1]
      if byte == UInt8(ascii: "/"), previous == UInt8(ascii: "/") || previous == UInt8(ascii: ":") {
        return true
      }
      // A dot or slash inside a word: a host or path.
      if index + 1 < chunk.upperBound, ByteClass.isAlphanumeric(previous),
        ByteClass.isAlphanumeric(span[index + 1])
      {
        return true
      }
    }
    return false
  }
}
