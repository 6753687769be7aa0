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

  /// What the features of a text, or of a sentence, add up to.
  struct Sums {
    /// Words and pairs of words.
    var words = Part()
    var pieces = Part()
    var shapes = Part()
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

  /// Adds the pieces of a word.
  @inline(__always)
  fileprivate mutating func add(_ word: WordMemo.WordWeight) {
    hostility &+= word.hostility
    spam &+= word.spam
    count &+= Int(word.pieces)
  }

  fileprivate mutating func add(_ other: Self) {
    hostility &+= other.hostility
    spam &+= other.spam
    count &+= other.count
  }
}

extension LearnedSums {
  /// The sums of words, of pieces and of shapes, and those of each sentence that has words, if there are several;
  /// `nil` for a text without words.
  ///
  /// - Parameters:
  ///   - hashes: the ``StableHash`` of each word.
  ///   - memo: what is remembered about words from other texts.
  /// - Complexity: O(*n*) in the bytes.
  func sums(
    of text: [UInt8],
    words: [WordSpan],
    hits: [LexiconHit],
    hashes: [UInt64],
    _ memo: inout WordMemo
  ) -> (whole: Sums, sentences: [Sums])? {
    let starts = TextFeatures.sentences(of: text)
    var sentences = [Sums](repeating: Sums(), count: starts.count)
    // The places first, the weights afterwards: lookups with nothing between them wait for the memory together.
    var buckets: [UInt32] = []
    var ends = [Int](repeating: 0, count: starts.count)
    buckets.reserveCapacity(words.count * 2 + 64)
    var previous = TextFeatures.start
    var sentence = 0
    var next = starts.count > 1 ? starts[1] : Int.max
    var current = Sums()
    TextFeatures.forEachWord(of: text) { range, hash in
      while next <= range.lowerBound {
        (sentences[sentence], ends[sentence]) = (current, buckets.count)
        current = Sums()
        sentence += 1
        next = sentence + 1 < starts.count ? starts[sentence + 1] : Int.max
      }
      buckets.append(TextFeatures.bucket(ofPair: hash, after: previous))
      previous = hash
      let known = weights(of: text, range, hash, &memo)
      current.words.add(known.word)
      current.pieces.add(known)
    }
    guard !buckets.isEmpty else { return nil }
    (sentences[sentence], ends[sentence]) = (current, buckets.count)
    addPairs(buckets, ends, to: &sentences)
    let limit = min(text.count, TextFeatures.maxBytes)
    let places = TextShape(of: text, words: words, hits: hits, limit: limit, hashes: hashes).places
    if starts.count == 1 {
      sentences[0].shapes = shapes(of: places)
      return (sentences[0], [])
    }
    var whole = Sums()
    for part in sentences {
      whole.words.add(part.words)
      whole.pieces.add(part.pieces)
    }
    whole.shapes = shapes(of: places, starts, &sentences)
    return (whole, sentences.filter { $0.words.count > 0 })
  }

  /// Adds what pairs of words weigh to the sentences that they end in.
  ///
  /// - Parameter ends: for each sentence, how many buckets come before its end; 0 for one without words.
  private func addPairs(_ buckets: [UInt32], _ ends: [Int], to sentences: inout [Sums]) {
    let steps = self.steps.span
    let places = buckets.span
    var start = 0
    for number in sentences.indices where ends[number] > start {
      var part = sentences[number].words
      for index in start..<ends[number] { part.add(steps[Int(places[index])]) }
      sentences[number].words = part
      start = ends[number]
    }
  }

  /// What the runs of a shape weigh.
  private func shapes(of places: [TextShape.Place]) -> Part {
    let steps = shapeSteps.span
    var part = Part()
    TextFeatures.forEachRun(of: places) { _, _, bucket in part.add(steps[Int(bucket)]) }
    return part
  }

  /// The same of several sentences; runs that lie in one of them count there as well.
  private func shapes(
    of places: [TextShape.Place],
    _ starts: [Int],
    _ sentences: inout [Sums]
  ) -> Part {
    let steps = shapeSteps.span
    let numbers = TextFeatures.sentenceNumbers(of: places, starts)
    let owners = numbers.span
    var part = Part()
    var own = Part()
    var owner = 0
    TextFeatures.forEachRun(of: places) { first, last, bucket in
      if owners[first] != owner {
        sentences[owner].shapes.add(own)
        own = Part()
        owner = owners[first]
      }
      let pair = steps[Int(bucket)]
      part.add(pair)
      if owners[last] == owner { own.add(pair) }
    }
    sentences[owner].shapes.add(own)
    return part
  }

  /// What a word weighs by itself: remembered, known beforehand, or added up.
  @inline(__always)
  private func weights(
    of text: [UInt8],
    _ range: Range<Int>,
    _ hash: UInt64,
    _ memo: inout WordMemo
  ) -> WordMemo.WordWeight {
    let key = WordMemo.Key(text, range)
    if let key, let known = memo.weights(key) { return known }
    let found = weights(of: text, range, hash)
    if let key { memo.set(found, key) }
    return found
  }

  private func weights(
    of text: [UInt8],
    _ range: Range<Int>,
    _ hash: UInt64
  ) -> WordMemo.WordWeight {
    let known = common(text, range, hash)
    let own = known?.pieces ?? sum(ofPieces: text, range)
    return WordMemo.WordWeight(
      hostility: own.hostility,
      spam: own.spam,
      pieces: UInt16(own.count),
      word: known?.word ?? steps[Int(TextFeatures.bucket(hash))]
    )
  }

  /// The words that speak most for an output: says what ``LearnedModel/evidence(for:in:limit:)`` says of
  /// features, without making them.
  func evidence(
    for output: LearnedModel.Output,
    in text: [UInt8],
    words: [WordSpan],
    hits: [LexiconHit],
    hashes: [UInt64],
    limit: Int,
    _ memo: inout WordMemo
  ) -> [Range<Int>] {
    var places: [LearnedModel.Place] = []
    places.reserveCapacity(words.count + 16)
    var pieces = 0
    var previous = TextFeatures.start
    TextFeatures.forEachWord(of: text) { range, hash in
      let pair = steps[Int(TextFeatures.bucket(ofPair: hash, after: previous))]
      previous = hash
      let known = weights(of: text, range, hash, &memo)
      pieces += Int(known.pieces)
      places.append(
        LearnedModel.Place(
          range: range,
          words: Self.step(pair, output) + Self.step(known.word, output),
          pieces: output == .hostility ? known.hostility : known.spam
        )
      )
    }
    var runs: [(start: Int, step: Int32)] = []
    runs.reserveCapacity(4 * words.count + 64)
    let bytes = min(text.count, TextFeatures.maxBytes)
    let shape = TextShape(of: text, words: words, hits: hits, limit: bytes, hashes: hashes).places
    TextFeatures.forEachRun(of: shape) { first, last, bucket in
      let start = shape[first].range.isEmpty && last > first ? first + 1 : first
      runs.append((shape[start].range.lowerBound, Self.step(shapeSteps[Int(bucket)], output)))
    }
    return LearnedModel.evidence(
      places,
      runs,
      (words: 2 * places.count, pieces: pieces, shapes: runs.count),
      limit: limit
    )
  }

  @inline(__always)
  private static func step(_ pair: UInt16, _ output: LearnedModel.Output) -> Int32 {
    Int32(Int8(truncatingIfNeeded: output == .hostility ? pair : pair >> 8))
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
