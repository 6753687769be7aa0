// SPDX-License-Identifier: Apache-2.0

extension SignalReader {
  func readHostility() {
    readTerms()
    readHarm()
    readContempt()
    readIdentityHostility()
    readGroups()
    readCounterSpeech()
    readTone()
    let isReply = context.parent != nil || comment.parent != nil
    let hostile =
      values[.insult] + values[.insultDirect] + values[.slur] + values[.contempt] + values[.putDown]
    if isReply, hostile > 0, self.words.count <= 4 {
      values.add(.shortHostileReply, at: self.words.isEmpty ? nil : place(0..<self.words.count))
    }
    if isReply || values[.secondPerson] > 0, hostile > 0,
      let mockery = hits.first(where: { $0.kind == .mockery })
    {
      values.add(.mocking, at: place(mockery.words), entry: entry(mockery))
    }
    readUndirectedSwearing()
  }

  /// Weight of a term by its tier: mild, strong, severe.
  private static func strength(_ tier: Int) -> Double { tier >= 3 ? 1.5 : tier == 2 ? 1 : 0.5 }

  /// Whether a word is part of a term that counts by itself.
  private func isRude(_ word: Int) -> Bool {
    isKind(.insult, word: word) || isKind(.slur, word: word) || isKind(.profanity, word: word)
      || isKind(.sexual, word: word)
  }

  /// Words from the list, who they are said to, and what takes them back.
  private func readTerms() {
    var hostileWords = 0.0
    let crudeness = min(1, 4 / Double(max(self.words.count, 1)))
    for hit in hits where !isReportedQuotation(hit) && !isOfAnimals(hit) {
      if hit.kind == .mild {
        // A part of a ruder term is counted there.
        if hit.words.contains(where: isRude) { continue }
        values.add(.crudeWord, crudeness, at: place(hit.words), entry: entry(hit))
        continue
      }
      let strength = Self.strength(hit.tier)
      let weight = hit.tier == 1 ? 0.5 : 1
      switch hit.kind {
      case .insult:
        if isSaidOfOneself(hit) {
          harmlessWords.formUnion(hit.words)
          values.add(.selfReference, at: place(hit.words), entry: entry(hit))
          continue
        }
        if isTakenBack(hit) {
          if isDenied(hit) { values.add(.denial, at: place(hit.words), entry: entry(hit)) }
          continue
        }
        if isFriendly(hit) || isAffectionate || isSaidOfIll(hit) {
          harmlessWords.formUnion(hit.words)
          continue
        }
        let isDirect = isDirected(hit)
        if !isDirect, isMereAnimal(hit) { continue }
        values.add(
          isDirect ? .insultDirect : .insult,
          strength,
          at: place(hit.words),
          entry: entry(hit)
        )
        hostileWords += weight * Double(hit.words.count)
      case .slur:
        if hit.tier == 1, isFriendly(hit) || isAffectionate {
          harmlessWords.formUnion(hit.words)
          continue
        }
        values.add(.slur, strength, at: place(hit.words), entry: entry(hit))
        hostileWords += weight * Double(hit.words.count)
      case .profanity:
        if isName(hit) { continue }
        // "WTF::Vector", "platform/wtf/text.h".
        if hit.tier == 1, isInIdentifier(hit.words) { continue }
        if isFriendly(hit) || isSaidToIll(hit) {
          harmlessWords.formUnion(hit.words)
          continue
        }
        let isDirect = hit.tier >= 2 && isDirected(hit, before: 1, after: 2)
        values.add(
          isDirect ? .profanityDirected : .profanity,
          strength,
          at: place(hit.words),
          entry: entry(hit)
        )
        hostileWords += weight * Double(hit.words.count)
      case .sexual:
        values.add(.sexual, strength, at: place(hit.words), entry: entry(hit))
        hostileWords += weight * Double(hit.words.count)
      case .threat:
        if !isTakenBack(hit), !isAboutThing(hit), !isDeadly(hit), !isPlayed(hit) {
          values.add(.threat, at: place(hit.words), entry: entry(hit))
          threats.append(hit.words)
          hostileWords += weight * Double(hit.words.count)
        }
      case .dehumanize:
        if isDeniedReport(hit) { continue }
        values.add(.dehumanizing, at: place(hit.words), entry: entry(hit))
        hostileWords += weight * Double(hit.words.count)
      case .putdown:
        if isTakenBack(hit) || isSaidOfOneself(hit) || isInfinitive(hit) || isSaidByOthers(hit) {
          continue
        }
        values.add(.putDown, strength, at: place(hit.words), entry: entry(hit))
        hostileWords += weight * Double(hit.words.count)
      default: break
      }
    }
    if hostileWords > 0 {
      values[.hostileDensity] = min(1, hostileWords / Double(max(self.words.count, 1)))
    }
  }

  /// Whether a term is said to somebody: it is a phrase that addresses them, or a second-person word
  /// stands close by.
  private func isDirected(_ hit: LexiconHit, before: Int = 5, after: Int = 3) -> Bool {
    if hit.words.contains(where: { isKind(.secondperson, word: $0) }) { return true }
    if hit.kind == .insult, hit.tier >= 2, hit.words.count >= 2, !isInfinitive(hit) { return true }
    return has(.secondperson, near: hit.words, before: before, after: after)
      || hit.kind == .insult && (isVocative(hit.words) || isCalledAtEnd(hit.words))
  }

  /// Whether words end a sentence as a call, behind a comma: "stop begging, …". Somebody is told something in the
  /// sentence: it begins with the second person or a bare verb.
  private func isCalledAtEnd(_ words: Range<Int>) -> Bool {
    let first = words.lowerBound
    let end = words.upperBound
    guard first > 0, sentences[first - 1] == sentences[first], !isJoined(first - 1),
      end == self.words.count || sentences[end] != sentences[first],
      text[Int(self.words[first - 1].end)..<Int(self.words[first].start)].first == UInt8(ascii: ",")
    else { return false }
    var start = first
    while start > 0, first - start < 40, sentences[start - 1] == sentences[first] { start -= 1 }
    return Self.commands.contains(hashes[start])
      || (start..<first).contains { isKind(.secondperson, word: $0) }
  }

  /// What sentences that tell somebody something begin with.
  private static let commands = hashes(
    """
    stop go get shut keep quit learn try look read leave move listen cry cope delete uninstall wake grow sit stay come \
    give take let nice sure ok okay yeah whatever bye thanks
    """
  )

  /// Whether "to" stands before a phrase that would else tell somebody something: "I was told to …".
  private func isInfinitive(_ hit: LexiconHit) -> Bool {
    let before = hit.words.lowerBound - 1
    guard before >= 0, sentences[before] == sentences[hit.words.lowerBound] else { return false }
    return self.text[self.words[before].range].elementsEqual("to".utf8)
  }

  /// Whether words open a sentence of a reply as a call ("clown.", "lol pathetic liar …"): at its
  /// beginning, with nothing but marks of mockery and adjectives before them. Said in
  /// a reply and about nobody else, they are said to the person who is answered.
  private func isVocative(_ words: Range<Int>) -> Bool {
    guard context.parent != nil || comment.parent != nil else { return false }
    // What goes on with other words than those for people is about something: "Stupid printer", "Idiot kept all …".
    let next = words.upperBound
    if isJoined(next - 1), !isPersonal(next), !isKind(.mockery, word: next),
      !isKind(.profanity, word: next), !isKind(.contempt, word: next)
    {
      return false
    }
    var word = words.lowerBound
    while word > 0, sentences[word - 1] == sentences[words.lowerBound] {
      word -= 1
      // Bounded, so that a body of nothing but one adjective stays linear.
      if words.lowerBound - word > 12 { return false }
      if isKind(.mockery, word: word) || isKind(.contempt, word: word) { continue }
      return false
    }
    return true
  }

  /// A contemptuous adjective before a noun for a person or group: "miserable marxist".
  private func readContempt() {
    for (index, hit) in hits.enumerated() where hit.kind == .contempt {
      // "a little ugly" is not about little people. Hits are in order of their first word.
      let following = hits[(index + 1)...].prefix { $0.words.lowerBound <= hit.words.upperBound }
      if following.contains(where: {
        $0.words.lowerBound == hit.words.upperBound && isSaidOfThing($0)
      }) {
        continue
      }
      var next = hit.words.upperBound
      // One more adjective may stand between.
      if !isNoun(next), isKind(.contempt, word: next) || isKind(.insult, word: next + 1) {
        next += 1
      }
      guard next < kinds.count, sentences[next] == sentences[hit.words.lowerBound], isNoun(next)
      else { continue }
      let isStrong = hit.tier >= 2
      let isGroup = isKind(.group, word: next)
      let isInsult =
        isKind(.insult, word: next) || isKind(.slur, word: next) || isKind(.dehumanize, word: next)
      guard isStrong || isGroup || isInsult else { continue }
      guard !isTakenBack(hit), !isSaidOfOneself(hit) else { continue }
      let whole = hit.words.lowerBound..<next + 1
      values.add(
        .contempt,
        isStrong || isInsult ? 1 : 0.5,
        at: place(whole),
        entry: entry(hit)
      )
      if isStrong, !isInsult, isVocative(whole) {
        values.add(.insultDirect, at: place(whole), entry: entry(hit))
      }
    }
  }

  func isNoun(_ word: Int) -> Bool {
    isKind(.person, word: word) || isKind(.group, word: word) || isKind(.identity, word: word)
      || isKind(.insult, word: word) || isKind(.slur, word: word)
      || isKind(.dehumanize, word: word)
  }

  /// A group of people together with hate, insult or dehumanising words in one sentence.
  private func readIdentityHostility() {
    // The first hostile word of each sentence that is not denied: one pass, since a body may hold
    // hundreds of thousands of both.
    var hostileBySentence: [Int32: LexiconHit] = [:]
    for hit in hits {
      let isHostile =
        switch hit.kind {
        case .hate, .dehumanize, .threat: true
        case .insult, .profanity, .contempt: hit.tier >= 2
        default: false
        }
      let sentence = sentences[hit.words.lowerBound]
      guard isHostile, hostileBySentence[sentence] == nil, !isReportedQuotation(hit),
        !has(.negation, near: hit.words, before: 3, after: 0)
      else { continue }
      hostileBySentence[sentence] = hit
    }
    guard !hostileBySentence.isEmpty else { return }
    for hit in hits where hit.kind == .identity || hit.kind == .group {
      guard let hostile = hostileBySentence[sentences[hit.words.lowerBound]],
        !sentence(of: hit.words, has: .reporting)
      else { continue }
      let all =
        min(
          hit.words.lowerBound,
          hostile.words.lowerBound
        )..<max(
          hit.words.upperBound,
          hostile.words.upperBound
        )
      values.add(
        .identityHostile,
        hit.kind == .identity ? 1 : 0.5,
        at: place(all),
        entry: "\(entry(hit)) + \(entry(hostile))"
      )
    }
  }

  private func readTone() {
    values[.secondPerson] = Double(hits.lazy.filter { $0.kind == .secondperson }.count)
    values[.exclamations] = Double(statistics.exclamationRuns)
    readNegativeWords()
    count(.reporting, as: .reporting)
    for hit in hits where hit.kind == .polite || hit.kind == .hedge {
      values.add(.civility, at: place(hit.words), entry: entry(hit))
    }
    let technical = Set(hits.lazy.filter { $0.kind == .technical }.map(\.entry)).count
    values[.technicalTalk] = Double(technical)
    if statistics.capitals >= 10, self.words.count >= 2,
      statistics.capitals > 4 * statistics.smallLetters,
      TextStatistics.hasShoutedWords(views.prose.bytes)
    {
      let share =
        Double(statistics.capitals) / Double(statistics.capitals + statistics.smallLetters)
      values.add(.shouting, share, view: .prose, at: nil)
    }
  }

  /// How many of the words that sound negative are shown.
  private static let maxNegativeWords = 3

  /// Words that sound negative and are not denied shortly before. Those that sound worst are the evidence, but
  /// for rude ones, which are shown by themselves.
  private func readNegativeWords() {
    var sum = 0.0
    var worst: [(word: Int, strength: Double)] = []
    let negativeWords = NegativeWords.shared
    for (number, hash) in hashes.enumerated() {
      guard let strength = negativeWords.strength(ofHash: hash),
        !harmlessWords.contains(number),
        !has(.negation, near: number..<number + 1, before: 3, after: 0),
        !isInIdentifier(number..<number + 1)
      else { continue }
      sum += strength
      guard !isRude(number), !isKind(.mild, word: number) else { continue }
      let place = worst.firstIndex { $0.strength < strength } ?? worst.count
      guard place < Self.maxNegativeWords else { continue }
      worst.insert((number, strength), at: place)
      if worst.count > Self.maxNegativeWords { worst.removeLast() }
    }
    guard sum > 0 else { return }
    for word in worst.map(\.word).sorted() {
      values.add(.negativeTone, 0, at: place(word..<word + 1))
    }
    values[.negativeTone] = logarithm(of: 1 + sum)
  }
}
