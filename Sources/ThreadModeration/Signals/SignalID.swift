// SPDX-License-Identifier: Apache-2.0

/// The built-in signals, as the code names them. The raw value is the place in ``Signals/all``.
enum SignalID: Int, CaseIterable, Sendable {
  // Hostility
  case insult, insultDirect, contempt, slur, profanity, profanityDirected, sexual, threat
  case dehumanizing, identityHostile, mocking, shouting, hostileDensity, shortHostileReply
  case secondPerson, exclamations, civility, reporting, technicalTalk
  // Spam
  case contactHandle, phoneNumber, emailAddress, moneyTalk, urgency, giveaway, investment, adult
  case pharma, gambling, seo, praiseWithLink, selfPromotion, currencyAmount, repeatedWords
  case repeatedCharacters, fewCharacters, gibberish, styledLetters, invisibleCharacters
  case emojiFlood, hashtags, digitShare, testString
  // Links
  case linkCount, linkShortener, linkObfuscated, linkAddress, linkUserInfo, linkMismatch
  case linkSuspiciousDomain, linkOnly, linkAtEndOfShort, linkMixedScript, linkRepeated
  // Conduct
  case duplicate, campaign, flooding, selfReply, topLevelSpree, manyMentions, pastedDigest
  case pileOn, spiral
}
