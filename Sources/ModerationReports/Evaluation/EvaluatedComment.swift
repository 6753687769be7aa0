// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// A comment that people labelled, and the verdict on it.
public struct EvaluatedComment: Sendable {
  /// The set it belongs to: figures are given for each set by itself.
  public var set: String
  /// Its words.
  public var body: String
  /// The words of the comment that it answers.
  public var parentBody: String?
  /// What people say; `nil` for a category that they did not label.
  public var labels: CategoryValues<Bool?>
  /// What was decided.
  public var verdict: Verdict
  /// What the comment tests, in sets that are made of tests (such as HateCheck).
  public var function: String?
  /// The groups of people that it names, each once, if somebody looked.
  public var groups: [String] = []
  /// The ranges that people marked, as bytes of the body's UTF-8; `nil` if nobody was asked to.
  public var markedRanges: [Range<Int>]?
  /// The scores of another configuration, when two are compared.
  public var otherScores: CategoryValues<Double>?

  /// Makes an entry without function, groups, ranges or other scores.
  public init(
    set: String,
    body: String,
    parentBody: String? = nil,
    labels: CategoryValues<Bool?>,
    verdict: Verdict
  ) {
    self.set = set
    self.body = body
    self.parentBody = parentBody
    self.labels = labels
    self.verdict = verdict
  }
}
