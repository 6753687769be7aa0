// SPDX-License-Identifier: Apache-2.0

/// Joins a word that was broken by spaces: `mor on`, `m oron`, `mo <on`.
///
/// Two to four chunks become one when exactly a rude word results and they are not all ordinary
/// words (`pen is`; known from `Tables/OrdinaryWordTable.swift`).
struct SplitWords: Sendable {
  static let maxChunks = 4
  /// Scalars of a chunk that may be a part of a broken word, and of the whole.
  static let maxChunk = 8
  static let maxWhole = 16
  /// Scalars from the first chunk on that are looked at, at most.
  static let maxReach = 64

  let disguise: Disguise
  private var vocabulary: Vocabulary { disguise.vocabulary }

  init(disguise: Disguise) { self.disguise = disguise }

  /// The chunks from `first` on read as one word, and where the chunk behind them starts.
  ///
  /// - Parameters: `first` and `second` are ranges of `scalars`, one space apart.
  func joined(
    _ first: Range<Int>,
    _ second: Range<Int>,
    of scalars: [FoldedScalar]
  ) -> (scalars: [FoldedScalar], end: Int)? {
    guard isPart(scalars[first]), isPart(scalars[second]) else { return nil }
    var whole: [FoldedScalar] = Array(scalars[first])
    var text: [UInt8] = Self.bytes(of: scalars[first])
    var isOdd = !isCommon(scalars[first])
    var found: (scalars: [FoldedScalar], end: Int)?
    var chunk = second
    for count in 2...Self.maxChunks {
      guard whole.count + chunk.count <= Self.maxWhole, count == 2 || isPart(scalars[chunk]) else {
        break
      }
      whole += scalars[chunk]
      text.append(0x20)
      text += Self.bytes(of: scalars[chunk])
      isOdd = isOdd || !isCommon(scalars[chunk])
      if isOdd, let read = read(whole, text) { found = (read, chunk.upperBound) }
      guard chunk.upperBound + 1 < scalars.count, scalars[chunk.upperBound].value == 0x20 else {
        break
      }
      var end = chunk.upperBound + 1
      while end < scalars.count, end - chunk.upperBound <= Self.maxChunk + 1,
        !Normalizer.isSpace(scalars[end].value)
      {
        end += 1
      }
      chunk = chunk.upperBound + 1..<end
      if chunk.isEmpty { break }
    }
    return found
  }

  /// Whether two chunks of ASCII bytes may both be parts of a broken word: asked before scalars are made.
  func mayJoin(_ first: Range<Int>, _ second: Range<Int>, of bytes: [UInt8]) -> Bool {
    isPart(first) { UInt32(ByteClass.lowered(bytes[$0])) }
      && isPart(second) { UInt32(ByteClass.lowered(bytes[$0])) }
  }

  private func read(_ whole: [FoldedScalar], _ text: [UInt8]) -> [FoldedScalar]? {
    guard whole.count >= 3 else { return nil }
    var core = whole[...]
    while let last = core.last, Self.isPunctuation(last.value) { core.removeLast() }
    while let first = core.first, Self.isPunctuation(first.value) { core.removeFirst() }
    let isPlain = core.allSatisfy { $0.value < 0x80 && ByteClass.isLower(UInt8($0.value)) }
    var result: [FoldedScalar]
    if isPlain {
      let word = core.map { UInt8($0.value) }
      guard isRude(word) || word.last == UInt8(ascii: "s") && isRude(word.dropLast()),
        !vocabulary.isOrdinary(text.filter { $0 == 0x20 || ByteClass.isLower($0) })
      else { return nil }
      result = disguise.spelled(Array(word), for: core)
    } else {
      guard let places = Masks.places(of: core), let reading = disguise.masks.reading(of: places),
        reading.masks <= 1, reading.word.count >= 4,
        reading.signs + reading.masks + reading.skips > 0,
        isRude(reading.word)
      else { return nil }
      result = disguise.spelled(reading.word, for: core)
    }
    return whole[..<core.startIndex] + result + whole[core.endIndex...]
  }

  /// Whether a chunk may be a part of a broken word: a letter in it, no digit, and no word of its
  /// own.
  private func isPart(_ chunk: ArraySlice<FoldedScalar>) -> Bool {
    isPart(chunk.indices) { chunk[$0].value }
  }

  @inline(__always)
  private func isPart(_ chunk: Range<Int>, _ scalar: (Int) -> UInt32) -> Bool {
    guard chunk.count <= Self.maxChunk else { return false }
    var letters = 0
    var hash = StableHash.start
    var isPlain = true
    for index in chunk {
      let value = scalar(index)
      guard value < 0x80 else { return false }
      let byte = UInt8(value)
      if ByteClass.isLower(byte) {
        letters += 1
        hash = StableHash.step(hash, byte)
      } else {
        guard Self.isSign(byte) else { return false }
        isPlain = isPlain && Self.isPunctuation(value)
      }
    }
    return letters > 0
      && !(isPlain && letters >= 3 && vocabulary.contains(hash: StableHash.mixed(hash)))
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "$"),
      UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: "^"), UInt8(ascii: "."),
      UInt8(ascii: "+"), UInt8(ascii: "_"), UInt8(ascii: ","), UInt8(ascii: "?"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private func isRude(_ word: some Sequence<UInt8>) -> Bool {
    (vocabulary.entry(of: word)?.role ?? .plain) >= .rude
  }

  private static func bytes(of chunk: ArraySlice<FoldedScalar>) -> [UInt8] {
    chunk.compactMap { $0.value < 0x80 ? UInt8($0.value) : nil }
  }

  private static func isPunctuation(_ value: UInt32) -> Bool {
    switch value {
    case 0x2E, 0x2C, 0x3F, 0x22, 0x27, 0x3B, 0x3A, 0x21: true  // . , ? " ' ; : !
    default: false
    }
  }

  /// One of the short words that stand everywhere.
  private func isCommon(_ chunk: ArraySlice<FoldedScalar>) -> Bool {
    var letters = WordMemo.Key()
    for scalar in chunk where scalar.value < 0x80 && ByteClass.isLower(UInt8(scalar.value)) {
      letters.append(UInt8(scalar.value))
    }
    return chunk.count <= Self.maxChunk && Self.common.contains(letters.low)
  }

  private static let common = Set(commonWords.map { WordMemo.Key($0).low })

  private static let commonWords = [
    "a", "i", "r", "u", "n", "s", "t", "d", "m", "b", "x", "is", "it", "at", "an", "as", "in", "on",
    "of", "to", "be", "or", "so", "do", "my",
    "me", "we", "he", "us", "up", "by", "go", "no", "if", "am", "ok", "the", "and", "are", "was",
    "you", "for", "not", "but", "all", "can", "had", "her", "him", "his", "its", "one", "our",
    "out",
    "she", "who", "why", "how", "any", "has", "did", "get", "got", "let", "may", "new", "now",
    "old",
    "see", "two", "way", "yes", "yet", "too", "use", "men", "man", "day", "off", "own", "put",
    "say",
    "with", "that", "this", "have", "from", "they", "will", "your", "what", "when", "been", "than",
  ]
}
