// SPDX-License-Identifier: Apache-2.0

extension SignalValues {
  /// Words that are shown for what the learned scorer found.
  private static let maxLearnedEvidence = 4
  private static let largestLogOdds = 6.0

  /// Adds what the learned scorer makes of a body, and the words that weighed most where it speaks
  /// against the comment.
  mutating func add(_ model: LearnedModel, _ views: TextViews) {
    let text = views.normalized
    let found = model.logOdds(of: TextFeatures(text.bytes))
    for (signal, output, value) in [
      (SignalID.learnedHostility, LearnedModel.Output.hostility, found.hostility),
      (.learnedSpam, .spam, found.spam),
    ] {
      self[signal] = min(max(value, -Self.largestLogOdds), Self.largestLogOdds)
      guard value > 0 else { continue }
      let features = TextFeatures(text.bytes, keepsPlaces: true)
      for range in model.evidence(for: output, in: features, limit: Self.maxLearnedEvidence) {
        add(signal, 0, at: text.original(range))
      }
    }
  }
}
