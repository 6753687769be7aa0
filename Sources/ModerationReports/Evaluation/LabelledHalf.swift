// SPDX-License-Identifier: Apache-2.0

/// The two halves of labelled sets: one to learn from, the other to measure on.
///
/// What belongs together falls on one side: near copies of a text, the comments of a thread, the test
/// cases made from one template.
public enum LabelledHalf: String, Sendable, CaseIterable {
  /// The half to learn from, by custom.
  case even
  /// The half to measure on, by custom.
  case odd

  /// The half of a comment.
  ///
  /// - Parameters:
  ///   - text: the comment's body.
  ///   - group: what the comment shares with those that must fall on its side, such as
  ///     `"fox_news/thread-7"`; `nil` if it stands alone.
  /// - Complexity: O(1): at most the first 200 bytes count.
  public init(ofText text: String, group: String? = nil) {
    self = Self.hash(group ?? text) % 2 == 0 ? .even : .odd
  }

  /// FNV-1a over the letters and digits of the first 200 bytes, letters in lower case, with a last mixing.
  ///
  /// - Complexity: O(1): at most 200 bytes.
  public static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8.prefix(200) where byte >= 0x41 || byte >= 0x30 && byte <= 0x39 {
      hash = (hash ^ UInt64(byte | 0x20)) &* 0x0000_0100_0000_01b3
    }
    return ((hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd) >> 8
  }
}
