// SPDX-License-Identifier: Apache-2.0

// Threats and wishes of harm by how they are built, beside those that stand in the word list.

extension SignalReader {
  /// Harm that is announced ("I'll … your …", "someone should … you") or wished ("I hope you …", "should be dragged
  /// out and …").
  ///
  /// Read sentence by sentence. What is denied, asked, reported, quoted, told of a game or a story, or said of a
  /// thing does not count; nor what the word list has already found there.
  ///
  /// - Complexity: O(*n*) in the words.
  func readHarm() {
    let table = HarmWords.shared
    let asked: HarmWords.Roles = [
      .harm, .breaking, .wrecking, .hunting, .directed, .putting, .wish, .merit, .seeing, .razing,
    ]
    var roles: [HarmWords.Roles] = []
    var isWorthALook = false
    roles.reserveCapacity(words.count)
    for hash in hashes {
      let role = table.roles(ofHash: hash)
      isWorthALook = isWorthALook || !role.isDisjoint(with: asked)
      roles.append(role)
    }
    guard isWorthALook else { return }
    let sentences = HarmSentences(reader: self, roles: roles)
    var last = -1
    // Both stand in order: each threat of the list is looked at once.
    var listed = 0
    for word in words.indices where word > last {
      guard !roles[word].isDisjoint(with: asked), let found = sentences.harm(at: word),
        !isReported(found), !isAsked(found)
      else { continue }
      while listed < threats.count, threats[listed].upperBound <= found.lowerBound { listed += 1 }
      if listed == threats.count || !threats[listed].overlaps(found) {
        values.add(.threat, at: place(found))
      }
      last = found.upperBound - 1
    }
  }

  private static let saying = hashes(
    """
    said says say saying told tells wrote writes yelled screamed shouted threatened threatening threatens threat warned \
    heard
    """
  )
  private static let denials = hashes("not no isn't isnt ain't aint never")
  private static let within = hashes("in at on during of next this")

  /// Whether some words are quoted, or somebody is said to have said them: at most three words before, and no comma.
  private func isReported(_ found: Range<Int>) -> Bool {
    let start = Int(words[found.lowerBound].start)
    if allQuotations.contains(where: { $0.contains(start) }) { return true }
    var word = found.lowerBound - 1
    while word >= 0, found.lowerBound - word <= 4, isJoined(word) {
      if Self.saying.contains(hashes[word]) || isKind(.reporting, word: word) { return true }
      word -= 1
    }
    return false
  }

  /// Whether the sentence of some words ends with a question mark.
  private func isAsked(_ found: Range<Int>) -> Bool {
    var end = found.upperBound
    while end < words.count, end - found.upperBound < 40,
      sentences[end] == sentences[found.lowerBound]
    {
      end += 1
    }
    let gap = Int(words[end - 1].end)..<(end < words.count ? Int(words[end].start) : text.count)
    return text[gap].contains(UInt8(ascii: "?"))
  }

  /// Whether a word says that the words around are about a game or a story: "in the next match", but not "this is no
  /// game".
  func isSetting(_ word: Int) -> Bool {
    let before = max(0, word - 3)..<word
    return !before.contains { Self.denials.contains(hashes[$0]) }
      && before.contains { Self.within.contains(hashes[$0]) }
  }

  /// Whether a threat from the word list is announced in talk of a game or a story: "I will … you in the next match".
  func isPlayed(_ hit: LexiconHit) -> Bool {
    let table = HarmWords.shared
    let first = table.roles(ofHash: hashes[hit.words.lowerBound])
    guard !first.isDisjoint(with: [.announcer, .speaker, .future]) else { return false }
    let sentence = sentences[hit.words.lowerBound]
    let around = max(0, hit.words.lowerBound - 20)..<min(words.count, hit.words.upperBound + 12)
    return around.contains { word in
      sentences[word] == sentence && table.roles(ofHash: hashes[word]).contains(.play)
        && isSetting(word)
    }
  }
}

/// The sentences of a comment with what their words say about harm.
struct HarmSentences {
  let reader: SignalReader
  let roles: [HarmWords.Roles]

  /// Words before a verb in which somebody has to announce it.
  private static let reach = 8

  private static let verbs: HarmWords.Roles = [
    .harm, .breaking, .wrecking, .hunting, .directed, .putting,
  ]

  /// The words of a threat or a wish whose verb, or whose "hope" or "should", stands at a place.
  func harm(at word: Int) -> Range<Int>? {
    let role = roles[word]
    if !role.isDisjoint(with: Self.verbs),
      let found = announced(at: word) ?? calledFor(at: word)
    {
      return found
    }
    if role.contains(.razing), let found = razed(at: word) { return found }
    if role.contains(.seeing), let found = relished(at: word) { return found }
    return wished(at: word)
  }

  /// The words up to `count` behind one, in its sentence.
  func after(_ word: Int, _ count: Int) -> Range<Int> {
    var end = word + 1
    while end < roles.count, end <= word + count, reader.sentences[end] == reader.sentences[word] {
      end += 1
    }
    return word + 1..<end
  }

  /// The words up to `count` before one, in its sentence.
  func before(_ word: Int, _ count: Int) -> Range<Int> {
    var start = word
    while start > 0, start > word - count, reader.sentences[start - 1] == reader.sentences[word] {
      start -= 1
    }
    return start..<word
  }

  func has(_ role: HarmWords.Roles, _ words: Range<Int>) -> Bool {
    words.contains { !roles[$0].isDisjoint(with: role) }
  }

  func isPlayed(_ word: Int) -> Bool {
    let isSetting = { (other: Int) in roles[other].contains(.play) && reader.isSetting(other) }
    return before(word, 20).contains(where: isSetting) || after(word, 12).contains(where: isSetting)
  }

  /// Whether nothing makes another thing of a word: it ends the sentence or is followed by a mark or a word that may
  /// follow.
  func isFree(_ word: Int, _ may: (UInt64) -> Bool) -> Bool {
    guard after(word, 1).contains(word + 1), reader.isJoined(word) else { return true }
    return may(reader.hashes[word + 1])
  }
}

// MARK: - Announced

extension HarmSentences {
  /// The words of an announcement whose verb stands at a place.
  func announced(at verb: Int) -> Range<Int>? {
    guard let end = object(of: verb), let start = announcement(of: verb), !isPlayed(verb) else {
      return nil
    }
    return start..<end
  }

  /// The end of the object of a verb, if it is whoever is answered or what is theirs.
  private func object(of verb: Int) -> Int? {
    let table = HarmWords.shared
    let role = roles[verb]
    let behind = after(verb, 6)
    guard let first = behind.first else { return nil }
    if roles[first].contains(.you) {
      if role.contains(.harm),
        isFree(
          first,
          { table.isFollowing($0) || role.contains(.aimed) && table.isWay($0) }
        )
      {
        return first + 1
      }
      if role.contains(.directed), behind.contains(first + 1),
        table.isDirection(reader.hashes[first + 1], of: reader.hashes[verb]),
        isFree(first + 1, { table.isFollowing($0) })
          || reader.reads("off", at: first + 1) && reader.reads("it", at: first + 2)
          || reader.reads("off", at: first + 1) && reader.reads("road", at: first + 3)
      {
        return first + 2
      }
      if role.contains(.putting) {
        return after(first, 4).first { word in
          roles[word].contains(.doom)
            && (reader.reads("in", at: word - 1) || reader.reads("into", at: word - 1)
              || reader.reads("in", at: word - 2) || reader.reads("into", at: word - 2))
            || roles[word].contains(.pane)
              && (reader.reads("through", at: word - 1) || reader.reads("through", at: word - 2))
        }.map { $0 + 1 }
      }
    }
    // "beat the … out of you"
    if !role.isDisjoint(with: [.harm, .breaking, .directed]),
      let you = behind.first(where: { roles[$0].contains(.you) }),
      you >= verb + 4, reader.reads("of", at: you - 1), reader.reads("out", at: you - 2)
    {
      return you + 1
    }
    guard let your = behind.first(where: { roles[$0].contains(.your) }) else { return nil }
    // "break every bone in your body"
    if role.contains(.breaking), your - verb >= 3,
      reader.reads("in", at: your - 1) || reader.reads("of", at: your - 1),
      roles[your - 2].contains(.limb)
    {
      return your + 1
    }
    if role.contains(.wrecking), your - verb >= 3, reader.reads("in", at: your - 1),
      roles[your - 2].contains(.things)
    {
      return your + 1
    }
    guard your - verb <= 2 else { return nil }
    var wanted: HarmWords.Roles = []
    if role.contains(.breaking) { wanted.insert(.limb) }
    if role.contains(.hunting) { wanted.insert(.kin) }
    if role.contains(.wrecking) { wanted.insert(.things) }
    return after(your, 2).first { word in
      !roles[word].isDisjoint(with: wanted)
        && isFree(word) { table.isFollowing($0) || table.isWay($0) }
    }.map { $0 + 1 }
  }

  /// Where it begins that the writer will do what a verb says, or that somebody should.
  func announcement(of verb: Int) -> Int? {
    let words = before(verb, Self.reach)
    var word = verb - 1
    var future: Int?
    var isCalledFor = false
    while word >= words.lowerBound {
      let role = roles[word]
      if role.contains(.relief), !reader.reads("hesitate", at: word + 1) { return nil }
      if role.contains(.announcer) { return word }
      if role.contains(.doing), verb - word <= 2, reader.endsInING(verb) { return word }
      if role.contains(.speaker), future != nil { return word }
      if role.contains(.other), isCalledFor { return word }
      if !role.isDisjoint(with: [.subject, .you, .other]) { return nil }
      if role.contains(.future) { future = word }
      if role.contains(.call) { isCalledFor = true }
      word -= 1
    }
    // "Gonna smash …": nobody is named.
    return future.flatMap { roles[$0].contains(.elided) && $0 == words.lowerBound ? $0 : nil }
  }
}

// MARK: - Wished

extension HarmSentences {
  /// The words of a wish that begins at a place.
  func wished(at word: Int) -> Range<Int>? {
    let role = roles[word]
    guard !role.isDisjoint(with: [.wish, .merit]), !isPlayed(word) else { return nil }
    return role.contains(.wish) ? hoped(at: word) : deserved(at: word)
  }

  /// "I hope you …", "hope she catches …", "hope your plane …".
  private func hoped(at word: Int) -> Range<Int>? {
    let behind = after(word, 14)
    guard let whom = behind.prefix(4).first(where: { isSomebody($0) }), !has(.relief, word..<whom)
    else { return nil }
    for place in after(whom, 6) {
      let role = roles[place]
      if role.contains(.relief) || !reader.isJoined(place - 1) { return nil }
      if let end = event(at: place) { return word..<end }
      guard !roles[whom].isDisjoint(with: [.your, .person]), role.contains(.vehicle) else {
        continue
      }
      let next = after(place, 3)
      if let end = next.first(where: { roles[$0].contains(.wreck) }), !has(.relief, place..<end),
        isFree(end, { HarmWords.shared.isAftermath($0) })
      {
        return word..<end + 1
      }
      if let goes = next.first(where: {
        reader.reads("goes", at: $0) || reader.reads("burns", at: $0)
      }),
        reader.reads("down", at: goes + 1), !has(.relief, place..<goes)
      {
        return word..<goes + 2
      }
    }
    return nil
  }

  /// The end of what is wished to somebody, if it begins at a place.
  private func event(at place: Int) -> Int? {
    let table = HarmWords.shared
    let role = roles[place]
    if role.contains(.fate) {
      // "dies down", "burns the old files", "suffer no more", "die of shame"
      guard isFree(place, { table.isAftermath($0) }) else { return nil }
      // "drown in presents"
      if reader.reads("drown", at: place), reader.reads("in", at: place + 1) { return nil }
      let isFeeling =
        reader.reads("of", at: place + 1) && table.isFeeling(reader.hash(of: place + 2))
      return isFeeling ? nil : place + 1
    }
    if role.contains(.suffered) {
      // "got her flu shot", "burned into the …", "shot of", "killed less often"
      let isDone = ["be", "is", "are", "get", "gets", "getting", "and", "or"].contains {
        reader.reads($0, at: place - 1)
      }
      return isDone && isFree(place, { table.isAftermath($0) && !table.isPlace($0) })
        ? place + 1 : nil
    }
    guard role.contains(.reached) else { return nil }
    for word in after(place, 4) {
      if let end = brokenLimb(at: word) { return end }
      if roles[word].contains(.suffered) { return word == place + 1 ? event(at: word) : nil }
      if roles[word].contains(.plague) {
        return isFree(word) { table.isAfterIllness($0) } ? word + 1 : nil
      }
      if reader.reads("hit", at: word), reader.reads("by", at: word + 1) {
        return after(word + 1, 3).first { roles[$0].contains(.vehicle) }.map { $0 + 1 }
      }
      if reader.reads("run", at: word), reader.reads("over", at: word + 1) { return word + 2 }
      guard table.isKindOfIllness(reader.hashes[word]) else { return nil }
    }
    return nil
  }

  /// "… should be dragged out and …", "people like you deserve to get hit by …", "they can all rot".
  private func deserved(at word: Int) -> Range<Int>? {
    guard let whom = subject(of: word), !has(.relief, before(word, 6)) else { return nil }
    // "You must suffer a lot" supposes, "you can …" says what may happen, "you need to …" advises.
    let mayWish =
      !reader.reads("must", at: word) && !reader.reads("need", at: word)
      && !reader.reads("needs", at: word)
    let isCan = reader.reads("can", at: word)
    var isPassive = false
    for place in after(word, 8) {
      let role = roles[place]
      if role.contains(.relief) || !reader.isJoined(place - 1) { return nil }
      if reader.reads("be", at: place) || reader.reads("been", at: place) || role.contains(.reached)
      {
        if isCan { return nil }
        isPassive = true
      }
      if role.contains(.fate) {
        guard mayWish, !isPassive, !isCan || reader.reads("rot", at: place) else { return nil }
        return event(at: place).map { whom..<$0 }
      }
      if isPassive, let end = event(at: place) ?? removal(at: place) { return whom..<end }
      if role.isDisjoint(with: [.joint, .reached, .leading]), !isPunishment(place) { return nil }
    }
    return nil
  }

  /// Who it is that "should" and the like: the word before it but for adverbs, or whoever a clause is about
  /// ("every judge who signed that should …").
  private func subject(of merit: Int) -> Int? {
    let ahead = before(merit, 10)
    if let who = ahead.last(where: {
      reader.reads("who", at: $0) || reader.reads("whoever", at: $0)
    }) {
      return ahead.prefix(while: { $0 < who }).last(where: isSomebody) ?? who
    }
    var word = merit - 1
    while ahead.contains(word), roles[word].contains(.joint), !roles[word].contains(.person) {
      word -= 1
    }
    guard ahead.contains(word), isSomebody(word), reader.isJoined(word) else { return nil }
    return word
  }

  func isSomebody(_ word: Int) -> Bool {
    !roles[word].isDisjoint(with: [.you, .your, .person]) || reader.isNoun(word)
  }
}

// MARK: - Words

extension SignalReader {
  func reads(_ text: String, at word: Int) -> Bool {
    words.indices.contains(word) && self.text[words[word].range].elementsEqual(text.utf8)
  }

  /// The hash of a word; 0 for none.
  fileprivate func hash(of word: Int) -> UInt64 { words.indices.contains(word) ? hashes[word] : 0 }

  fileprivate func endsInING(_ word: Int) -> Bool {
    text[words[word].range].suffix(3).elementsEqual("ing".utf8)
  }
}
