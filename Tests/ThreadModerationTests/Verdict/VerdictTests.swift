// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("Verdict") struct VerdictTests {
  @Test("the logistic function stays in 0…1 at any size, and rises")
  func probabilities() {
    var previous = -1.0
    for logOdds in [-Double.infinity, -1e6, -700, -3, -0.5, 0, 0.5, 3, 36, 1e6, .infinity] {
      let value = probability(ofLogOdds: logOdds)
      #expect(value >= 0 && value <= 1)
      #expect(value >= previous)
      previous = value
    }
    #expect(probability(ofLogOdds: 0) == 0.5)
    #expect(abs(probability(ofLogOdds: 2) + probability(ofLogOdds: -2) - 1) < 1e-12)
  }

  @Test("the leading category is the likeliest of those with findings against the comment")
  func leading() {
    var verdict = Verdict(comment: "1")
    #expect(verdict.leadingCategory == nil)
    verdict.scores[.spam] = 0.9
    verdict.scores[.hostility] = 0.8
    verdict.findings = [
      Finding(rule: "a", category: .spam, score: -1, view: "raw"),
      Finding(rule: "b", category: .hostility, score: 1, view: "raw"),
    ]
    #expect(verdict.leadingCategory == .hostility)
    verdict.findings[0].score = 0.1
    #expect(verdict.leadingCategory == .spam)
  }
}

@Suite("Policy") struct PolicyTests {
  private func action(_ policy: Policy, _ category: Category, _ score: Double) -> Action {
    var scores = CategoryValues(repeating: 0.0)
    scores[category] = score
    return policy.action(for: scores)
  }

  @Test("a score acts from its threshold on")
  func thresholds() {
    let policy = Policy(report: 0.5, hold: 0.85)
    for category in Category.allCases {
      #expect(action(policy, category, 0.499) == .allow)
      #expect(action(policy, category, 0.5) == .report)
      #expect(action(policy, category, 0.849) == .report)
      #expect(action(policy, category, 0.85) == .hold)
      #expect(policy.detectionLevel(of: category) == 0.25)
    }
  }

  @Test("the named policies are ordered, and none holds a comment for its links alone by standard")
  func named() {
    for category in Category.allCases {
      for score in [0.1, 0.4, 0.6, 0.8, 0.9, 1] {
        let actions = [Policy.lenient, .standard, .strict].map { action($0, category, score) }
        #expect(actions == actions.sorted(), "\(category) \(score)")
      }
    }
    #expect(action(.standard, .links, 1) == .report)
    #expect(action(.strict, .links, 1) == .hold)
  }

  @Test("thresholds are finite, whatever they are set to; a lost number does not let all pass")
  func finiteThresholds() {
    func numbers(_ thresholds: Policy.Thresholds) -> [Double] {
      [thresholds.report, thresholds.hold]
    }
    #expect(numbers(Policy(report: .nan, hold: .nan).thresholds[.spam]) == [0.5, 0.85])
    #expect(numbers(Policy(report: .infinity, hold: -.infinity).thresholds[.spam]) == [2, 0])
    #expect(numbers(Policy(report: -3, hold: 1.01).thresholds[.spam]) == [-3, 1.01])
    var policy = Policy.standard
    policy.thresholds[.hostility].report = .nan
    policy.thresholds[.hostility].hold = .infinity
    #expect(numbers(policy.thresholds[.hostility]) == [0.5, 2])
    policy.thresholds = CategoryValues(repeating: .init(report: -.infinity, hold: .nan))
    #expect(numbers(policy.thresholds[.links]) == [0, 0.85])
    #expect(policy.detectionLevel(of: .links) == 0)
  }

  @Test("a score that is no number is reported, under every policy")
  func scoreThatIsNoNumber() {
    for policy in [Policy.standard, .strict, .lenient, Policy(report: 2, hold: 2)] {
      for category in Category.allCases {
        var scores = CategoryValues(repeating: 0.0)
        #expect(policy.action(for: scores) == .allow)
        scores[category] = .nan
        #expect(policy.action(for: scores) == .report)
        scores[category == .spam ? .links : .spam] = 1
        #expect(policy.action(for: scores) >= .report)
      }
    }
  }
}

@Suite("Weights") struct WeightsTests {
  @Test("a table is read: biases, signals with caps, a second entry for spam")
  func table() {
    let weights = Weights(
      table: """
        bias spam -1.5
        links.count 0.5 3
        links.count 0.25 2 spam
        rule some.rule 1.0
        unknown.signal 9 9
        spam.hashtags x y
        """
    )
    #expect(weights.bias[.spam] == -1.5)
    #expect(weights.bias[.hostility] == -6)
    #expect(weights.contribution(of: .linkCount, value: 2) == 1)
    #expect(weights.contribution(of: .linkCount, value: 100) == 1.5)
    #expect(weights.spamContribution(of: .linkCount, value: 100) == 0.5)
    #expect(weights.contribution(of: .hashtags, value: 1) == 0)
    #expect(weights.spamContribution(of: .insult, value: 1) == 0)
  }

  @Test("the shipped table gives every category a bias and no signal an infinite weight")
  func shipped() {
    for category in Category.allCases { #expect(Weights.standard.bias[category] < 0) }
    for signal in SignalID.allCases {
      #expect(Weights.standard.contribution(of: signal, value: 1e9).isFinite)
    }
    #expect(Weights.standard.contribution(of: .testString, value: 1) > 10)
  }
}
