// SPDX-License-Identifier: Apache-2.0

/// Finds paragraphs of prose that are nothing but somebody else's words in quotation marks.
///
/// A paragraph (lines up to a blank one) that is enclosed in one pair of quotation marks is a
/// quotation when its words stand in a comment above (or, for a comment that answers the post
/// itself, when the author adds words of their own: the quoted text may be the article's). Words
/// that no comment above contains stay the author's own, so quotation marks alone hide nothing.
enum QuotationParagraphs {
  /// Turns such paragraphs of `segments` into quotations.
  ///
  /// - Parameter sources: Bodies of the comments above, nearest first; empty at the top of a tree.
  static func mark(_ segments: [TextSegment], of body: [UInt8], sources: [String]) -> [TextSegment]
  {
    guard mayHoldQuotation(body) else { return segments }
    var list = SegmentList()
    var candidates: [Range<Int>] = []
    var hasOwnWords = false
    var pieces: [TextSegment] = []
    for segment in segments {
      guard segment.kind == .prose else {
        pieces.append(segment)
        continue
      }
      for paragraph in paragraphs(segment.range, of: body) {
        pieces.append(TextSegment(kind: .prose, range: paragraph))
        if isEnclosed(paragraph, of: body) {
          candidates.append(paragraph)
        } else if body[paragraph].contains(where: { $0 >= 0x80 || ByteClass.isLetter($0) }) {
          hasOwnWords = true
        }
      }
    }
    let parents = sources.map { wordTrigrams(Array($0.utf8)) }
    var quotations: Set<Int> = []
    for candidate in candidates {
      let isQuotation =
        sources.isEmpty
        ? hasOwnWords
        : parents.contains { share(of: wordTrigrams(Array(body[candidate])), in: $0) >= 0.6 }
      if isQuotation { quotations.insert(candidate.lowerBound) }
    }
    for piece in pieces {
      let isQuotation = piece.kind == .prose && quotations.contains(piece.range.lowerBound)
      list.append(isQuotation ? .quote : piece.kind, piece.range)
    }
    return list.segments
  }

  private static func mayHoldQuotation(_ body: [UInt8]) -> Bool {
    body.contains { $0 == UInt8(ascii: "\"") || $0 == 0xE2 || $0 == 0xC2 }
  }

  /// Splits at blank lines; the blank lines belong to the paragraph before them.
  private static func paragraphs(_ range: Range<Int>, of body: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    var lineStart = start
    var isBlank = true
    var wasBlank = false
    for index in range {
      if body[index] == 0x0A {
        if isBlank { wasBlank = true }
        lineStart = index + 1
        isBlank = true
      } else if !ByteClass.isSpace(body[index]), isBlank {
        if wasBlank, lineStart > start {
          result.append(start..<lineStart)
          start = lineStart
        }
        wasBlank = false
        isBlank = false
      }
    }
    if start < range.upperBound { result.append(start..<range.upperBound) }
    return result
  }

  /// Whether a paragraph is one pair of quotation marks and what stands between them, at least
  /// three words.
  static func isEnclosed(_ paragraph: Range<Int>, of body: [UInt8]) -> Bool {
    var start = paragraph.lowerBound
    var end = paragraph.upperBound
    while start < end, ByteClass.isSpace(body[start]) { start += 1 }
    while end > start, ByteClass.isSpace(body[end - 1]) || isStop(body[end - 1]) { end -= 1 }
    guard end - start > 8 else { return false }
    let opening = UTF8Bytes.scalar(in: body, at: start)
    var last = end - 1
    while last > start, body[last] & 0xC0 == 0x80 { last -= 1 }
    let closing = UTF8Bytes.scalar(in: body, at: last)
    let inside = start + UTF8Bytes.width(of: opening)..<last
    guard !inside.isEmpty else { return false }
    let closers: Set<UInt32>
    switch opening {
    case 0x22: closers = [0x22]
    case 0x201C: closers = [0x201D]
    case 0x201E: closers = [0x201C, 0x201D]
    case 0x201D: closers = [0x201D]
    case 0xAB: closers = [0xBB]
    case 0xBB: closers = [0xAB]
    default: return false
    }
    guard closers.contains(closing) else { return false }
    var words = 0
    var isInWord = false
    var index = inside.lowerBound
    while index < inside.upperBound {
      let scalar = UTF8Bytes.scalar(in: body, at: index)
      // “a” and “b”: the first pair ends before the paragraph does.
      if closers.contains(scalar) { return false }
      let isWord =
        scalar >= 0x80
        ? !(0x2000...0x206F).contains(scalar) : ByteClass.isAlphanumeric(UInt8(scalar))
      if isWord, !isInWord { words += 1 }
      isInWord = isWord
      index += UTF8Bytes.width(of: scalar)
    }
    return words >= 3
  }

  private static func isStop(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: ";")
  }

  /// Hashes of runs of three words (or of all of them, if there are fewer), ASCII case folded.
  private static func wordTrigrams(_ text: [UInt8]) -> Set<UInt64> {
    var words: [UInt64] = []
    var current: [UInt8] = []
    for (index, byte) in text.enumerated() {
      // General punctuation, such as curly quotation marks, is E2 80 xx or E2 81 xx.
      let isPunctuation =
        byte == 0xE2 && index + 1 < text.count && text[index + 1] & 0xFE == 0x80
        || index > 0 && text[index - 1] == 0xE2 && byte & 0xFE == 0x80
        || index > 1 && text[index - 2] == 0xE2 && text[index - 1] & 0xFE == 0x80
      if !isPunctuation, byte >= 0x80 || ByteClass.isAlphanumeric(byte) {
        current.append(ByteClass.lowered(byte))
      } else if !current.isEmpty {
        words.append(StableHash.of(current))
        current.removeAll(keepingCapacity: true)
      }
    }
    if !current.isEmpty { words.append(StableHash.of(current)) }
    guard words.count >= 3 else { return Set(words) }
    var result: Set<UInt64> = []
    for index in 0...words.count - 3 {
      result.insert(
        StableHash.mixed(
          words[index] &+ StableHash.mixed(words[index + 1] &+ StableHash.mixed(words[index + 2]))
        )
      )
    }
    return result
  }

  private static func share(of part: Set<UInt64>, in whole: Set<UInt64>) -> Double {
    guard !part.isEmpty else { return 0 }
    return Double(part.lazy.filter(whole.contains).count) / Double(part.count)
  }
}
