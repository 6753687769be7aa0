// SPDX-License-Identifier: Apache-2.0

/// A stretch of a body that is one kind of text.
struct TextSegment: Sendable, Equatable {
  enum Kind: Sendable {
    /// The author's own words.
    case prose
    /// Somebody else's words, repeated.
    case quote
    /// Code: never read as words.
    case code
    /// HTML tags and comments that stand for nothing.
    case markup
    /// The same inside a quotation or code.
    case quotedMarkup
    /// HTML tags that end a line or paragraph.
    case lineBreak
  }

  var kind: Kind
  /// Bytes of the body. Segments follow each other without gaps.
  var range: Range<Int>
}

/// Collects segments; neighbours of one kind become one.
struct SegmentList {
  private(set) var segments: [TextSegment] = []

  mutating func append(_ kind: TextSegment.Kind, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if let last = segments.last, last.kind == kind, last.range.upperBound == range.lowerBound,
      kind != .lineBreak
    {
      segments[segments.count - 1].range = last.range.lowerBound..<range.upperBound
    } else {
      segments.append(TextSegment(kind: kind, range: range))
    }
  }
}
