// SPDX-License-Identifier: Apache-2.0

extension SignalReader {
  /// What is said about groups of people: attacks and support, sentence by sentence.
  ///
  /// A sentence is looked at if it names a group, or says "they" behind a sentence that does.
  /// Hatred, demands of harm, contempt, accusations and denied worth are attacks; the same denied is
  /// support, and so is praise. What is said about such talk, or in quotation marks, is neither.
  ///
  /// - Complexity: O(*n*) in the words of sentences about groups.
  func readGroups() {
    let groups = hits.filter { $0.kind == .identity || $0.kind == .slur }
    guard !groups.isEmpty else { return }
    let quoted = allQuotations
    var next = 0
    var previous: Int32 = -2
    var start = 0
    while start < sentences.count {
      let number = sentences[start]
      var end = start
      while end < sentences.count, sentences[end] == number, end - start < Self.maxGroupWords {
        end += 1
      }
      while next < groups.count, groups[next].words.lowerBound < start { next += 1 }
      var named: [Range<Int>] = []
      var index = next
      while index < groups.count, groups[index].words.lowerBound < end {
        named.append(groups[index].words)
        index += 1
      }
      if !named.isEmpty {
        readGroupSentence(start..<end, named, quoted)
        previous = number
      } else if previous == number - 1 {
        let pronouns = (start..<end).filter { roles($0).contains(.pronoun) }.map { $0..<$0 + 1 }
        if !pronouns.isEmpty { readGroupSentence(start..<end, pronouns, quoted) }
      }
      start = end
    }
  }

  /// Words of a sentence that are looked at together; a longer one is cut.
  private static let maxGroupWords = 60

  private func roles(_ word: Int) -> GroupWords.Roles {
    GroupWords.shared.roles(ofHash: hashes[word])
  }

  private func readGroupSentence(
    _ words: Range<Int>,
    _ groups: [Range<Int>],
    _ quoted: [Range<Int>]
  ) {
    let roles = words.map(self.roles)
    func has(_ role: GroupWords.Roles, _ range: Range<Int>) -> Bool {
      range.clamped(to: words).contains { roles[$0 - words.lowerBound].contains(role) }
    }
    func isDenied(_ word: Int, within reach: Int) -> Bool {
      (max(words.lowerBound, word - reach)..<word).contains { isKind(.negation, word: $0) }
    }
    // Talk about such talk, and what is quoted, is not an attack.
    let first = Int(self.words[groups[0].lowerBound].start)
    let isAboutTalk =
      quoted.contains { $0.contains(first) } || roles.contains { $0.contains(.counter) }
      || words.contains { isKind(.reporting, word: $0) }
    // "people who hate …": what follows is said about others.
    let isAboutOthers = words.dropLast().contains { word in
      roles[word - words.lowerBound].contains(.others)
        && roles[word + 1 - words.lowerBound].contains(.relative)
    }
    var attack: (strength: Double, word: Int)?
    var support: Int?
    func note(_ strength: Double, _ word: Int) {
      if strength > attack?.strength ?? 0 { attack = (strength, word) }
    }
    for (offset, role) in roles.enumerated() where !role.isEmpty {
      let word = words.lowerBound + offset
      if groups.contains(where: { $0.contains(word) }) { continue }
      if Lexicon.shared.isInIdiom(word..<word + 1, self.words, hashes) { continue }
      let distance =
        groups.map { group in
          word < group.lowerBound ? group.lowerBound - word : word - group.upperBound + 1
        }.min() ?? 0
      let isDenied = isDenied(word, within: 5)
      if role.contains(.attitude), distance <= 8 {
        if isDenied { support = word } else { note(1, word) }
      }
      if role.contains(.harm), distance <= 12, !isEndOfNews(word), !isPast(word) {
        let isWanted = offset == 0 || has(.modal, max(words.lowerBound, word - 7)..<word)
        if isDenied { support = word } else if isWanted { note(1.5, word) }
      }
      if role.contains(.predicate) {
        let isBeside = distance <= 2 && !isOfOther(word)
        let isSaid = distance <= 8 && has(.copula, max(words.lowerBound, word - 6)..<word)
        if isBeside || isSaid {
          if isDenied { support = word } else { note(1, word) }
        }
      }
      if role.contains(.deed), distance <= 6, !isDenied,
        groups.contains(where: { $0.upperBound <= word })
      {
        note(1, word)
      }
      // "do not deserve to be hurt" denies the harm.
      if role.contains(.worth), distance <= 8, self.isDenied(worth: word, in: words),
        !has(.harm, word + 1..<word + 6)
      {
        note(1, word)
      }
      if role.contains(.praise), distance <= 8, !isDenied { support = support ?? word }
    }
    let isSelf =
      groups.contains { group in
        !isKind(.slur, word: group.lowerBound)
          && has(.firstPerson, max(words.lowerBound, group.lowerBound - 4)..<group.lowerBound)
      } && attack == nil
    if let found = attack, !isAboutTalk, !isAboutOthers {
      let range = min(found.word, groups[0].lowerBound)..<max(found.word + 1, groups[0].upperBound)
      values.add(.groupAttack, found.strength, at: place(range))
    } else if let word = support ?? (isSelf ? groups[0].lowerBound : nil) {
      values.add(.groupSupport, at: place(word..<word + 1))
    } else if attack != nil {
      values.add(.groupSupport, 0.5, at: nil)
    }
  }

  private static let past = hashes("had has having")
  private static let prepositions = hashes("with in at of by from for about")

  /// Whether "had to" stands before a word: what somebody was made to do is told.
  private func isPast(_ word: Int) -> Bool {
    word >= 2 && text[words[word - 1].range].elementsEqual("to".utf8)
      && Self.past.contains(hashes[word - 2])
  }

  /// Whether a word belongs to what a preposition before it begins: "a woman with terrible …".
  private func isOfOther(_ word: Int) -> Bool {
    isJoined(word - 1) && Self.prepositions.contains(hashes[word - 1])
  }

  /// Whether a word is the end of "stabbed to death" and the like, which tells what happened.
  private func isEndOfNews(_ word: Int) -> Bool {
    word >= 2 && text[words[word].range].elementsEqual("death".utf8)
      && text[words[word - 1].range].elementsEqual("to".utf8)
  }

  // MARK: - Counter-speech

  /// What repeats hostility in order to condemn it.
  ///
  /// A quotation counts if hostile words or a group of people are named in it, and the comment around it
  /// speaks of saying or of what is wrong with it. A sentence counts if it is about somebody's
  /// calling, threatening or wishing, and a group of people and something hostile follow.
  ///
  /// - Complexity: O(*n*) in the words, times the number of quotations (16 at most).
  func readCounterSpeech() {
    let quoted = allQuotations
    var count = 0
    for quotation in quoted where isHostile(in: quotation) && isCondemned(around: quotation) {
      count += 1
      values.add(.counterSpeech, at: views.normalized.original(quotation))
    }
    guard count == 0 else { return }
    for hit in hits where hit.kind == .identity {
      guard let act = speechAct(before: hit.words), isHostileSentence(of: hit.words) else {
        continue
      }
      values.add(.counterSpeech, at: place(act..<hit.words.upperBound))
      return
    }
  }

  private static let hostileKinds = [
    Lexicon.Kind.insult, .slur, .profanity, .hate, .dehumanize, .threat, .identity,
  ].reduce(0) { $0 | bit($1) }

  private func isHostile(in quotation: Range<Int>) -> Bool {
    hits.contains { hit in
      Self.hostileKinds & Self.bit(hit.kind) != 0
        && quotation.contains(Int(self.words[hit.words.lowerBound].start))
    }
  }

  /// Whether the words up to twelve before a quotation, and behind it, speak of saying or condemn.
  private func isCondemned(around quotation: Range<Int>) -> Bool {
    let words = self.words
    let first = words.firstIndex { Int($0.start) >= quotation.lowerBound } ?? words.count
    let last = words.firstIndex { Int($0.start) >= quotation.upperBound } ?? words.count
    let around = Array(max(0, first - 12)..<first) + Array(last..<min(words.count, last + 12))
    guard around.count >= 3 else { return false }
    return around.contains { word in
      roles(word).contains(.counter) || roles(word).contains(.speech)
        || isKind(.reporting, word: word)
    }
  }

  /// The word for an act of speech up to five words before some others, unless it is the writer's own.
  private func speechAct(before words: Range<Int>) -> Int? {
    let sentence = sentences[words.lowerBound]
    for word in (max(0, words.lowerBound - 5)..<words.lowerBound).reversed() {
      guard sentences[word] == sentence else { return nil }
      guard roles(word).contains(.act) else { continue }
      let before = max(0, word - 2)..<word
      return before.contains { roles($0).contains(.firstPerson) && sentences[$0] == sentence }
        ? nil : word
    }
    return nil
  }

  private func isHostileSentence(of words: Range<Int>) -> Bool {
    let start = max(0, words.lowerBound - 20)
    let end = min(sentences.count, words.upperBound + 20)
    return (start..<end).contains { word in
      sentences[word] == sentences[words.lowerBound] && !words.contains(word)
        && (kinds[word] & Self.hostileKinds & ~Self.bit(.identity) != 0
          || !roles(word).isDisjoint(with: [.attitude, .harm, .predicate]))
    }
  }

  /// Whether a word of worth is denied: a negation stands up to six words before, and no second one.
  private func isDenied(worth word: Int, in words: Range<Int>) -> Bool {
    let before = max(words.lowerBound, word - 6)..<word
    return before.count { isKind(.negation, word: $0) } % 2 == 1
  }
}
