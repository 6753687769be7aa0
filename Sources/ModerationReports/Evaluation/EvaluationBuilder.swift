// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// Collects labelled comments with their verdicts and measures them.
///
/// ```swift
/// var builder = EvaluationBuilder(policy: .standard)
/// for comment in comments { builder.add(comment) }
/// let evaluation = builder.evaluation(of: source)
/// ```
///
/// Scores are rounded to four decimals, as ``VerdictLines`` writes them, so that whoever reads
/// verdict lines gets the same figures. Of a comment only its scores are kept, and the words of the
/// few that are shown.
public struct EvaluationBuilder: Sendable {
  /// How to measure.
  public struct Options: Sendable {
    /// The most wrongly judged comments of each kind that are kept for every set and category.
    /// Default 10.
    public var examples = 10
    /// Draws of the bootstrap, when two configurations are compared. Default 1,000.
    public var resamples = 1_000
    /// The seed of the draws. Default 1.
    public var seed: UInt64 = 1

    /// Makes options with the defaults.
    public init() {}
  }

  private let policy: Policy
  private let options: Options
  private var comments = 0
  /// By category, in the order in which sets came.
  private var sets = CategoryValues<[Collected]>(repeating: [])
  private var setPlaces = CategoryValues<[String: Int]>(repeating: [:])
  private var rules = CategoryValues<[String: (truePositives: Int, falsePositives: Int)]>(
    repeating: [:]
  )
  private var groups = CategoryValues<[String: ConfusionCounts]>(repeating: [:])

  /// Begins with nothing.
  public init(policy: Policy, options: Options = Options()) {
    self.policy = policy
    self.options = options
  }
}

extension EvaluationBuilder {
  /// What is kept of the comments of a set that are labelled for a category.
  private struct Collected: Sendable {
    let set: String
    var scores: [Double] = []
    var others: [Double] = []
    var labels: [Bool] = []
    var flagged = ConfusionCounts()
    var spans = SpanAgreement()
    var functions: [String: Evaluation.FunctionFigures] = [:]
    var falsePositives: [Evaluation.Example] = []
    var falseNegatives: [Evaluation.Example] = []
  }

  /// Counts a comment for all categories that it is labelled for.
  ///
  /// - Complexity: O(*f* + *s* + *k*) in its findings and signals and the examples kept, and its
  ///   bytes if people marked ranges in it.
  public mutating func add(_ comment: EvaluatedComment) {
    var isLabelled = false
    for category in Category.allCases {
      guard let label = comment.labels[category] else { continue }
      isLabelled = true
      let place = setPlaces[category][comment.set] ?? sets[category].count
      if place == sets[category].count {
        setPlaces[category][comment.set] = place
        sets[category].append(Collected(set: comment.set))
      }
      add(comment, label, to: category, &sets[category][place])
      let score = Self.rounded(comment.verdict.scores[category])
      let isFound = score >= policy.thresholds[category].report
      for group in comment.groups {
        groups[category][group, default: ConfusionCounts()].add(found: isFound, label: label)
      }
      for name in Self.hits(of: comment.verdict) {
        if label {
          rules[category][name, default: (0, 0)].truePositives += 1
        } else {
          rules[category][name, default: (0, 0)].falsePositives += 1
        }
      }
    }
    if isLabelled { comments += 1 }
  }

  private func add(
    _ comment: EvaluatedComment,
    _ label: Bool,
    to category: Category,
    _ set: inout Collected
  ) {
    let score = Self.rounded(comment.verdict.scores[category])
    let isFound = score >= policy.thresholds[category].report
    set.scores.append(score)
    set.labels.append(label)
    if let others = comment.otherScores { set.others.append(Self.rounded(others[category])) }
    set.flagged.add(found: comment.verdict.action > .allow, label: label)
    if label, let marked = comment.markedRanges {
      let found = comment.verdict.findings.filter { $0.category == category && $0.score > 0 }
      set.spans.add(comment.body, marked: marked, found: found.compactMap(\.range))
    }
    if let function = comment.function {
      let nothing = Evaluation.FunctionFigures(
        set: set.set,
        function: function,
        count: 0,
        positives: 0,
        right: 0,
        scoreSum: 0
      )
      var figures = set.functions[function] ?? nothing
      figures.count += 1
      if label { figures.positives += 1 }
      if isFound == label { figures.right += 1 }
      figures.scoreSum += score
      set.functions[function] = figures
    }
    guard isFound != label else { return }
    if isFound {
      keep(comment, score, in: &set.falsePositives) { $0.score > $1.score }
    } else {
      keep(comment, score, in: &set.falseNegatives) { $0.score < $1.score }
    }
  }

  /// Keeps the worst, of equals the first.
  private func keep(
    _ comment: EvaluatedComment,
    _ score: Double,
    in examples: inout [Evaluation.Example],
    isWorse: (Evaluation.Example, Evaluation.Example) -> Bool
  ) {
    var example = Evaluation.Example(
      score: score,
      body: comment.body,
      parentBody: comment.parentBody,
      verdict: comment.verdict,
      ordinal: comments
    )
    example.verdict.signals = []
    let place = examples.firstIndex { isWorse(example, $0) } ?? examples.count
    guard place < options.examples else { return }
    examples.insert(example, at: place)
    if examples.count > options.examples { examples.removeLast() }
  }

  /// The names of what was found, each once.
  private static func hits(of verdict: Verdict) -> Set<String> {
    var names = Set(verdict.signals.lazy.filter { $0.value > 0 }.map(\.name))
    let hasValues = !verdict.signals.isEmpty
    for finding in verdict.findings
    where !hasValues || Signals.definition(named: finding.rule) == nil {
      names.insert(finding.rule)
    }
    return names
  }

  /// To four decimals; what is no number counts as 0.
  private static func rounded(_ score: Double) -> Double {
    score.isFinite ? (min(max(score, 0), 1) * 10_000).rounded() / 10_000 : 0
  }
}

// MARK: - Measuring

extension EvaluationBuilder {
  /// Measures what was added.
  ///
  /// - Complexity: O(*n* log *n*) in the comments; O(*r* × *n*) for *r* draws when two
  ///   configurations are compared.
  public func evaluation(of source: Evaluation.Source) -> Evaluation {
    var categories: [Evaluation.CategoryFigures] = []
    for category in Category.allCases where !sets[category].isEmpty {
      var figures: [Evaluation.SetFigures] = []
      var draws: [PairedBootstrap.Draws?] = []
      for set in sets[category] {
        let measured = measure(set, category)
        figures.append(measured.figures)
        draws.append(measured.draws)
      }
      categories.append(
        Evaluation.CategoryFigures(
          category: category,
          sets: figures,
          average: Self.average(figures, draws),
          functions: sets[category].flatMap { set in
            set.functions.values.sorted { precedes($0.function, $1.function) }
          },
          rules: ruleHits(category),
          groups: groups[category].map { Evaluation.GroupFigures(group: $0.key, report: $0.value) }
            .sorted { precedes($0.group, $1.group) }
        )
      )
    }
    return Evaluation(
      source: source,
      policy: policy,
      comments: comments,
      categories: categories
    )
  }

  private func ruleHits(_ category: Category) -> [Evaluation.RuleHits] {
    rules[category].map { name, hits in
      Evaluation.RuleHits(
        rule: name,
        isSignal: Signals.definition(named: name) != nil,
        truePositives: hits.truePositives,
        falsePositives: hits.falsePositives
      )
    }.sorted { $0.hits == $1.hits ? precedes($0.rule, $1.rule) : $0.hits > $1.hits }
  }

  private func measure(
    _ set: Collected,
    _ category: Category
  ) -> (figures: Evaluation.SetFigures, draws: PairedBootstrap.Draws?) {
    let ranked = RankedScores(scores: set.scores, labels: set.labels)
    let thresholds = policy.thresholds[category]
    var figures = Evaluation.SetFigures(
      set: set.set,
      count: ranked.count,
      positives: ranked.positives,
      areaUnderCurve: ranked.areaUnderCurve,
      averagePrecision: ranked.averagePrecision,
      report: ranked.counts(from: thresholds.report),
      hold: ranked.counts(from: thresholds.hold),
      flagged: set.flagged,
      calibration: Calibration(ranked),
      spans: set.spans.count == 0 ? nil : set.spans,
      falsePositives: set.falsePositives,
      falseNegatives: set.falseNegatives
    )
    guard set.others.count == set.scores.count else { return (figures, nil) }
    let other = RankedScores(scores: set.others, labels: set.labels)
    // Sets are drawn independently of each other, and of the order in which they come.
    let name = set.set.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    var bootstrap = PairedBootstrap(
      resamples: max(1, options.resamples),
      seed: options.seed &+ name &+ UInt64(category.rawValue)
    )
    guard
      let draws = bootstrap.draws(first: ranked, second: other, threshold: thresholds.report),
      let curve = other.areaUnderCurve, let precision = other.averagePrecision,
      let firstCurve = ranked.areaUnderCurve, let firstPrecision = ranked.averagePrecision
    else { return (figures, nil) }
    let f1 = other.counts(from: thresholds.report).f1 ?? 0
    figures.comparison = Evaluation.Comparison(
      areaUnderCurve: curve,
      averagePrecision: precision,
      f1: f1,
      curveDifference: PairedBootstrap.difference(curve - firstCurve, draws.curve),
      precisionDifference: PairedBootstrap.difference(precision - firstPrecision, draws.precision),
      f1Difference: PairedBootstrap.difference(f1 - (figures.report.f1 ?? 0), draws.f1)
    )
    return (figures, draws)
  }

  private static func average(
    _ sets: [Evaluation.SetFigures],
    _ draws: [PairedBootstrap.Draws?]
  ) -> Evaluation.Average? {
    let chosen = sets.indices.filter {
      sets[$0].areaUnderCurve != nil && sets[$0].count >= Evaluation.Average.minCount
    }
    guard !chosen.isEmpty else { return nil }
    func mean(_ value: (Int) -> Double?) -> Double {
      chosen.reduce(0.0) { $0 + (value($1) ?? 0) } / Double(chosen.count)
    }
    var average = Evaluation.Average(
      sets: chosen.count,
      areaUnderCurve: mean { sets[$0].areaUnderCurve },
      averagePrecision: mean { sets[$0].averagePrecision },
      f1: mean { sets[$0].report.f1 },
      calibrationError: mean { sets[$0].calibration.expectedError }
    )
    let others = chosen.compactMap { sets[$0].comparison }
    let drawn = chosen.compactMap { draws[$0] }
    guard others.count == chosen.count, drawn.count == chosen.count else { return average }
    func difference(
      _ value: (Evaluation.Comparison) -> Double,
      _ draw: (PairedBootstrap.Draws) -> [Double]
    ) -> PairedBootstrap.Difference {
      let all = drawn.map(draw)
      let length = all.map(\.count).min() ?? 0
      return PairedBootstrap.difference(
        others.reduce(0.0) { $0 + value($1) } / Double(others.count),
        (0..<length).map { place in
          all.reduce(0.0) { $0 + $1[place] } / Double(all.count)
        }
      )
    }
    average.comparison = Evaluation.Comparison(
      areaUnderCurve: mean { sets[$0].comparison?.areaUnderCurve },
      averagePrecision: mean { sets[$0].comparison?.averagePrecision },
      f1: mean { sets[$0].comparison?.f1 },
      curveDifference: difference({ $0.curveDifference.value }, { $0.curve }),
      precisionDifference: difference({ $0.precisionDifference.value }, { $0.precision }),
      f1Difference: difference({ $0.f1Difference.value }, { $0.f1 })
    )
    return average
  }
}
