// SPDX-License-Identifier: Apache-2.0

/// From scores to actions: thresholds per category, detection below acting.
public struct Policy: Sendable, Hashable {
  /// The scores from which a comment is reported and held.
  ///
  /// Both are finite, whatever they are set to: infinity becomes 2, which no score reaches, minus infinity 0,
  /// and what is no number the standard threshold, 0.5 and 0.85. A number that got lost must not let
  /// everything pass.
  public struct Thresholds: Sendable, Hashable {
    /// From this score on the comment is reported.
    public var report: Double {
      didSet { report = Self.finite(report, standard: Self.standardReport) }
    }
    /// From this score on the comment is held.
    public var hold: Double {
      didSet { hold = Self.finite(hold, standard: Self.standardHold) }
    }

    fileprivate static let standardReport = 0.5
    fileprivate static let standardHold = 0.85

    /// Makes thresholds. Above 1 means never.
    public init(report: Double, hold: Double) {
      self.report = Self.finite(report, standard: Self.standardReport)
      self.hold = Self.finite(hold, standard: Self.standardHold)
    }

    private static func finite(_ threshold: Double, standard: Double) -> Double {
      if threshold.isFinite { return threshold }
      return threshold.isNaN ? standard : threshold > 0 ? 2 : 0
    }
  }

  /// By category.
  public var thresholds: CategoryValues<Thresholds>

  /// Makes a policy with the same thresholds for all categories.
  public init(report: Double = 0.5, hold: Double = 0.85) {
    thresholds = CategoryValues(repeating: Thresholds(report: report, hold: hold))
  }
}

extension Policy {
  /// The action that scores ask for. A score that is no number is reported: nobody knows what it would be.
  func action(for scores: CategoryValues<Double>) -> Action {
    var action = Action.allow
    for category in Category.allCases {
      let thresholds = thresholds[category]
      if scores[category] >= thresholds.hold {
        action = max(action, .hold)
      } else if scores[category] >= thresholds.report || scores[category].isNaN {
        action = max(action, .report)
      }
    }
    return action
  }

  /// The score from which the findings of a category's signals are written out: half of what gets a
  /// comment reported. Below it a score is a number and no more, with two exceptions: rude words of the
  /// word list are always written out (mild ones in short comments), and words that only the learned
  /// scorer points at from the report threshold on.
  public func detectionLevel(of category: Category) -> Double {
    thresholds[category].report / 2
  }
}

// MARK: - Ready-made policies

extension Policy {
  /// The policy that scanners have unless told otherwise: report from 0.5, hold from 0.85. Links by
  /// themselves are only reported. Nothing is removed by score: that takes a rule.
  public static let standard: Policy = {
    var policy = Policy()
    policy.thresholds[.links].hold = 1.01
    policy.thresholds[.conduct].hold = 0.95
    return policy
  }()

  /// Report from 0.7, hold from 0.95: fewer false alarms, more misses.
  public static let lenient: Policy = {
    var policy = Policy(report: 0.7, hold: 0.95)
    policy.thresholds[.links].hold = 1.01
    policy.thresholds[.conduct].hold = 1.01
    return policy
  }()

  /// Report from 0.3, hold from 0.6: fewer misses, more false alarms.
  public static let strict: Policy = {
    var policy = Policy(report: 0.3, hold: 0.6)
    policy.thresholds[.links].hold = 0.9
    policy.thresholds[.conduct].hold = 0.8
    return policy
  }()
}
