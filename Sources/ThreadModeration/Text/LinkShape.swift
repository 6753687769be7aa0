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

  /// Top-level domains below which made-up names are read as links: neither words that begin a sentence nor what
  /// programs call their parts.
  private static let nameDomains: Set<[UInt8]> = Set(
    """
    me bet ltd casino poker loans credit mobi asia lat mx ua kz ng za ke gh pk bd lk ph vn th sg hk tw kr tr ir ae sa gr \
    pt ch dk fi cz sk hu ro bg hr lv lt ee nz rocks agency guru vegas promo es nl cm
    """.split(separator: " ").map { Array($0.utf8) }
  )

  /// Whether a name before a top-level domain is one that no sentence has: eight letters and more, with a hyphen or a digit
  /// between two of them (`netfl1x-billing` below `me`).
  ///
  /// - Complexity: O(*n*) in its bytes.
  static func isMadeUp(_ name: ArraySlice<UInt8>, below topLevel: [UInt8]) -> Bool {
    guard nameDomains.contains(topLevel), name.count >= 9,
      name.count(where: ByteClass.isLetter) >= 8
    else { return false }
    return name.indices.dropFirst().dropLast().contains { index in
      (name[index] == UInt8(ascii: "-") || ByteClass.isDigit(name[index]))
        && ByteClass.isLetter(name[index - 1]) && ByteClass.isLetter(name[index + 1])
    }
  }
}
