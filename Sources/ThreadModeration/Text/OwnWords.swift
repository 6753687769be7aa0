// SPDX-License-Identifier: Apache-2.0

/// Finds an author's own words in what looks like code.
///
/// Who writes nothing but code, and hardly a word besides, says just that: else whoever puts backticks around an insult
/// would not be judged.
enum OwnWords {
  /// Words outside of code from which on code is what it looks like.
  private static let mostBesides = 3

  /// The segments of plain text or Markdown; code is prose where there are fewer than three words besides.
  ///
  /// - Complexity: O(*n*) in the bytes.
  static func found(in segments: [TextSegment], of body: [UInt8]) -> [TextSegment] {
    guard segments.contains(where: { $0.kind == .code }) else { return segments }
    var words = 0
    for segment in segments where segment.kind != .code {
      var isInside = false
      for index in segment.range {
        let byte = body[index]
        let isPart = byte >= 0x80 || ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "'")
        if isPart, !isInside { words += 1 }
        if words == mostBesides { return segments }
        isInside = isPart
      }
    }
    var list = SegmentList()
    for segment in segments {
      list.append(segment.kind == .code ? .prose : segment.kind, segment.range)
    }
    return list.segments
  }
}
