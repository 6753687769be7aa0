// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// Verdicts measured against labels: what ``EvaluationBuilder`` makes, and pages are written from.
public struct Evaluation: Sendable {
  /// What was evaluated, in words.
  public var source: Source
  /// Thresholds in force.
  public var policy: Policy
  /// Comments with a label.
  public var comments: Int
  /// The categories that were labelled, in their order.
  public var categories: [CategoryFigures]

  /// Where the comments came from and how they were judged.
  public struct Source: Sendable {
    /// The files, as they were named.
    public var inputs: [String] = []
    /// How the comments were judged.
    public var configuration = ""
    /// What is different in the configuration that is compared with; `nil` without a comparison.
    public var other: String?
    /// Comments without a label, which are left out.
    public var unlabelled = 0
    /// Comments that were not asked for, such as those of the other half.
    public var leftOut = 0
    /// Labelled comments without a verdict, where verdicts were read.
    public var missing = 0
    /// Lines that could not be read: how many, and the first of them, with place and reason.
    public var rejected = 0
    /// See ``rejected``.
    public var firstRejected: [String] = []

    /// Says nothing yet.
    public init() {}
  }

  /// The figures of one category.
  public struct CategoryFigures: Sendable {
    /// The category.
    public var category: Category
    /// In the order in which the sets came.
    public var sets: [SetFigures]
    /// Means over the sets; `nil` if no set is large enough.
    public var average: Average?
    /// By set, then in order of their names' bytes.
    public var functions: [FunctionFigures]
    /// Rules and signals, the most hits first.
    public var rules: [RuleHits]
    /// Comments that name a group of people, in order of the groups' names.
    public var groups: [GroupFigures]
  }

  /// The figures of one category in one set.
  public struct SetFigures: Sendable {
    /// The set.
    public var set: String
    /// Comments labelled for the category.
    public var count: Int
    /// Those labelled as belonging to it.
    public var positives: Int
    /// See ``RankedScores/areaUnderCurve``.
    public var areaUnderCurve: Double?
    /// See ``RankedScores/averagePrecision``.
    public var averagePrecision: Double?
    /// Scores at or above the threshold of reporting.
    public var report: ConfusionCounts
    /// Scores at or above the threshold of holding.
    public var hold: ConfusionCounts
    /// Actions above `allow`, whatever category they are for.
    public var flagged: ConfusionCounts
    /// Whether scores are probabilities.
    public var calibration: Calibration
    /// How well findings agree with ranges that people marked, over the comments with such ranges
    /// that are labelled as belonging to the category.
    public var spans: SpanAgreement?
    /// Not labelled, and scored highest, from the threshold of reporting on.
    public var falsePositives: [Example]
    /// Labelled, and scored lowest, below the threshold of reporting.
    public var falseNegatives: [Example]
    /// The other configuration; `nil` without a comparison.
    public var comparison: Comparison?
  }

  /// A comment that was judged otherwise than people did.
  public struct Example: Sendable {
    /// The score in the category.
    public var score: Double
    /// Its words.
    public var body: String
    /// The words of the comment that it answers.
    public var parentBody: String?
    /// What was decided, without the values of signals.
    public var verdict: Verdict
    /// Its place among the labelled comments.
    var ordinal: Int
  }

  /// Another configuration, and the differences to the first (other minus first).
  public struct Comparison: Sendable, Hashable {
    /// The area under the curve of the other.
    public var areaUnderCurve: Double
    /// The average precision of the other.
    public var averagePrecision: Double
    /// F1 of the other at the threshold of reporting.
    public var f1: Double
    /// The difference of the areas.
    public var curveDifference: PairedBootstrap.Difference
    /// The difference of average precision.
    public var precisionDifference: PairedBootstrap.Difference
    /// The difference of F1.
    public var f1Difference: PairedBootstrap.Difference
  }

  /// Means over sets with at least ``minCount`` comments of both kinds, every set counting the same.
  public struct Average: Sendable, Hashable {
    /// Smaller sets say too little to stand beside the others.
    public static let minCount = 250

    /// The number of sets.
    public var sets: Int
    /// The mean area under the curve.
    public var areaUnderCurve: Double
    /// The mean average precision.
    public var averagePrecision: Double
    /// The mean F1 at the threshold of reporting.
    public var f1: Double
    /// The mean expected calibration error.
    public var calibrationError: Double
    /// The other configuration; comments are drawn anew in every set.
    public var comparison: Comparison?
  }

  /// The comments of a set that test one thing.
  public struct FunctionFigures: Sendable, Hashable {
    /// The set.
    public var set: String
    /// What is tested.
    public var function: String
    /// Comments.
    public var count: Int
    /// Those labelled as belonging to the category.
    public var positives: Int
    /// Those on the right side of the threshold of reporting.
    public var right: Int
    /// The sum of the scores.
    public var scoreSum: Double

    /// The mean score.
    public var meanScore: Double { count == 0 ? 0 : scoreSum / Double(count) }
  }

  /// The comments of all sets that name a group of people.
  public struct GroupFigures: Sendable, Hashable {
    /// The group.
    public var group: String
    /// Scores at or above the threshold of reporting.
    public var report: ConfusionCounts
  }

  /// The comments in which a rule or a signal was found.
  ///
  /// A rule is found when the verdict has a finding of it. A signal is found when its value is above
  /// 0, or, in verdicts without values of signals, when there is a finding of it.
  public struct RuleHits: Sendable, Hashable {
    /// The id of the rule, or the name of the signal.
    public var rule: String
    /// Whether it is one of the built-in signals.
    public var isSignal: Bool
    /// Found in comments that are labelled as belonging to the category.
    public var truePositives: Int
    /// Found in comments that are labelled as not belonging to it.
    public var falsePositives: Int

    /// All comments it was found in.
    public var hits: Int { truePositives + falsePositives }
  }
}
