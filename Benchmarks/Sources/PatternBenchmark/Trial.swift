// SPDX-License-Identifier: Apache-2.0

/// Engines that are measured in turns over the same comments.
struct Trial {
  /// What a pass may take. A slower engine gets fewer comments, in even steps through all of them.
  static let secondsPerPass = 2.0

  var corpus: Corpus
  var rounds: Int
  var passes: Int

  /// One engine's figures.
  struct Figure: Codable {
    var engine: String
    /// CPU time for one comment: the best round's median pass.
    var nanoseconds: Double
    /// The median of all rounds, as a measure of the noise.
    var medianNanoseconds: Double
    var comments: Int
    var bytesPerComment: Double
    var totals: Totals
  }

  /// Measures the engines: in each round, each has its turn of some passes.
  func figures(of engines: [any Engine]) -> [Figure] {
    let turns = engines.map { engine in
      let corpus = fitting(engine)
      let isSlow = corpus.count < self.corpus.count
      return Turn(engine: engine, corpus: corpus, passes: isSlow ? 1 : passes)
    }
    for round in 0..<rounds {
      for turn in turns where turn.passes > 1 || round < 2 { turn.run() }
    }
    return turns.map(\.figure)
  }

  /// The comments for an engine: as many as it can do in the time for a pass, but at least 200.
  private func fitting(_ engine: any Engine) -> Corpus {
    let probe = corpus.sample(50)
    _ = engine.pass(over: probe)
    let start = Footprint.threadNanoseconds()
    _ = engine.pass(over: probe)
    let each = Double(Footprint.threadNanoseconds() - start) / 1e9 / Double(probe.count)
    let count = max(200, Int(Self.secondsPerPass / max(each, 1e-9)))
    return corpus.sample(count)
  }
}

/// One engine's turns.
private final class Turn {
  let engine: any Engine
  let corpus: Corpus
  let passes: Int
  private var medians: [Double] = []
  private var totals = Totals()

  init(engine: any Engine, corpus: Corpus, passes: Int) {
    self.engine = engine
    self.corpus = corpus
    self.passes = passes
  }

  func run() {
    var times: [Double] = []
    for _ in 0..<passes {
      let start = Footprint.threadNanoseconds()
      totals = engine.pass(over: corpus)
      times.append(Double(Footprint.threadNanoseconds() - start) / Double(corpus.count))
    }
    medians.append(median(of: times))
  }

  var figure: Trial.Figure {
    Trial.Figure(
      engine: engine.name,
      nanoseconds: medians.min() ?? 0,
      medianNanoseconds: median(of: medians),
      comments: corpus.count,
      bytesPerComment: corpus.meanBytes,
      totals: totals
    )
  }
}

private func median(of values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
