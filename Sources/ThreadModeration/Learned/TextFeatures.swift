// SPDX-License-Identifier: Apache-2.0

/// What the learned scorer sees of a text: words, pairs of words, pieces of words and the text's shape, as
/// numbers of buckets.
///
/// A word is a run of letters, digits, apostrophes and bytes of other scripts; digits count as `0`. Its
/// pieces are all runs of two to five bytes of the word with a space at each end. Punctuation marks
/// that people use for emphasis are words of their own, and so is every emoji. Links are passed over:
/// what they mean is for the signals of links. The shape (``TextShape``) is looked at in runs of one to
/// four tokens, of which at least one is not just some word.
///
/// Source: hashed features, Weinberger et al., *Feature hashing for large scale multitask learning*,
/// ICML 2009; pieces of words, Bojanowski et al., *Enriching word vectors with subword information*,
/// TACL 2017.
struct TextFeatures {
  /// Buckets of words and pieces, a power of two.
  static let bucketBits: UInt64 = 19
  static let bucketCount = 1 << Int(bucketBits)
  /// Buckets of shapes, a power of two.
  static let shapeBits: UInt64 = 16
  static let shapeCount = 1 << Int(shapeBits)
  static let maxShape = 4
  static let maxPiece = 5
  /// Bytes of a text that are looked at: more say the same again.
  static let maxBytes = 16_384
  /// Bytes of a word whose pieces are looked at.
  private static let maxWordBytes = 64

  /// A word: where it stands, and which buckets are its own.
  struct Word {
    var range: Range<Int>
    var words: Range<Int>
    var pieces: Range<Int>
  }

  /// A run of tokens of the shape: where it stands, which bucket is its own, and the sentence it lies in, if
  /// in one alone.
  struct Run {
    var range: Range<Int>
    var bucket: UInt32
    var sentence: Int?
  }

  /// Buckets of words and pairs of words.
  private(set) var words: [UInt32] = []
  /// Buckets of pieces.
  private(set) var pieces: [UInt32] = []
  /// Buckets of the shape.
  private(set) var shapes: [UInt32] = []
  /// The words, when asked for.
  private(set) var places: [Word] = []
  /// The runs of the shape, when asked for.
  private(set) var runs: [Run] = []
  /// Where sentences begin, when asked for.
  private(set) var sentences: [Int] = []

  /// - Parameters:
  ///   - text: the normalized view, UTF-8.
  ///   - words: its words.
  ///   - hits: the terms of the lexicon in it.
  ///   - keepsPlaces: whether to keep where everything stands.
  /// - Complexity: O(*n*) in the bytes.
  init(_ text: [UInt8], words: [WordSpan], hits: [LexiconHit], keepsPlaces: Bool = false) {
    self.init(text, keepsPlaces: keepsPlaces)
    if keepsPlaces { sentences = Self.sentences(of: text) }
    addShapes(
      TextShape(of: text, words: words, hits: hits, limit: min(text.count, Self.maxBytes)).places,
      keepsPlaces
    )
  }

  private mutating func addShapes(_ places: [TextShape.Place], _ keepsPlaces: Bool) {
    shapes.reserveCapacity(places.count * Self.maxShape)
    let numbers = keepsPlaces ? Self.sentenceNumbers(of: places, sentences) : []
    Self.forEachRun(of: places) { first, last, bucket in
      shapes.append(bucket)
      guard keepsPlaces else { return }
      let start = places[first].range.isEmpty && last > first ? first + 1 : first
      let end = places[last].range.isEmpty && last > start ? last - 1 : last
      runs.append(
        Run(
          range: places[start].range.lowerBound..<places[end].range.upperBound,
          bucket: bucket,
          sentence: numbers[first] == numbers[last] ? numbers[first] : nil
        )
      )
    }
  }

  /// Calls `body` with every run of tokens of a shape: its first and last token, and its bucket.
  @inline(__always)
  static func forEachRun(of places: [TextShape.Place], _ body: (Int, Int, UInt32) -> Void) {
    for first in places.indices {
      var hash = Self.shapeStart
      var isPlain = true
      for last in first..<min(first + Self.maxShape, places.count) {
        let token = places[last].token
        hash = (hash ^ token) &* 0x0000_0100_0000_01b3
        hash ^= hash >> 29
        isPlain = isPlain && token == TextShape.someWord
        if isPlain { continue }
        body(
          first,
          last,
          UInt32(truncatingIfNeeded: (hash &* 0xff51_afd7_ed55_8ccd) >> (64 - Self.shapeBits))
        )
      }
    }
  }

  private static let shapeStart: UInt64 = 0xA24B_AED4_963E_E407

  /// Words and pieces alone.
  ///
  /// - Complexity: O(*n*) in the bytes.
  init(_ text: [UInt8], keepsPlaces: Bool = false) {
    let count = min(text.count, Self.maxBytes)
    words.reserveCapacity(count / 2 + 8)
    pieces.reserveCapacity(count * 4 + 16)
    var previous = Self.start
    Self.forEachWord(of: text) { range, hash in
      let (firstWord, firstPiece) = (words.count, pieces.count)
      words.append(Self.bucket(hash))
      words.append(Self.bucket(ofPair: hash, after: previous))
      previous = hash
      Self.forEachPiece(of: text, range) { pieces.append($0) }
      guard keepsPlaces else { return }
      places.append(
        Word(
          range: range,
          words: firstWord..<words.count,
          pieces: firstPiece..<pieces.count
        )
      )
    }
  }

  /// What stands before the first word.
  static let start: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let pieceStart: UInt64 = 0xD1B5_4A32_D192_ED03

  /// Where the sentences of a text begin, the first at 0: behind the end of a line, and behind a mark that
  /// ends a sentence with a space after it. Each has a letter, a digit or a mark that counts as a word.
  ///
  /// - Complexity: O(*n*) in the bytes.
  static func sentences(of text: [UInt8]) -> [Int] {
    let count = min(text.count, Self.maxBytes)
    var starts = [0]
    var hasWords = false
    for index in 0..<count {
      let byte = text[index]
      let isEnd =
        switch byte {
        case 0x0A: true
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
          index + 1 < count && ByteClass.isSpace(text[index + 1])
        default: false
        }
      hasWords = hasWords || Self.isWord(byte) || Self.isMark(byte)
      if isEnd, hasWords {
        starts.append(index + 1)
        hasWords = false
      }
    }
    if !hasWords, starts.count > 1 { starts.removeLast() }
    return starts
  }

  /// The sentence of every token of a shape; those at both ends belong to the first and the last one.
  static func sentenceNumbers(of places: [TextShape.Place], _ sentences: [Int]) -> [Int] {
    var number = 0
    return places.map { place in
      while number + 1 < sentences.count, sentences[number + 1] <= place.range.lowerBound {
        number += 1
      }
      return number
    }
  }

  /// Calls `body` with every word of a text and its hash.
  @inline(__always)
  static func forEachWord(of text: [UInt8], _ body: (Range<Int>, UInt64) -> Void) {
    let count = min(text.count, Self.maxBytes)
    var index = 0
    while index < count {
      let byte = text[index]
      if byte == 0x68 || byte == 0x77, let end = Self.linkEnd(in: text, at: index, before: count) {
        index = end
        continue
      }
      guard Self.isWord(byte) || Self.isMark(byte) else {
        index += 1
        continue
      }
      let first = index
      var hash = Self.step(Self.start, Self.folded(byte))
      index += 1
      if byte >= 0xF0 {
        while index < min(first + 4, count) {
          hash = Self.step(hash, text[index])
          index += 1
        }
      } else if Self.isWord(byte) {
        while index < count, Self.isWord(text[index]), text[index] < 0xF0 {
          hash = Self.step(hash, Self.folded(text[index]))
          index += 1
        }
      }
      body(first..<index, hash)
    }
  }

  /// Calls `body` with the bucket of every piece of a word.
  @inline(__always)
  static func forEachPiece(of text: [UInt8], _ range: Range<Int>, _ body: (UInt32) -> Void) {
    let end = min(range.upperBound, range.lowerBound + Self.maxWordBytes)
    // From one before the word to one behind it: a space at each end.
    for start in range.lowerBound - 1..<end {
      var hash = Self.pieceStart
      let last = min(start + Self.maxPiece - 1, end)
      for index in start...last {
        let byte = index < range.lowerBound || index >= end ? 0x20 : Self.folded(text[index])
        hash = Self.step(hash, byte)
        if index > start { body(Self.bucket(hash)) }
      }
    }
  }

  /// The bucket of a word and the one before it, by their hashes.
  @inline(__always)
  static func bucket(ofPair hash: UInt64, after previous: UInt64) -> UInt32 {
    bucket(hash ^ (previous &* 3))
  }

  private static let linkStarts = ["http://", "https://", "www."].map { Array($0.utf8) }

  /// The end of a link that begins at an `h` or `w`: the next space, bracket, quotation mark or the end.
  private static func linkEnd(in text: [UInt8], at index: Int, before count: Int) -> Int? {
    guard index == 0 || !isWord(text[index - 1]) || isEmojiEnd(text, index) else { return nil }
    let rest = text[index..<count]
    guard linkStarts.contains(where: { rest.starts(with: $0) }) else { return nil }
    return rest.firstIndex { byte in
      switch byte {
      case 0x20, 0x0A, 0x0D, 0x09, 0x22, 0x27, 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D: true
      default: false
      }
    } ?? count
  }

  /// Whether a character of four bytes ends before `index`: it is a word of its own.
  private static func isEmojiEnd(_ text: [UInt8], _ index: Int) -> Bool {
    index >= 4 && text[index - 4] >= 0xF0
  }

  @inline(__always)
  private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// The bucket of a hash.
  @inline(__always)
  static func bucket(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: (hash &* 0xff51_afd7_ed55_8ccd) >> (64 - bucketBits))
  }

  /// Small letters, and `0` for digits.
  @inline(__always)
  static func folded(_ byte: UInt8) -> UInt8 {
    if ByteClass.isDigit(byte) { return 0x30 }
    return ByteClass.lowered(byte)
  }

  @inline(__always)
  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || ByteClass.isAlphanumeric(byte) || byte == 0x27
  }

  @inline(__always)
  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "@"),
      UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "\""),
      UInt8(ascii: "+"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}

extension TextFeatures {
  /// The buckets of a text or of a sentence.
  struct Buckets {
    var words: [UInt32] = []
    var pieces: [UInt32] = []
    var shapes: [UInt32] = []
  }

  /// What an output is told from: the whole, and for hostility each sentence that has words, if the text has
  /// several sentences. Of features with places kept.
  ///
  /// - Complexity: O(*n*) in the features.
  func parts(for output: LearnedModel.Output) -> [Buckets] {
    let whole = Buckets(words: words, pieces: pieces, shapes: shapes)
    guard output == .hostility, sentences.count > 1 else { return [whole] }
    var parts = [Buckets](repeating: Buckets(), count: sentences.count)
    var number = 0
    for place in places {
      while number + 1 < sentences.count, sentences[number + 1] <= place.range.lowerBound {
        number += 1
      }
      parts[number].words += words[place.words]
      parts[number].pieces += pieces[place.pieces]
    }
    for run in runs {
      if let sentence = run.sentence { parts[sentence].shapes.append(run.bucket) }
    }
    return [whole] + parts.filter { !$0.words.isEmpty }
  }
}

extension TextFeatures {
  /// Bytes of a body that are looked at for its own words: as many as are judged.
  private static let maxBodyBytes = 1 << 20

  /// What the scorer sees of a comment's own words.
  ///
  /// - Complexity: O(*n*) in the bytes of the body, at most 1 MiB.
  init(of comment: Comment, keepsPlaces: Bool = false) {
    let views = TextViews(
      body: UTF8Bytes.beginning(of: comment.body, maxBytes: Self.maxBodyBytes),
      format: comment.bodyFormat,
      normalizer: NormalizerSource(Normalizer(vocabulary: Lexicon.shared.vocabulary))
    )
    let text = views.normalized.bytes
    let words = views.words
    self.init(
      text,
      words: words,
      hits: Lexicon.shared.hits(in: text, words: words),
      keepsPlaces: keepsPlaces
    )
  }
}
