// SPDX-License-Identifier: Apache-2.0

// What speaks for a comment in which words of advertisements stand.

extension SignalReader {
  /// What words of advertisements count for in talk about spam, and a topic's for which nothing beside it speaks.
  private static let takenBack = 0.5

  /// Signals that words about a topic raise.
  private static let topics: [SignalID] = [
    .contactHandle, .moneyTalk, .urgency, .giveaway, .investment, .adult, .pharma, .gambling, .seo,
    .selfPromotion, .invitation,
  ]

  /// Whether there are common words of other languages: a quarter of the words, and more than of English.
  private func isForeign(_ marks: SpamTerms.Marks) -> Bool {
    let foreign = marks.count(.foreign)
    return foreign > marks.count(.english) && 4 * foreign >= words.count
  }

  /// Reads who talks about spam, and how words stand beside each other that mean little alone.
  func readSpamTerms() {
    var marks = SpamTerms.shared.marks(of: hashes, words: words)
    if !views.links.isEmpty {
      marks.remove { views.links.firstOverlap(of: place($0..<$0 + 1), by: \.range) != nil }
    }
    values.isForeign = isForeign(marks)
    readPersonWithHandle(marks)
    if let word = talkOfSpam(marks) {
      values.add(.talkOfSpam, at: place(word..<word + 1))
      for signal in Self.topics { values[signal] *= Self.takenBack }
      return
    }
    readSpamForms(marks)
    if let word = everydayNotice(marks) {
      values.add(.everydayNotice, at: place(word..<word + 1))
      values[.phoneNumber] *= Self.takenBack
    }
    weakenLoneTopic(marks)
  }

  // MARK: Talk about spam

  /// The word from which it is seen that a comment talks about spam or scams: warns of them, complains, quotes them.
  /// `nil` where it names a way to reach somebody, or assures that it is no spam.
  private func talkOfSpam(_ marks: SpamTerms.Marks) -> Int? {
    guard !marks.has(.excuse), !(marks.has(.scammed, .recover)) else { return nil }
    let found =
      marks.first(.talk) ?? (marks.has(.lure) ? marks.first(.warn) : nil) ?? quotedLure(marks)
    guard let found, !namesContact(marks) else { return nil }
    return found
  }

  /// A word in quotation marks before "messages", "texts" and the like.
  private func quotedLure(_ marks: SpamTerms.Marks) -> Int? {
    guard !allQuotations.isEmpty, marks.has(.lure) else { return nil }
    for quotation in allQuotations {
      guard let after = words.firstIndex(where: { Int($0.start) > quotation.upperBound }),
        after > 0, marks.isMarked(after, .lure), !words[after].startsSentence,
        quotation.contains(Int(words[after - 1].start))
      else { continue }
      return after - 1
    }
    return nil
  }

  /// Whether a comment names a link, a number, an address or somebody to write to.
  private func namesContact(_ marks: SpamTerms.Marks) -> Bool {
    if values[.phoneNumber] > 0 || values[.emailAddress] > 0 { return true }
    if hasOwnLink { return true }
    let contacts = hits.filter { $0.kind == .contact }
    if !views.mentions.isEmpty, !contacts.isEmpty || marks.has(.person) { return true }
    return contacts.contains { isPointedAt(place($0.words)) || asksToWrite($0) }
  }

  private static let doers = hashes(
    """
    they who people to that bots scammers always constantly keep would will never just randomly someone guys girls \
    accounts strangers numbers and me
    """
  )
  private static let writing = hashes("message inbox dm text contact hit email reach")

  /// Whether a term asks the reader to write ("message me", not "bots that message me"), outside quotation marks.
  private func asksToWrite(_ hit: LexiconHit) -> Bool {
    let first = hit.words.lowerBound
    guard hit.words.count >= 2, Self.writing.contains(hashes[first]),
      !allQuotations.contains(where: { $0.contains(Int(words[first].start)) })
    else { return false }
    return first == 0 || words[first].startsSentence
      || words[first].start - words[first - 1].end > 1 || !Self.doers.contains(hashes[first - 1])
  }

  /// Whether there is a link that is neither quoted nor directly in quotation marks.
  var hasOwnLink: Bool {
    views.links.contains { link in
      guard !link.isQuoted, !LinkHosts.isLocal(link) else { return false }
      return !isInMarks(link)
    }
  }

  /// Whether a link is the whole of what stands between quotation marks: it is spoken about.
  func isInMarks(_ link: Link) -> Bool {
    let bytes = views.body
    let before = bytes[..<link.range.lowerBound].suffix(3)
    let after = bytes[link.range.upperBound...].prefix(3)
    return (before.last == 0x22 || before.elementsEqual("\u{201C}".utf8))
      && (after.first == 0x22 || after.elementsEqual("\u{201D}".utf8))
  }

  // MARK: Everyday notices

  private static let advertising: [SignalID] = [
    .impersonation, .emptyPraise, .namedExpert, .offerWithCall, .keywordRun, .productTitle, .plea,
    .referral, .investment, .adult, .pharma, .gambling, .seo, .selfPromotion, .urgency,
    .emailAddress, .disguisedWords, .styledLetters,
  ]

  /// The word from which it is seen that a number is that of a surgery or a helpline, or that a neighbour sells a used
  /// thing. `nil` beside words that advertisements are made of.
  private func everydayNotice(_ marks: SpamTerms.Marks) -> Int? {
    guard marks.has(.service) || marks.has(.selling),
      Self.advertising.allSatisfy({ values[$0] == 0 })
    else { return nil }
    if let word = marks.first(.service), values[.moneyTalk] == 0, values[.contactHandle] < 1.5,
      values[.phoneNumber] > 0 && values[.phoneNumber] <= 2 && values[.giveaway] == 0
        || namesShortNumber
    {
      return word
    }
    guard let word = marks.first(.selling), marks.has(.handover) || marks.count(.used) >= 2,
      values[.phoneNumber] == 0, values[.contactHandle] < 1.5, values[.currencyAmount] <= 1,
      views.links.isEmpty
    else { return nil }
    return word
  }

  private static let texting = hashes("text sms")

  /// Whether a word is to be sent to a number of five or six digits, as helplines have them ("text … to 12345").
  private var namesShortNumber: Bool {
    words.indices.contains { word in
      guard Self.texting.contains(hashes[word]) else { return false }
      return words.indices.dropFirst(word + 2).prefix(3).contains { other in
        let range = words[other].range
        return (5...6).contains(range.count) && text[range].allSatisfy(ByteClass.isDigit)
      }
    }
  }

  // MARK: A topic and nothing else

  /// Lets a single word about investments or gambling count less where no offer, sum, call or link stands beside it: people
  /// talk about both. Words that only advertisements have (`gacor`) count in full, and so does what somebody recovered.
  private func weakenLoneTopic(_ marks: SpamTerms.Marks) {
    guard marks.has(.topic), !marks.has(.recover) else { return }
    for (topic, kind) in [(SignalID.investment, Lexicon.Kind.investment), (.gambling, .gambling)]
    where values[topic] == 1 {
      guard let hit = hits.first(where: { $0.kind == kind }),
        marks.isMarked(hit.words.lowerBound, .topic)
      else { continue }
      let isAlone = SignalID.spamSigns.allSatisfy { $0 == topic || values[$0] == 0 }
      if isAlone, !hasOwnLink, !namesPurse { values[topic] = Self.takenBack }
    }
  }

  /// Whether there is a word of 26 to 64 letters and digits, as addresses of purses for coins are.
  private var namesPurse: Bool {
    words.contains { word in
      (26...64).contains(word.range.count) && text[word.range].contains(where: ByteClass.isDigit)
    }
  }
}
