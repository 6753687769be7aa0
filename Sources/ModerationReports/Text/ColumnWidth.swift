// SPDX-License-Identifier: Apache-2.0

/// How many columns of a terminal a scalar takes.
enum ColumnWidth {
  /// 0 for combining marks and Hangul vowels and finals that join the syllable before them, 2 for
  /// East Asian wide and fullwidth characters and for emoji, else 1.
  ///
  /// Sequences are counted scalar by scalar, as `wcwidth` does: a family of joined emoji may take
  /// fewer columns than counted, never more.
  ///
  /// - Complexity: O(log *r*) in the 16 ranges of the table.
  static func of(_ value: UInt32, class scalarClass: ScalarClass) -> Int {
    if value < 0x300 { return 1 }
    if scalarClass == .mark { return 0 }
    if value < 0x1100 { return 1 }
    if (0x1160...0x11ff).contains(value) || (0xd7b0...0xd7ff).contains(value) { return 0 }
    if isEastAsianWide(value) { return 2 }
    guard value >= 0x231a, value < 0x2b56 || value >= 0x1f000 else { return 1 }
    return Unicode.Scalar(value)?.properties.isEmojiPresentation == true ? 2 : 1
  }

  private static func isEastAsianWide(_ value: UInt32) -> Bool {
    var low = 0
    var high = wide.count
    while low < high {
      let middle = (low + high) / 2
      if wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && wide[low].contains(value)
  }

  /// East_Asian_Width W or F, from EastAsianWidth-14.0.0 (Python's `unicodedata`): assigned
  /// characters, runs joined over unassigned ones. The emoji among them are left to the standard
  /// library's Emoji_Presentation.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0x3247, 0x3250...0x4dbf,
    0x4e00...0xa4c6, 0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfad9, 0xfe10...0xfe19,
    0xfe30...0xfe6b, 0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x1b2fb, 0x1f200...0x1f265,
    0x20000...0x3fffd,
  ]
}
