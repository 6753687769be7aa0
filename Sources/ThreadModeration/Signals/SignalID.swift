// SPDX-License-Identifier: Apache-2.0

/// The built-in signals, as the code names them. The raw value is the place in ``Signals/all``.
enum SignalID: Int, CaseIterable, Sendable {
  // Hostility
  case insult, insultDirect, contempt, slur, profanity, profanityDirected, sexual, threat
  case dehumanizing, identityHostile, mocking, shouting, hostileDensity, shortHostileReply
  case secondPerson, exclamations, civility, reporting, technicalTalk
  case groupAttack, groupSupport, counterSpeech, crudeWord
  case negativeTone, selfReference, denial, putDown, undirectedSwearing
  case learnedHostility
  // Spam
  case contactHandle, phoneNumber, emailAddress, moneyTalk, urgency, giveaway, investment, adult
  case pharma, gambling, seo, praiseWithLink, selfPromotion, invitation, currencyAmount,
    repeatedWords
  case repeatedCharacters, fewCharacters, gibberish, styledLetters, invisibleCharacters
  case disguisedWords, nameWithNumber, framedName
  case talkOfSpam, everydayNotice, impersonation, emptyPraise, namedExpert, offerWithCall
  case keywordRun, productTitle, plea, referral, authorName
  case emojiFlood, hashtags, digitShare, testString, learnedSpam
  // Links
  case linkCount, linkShortener, linkObfuscated, linkAddress, linkUserInfo, linkMismatch
  case linkSuspiciousDomain, linkOnly, linkAtEndOfShort, linkMixedScript, linkRepeated
  case linkReferences, linkImitation
  // Conduct
  case duplicate, campaign, flooding, selfReply, topLevelSpree, manyMentions, pastedDigest
  case pileOn, spiral

  /// How many signals there are.
  static let count = allCases.count

  /// Whether the signal says something about the thread, and is unknown without one.
  var needsThread: Bool {
    switch self {
    case .duplicate, .campaign, .flooding, .selfReply, .topLevelSpree, .pileOn, .spiral: true
    default: false
    }
  }

  /// Whether the signal is something in a text that advertisements have; not how the text looks, and not what speaks
  /// for it. Links have signals of their own.
  var isSpamSign: Bool {
    switch self {
    case .contactHandle, .phoneNumber, .emailAddress, .moneyTalk, .urgency, .giveaway, .investment,
      .adult, .pharma, .gambling, .seo, .praiseWithLink, .selfPromotion, .invitation,
      .currencyAmount, .repeatedWords, .repeatedCharacters, .fewCharacters, .gibberish,
      .styledLetters, .invisibleCharacters, .disguisedWords, .nameWithNumber, .framedName,
      .impersonation, .emptyPraise, .namedExpert, .offerWithCall, .keywordRun, .productTitle,
      .plea, .referral, .authorName, .emojiFlood, .hashtags, .testString:
      true
    default: false
    }
  }

  /// Those of which ``isSpamSign`` is true.
  static let spamSigns = allCases.filter(\.isSpamSign)

  /// Whether the signal is what the learned scorer says.
  var isLearned: Bool { self == .learnedHostility || self == .learnedSpam }
}
