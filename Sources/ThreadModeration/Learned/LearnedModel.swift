// SPDX-License-Identifier: Apache-2.0

/// A linear model of text that was learned from labelled comments: how hostile, how much like spam.
///
/// The score of a text is `bias + scale × (Σ words / √words + Σ pieces / √pieces)`, in log-odds, with a
/// weight of six bits for each of 2¹⁸ buckets and each of the two outputs. It only reads
/// words: what a text is about, who is addressed and what stands around it are for signals and rules.
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
  static let header = "threadmoderation/model/1"
  /// Steps of a weight: −31…31.
  static let maxStep = 31

  /// Steps, the outputs of a bucket side by side.
  let steps: [Int8]
  let scales: [Float]
  let biases: [Float]

  init(steps: [Int8], scales: [Float], biases: [Float]) {
    self.steps = steps
    self.scales = scales
    self.biases = biases
  }
}

// MARK: - Scoring

extension LearnedModel {
  /// The log-odds of both outputs for a text in its normalized view.
  ///
  /// - Complexity: O(*n*) in its bytes, at most 16 KiB.
  func logOdds(of features: TextFeatures) -> (hostility: Double, spam: Double) {
    guard !features.words.isEmpty else { return (0, 0) }
    let words = sums(features.words[...])
    let pieces = sums(features.pieces[...])
    let wordShare = 1 / Float(features.words.count).squareRoot()
    let pieceShare = 1 / Float(max(features.pieces.count, 1)).squareRoot()
    func output(_ number: Int, _ word: Int32, _ piece: Int32) -> Double {
      Double(
        biases[number] + scales[number] * (Float(word) * wordShare + Float(piece) * pieceShare)
      )
    }
    return (output(0, words.0, pieces.0), output(1, words.1, pieces.1))
  }

  /// The log-odds of both outputs for a comment's words.
  ///
  /// - Complexity: O(*n*) in its bytes; makes the normalized view, which is most of the work.
  public func logOdds(of comment: Comment) -> [Output: Double] {
    let views = TextViews(
      body: Array(comment.body.utf8),
      format: comment.bodyFormat,
      normalizer: Normalizer(vocabulary: Lexicon.shared.vocabulary)
    )
    let found = logOdds(of: TextFeatures(views.normalized.bytes))
    return [.hostility: found.hostility, .spam: found.spam]
  }

  private func sums(_ buckets: ArraySlice<UInt32>) -> (Int32, Int32) {
    var hostility: Int32 = 0
    var spam: Int32 = 0
    for bucket in buckets {
      hostility += Int32(steps[2 * Int(bucket)])
      spam += Int32(steps[2 * Int(bucket) + 1])
    }
    return (hostility, spam)
  }

  /// The words that speak most for an output, at most `limit` of them, in the order of the text.
  ///
  /// - Returns: ranges of the text that `features` were made of, with places kept.
  func evidence(for output: Output, in features: TextFeatures, limit: Int) -> [Range<Int>] {
    let wordShare = 1 / Float(max(features.words.count, 1)).squareRoot()
    let pieceShare = 1 / Float(max(features.pieces.count, 1)).squareRoot()
    var weighed: [(weight: Float, range: Range<Int>)] = []
    for place in features.places {
      let words = sums(features.words[place.words])
      let pieces = sums(features.pieces[place.pieces])
      let weight =
        output == .hostility
        ? Float(words.0) * wordShare + Float(pieces.0) * pieceShare
        : Float(words.1) * wordShare + Float(pieces.1) * pieceShare
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

  /// The model as lines of ASCII: the header, scale and bias of each output, then a letter a weight.
  ///
  /// - Complexity: O(1): half a megabyte.
  public func encoded() -> [UInt8] {
    var bytes = Array(Self.header.utf8) + [0x0A]
    for output in Output.allCases {
      let line = "\(scales[output.rawValue]) \(biases[output.rawValue])\n"
      bytes += Array(line.utf8)
    }
    for (index, step) in steps.enumerated() {
      bytes.append(Self.alphabet[Int(step) + Self.maxStep])
      if index % 128 == 127 { bytes.append(0x0A) }
    }
    return bytes
  }

  /// Reads what ``encoded()`` wrote.
  ///
  /// - Throws: ``FormatError`` if it is not a model of this version, or is cut.
  public init(_ bytes: [UInt8]) throws(FormatError) {
    var lines = bytes.split(separator: 0x0A, maxSplits: 3).makeIterator()
    guard let first = lines.next(), first.elementsEqual(Self.header.utf8) else {
      throw FormatError(description: "not a model of this version (\(Self.header))")
    }
    var scales: [Float] = []
    var biases: [Float] = []
    for _ in Output.allCases {
      let numbers = (lines.next() ?? []).split(separator: 0x20).compactMap {
        Float(String(decoding: $0, as: UTF8.self))
      }
      guard numbers.count == 2, numbers.allSatisfy(\.isFinite) else {
        throw FormatError(description: "the model's scales cannot be read")
      }
      scales.append(numbers[0])
      biases.append(numbers[1])
    }
    var values = [Int8](repeating: -1, count: 256)
    for (value, letter) in Self.alphabet.enumerated() { values[Int(letter)] = Int8(value) }
    var steps: [Int8] = []
    steps.reserveCapacity(TextFeatures.bucketCount * Output.allCases.count)
    for byte in lines.next() ?? [] where byte != 0x0A {
      let value = values[Int(byte)]
      guard value >= 0, value <= 2 * Self.maxStep else {
        throw FormatError(description: "the model holds a byte that is no weight")
      }
      steps.append(value - Int8(Self.maxStep))
    }
    guard steps.count == TextFeatures.bucketCount * Output.allCases.count else {
      throw FormatError(description: "the model is cut: \(steps.count) weights")
    }
    self.init(steps: steps, scales: scales, biases: biases)
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
