// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What is fitted, on what, and within which bounds: every choice that is not in the data.
enum FitPlan {
  /// The share of hostile and of spam comments that the probabilities are meant for.
  static let prior: [Category: Double] = [.hostility: 0.145, .spam: 0.2]
  static let regularization = 5e-4
  /// Evidence weighs at least this much, so that everything that is shown also counts.
  static let least = 0.25

  /// Sets whose licence lets their labels go into what is shipped; Docs/ModelCard.md names them. Left out
  /// are sets that label accounts rather than texts, and suites written to trap classifiers, which say nothing
  /// about how often a thing occurs.
  static let fitted: Set<String> = [
    "civil_spans", "convabuse", "davidson", "edos_sexist", "fox_news", "gab_hate",
    "github_incivility", "jigsaw_sample", "surge_toxicity", "trac1", "wiki_context",
    "wiki_toxic_test", "sms_spam", "telegram_spam", "youtube_spam", "se_titles",
    "own_written_spam",
  ]
  /// Sets about hostility whose comments are taken for no spam.
  static let noSpam: Set<String> = [
    "wiki_context", "github_incivility", "fox_news", "benign_technical",
  ]

  /// Signals that may count for or against.
  static let signed: Set<String> = ["hostility.learned", "spam.learned"]
  /// Signals that need not count at all.
  static let neutral: Set<String> = [
    "hostility.second-person", "hostility.exclamations", "hostility.negative-tone",
    "spam.digit-share", "spam.emoji-flood",
  ]
  /// Evidence against, at least this much. The sets hold little talk of programmers: there is no more to be
  /// learned than that it is rare.
  static let against: [String: Double] = [
    "hostility.technical-talk": -0.3, "hostility.civility": -0.1, "hostility.reporting": -0.1,
    "hostility.group-support": -0.5, "hostility.counter-speech": -1.5,
    "hostility.self-reference": -1.5, "hostility.denial": -1.5,
    "links.references": 0,
    "spam.talk-of-spam": -1.5, "spam.everyday-notice": -1.5,
  ]

  static let caps: [String: Double] = [
    "hostility.second-person": 4, "hostility.civility": 3, "hostility.technical-talk": 4,
    "hostility.exclamations": 3, "hostility.profanity": 1, "hostility.group-support": 2,
    "hostility.counter-speech": 1, "hostility.self-reference": 1, "hostility.denial": 1,
    "hostility.undirected-swearing": 1,
    "hostility.negative-tone": 3,
    "hostility.reporting": 2,
    "spam.hashtags": 5, "spam.emoji-flood": 6, "spam.invisible-characters": 4,
    "spam.digit-share": 0.5, "links.count": 3, "spam.repeated-words": 10, "links.repeated": 5,
    "links.references": 1, "spam.invitation": 2, "spam.talk-of-spam": 1,
    "spam.everyday-notice": 1,
    "conduct.pile-on": 6, "conduct.spiral": 8, "conduct.duplicate": 4, "conduct.campaign": 4,
    "conduct.many-mentions": 8, "conduct.pasted-digest": 2.4, "hostility.learned": 8,
    "spam.learned": 8, "conduct.flooding": 20, "conduct.top-level-spree": 8,
  ]
  static let usualCap = 2.5
  /// Values in 0…1: their weights may be larger.
  static let shares: Set<String> = [
    "hostility.shouting", "hostility.density", "spam.repeated-characters", "spam.styled-letters",
    "spam.digit-share",
  ]

  /// In labelled spam nearly every link and number is spam; out there it is not. By itself neither may flag a
  /// comment; nor may a single swear word.
  static let most: [String: Double] = [
    "spam.phone-number": 1.8, "spam.digit-share": 2, "hostility.density": 2.5,
    "spam.invitation": 0.9, "hostility.profanity": 1.4, "links.count": 0.5,
    "links.at-end-of-short": 0.3,
    "links.only": 1.4,
  ]

  /// Hardly any labelled comment shows these: the fit may raise their weights, not lower them.
  static let rare: [String: Double] = [
    "hostility.threat": 2.7, "hostility.short-reply": 1, "hostility.slur": 0.9,
    "hostility.group-attack": 1.8,
    "hostility.mocking": 0.3,
    "hostility.identity": 0.9,
    "hostility.put-down": 1.5,
    "hostility.dehumanizing": 1.2, "hostility.you-are-a": 2.2,
    "hostility.what-is-wrong-with-you": 1.2, "hostility.told-to-leave": 2.2,
    "hostility.wish-of-harm": 2.4, "hostility.announced-harm": 2.4,
    "hostility.people-should-not-exist": 2.4, "spam.contact-handle": 1.2,
    "spam.planted-testimonial": 1.8, "spam.praise-with-link": 1.2, "spam.repeated-words": 0.3,
    "spam.disguised-words": 2.8, "spam.name-with-number": 2.2, "spam.framed-name": 1.5,
    "spam.gambling": 2,
    "spam.repeated-characters": 1.5, "spam.few-characters": 1.5, "spam.gibberish": 0.8,
    "spam.easy-money": 1, "links.obfuscated": 1, "links.shortener": 0.6, "links.imitation": 1.5,
    "links.only": 1,
    "spam.impersonation": 3.2, "spam.empty-praise": 2.9, "spam.named-expert": 3.3,
    "spam.offer-with-call": 3, "spam.keyword-run": 2.6, "spam.product-title": 2.8,
    "spam.plea": 2.8, "spam.referral": 2.8,
    "spam.intimate-footage": 3.8, "spam.free-device": 3.2, "spam.dating-lure": 3.2,
    "spam.chain-letter": 4, "spam.comment-template": 4.2, "spam.author-name": 2.4,
    "spam.paid-at-home": 3,
  ]

  /// No set labels conduct, or links as such: set by hand.
  static let byHand: KeyValuePairs<String, Double> = [
    "spam.test-string": 14, "conduct.duplicate": 1.5, "conduct.campaign": 1.3,
    "conduct.flooding": 0.25, "conduct.self-reply": 0.3, "conduct.top-level-spree": 0.3,
    "conduct.many-mentions": 0.5, "conduct.pasted-digest": 2.2, "conduct.pile-on": 0.9,
    "conduct.spiral": 0.6,
  ]
  /// How much each counts for the category *links*; what it counts for spam is fitted.
  static let linksByHand: KeyValuePairs<String, Double> = [
    "links.count": 0.8, "links.shortener": 2.2, "links.obfuscated": 3.4, "links.ip-address": 3,
    "links.user-info": 3, "links.mismatch": 3.2, "links.suspicious-domain": 1.2,
    "links.only": 1.2, "links.at-end-of-short": 0.3, "links.mixed-script": 3,
    "links.repeated": 0.4, "links.references": -1.2, "links.imitation": 3.6,
  ]
  static let rulesByHand: KeyValuePairs<String, Double> = ["links.many": 1.2]
  static let biasByHand: KeyValuePairs<String, Double> = [
    "conduct": -3.6, "custom": -6, "links": -3.4,
  ]

  /// Where it is found, hostility is softened (`softenedForSwearing`): no weight of its own.
  static let softening = "hostility.undirected-swearing"

  static func cap(_ name: String) -> Double { caps[name] ?? usualCap }

  /// The bounds of a feature's weight.
  static func bounds(_ name: String) -> ClosedRange<Double> {
    if signed.contains(name) { return 0...6 }
    if name == softening { return 0...0 }
    if let most = against[name] { return -6...most }
    let lower = neutral.contains(name) ? 0 : rare[name] ?? least
    return lower...max(lower, most[name] ?? (shares.contains(name) ? 16 : 6))
  }
}
