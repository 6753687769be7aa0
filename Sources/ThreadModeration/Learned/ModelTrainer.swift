// SPDX-License-Identifier: Apache-2.0

/// Learns a ``LearnedModel`` from labelled comments.
///
/// Logistic regression by AdaGrad over hashed features, in a fixed order that the seed decides: the
/// same comments give the same model. What is learned is what ``LearnedModel`` says: for hostility, of the whole
/// text and of the sentence that is the most hostile so far. Each set of comments weighs as its size to the power
/// ``Options/sourcePower``, so that no large set drowns the others, and in a set the positive comments
/// have the same share of the weight, whatever their number: a small one, as most of what will be judged
/// is ordinary. The log-odds are then moved to what they would be for a half, so that models that were
/// learned with other shares can be compared.
///
/// Source: Duchi, Hazan, Singer, *Adaptive subgradient methods*, JMLR 12 (2011).
public struct ModelTrainer {
  /// How to learn.
  ///
  /// Numbers out of their range count as the nearest in it, and what is no number as the default: a model is
  /// made of finite weights in any case.
  public struct Options: Sendable {
    /// Passes over the comments, 0 or more. Default 8.
    public var epochs = 8
    /// The step of the first update, in 0…1. Default 0.1.
    public var rate: Float = 0.1
    /// How strongly weights are held near where they began, each pass, in 0…1. Default 0.1.
    public var decay: Float = 0.1
    /// The power of a set's size that is its weight, in 0…1. Default 0.25.
    public var sourcePower = 0.25
    /// How much of a set's weight its hostile comments have, in 0…1. Default 0.3.
    public var hostileShare = 0.3
    /// How much of a set's weight its spam has, in 0…1. Default 0.1.
    public var spamShare = 0.1
    /// The seed of the order. Default 1.
    public var seed: UInt64 = 1

    /// Makes options with the defaults.
    public init() {}

    fileprivate func share(of output: LearnedModel.Output) -> Double {
      let share =
        switch output {
        case .hostility: hostileShare
        case .spam: spamShare
        }
      return share > 0.001 ? min(share, 0.999) : 0.001
    }

    /// The same with all numbers in their ranges.
    fileprivate var bounded: Options {
      func unit<Number: BinaryFloatingPoint>(_ value: Number, _ standard: Number) -> Number {
        value.isNaN ? standard : min(max(value, 0), 1)
      }
      let standard = Options()
      var options = self
      options.epochs = max(epochs, 0)
      options.rate = unit(rate, standard.rate)
      options.decay = unit(decay, standard.decay)
      options.sourcePower = unit(sourcePower, standard.sourcePower)
      options.hostileShare = unit(hostileShare, standard.hostileShare)
      options.spamShare = unit(spamShare, standard.spamShare)
      return options
    }
  }

  /// One labelled text.
  struct Row {
    /// The whole, and its sentences.
    var parts: [TextFeatures.Buckets]
    var label: Bool
    var source: Int
  }

  private let options: Options
  private var rows: [[Row]] = [[], []]
  private var sources: [String] = []

  /// Prepares to learn.
  public init(options: Options = Options()) {
    self.options = options.bounded
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
    rows[output.rawValue].append(
      Row(
        parts: TextFeatures(of: comment, keepsPlaces: true).parts(for: output),
        label: label,
        source: number
      )
    )
  }

  /// Learns. An output without comments stays as it is in `base`, or silent without one.
  ///
  /// - Parameter base: the model to go on from.
  /// - Complexity: O(*e* · *b*) for *e* passes over *b* bytes of words.
  public func model(continuing base: LearnedModel? = nil) -> LearnedModel {
    var tables =
      base?.tables ?? LearnedModel.Output.allCases.map(LearnedModel.Table.init(silentFor:))
    for output in LearnedModel.Output.allCases where !rows[output.rawValue].isEmpty {
      let number = output.rawValue
      var table = tables[number]
      let start = (table.steps + table.shapeSteps).map { Float($0) * table.scale }
      let learned = learn(rows[number], output, from: start, bias: table.bias)
      let scale = Self.clip(learned.weights) / Float(LearnedModel.maxStep)
      let largest = Float(LearnedModel.maxStep)
      let steps = learned.weights.map { weight in
        Int8(max(-largest, min(largest, (weight / scale).rounded())))
      }
      let shapes = table.steps.count
      table.steps = Array(steps[..<shapes])
      table.shapeSteps = Array(steps[shapes...])
      table.scale = min(scale, LearnedModel.maxScale)
      table.bias = max(-LearnedModel.maxScale, min(learned.bias, LearnedModel.maxScale))
      tables[number] = table
    }
    return LearnedModel(tables: tables)
  }

  /// The size beyond which weights are cut: few are that large.
  private static func clip(_ weights: [Float]) -> Float {
    let sizes = weights.map { abs($0) }.filter { $0 > 0 }.sorted()
    guard !sizes.isEmpty else { return 1 }
    return max(sizes[min(sizes.count - 1, sizes.count * 9_995 / 10_000)], 1e-6)
  }

  /// Weights of words and pieces, behind them those of shapes.
  private func learn(
    _ rows: [Row],
    _ output: LearnedModel.Output,
    from start: [Float],
    bias: Float
  ) -> (weights: [Float], bias: Float) {
    let narrowing = output.narrowing
    let shapes = UInt32(TextFeatures.bucketCount >> narrowing)
    let share = options.share(of: output)
    let prior = Float(logOdds(ofProbability: share))
    var weights = start
    var squares = [Float](repeating: 1e-4, count: weights.count)
    var intercept = bias + prior
    var interceptSquares: Float = 1e-4
    let importance = importance(of: rows, share)
    // The buckets of a row and its sentences as places among the weights, with their share.
    let places = rows.map { row in
      row.parts.map { part -> [(buckets: [UInt32], share: Float)] in
        [
          part.words.map { $0 >> narrowing }, part.pieces.map { $0 >> narrowing },
          part.shapes.map { ($0 >> narrowing) + shapes },
        ].map { ($0, 1 / Float(max($0.count, 1)).squareRoot()) }
      }
    }
    var generator = SplitMix(state: options.seed)
    var order = Array(rows.indices)
    for _ in 0..<options.epochs {
      order.shuffle(using: &generator)
      for index in order {
        let row = rows[index]
        let sums = places[index].map { parts in
          parts.reduce(0 as Float) { sum, part in
            part.buckets.reduce(into: 0 as Float) { $0 += weights[Int($1)] } * part.share + sum
          }
        }
        let worst = sums.indices.dropFirst().max { sums[$0] < sums[$1] } ?? 0
        let logOdds = intercept + (sums[0] + sums[worst]) / 2
        let expected = Float(probability(ofLogOdds: Double(logOdds)))
        let error = (expected - (row.label ? 1 : 0)) * importance[row.source][row.label ? 1 : 0]
        guard abs(error) > 1e-4 else { continue }
        interceptSquares += error * error
        intercept -= options.rate * error / interceptSquares.squareRoot()
        let share: Float = worst == 0 ? 1 : 0.5
        for parts in worst == 0 ? [places[index][0]] : [places[index][0], places[index][worst]] {
          for part in parts {
            update(&weights, &squares, part.buckets, error * part.share * share)
          }
        }
      }
      for bucket in weights.indices {
        weights[bucket] += (start[bucket] - weights[bucket]) * options.decay
      }
    }
    return (weights, intercept - prior)
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

  /// The weight of a row of each set: of the others, of the positive ones. On average it is 1.
  private func importance(of rows: [Row], _ positiveShare: Double) -> [[Float]] {
    var counts = [[Double]](repeating: [0, 0], count: max(sources.count, 1))
    for row in rows { counts[row.source][row.label ? 1 : 0] += 1 }
    let raw = counts.map { count -> [Double] in
      let all = count[0] + count[1]
      let set = all == 0 ? 0 : power(all, options.sourcePower)
      // A set of one kind alone keeps its weight.
      let isMixed = count.allSatisfy { $0 > 0 }
      let shares = isMixed ? [1 - positiveShare, positiveShare] : [1, 1]
      return zip(count, shares).map { $0 == 0 ? 0 : set * $1 / $0 }
    }
    let total = zip(raw, counts).reduce(0) { $0 + $1.0[0] * $1.1[0] + $1.0[1] * $1.1[1] }
    return raw.map { $0.map { Float($0 * Double(rows.count) / max(total, 1e-9)) } }
  }

  private func power(_ base: Double, _ exponent: Double) -> Double {
    // By halving the exponent, eight bits of it: the same on every machine, which no library promises of its `pow`.
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
