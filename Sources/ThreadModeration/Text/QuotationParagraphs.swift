// SPDX-License-Identifier: Apache-2.0

/// Finds paragraphs of prose that are nothing but somebody else's words in quotation marks.
///
/// A paragraph (lines up to a blank one) that is enclosed in one pair of quotation marks is a
/// quotation when its words stand in a comment above (or, for a comment that answers the post
/// itself, when the author adds words of their own: the quoted text may be the article's). Words
/// that no comment above contains stay the author's own, also those put into a true quotation, so
/// quotation marks alone hide nothing.
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
    guard !candidates.isEmpty else { return segments }
    // For each quotation, by where it begins, the words in it that are the author's own.
    var quotations: [Int: [Range<Int>]] = [:]
    if sources.isEmpty {
      if hasOwnWords { for candidate in candidates { quotations[candidate.lowerBound] = [] } }
    } else {
      let quoted = candidates.map { QuotedWords($0, in: body) }
      let all = quoted.reduce(into: Set<UInt64>()) { $0.formUnion($1.trigrams) }
      let found = sources.map { source in
        var found: Set<UInt64> = []
        let text = beginning(of: source)
        let words = hashedWords(0..<text.count, in: text)
        for trigram in trigrams(of: words) where all.contains(trigram) { found.insert(trigram) }
        return found
      }
      for candidate in quoted {
        guard let source = found.first(where: { candidate.share(in: $0) >= 0.6 }) else { continue }
        quotations[candidate.range.lowerBound] = candidate.ownWords(notIn: source)
      }
    }
    for piece in pieces {
      guard piece.kind == .prose, let own = quotations[piece.range.lowerBound] else {
        list.append(piece.kind, piece.range)
        continue
      }
      var start = piece.range.lowerBound
      for words in own {
        list.append(.quote, start..<words.lowerBound)
        list.append(.prose, words)
        start = words.upperBound
      }
      list.append(.quote, start..<piece.range.upperBound)
    }
    return list.segments
  }

  /// Bytes of a comment above that are compared: enough for any comment that people quote, and a
  /// bound on what ten thousand replies to one of a megabyte can cost.
  private static let maxSourceBytes = 65_536

  /// The first bytes of a text, cut between two scalars.
  private static func beginning(of text: String) -> [UInt8] {
    var bytes = Array(text.utf8.prefix(maxSourceBytes))
    guard bytes.count == maxSourceBytes else { return bytes }
    // The last scalar may lack its end.
    while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    return bytes
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

  /// A word of a text: its bytes and a hash of them, ASCII case folded.
  private struct HashedWord {
    var range: Range<Int>
    var hash: UInt64
  }

  private static func hashedWords(_ part: Range<Int>, in text: [UInt8]) -> [HashedWord] {
    var words: [HashedWord] = []
    var current: [UInt8] = []
    var index = part.lowerBound
    var start = index
    while index < part.upperBound {
      let width = WordSpan.wordWidth(text, index)
      if width > 0 {
        if current.isEmpty { start = index }
        for byte in text[index..<index + width] { current.append(ByteClass.lowered(byte)) }
        index += width
      } else {
        if !current.isEmpty {
          words.append(HashedWord(range: start..<index, hash: StableHash.of(current)))
          current.removeAll(keepingCapacity: true)
        }
        index += UTF8Bytes.width(leading: text[index])
      }
    }
    if !current.isEmpty {
      words.append(HashedWord(range: start..<index, hash: StableHash.of(current)))
    }
    return words
  }

  /// Hashes of all runs of three words, in order.
  private static func trigrams(of words: [HashedWord]) -> [UInt64] {
    guard words.count >= 3 else { return [] }
    return (0...words.count - 3).map { index in
      StableHash.mixed(
        words[index].hash
          &+ StableHash.mixed(words[index + 1].hash &+ StableHash.mixed(words[index + 2].hash))
      )
    }
  }

  /// The words of a paragraph in quotation marks.
  private struct QuotedWords {
    var range: Range<Int>
    var words: [HashedWord]
    /// One for each word that has two more after it.
    var trigrams: [UInt64]

    init(_ range: Range<Int>, in body: [UInt8]) {
      self.range = range
      words = hashedWords(range, in: body)
      trigrams = QuotationParagraphs.trigrams(of: words)
    }

    /// The share of its runs of three words that `source` has.
    func share(in source: Set<UInt64>) -> Double {
      guard !trigrams.isEmpty else { return 0 }
      return Double(trigrams.lazy.filter(source.contains).count) / Double(trigrams.count)
    }

    /// The stretches of words that belong to no run of three words of `source`.
    func ownWords(notIn source: Set<UInt64>) -> [Range<Int>] {
      var isQuoted = [Bool](repeating: false, count: words.count)
      for (index, trigram) in trigrams.enumerated() where source.contains(trigram) {
        for word in index..<index + 3 { isQuoted[word] = true }
      }
      var own: [Range<Int>] = []
      var isOpen = false
      for (index, word) in words.enumerated() {
        if isQuoted[index] {
          isOpen = false
        } else if isOpen {
          own[own.count - 1] = own[own.count - 1].lowerBound..<word.range.upperBound
        } else {
          own.append(word.range)
          isOpen = true
        }
      }
      return own
    }
  }
}
