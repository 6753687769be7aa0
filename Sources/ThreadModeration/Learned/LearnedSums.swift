// SPDX-License-Identifier: Apache-2.0

/// The weights of a ``LearnedModel`` laid out for scoring: both outputs side by side, and the sums of
/// common words known beforehand.
///
/// Says what summing up ``TextFeatures`` says, without making them. Three of four words of a comment are
/// common (78 % in the benchmark's 40,000, from which the table was counted): for those the lookups of the word
/// and its pieces are one. Most of the time goes to waiting for the tables, which are larger than the caches next
/// to a core (perf annotate).
struct LearnedSums: Sendable {
  /// What the features of one sort add up to.
  struct Part {
    var hostility: Int32 = 0
    var spam: Int32 = 0
    var count = 0
  }

  /// Weights of words and pieces by bucket: hostility in the low byte, spam in the high one.
  private let steps: [UInt16]
  /// Weights of shapes, in the same way.
  private let shapeSteps: [UInt16]

  /// A common word, its weights and the sums of its pieces.
  private struct Common {
    var start: Int32
    var length: Int32
    var word: UInt16
    var pieces: Part
  }

  private var commonWords: [Common] = []
  private var commonBytes: [UInt8] = []
  private var commonByHash = HashIndex()

  init(_ tables: [LearnedModel.Table], common: String = CommonWordTable.text) {
    steps = Self.paired(tables.map(\.steps), count: TextFeatures.bucketCount)
    shapeSteps = Self.paired(tables.map(\.shapeSteps), count: TextFeatures.shapeCount)
    for word in common.utf8.split(whereSeparator: ByteClass.isSpace) {
      let bytes = Array(word)
      var hash: UInt64?
      TextFeatures.forEachWord(of: bytes) { range, found in
        if range == bytes.indices { hash = found }
      }
      guard let hash, commonByHash.number(of: hash) == nil else { continue }
      let pieces = sum(ofPieces: bytes, bytes.indices)
      commonByHash.set(hash, Int32(commonWords.count))
      commonWords.append(
        Common(
          start: Int32(commonBytes.count),
          length: Int32(bytes.count),
          word: steps[Int(TextFeatures.bucket(hash))],
          pieces: pieces
        )
      )
      commonBytes += bytes
    }
  }

  private static func paired(_ tables: [[Int8]], count: Int) -> [UInt16] {
    let hostility = tables[LearnedModel.Output.hostility.rawValue]
    let spam = tables[LearnedModel.Output.spam.rawValue]
    let narrowing = Int(LearnedModel.Output.spam.narrowing)
    return (0..<count).map { bucket in
      UInt16(UInt8(bitPattern: hostility[bucket]))
        | UInt16(UInt8(bitPattern: spam[bucket >> narrowing])) << 8
    }
  }
}

extension LearnedSums.Part {
  @inline(__always)
  fileprivate mutating func add(_ pair: UInt16) {
    hostility &+= Int32(Int8(truncatingIfNeeded: pair))
    spam &+= Int32(Int8(truncatingIfNeeded: pair >> 8))
    count &+= 1
  }
}

extension LearnedSums {
  /// The sums of words, of pieces and of shapes; `nil` for a text without words.
  ///
  /// - Complexity: O(*n*) in the bytes.
  func sums(of text: [UInt8], words: [WordSpan], hits: [LexiconHit]) -> [Part]? {
    var memo = WordMemo(isEmpty: true)
    let hashes = WordSpan.hashes(of: words, in: text)
    return sums(of: text, words: words, hits: hits, hashes: hashes, &memo)
  }

  /// As above, for words whose ``StableHash`` is known, and with what is remembered about words from
  /// other texts.
  func sums(
    of text: [UInt8],
    words: [WordSpan],
    hits: [LexiconHit],
    hashes: [UInt64],
    _ memo: inout WordMemo
  ) -> [Part]? {
    var (whole, pieces, shapes) = (Part(), Part(), Part())
    // The places first, the weights afterwards: lookups with nothing between them wait for the memory together.
    var (wholeBuckets, pieceBuckets, shapeBuckets): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
    let limit = min(text.count, TextFeatures.maxBytes)
    wholeBuckets.reserveCapacity(limit / 3 + 16)
    var previous = TextFeatures.start
    TextFeatures.forEachWord(of: text) { range, hash in
      wholeBuckets.append(TextFeatures.bucket(ofPair: hash, after: previous))
      previous = hash
      if let known = common(text, range, hash) {
        whole.add(known.word)
        pieces.hostility &+= known.pieces.hostility
        pieces.spam &+= known.pieces.spam
        pieces.count += known.pieces.count
        return
      }
      let key = WordMemo.Key(text, range)
      if let key, let known = memo.weights(key) {
        whole.add(known.word)
        pieces.hostility &+= known.hostility
        pieces.spam &+= known.spam
        pieces.count += Int(known.pieces)
      } else if let key {
        let (word, own) = (steps[Int(TextFeatures.bucket(hash))], sum(ofPieces: text, range))
        whole.add(word)
        pieces.hostility &+= own.hostility
        pieces.spam &+= own.spam
        pieces.count += own.count
        memo.set(
          WordMemo.Weights(
            hostility: own.hostility,
            spam: own.spam,
            pieces: UInt16(own.count),
            word: word
          ),
          key
        )
      } else {
        wholeBuckets.append(TextFeatures.bucket(hash))
        TextFeatures.forEachPiece(of: text, range) { pieceBuckets.append($0) }
      }
    }
    guard !wholeBuckets.isEmpty else { return nil }
    for bucket in wholeBuckets { whole.add(steps[Int(bucket)]) }
    for bucket in pieceBuckets { pieces.add(steps[Int(bucket)]) }
    let shape = TextShape(of: text, words: words, hits: hits, limit: limit, hashes: hashes)
    shapeBuckets.reserveCapacity(shape.places.count * TextFeatures.maxShape)
    TextFeatures.forEachRun(of: shape.places) { _, _, bucket in shapeBuckets.append(bucket) }
    for bucket in shapeBuckets { shapes.add(shapeSteps[Int(bucket)]) }
    return [whole, pieces, shapes]
  }

  private func sum(ofPieces text: [UInt8], _ range: Range<Int>) -> Part {
    var part = Part()
    TextFeatures.forEachPiece(of: text, range) { part.add(steps[Int($0)]) }
    return part
  }

  /// What is known of a word, if it is a common one.
  @inline(__always)
  private func common(_ text: [UInt8], _ range: Range<Int>, _ hash: UInt64) -> Common? {
    guard let number = commonByHash.number(of: hash) else { return nil }
    let word = commonWords[Int(number)]
    guard Int(word.length) == range.count else { return nil }
    // Whoever chooses words can choose two of one hash.
    for offset in 0..<range.count
    where TextFeatures.folded(text[range.lowerBound + offset])
      != commonBytes[Int(word.start) + offset]
    {
      return nil
    }
    return word
  }
}
