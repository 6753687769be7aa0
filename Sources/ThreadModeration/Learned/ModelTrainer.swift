// SPDX-License-Identifier: Apache-2.0

/// Learns a ``LearnedModel`` from labelled comments.
///
/// Logistic regression by AdaGrad over hashed features, in a fixed order that the seed decides: the
/// same comments give the same model. Each set of comments weighs as its size to the power
/// ``Options/sourcePower``, so that no large set drowns the others.
///
/// Source: Duchi, Hazan, Singer, *Adaptive subgradient methods*, JMLR 12 (2011).
public struct ModelTrainer {
  /// How to learn.
  public struct Options: Sendable {
    /// Passes over the comments. Default 6.
    public var epochs = 6
    /// The step of the first update. Default 0.1.
    public var rate: Float = 0.1
    /// How strongly weights are held near where they began, each pass. Default 0.02.
    public var decay: Float = 0.02
    /// The power of a set's size that is its weight. Default 0.75.
    public var sourcePower = 0.75
    /// The seed of the order. Default 1.
    public var seed: UInt64 = 1

    /// Makes options with the defaults.
    public init() {}
  }

  /// One labelled text.
  struct Row {
    var features: TextFeatures
    var label: Bool
    var source: Int
  }

  private let options: Options
  private let normalizer: Normalizer
  private var rows: [[Row]] = [[], []]
  private var sources: [String] = []

  /// Prepares to learn.
  public init(options: Options = Options()) {
    self.options = options
    normalizer = Normalizer(vocabulary: Lexicon.shared.vocabulary)
  }

  /// The comments that were added for an output, and how many of them are positive.
  public func count(of output: LearnedModel.Output) -> (all: Int, positive: Int) {
    let own = rows[output.rawValue]
    return (own.count, own.count { $0.label })
  }
}

extension ModelTrainer {
  /// Adds a comment with its label.
  ///
  /// - Parameters:
  ///   - comment: the comment; only its words are looked at.
  ///   - label: whether it is hostile, or spam.
  ///   - output: which of them the label is about.
  ///   - source: the set it belongs to.
  public mutating func add(
    _ comment: Comment,
    label: Bool,
    for output: LearnedModel.Output,
    source: String
  ) {
    let number: Int
    if let known = sources.firstIndex(where: { $0.utf8.elementsEqual(source.utf8) }) {
      number = known
    } else {
      number = sources.count
      sources.append(source)
    }
    let views = TextViews(
      body: Array(comment.body.utf8),
      format: comment.bodyFormat,
      normalizer: normalizer
    )
    rows[output.rawValue].append(
      Row(features: TextFeatures(views.normalized.bytes), label: label, source: number)
    )
  }

  /// Learns. An output without comments stays as it is in `base`, or silent without one.
  ///
  /// - Parameter base: the model to go on from.
  /// - Complexity: O(*e* · *b*) for *e* passes over *b* bytes of words.
  public func model(continuing base: LearnedModel? = nil) -> LearnedModel {
    var steps = base?.steps ?? [Int8](repeating: 0, count: 2 * TextFeatures.bucketCount)
    var scales = base?.scales ?? [0, 0]
    var biases = base?.biases ?? [0, 0]
    for output in LearnedModel.Output.allCases where !rows[output.rawValue].isEmpty {
      let number = output.rawValue
      let start = (0..<TextFeatures.bucketCount).map {
        Float(steps[2 * $0 + number]) * scales[number]
      }
      let learned = learn(rows[number], from: start, bias: biases[number])
      let largest = Self.clip(learned.weights)
      scales[number] = largest / Float(LearnedModel.maxStep)
      biases[number] = learned.bias
      for bucket in 0..<TextFeatures.bucketCount {
        let step = (learned.weights[bucket] / scales[number]).rounded()
        steps[2 * bucket + number] = Int8(
          max(-Float(LearnedModel.maxStep), min(Float(LearnedModel.maxStep), step))
        )
      }
    }
    return LearnedModel(steps: steps, scales: scales, biases: biases)
  }

  /// The size beyond which weights are cut: few are that large.
  private static func clip(_ weights: [Float]) -> Float {
    let sizes = weights.map { abs($0) }.filter { $0 > 0 }.sorted()
    guard !sizes.isEmpty else { return 1 }
    return max(sizes[min(sizes.count - 1, sizes.count * 9_995 / 10_000)], 1e-6)
  }

  private func learn(
    _ rows: [Row],
    from start: [Float],
    bias: Float
  ) -> (weights: [Float], bias: Float) {
    var weights = start
    var squares = [Float](repeating: 1e-4, count: weights.count)
    var intercept = bias
    var interceptSquares: Float = 1e-4
    let importance = importance(of: rows)
    var generator = SplitMix(state: options.seed)
    var order = Array(rows.indices)
    for _ in 0..<options.epochs {
      order.shuffle(using: &generator)
      for index in order {
        let row = rows[index]
        let wordShare = 1 / Float(max(row.features.words.count, 1)).squareRoot()
        let pieceShare = 1 / Float(max(row.features.pieces.count, 1)).squareRoot()
        var sum: Float = 0
        for bucket in row.features.words { sum += weights[Int(bucket)] * wordShare }
        for bucket in row.features.pieces { sum += weights[Int(bucket)] * pieceShare }
        let logOdds = intercept + sum
        let expected = Float(probability(ofLogOdds: Double(logOdds)))
        let error = (expected - (row.label ? 1 : 0)) * importance[row.source]
        guard abs(error) > 1e-4 else { continue }
        interceptSquares += error * error
        intercept -= options.rate * error / interceptSquares.squareRoot()
        update(&weights, &squares, row.features.words, error * wordShare)
        update(&weights, &squares, row.features.pieces, error * pieceShare)
      }
      for bucket in weights.indices {
        weights[bucket] += (start[bucket] - weights[bucket]) * options.decay
      }
    }
    return (weights, intercept)
  }

  private func update(
    _ weights: inout [Float],
    _ squares: inout [Float],
    _ buckets: [UInt32],
    _ gradient: Float
  ) {
    let square = gradient * gradient
    let step = options.rate * gradient
    for bucket in buckets {
      squares[Int(bucket)] += square
      weights[Int(bucket)] -= step / squares[Int(bucket)].squareRoot()
    }
  }

  /// The weight of a row of each set.
  private func importance(of rows: [Row]) -> [Float] {
    var counts = [Double](repeating: 0, count: max(sources.count, 1))
    for row in rows { counts[row.source] += 1 }
    let raw = counts.map { $0 == 0 ? 0 : power($0, options.sourcePower) / $0 }
    let total = zip(raw, counts).reduce(0) { $0 + $1.0 * $1.1 }
    return raw.map { Float($0 * Double(rows.count) / max(total, 1e-9)) }
  }

  private func power(_ base: Double, _ exponent: Double) -> Double {
    // By halving the exponent: four bits of it are enough for a weight.
    var result = 1.0
    var root = base
    var rest = exponent
    for _ in 0..<8 {
      root = root.squareRoot()
      rest *= 2
      if rest >= 1 {
        result *= root
        rest -= 1
      }
    }
    return exponent >= 1 ? base : result
  }
}

/// SplitMix64, for an order that can be repeated.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return StableHash.mixed(state)
  }
}
