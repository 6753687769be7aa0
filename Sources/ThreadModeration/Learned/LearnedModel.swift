// SPDX-License-Identifier: Apache-2.0

/// A linear model of text that was learned from labelled comments: how hostile, how much like spam.
///
/// The score of a text is `bias + scale × (Σ words / √words + Σ pieces / √pieces + Σ shapes / √shapes)`, in
/// log-odds; for hostility, the mean of that and of the same for its most hostile sentence, so that one
/// sentence in a long comment is not lost among the others. There is a weight of six bits for each
/// bucket of words and pieces (2¹⁹ for hostility, 2¹⁸ for spam) and of shapes (2¹⁶, 2¹⁵). It reads words
/// and what kinds of words stand side by side: what a text is about, who is answered and what stands
/// around it are for signals and rules.
///
/// `Docs/ModelCard.md` tells what the shipped model learned from, and what it cannot do.
public struct LearnedModel: Sendable {
  /// What is scored.
  public enum Output: Int, Sendable, CaseIterable {
    /// Hostility.
    case hostility
    /// Spam.
    case spam
  }

  /// Why a model cannot be read.
  public struct FormatError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, in words.
    public let description: String
  }

  /// What every model's bytes begin with: the version of the form.
  static let header = "threadmoderation/model/3"
  /// Steps of a weight: −31…31.
  static let maxStep = 31
  /// What a step may add to log-odds at most, and what every text may have before it is read: far beyond
  /// what anybody learns, and near enough that no sum of theirs is infinite.
  static let maxScale: Float = 1_000

  /// The weights of one output.
  struct Table: Sendable, Equatable {
    /// Steps of words and pieces.
    var steps: [Int8]
    /// Steps of shapes.
    var shapeSteps: [Int8]
    var scale: Float
    var bias: Float

    /// A table that says nothing.
    init(silentFor output: Output) {
      steps = [Int8](repeating: 0, count: TextFeatures.bucketCount >> output.narrowing)
      shapeSteps = [Int8](repeating: 0, count: TextFeatures.shapeCount >> output.narrowing)
      scale = 0
      bias = 0
    }
  }

  /// The tables of the outputs.
  let tables: [Table]
  /// The same weights, laid out for scoring.
  let sums: LearnedSums

  init(tables: [Table]) {
    self.tables = tables
    sums = LearnedSums(tables)
  }
}

extension LearnedModel.Output {
  /// By how many bits the output's tables are smaller than those of features: spam has fewer words of
  /// its own.
  var narrowing: UInt32 { self == .spam ? 1 : 0 }
}

// MARK: - Scoring

extension LearnedModel {
  /// The log-odds of both outputs for a text in its normalized view; `nil` for one without words.
  ///
  /// - Parameters:
  ///   - text: the normalized view, UTF-8.
  ///   - words: its words.
  ///   - hits: the terms of the lexicon in it.
  /// - Complexity: O(*n*) in its bytes, at most 16 KiB.
  func logOdds(
    of text: [UInt8],
    words: [WordSpan],
    hits: [LexiconHit]
  ) -> (hostility: Double, spam: Double)? {
    var memo = WordMemo(isEmpty: true)
    let hashes = WordSpan.hashes(of: words, in: text)
    return logOdds(of: text, words: words, hits: hits, hashes: hashes, &memo)
  }

  /// As above, for words whose ``StableHash`` is known, and with what is remembered about words from
  /// other texts.
  func logOdds(
    of text: [UInt8],
    words: [WordSpan],
    hits: [LexiconHit],
    hashes: [UInt64],
    _ memo: inout WordMemo
  ) -> (hostility: Double, spam: Double)? {
    guard let found = sums.sums(of: text, words: words, hits: hits, hashes: hashes, &memo) else {
      return nil
    }
    let whole = logOdds(.hostility, found.whole)
    let worst = found.sentences.reduce(nil as Double?) { worst, part in
      let own = logOdds(.hostility, part)
      return max(worst ?? own, own)
    }
    return ((whole + (worst ?? whole)) / 2, logOdds(.spam, found.whole))
  }

  /// The log-odds of an output for features that were made before, with places kept.
  func logOdds(_ output: Output, of features: TextFeatures) -> Double {
    guard !features.words.isEmpty else { return 0 }
    let table = tables[output.rawValue]
    let narrowing = output.narrowing
    func part(_ buckets: [UInt32], _ steps: [Int8]) -> (sum: Int32, count: Int) {
      (Self.sum(buckets[...], steps, narrowing), buckets.count)
    }
    let odds = features.parts(for: output).map { own in
      logOdds(
        output,
        part(own.words, table.steps),
        part(own.pieces, table.steps),
        part(own.shapes, table.shapeSteps)
      )
    }
    return (odds[0] + (odds.dropFirst().max() ?? odds[0])) / 2
  }

  /// The log-odds of an output, by sums that ``LearnedSums`` made.
  private func logOdds(
    _ output: Output,
    _ sums: LearnedSums.Sums
  ) -> Double {
    func own(_ part: LearnedSums.Part) -> (sum: Int32, count: Int) {
      (output == .hostility ? part.hostility : part.spam, part.count)
    }
    return logOdds(output, own(sums.words), own(sums.pieces), own(sums.shapes))
  }

  /// The log-odds, by the sums of words, pieces and shapes and how many there are of each.
  private func logOdds(
    _ output: Output,
    _ words: (sum: Int32, count: Int),
    _ pieces: (sum: Int32, count: Int),
    _ shapes: (sum: Int32, count: Int)
  ) -> Double {
    var sum: Float = 0
    func add(_ part: (sum: Int32, count: Int)) {
      if part.count > 0 { sum += Float(part.sum) * (1 / Float(part.count).squareRoot()) }
    }
    add(words)
    add(pieces)
    add(shapes)
    let table = tables[output.rawValue]
    return Double(table.bias + table.scale * sum)
  }

  /// The log-odds of both outputs for a comment's words, for measuring models; 0 for one without words.
  ///
  /// They are what the model says by itself. The signals `hostility.learned` and `spam.learned` are counted from what
  /// an ordinary comment has, bounded, and held back where words are few or other signals say otherwise.
  ///
  /// - Complexity: O(*n*) in its bytes, at most 1 MiB; makes a normalizer and the normalized view, which is most of the
  ///   work. For many comments take a ``CommentScanner``, which keeps its own.
  public func logOdds(of comment: Comment) -> [Output: Double] {
    let features = TextFeatures(of: comment, keepsPlaces: true)
    return [
      .hostility: logOdds(.hostility, of: features), .spam: logOdds(.spam, of: features),
    ]
  }

  private static func sum(
    _ buckets: ArraySlice<UInt32>,
    _ steps: [Int8],
    _ narrowing: UInt32
  ) -> Int32 {
    var sum: Int32 = 0
    for bucket in buckets { sum += Int32(steps[Int(bucket >> narrowing)]) }
    return sum
  }

  /// The words that speak most for an output, at most `limit` of them, in the order of the text.
  ///
  /// - Returns: ranges of the text that `features` were made of, with places kept.
  func evidence(for output: Output, in features: TextFeatures, limit: Int) -> [Range<Int>] {
    let table = tables[output.rawValue]
    let narrowing = output.narrowing
    return Self.evidence(
      features.places.map { place in
        Place(
          range: place.range,
          words: Self.sum(features.words[place.words], table.steps, narrowing),
          pieces: Self.sum(features.pieces[place.pieces], table.steps, narrowing)
        )
      },
      features.runs.map { run in
        (run.range.lowerBound, Int32(table.shapeSteps[Int(run.bucket >> narrowing)]))
      },
      (words: features.words.count, pieces: features.pieces.count, shapes: features.shapes.count),
      limit: limit
    )
  }

  /// A word and what its features add up to.
  struct Place {
    var range: Range<Int>
    /// The word itself and the pair it ends.
    var words: Int32
    var pieces: Int32
  }

  /// - Parameters:
  ///   - runs: Where each run of the shape begins, and its weight.
  ///   - counts: How many features there are of each sort.
  static func evidence(
    _ places: [Place],
    _ runs: [(start: Int, step: Int32)],
    _ counts: (words: Int, pieces: Int, shapes: Int),
    limit: Int
  ) -> [Range<Int>] {
    let wordShare = 1 / Float(max(counts.words, 1)).squareRoot()
    let pieceShare = 1 / Float(max(counts.pieces, 1)).squareRoot()
    let shapeShare = 1 / Float(max(counts.shapes, 1)).squareRoot()
    var weighed: [(weight: Float, range: Range<Int>)] = []
    weighed.reserveCapacity(places.count)
    var run = 0
    for place in places {
      var weight = Float(place.words) * wordShare + Float(place.pieces) * pieceShare
      // The shapes that begin with this word.
      while run < runs.count, runs[run].start < place.range.lowerBound { run += 1 }
      var index = run
      while index < runs.count, runs[index].start == place.range.lowerBound {
        weight += Float(runs[index].step) * shapeShare
        index += 1
      }
      if weight > 0 { weighed.append((weight, place.range)) }
    }
    weighed.sort { a, b in
      a.weight == b.weight ? a.range.lowerBound < b.range.lowerBound : a.weight > b.weight
    }
    return weighed.prefix(limit).map(\.range).sorted { $0.lowerBound < $1.lowerBound }
  }
}

// MARK: - As bytes

extension LearnedModel {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// The model as lines of ASCII: the header, scale and bias of each output, then a letter a weight:
  /// for each output words and pieces, then shapes.
  ///
  /// - Complexity: O(1): less than a megabyte.
  public func encoded() -> [UInt8] {
    var bytes = Array(Self.header.utf8) + [0x0A]
    for table in tables { bytes += Array("\(table.scale) \(table.bias)\n".utf8) }
    for table in tables {
      for steps in [table.steps, table.shapeSteps] {
        for (index, step) in steps.enumerated() {
          bytes.append(Self.alphabet[Int(step) + Self.maxStep])
          if index % 128 == 127 { bytes.append(0x0A) }
        }
      }
    }
    return bytes
  }

  /// Reads what ``encoded()`` wrote.
  ///
  /// - Complexity: O(*n*) in the bytes: a few milliseconds.
  /// - Throws: ``FormatError`` if it is not a model of this version, is cut, or has a scale below 0 or beyond
  ///   1,000.
  public init(_ bytes: [UInt8]) throws(FormatError) {
    var lines = bytes.split(separator: 0x0A, maxSplits: 3).makeIterator()
    guard let first = lines.next(), first.elementsEqual(Self.header.utf8) else {
      throw FormatError(
        description: "not a model of this version (\(Self.header)); older ones must be learned anew"
      )
    }
    var tables = Output.allCases.map(Table.init(silentFor:))
    for output in Output.allCases {
      let numbers = (lines.next() ?? []).split(separator: 0x20).compactMap {
        Float(String(decoding: $0, as: UTF8.self))
      }
      guard numbers.count == 2, numbers.allSatisfy(\.isFinite) else {
        throw FormatError(description: "the model's scales cannot be read")
      }
      guard 0...Self.maxScale ~= numbers[0], abs(numbers[1]) <= Self.maxScale else {
        throw FormatError(
          description: "the model's scales are no weights: 0 to 1,000 and −1,000 to 1,000 are"
        )
      }
      tables[output.rawValue].scale = numbers[0]
      tables[output.rawValue].bias = numbers[1]
    }
    var values = [Int8](repeating: -1, count: 256)
    for (value, letter) in Self.alphabet.enumerated() { values[Int(letter)] = Int8(value) }
    var steps: [Int8] = []
    let count = tables.reduce(0) { $0 + $1.steps.count + $1.shapeSteps.count }
    steps.reserveCapacity(count)
    for byte in lines.next() ?? [] where byte != 0x0A {
      let value = values[Int(byte)]
      guard value >= 0, value <= 2 * Self.maxStep else {
        throw FormatError(description: "the model holds a byte that is no weight")
      }
      steps.append(value - Int8(Self.maxStep))
    }
    guard steps.count == count else {
      throw FormatError(description: "the model is cut: \(steps.count) weights")
    }
    var rest = steps[...]
    for index in tables.indices {
      let own = (tables[index].steps.count, tables[index].shapeSteps.count)
      tables[index].steps = Array(rest.prefix(own.0))
      tables[index].shapeSteps = Array(rest.dropFirst(own.0).prefix(own.1))
      rest = rest.dropFirst(own.0 + own.1)
    }
    self.init(tables: tables)
  }

  /// The model that is shipped.
  public static let shipped: LearnedModel = {
    do {
      return try LearnedModel(Array(LearnedTable.text.description.utf8))
    } catch {
      preconditionFailure("the shipped model is whole: \(error)")
    }
  }()
}
