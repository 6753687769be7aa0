// SPDX-License-Identifier: Apache-2.0

extension SignalValues {
  /// Words that are shown for what the learned scorer found.
  private static let maxLearnedEvidence = 4
  /// Log-odds above an ordinary comment from which on words are shown.
  private static let leastShown = 1.5
  private static let largestLogOdds = 8.0
  /// What is said at most of a word or two: they are too little to call spam what no signal speaks of, or
  /// hostile where no word of them is on a list.
  private static let mostForFewWords = (hostility: 2.5, spam: 3.0)
  /// The same of hostility where all hostile words stand in quotations that the comment speaks about: the scorer does
  /// not see the marks.
  private static let mostForQuotations = 1.0
  /// The least that is said of hostility beside a threat: who threatens may write in everyday words.
  private static let leastBesideThreat = 0.0
  /// From here on little counts of what is said of spam in a text with a link of which no signal finds anything
  /// but that it is there: sources are linked to in the words that advertisements use.
  private static let muchForPlainLink = 3.2
  /// The same of spam where a link stands beside a word or two: signals say what there is to say of links.
  private static let mostBesideLink = 2.2
  /// How much is said at most against spam where something else in the comment speaks for it: who advertises writes
  /// like everybody.
  private static let leastBesideSpam = -1.5
  /// The same where it is a rule of spam, or the author's name.
  private static let leastBesideRule = -0.5
  /// What is said at most of words of other languages of which nothing else speaks for spam; beside a link it is
  /// ``mostBesideLink``.
  private static let mostForForeign = 3.5
  /// What the shipped scorer makes of ordinary comments: about the median over comments of Reddit; most of
  /// those of other places are below it.
  /// Beginning there, a comment about which nothing is known is an ordinary one.
  private static let ordinary = (hostility: -0.5, spam: -2.9)

  /// Adds what the learned scorer makes of a body.
  ///
  /// - Parameter terms: the terms of the lexicon in the normalized view.
  /// - Returns: What to look up the words with that weighed most, where the scorer speaks against the
  ///   comment.
  mutating func add(
    _ model: LearnedModel,
    _ views: TextViews,
    terms: [LexiconHit]
  ) -> [LearnedEvidence] {
    let text = views.normalized
    guard
      let found = model.logOdds(
        of: text.bytes,
        words: views.words,
        hits: terms,
        hashes: views.wordHashes,
        &views.scratch.words
      )
    else { return [] }
    // Of a bare number nothing was learned but that short codes stand in advertisements.
    let isNumber =
      !views.words.isEmpty
      && views.words.allSatisfy { text.bytes[$0.range].allSatisfy(ByteClass.isDigit) }
    let isShort = Self.ownWords(of: views) < 3
    let mostSpam =
      isShort
      ? views.links.isEmpty ? Self.mostForFewWords.spam : Self.mostBesideLink
      : Self.largestLogOdds
    var spam = found.spam - Self.ordinary.spam
    if spam > Self.muchForPlainLink, !views.links.isEmpty, isPlainLink {
      spam = Self.muchForPlainLink + 0.3 * (spam - Self.muchForPlainLink)
    }
    if isForeign, isPlainLink {
      spam = min(spam, views.links.isEmpty ? Self.mostForForeign : Self.mostBesideLink)
    }
    let mostHostility =
      quotesHostilityAlone
      ? Self.mostForQuotations
      : isShort && terms.isEmpty ? Self.mostForFewWords.hostility : Self.largestLogOdds
    var evidence: [LearnedEvidence] = []
    for (signal, output, value) in [
      (
        SignalID.learnedHostility, LearnedModel.Output.hostility,
        max(
          min(found.hostility - Self.ordinary.hostility, mostHostility),
          self[.threat] > 0 ? Self.leastBesideThreat : -Self.largestLogOdds
        )
      ),
      (.learnedSpam, .spam, isNumber ? 0 : min(spam, mostSpam)),
    ] {
      self[signal] = min(max(value, -Self.largestLogOdds), Self.largestLogOdds)
      guard value > Self.leastShown else { continue }
      evidence.append(
        LearnedEvidence(signal: signal, output: output, views: views, terms: terms)
      )
    }
    if self[.authorName] > 0 {
      limitLearnedBesideRule()
    } else if hasSpamSign {
      self[.learnedSpam] = max(self[.learnedSpam], Self.leastBesideSpam)
    }
    return evidence
  }

  /// Lets what the scorer says against spam count hardly at all, for a rule speaks for it.
  mutating func limitLearnedBesideRule() {
    self[.learnedSpam] = max(self[.learnedSpam], Self.leastBesideRule)
  }

  /// Whether there is a link, or any signal that advertisements have; what programmers paste is full of numbers.
  private var hasSpamSign: Bool {
    self[.technicalTalk] == 0 && (self[.linkCount] > 0 || !isPlainLink)
  }

  /// Whether no signal found anything that advertisements have, but for links and how the text looks.
  private var isPlainLink: Bool {
    SignalID.spamSigns.allSatisfy { self[$0] == 0 }
      && self[.linkShortener] + self[.linkObfuscated] + self[.linkAddress] + self[.linkMismatch]
        + self[.linkSuspiciousDomain] + self[.linkMixedScript] + self[.linkUserInfo]
        + self[.linkRepeated] + self[.linkImitation] == 0
  }

  /// The words of the normalized view that are no part of a link, as far as three of them.
  private static func ownWords(of views: TextViews) -> Int {
    let links = views.links
    guard !links.isEmpty else { return views.words.count }
    var count = 0
    for word in views.words {
      let place = views.normalized.original(word.range)
      if links.firstOverlap(of: place, by: \.range) == nil { count += 1 }
      if count == 3 { break }
    }
    return count
  }

  /// Adds the words that weighed most.
  mutating func add(_ evidence: LearnedEvidence, of model: LearnedModel) {
    let text = evidence.views.normalized
    let views = evidence.views
    let places = model.sums.evidence(
      for: evidence.output,
      in: text.bytes,
      words: views.words,
      hits: evidence.terms,
      hashes: views.wordHashes,
      limit: Self.maxLearnedEvidence,
      &views.scratch.words
    )
    for range in places { add(evidence.signal, 0, at: text.original(range)) }
  }
}

/// What the words are looked up with that weighed most for what the learned scorer says. Few of them are
/// ever shown, and looking them up takes longer than scoring.
struct LearnedEvidence {
  var signal: SignalID
  var output: LearnedModel.Output
  var views: TextViews
  var terms: [LexiconHit]
}
