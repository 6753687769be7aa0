// SPDX-License-Identifier: Apache-2.0

extension SignalValues {
  /// Words that are shown for what the learned scorer found.
  private static let maxLearnedEvidence = 4
  /// Log-odds above an ordinary comment from which on words are shown.
  private static let leastShown = 1.5
  private static let largestLogOdds = 8.0
  /// What is said at most of a word or two: they are too little to call spam what no signal speaks of.
  private static let mostForFewWords = 3.0
  /// What the shipped scorer makes of ordinary comments: about the median over real comments.
  /// Beginning there, a comment about which nothing is known is an ordinary one.
  private static let ordinary = (hostility: -0.3, spam: -2.9)

  /// Adds what the learned scorer makes of a body, and the words that weighed most where it speaks
  /// against the comment.
  ///
  /// - Parameter terms: the terms of the lexicon in the normalized view.
  mutating func add(_ model: LearnedModel, _ views: TextViews, terms: [LexiconHit]) {
    let text = views.normalized
    guard let found = model.logOdds(of: text.bytes, words: views.words, hits: terms) else {
      return
    }
    // Of a bare number nothing was learned but that short codes stand in advertisements.
    let isNumber =
      !views.words.isEmpty
      && views.words.allSatisfy { text.bytes[$0.range].allSatisfy(ByteClass.isDigit) }
    let mostSpam = views.words.count < 3 ? Self.mostForFewWords : Self.largestLogOdds
    for (signal, output, value) in [
      (
        SignalID.learnedHostility, LearnedModel.Output.hostility,
        found.hostility - Self.ordinary.hostility
      ),
      (.learnedSpam, .spam, isNumber ? 0 : min(found.spam - Self.ordinary.spam, mostSpam)),
    ] {
      self[signal] = min(max(value, -Self.largestLogOdds), Self.largestLogOdds)
      guard value > Self.leastShown else { continue }
      let features = TextFeatures(
        text.bytes,
        words: views.words,
        hits: terms,
        keepsPlaces: true
      )
      for range in model.evidence(for: output, in: features, limit: Self.maxLearnedEvidence) {
        add(signal, 0, at: text.original(range))
      }
    }
  }
}
