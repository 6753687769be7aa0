// SPDX-License-Identifier: Apache-2.0

/// The words of a body as a reader sees them, to be compared with those of others.
enum BodyWords {
  /// The body without its HTML, quotations and code included, or as it stands if it is none: what the
  /// markup of a system says is the same in all its comments.
  ///
  /// - Complexity: O(*n*) in its bytes.
  static func of(_ comment: Comment) -> [UInt8] {
    let body = Array(comment.body.utf8)
    guard comment.bodyFormat == .html,
      body.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") })
    else { return body }
    var text = MappedText()
    for segment in HTMLSegmenter.segments(of: body) {
      switch segment.kind {
      case .prose, .quote, .code: text.appendDecodingEntities(segment.range, of: body)
      case .lineBreak: text.append(scalar: 0x0A, for: segment.range)
      case .markup, .quotedMarkup: continue
      }
    }
    return text.bytes
  }
}
