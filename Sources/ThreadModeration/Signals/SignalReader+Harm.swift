// SPDX-License-Identifier: Apache-2.0

// Threats and wishes of harm by how they are built, beside those that stand in the word list.

extension SignalReader {
  /// Harm that is announced ("I'll … your …", "someone should … you") or wished ("I hope you …", "should be dragged
  /// out and …").
  ///
  /// Read sentence by sentence. What is denied, reported, quoted, told of a game or a story, or said of a thing
  /// does not count; nor what the word list has already found there.
  ///
  /// - Complexity: O(*n*) in the words.
  func readHarm() {
    let table = HarmWords.shared
    let asked: HarmWords.Roles = [.harm, .rough, .directed, .wish, .merit]
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
    for word in words.indices where word > last && !roles[word].isDisjoint(with: asked) {
      guard let found = sentences.announced(at: word) ?? sentences.wished(at: word),
        !isReported(found)
      else { continue }
      if !threats.contains(where: { $0.overlaps(found) }) { values.add(.threat, at: place(found)) }
      last = found.upperBound - 1
    }
  }

  private static let saying = hashes(
    """
    said says say saying told tells wrote writes yelled screamed shouted threatened threatening threatens threat warned \
    heard
    """
  )

  /// Whether a threat from the word list is announced in talk of a game or a story: "I will … you in the next match".
  func isPlayed(_ hit: LexiconHit) -> Bool {
    let table = HarmWords.shared
    let first = table.roles(ofHash: hashes[hit.words.lowerBound])
    guard !first.isDisjoint(with: [.announcer, .speaker, .future]) else { return false }
    let sentence = sentences[hit.words.lowerBound]
    let around = max(0, hit.words.lowerBound - 20)..<min(words.count, hit.words.upperBound + 12)
    return around.contains { word in
      sentences[word] == sentence && table.roles(ofHash: hashes[word]).contains(.play)
    }
  }

  /// Whether some words are quoted, or somebody is said to have said them.
  private func isReported(_ found: Range<Int>) -> Bool {
    let start = Int(words[found.lowerBound].start)
    if allQuotations.contains(where: { $0.contains(start) }) { return true }
    let sentence = sentences[found.lowerBound]
    return (max(0, found.lowerBound - 8)..<found.lowerBound).contains { word in
      sentences[word] == sentence
        && (Self.saying.contains(hashes[word]) || isKind(.reporting, word: word))
    }
  }
}

/// The sentences of a comment with what their words say about harm.
private struct HarmSentences {
  let reader: SignalReader
  let roles: [HarmWords.Roles]

  /// Words before a verb in which somebody has to announce it, and behind it in which its object stands.
  private static let reach = 8

  /// The words up to `count` behind one, in its sentence.
  private func after(_ word: Int, _ count: Int) -> Range<Int> {
    var end = word + 1
    while end < roles.count, end <= word + count, reader.sentences[end] == reader.sentences[word] {
      end += 1
    }
    return word + 1..<end
  }

  /// The words up to `count` before one, in its sentence.
  private func before(_ word: Int, _ count: Int) -> Range<Int> {
    var start = word
    while start > 0, start > word - count, reader.sentences[start - 1] == reader.sentences[word] {
      start -= 1
    }
    return start..<word
  }

  private func has(_ role: HarmWords.Roles, _ words: Range<Int>) -> Bool {
    words.contains { !roles[$0].isDisjoint(with: role) }
  }

  private func isPlayed(_ word: Int) -> Bool {
    has(.play, before(word, 20)) || has(.play, after(word, 12))
  }
}

// MARK: - Announced

extension HarmSentences {
  /// The words of an announcement whose verb stands at a place.
  func announced(at verb: Int) -> Range<Int>? {
    guard !roles[verb].isDisjoint(with: [.harm, .rough, .directed]), let end = object(of: verb),
      let start = announcement(of: verb), !isPlayed(verb)
    else { return nil }
    return start..<end
  }

  /// The end of the object of a verb, if it is whoever is answered or what is theirs.
  private func object(of verb: Int) -> Int? {
    let role = roles[verb]
    let behind = after(verb, 6)
    guard let first = behind.first else { return nil }
    if roles[first].contains(.you) {
      // "I'll end you" is one, "I'll end you a …" was to be "send".
      if reader.isWord(verb, "end"), behind.contains(first + 1) { return nil }
      if role.contains(.harm) { return first + 1 }
      let next = first + 1
      guard behind.contains(next) else { return nil }
      if role.contains(.directed),
        HarmWords.shared.isDirection(reader.hashes[next], of: reader.hashes[verb]),
        !reader.isListing(next + 1)
      {
        return next + 1
      }
    }
    // "beat the … out of you"
    if !role.isDisjoint(with: [.harm, .rough]),
      let you = behind.first(where: { roles[$0].contains(.you) }),
      you >= verb + 4, reader.isWord(you - 1, "of"), reader.isWord(you - 2, "out")
    {
      return you + 1
    }
    // "put you in hospital"
    if roles[first].contains(.you), reader.isWord(verb, "put") || reader.isWord(verb, "putting"),
      let end = after(first, 4).first(where: { roles[$0].contains(.doom) })
    {
      return end + 1
    }
    if reader.isWord(verb, "end") || reader.isWord(verb, "ending") { return nil }
    guard !role.isDisjoint(with: [.harm, .rough]),
      let your = behind.first(where: { roles[$0].contains(.your) }), your - verb <= 6
    else { return nil }
    // "break every bone in your body"
    if your - verb >= 3, reader.isWord(your - 1, "in") || reader.isWord(your - 1, "of"),
      !roles[your - 2].isDisjoint(with: [.limb, .belonging])
    {
      return your + 1
    }
    guard your - verb <= 4 else { return nil }
    return after(your, 3).first { !roles[$0].isDisjoint(with: [.limb, .belonging]) }.map { $0 + 1 }
  }

  /// Where it begins that the writer, or somebody, will do what a verb says.
  private func announcement(of verb: Int) -> Int? {
    let words = before(verb, Self.reach)
    var word = verb - 1
    var future: Int?
    while word >= words.lowerBound {
      let role = roles[word]
      if role.contains(.relief), !reader.isWord(word + 1, "hesitate") { return nil }
      if role.contains(.announcer), !role.contains(.future) || word == words.lowerBound {
        return word
      }
      if role.contains(.doing), verb - word <= 2, reader.endsInING(verb) { return word }
      if role.contains(.speaker), future != nil { return word }
      if role.contains(.subject) || role.contains(.you) { return nil }
      if role.contains(.future) { future = word }
      word -= 1
    }
    // "Gonna smash …": nobody is named.
    return future.flatMap { $0 == words.lowerBound && verb - $0 <= 3 ? $0 : nil }
  }
}

// MARK: - Wished

extension HarmSentences {
  /// The words of a wish that begins at a place.
  func wished(at word: Int) -> Range<Int>? {
    let role = roles[word]
    guard !isPlayed(word) else { return nil }
    if role.contains(.wish) { return hoped(at: word) }
    if role.contains(.merit) { return deserved(at: word) }
    return nil
  }

  /// "I hope you …", "hope she catches …", "fingers crossed your plane …".
  private func hoped(at word: Int) -> Range<Int>? {
    let behind = after(word, 14)
    guard let whom = behind.prefix(4).first(where: { isSomebody($0) }),
      !has(.relief, word..<whom)
    else { return nil }
    let isSecondPerson = !roles[whom].isDisjoint(with: [.you, .your])
    let rest = after(whom, isSecondPerson ? 7 : 6)
    for place in rest {
      let role = roles[place]
      if role.contains(.relief) || !reader.isJoined(place - 1) { return nil }
      if let end = event(at: place) { return word..<end }
      if roles[whom].contains(.your), role.contains(.vehicle),
        let end = after(place, 3).first(where: { roles[$0].contains(.wreck) }),
        !has(.relief, place..<end)
      {
        return word..<end + 1
      }
    }
    return nil
  }

  /// The end of what is wished to somebody, if it begins at a place.
  private func event(at place: Int) -> Int? {
    let role = roles[place]
    let next = after(place, 4)
    if role.contains(.fate) {
      guard let first = next.first else { return place + 1 }
      // "dies down", "burns the old files", "suffer no more", "die of shame"
      let isHarmless =
        HarmWords.shared.isMild(reader.hashes[first])
        || !roles[first].isDisjoint(with: [.play, .relief])
        || reader.isWord(first, "of") && HarmWords.shared.isFeeling(reader.hash(of: first + 1))
      return isHarmless ? nil : place + 1
    }
    if role.contains(.suffered) {
      // "burned into the …", "shot of"
      guard let first = next.first else { return place + 1 }
      return HarmWords.shared.isPlace(reader.hashes[first]) ? nil : place + 1
    }
    guard role.contains(.reached) else { return nil }
    for word in next {
      if HarmWords.shared.isPassed(reader.hashes[word]) { return nil }
      if roles[word].contains(.suffered) {
        return HarmWords.shared.isPlace(reader.hash(of: word + 1)) ? nil : word + 1
      }
      if roles[word].contains(.plague) {
        return HarmWords.shared.isTest(reader.hash(of: word + 1)) ? nil : word + 1
      }
      if reader.isWord(word, "hit") || reader.isWord(word, "run") {
        return reader.isWord(word + 1, "by") || reader.isWord(word + 1, "over") ? word + 2 : nil
      }
    }
    return nil
  }

  /// "… should be dragged out and …", "people like you deserve to get hit by …", "they can all rot".
  private func deserved(at word: Int) -> Range<Int>? {
    guard let whom = subject(of: word), !has(.relief, before(word, 6)) else { return nil }
    // "You must suffer a lot" supposes; "they can … in hell" wishes, "you can …" says what may happen.
    let isCan = reader.isWord(word, "can")
    let isSupposing = reader.isWord(word, "must")
    var isPassive = false
    for place in after(word, 8) {
      let role = roles[place]
      if role.contains(.relief) || !reader.isJoined(place - 1) { return nil }
      if reader.isWord(place, "be") || reader.isWord(place, "been") || role.contains(.reached) {
        if isCan { return nil }
        isPassive = true
      }
      if role.contains(.fate) {
        guard !isSupposing, !isCan || reader.isWord(place, "rot"), !isPassive else { return nil }
        return event(at: place).map { whom..<$0 }
      }
      if isPassive, let end = event(at: place) { return whom..<end }
      if role.isDisjoint(with: [.joint, .reached, .leading]) { return nil }
    }
    return nil
  }

  /// Who it is that "should" and the like: the word before it but for adverbs, or whoever a clause is about
  /// ("every judge who signed that should …").
  private func subject(of merit: Int) -> Int? {
    let ahead = before(merit, 10)
    if let who = ahead.last(where: { reader.isWord($0, "who") || reader.isWord($0, "whoever") }) {
      return ahead.prefix(while: { $0 < who }).last(where: isSomebody) ?? who
    }
    var word = merit - 1
    while ahead.contains(word), roles[word].contains(.joint), !roles[word].contains(.person) {
      word -= 1
    }
    guard ahead.contains(word), isSomebody(word), reader.isJoined(word) else { return nil }
    return word
  }

  private func isSomebody(_ word: Int) -> Bool {
    !roles[word].isDisjoint(with: [.you, .your, .person]) || reader.isNoun(word)
  }
}

// MARK: - Words

extension SignalReader {
  fileprivate func isWord(_ word: Int, _ text: String) -> Bool {
    words.indices.contains(word) && self.text[words[word].range].elementsEqual(text.utf8)
  }

  /// The hash of a word; 0 for none.
  fileprivate func hash(of word: Int) -> UInt64 {
    words.indices.contains(word) ? hashes[word] : 0
  }

  fileprivate func endsInING(_ word: Int) -> Bool {
    text[words[word].range].suffix(3).elementsEqual("ing".utf8)
  }

  private static let listing = hashes("for as with to from in on")

  /// Whether "down" before a word belongs to what follows: "put you down for two".
  fileprivate func isListing(_ word: Int) -> Bool {
    words.indices.contains(word) && isWord(word - 1, "down") && Self.listing.contains(hashes[word])
  }
}
