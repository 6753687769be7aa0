// SPDX-License-Identifier: Apache-2.0

// Harm that is called for, or looked forward to, and is to come to people who are not answered.

extension HarmSentences {
  private static let them = WordSet("him her them these those")
  private static let theirs = WordSet("his her their your")
  private static let broken = WordSet(
    "smashed broken kicked caved bashed punched beaten stomped cracked snapped slit split"
  )
  private static let punishments = WordSet(
    "deported jailed imprisoned arrested banned fired exiled sacked or"
  )
  private static let everything = WordSet("map earth planet existence")
  private static let pleasure = WordSet("love like want pay enjoy wait glad happy delighted")
  private static let ends = WordSet("hang die burn rot suffer swing bleed hanged shot executed")
  private static let holy = WordSet(
    "mosque mosques synagogue synagogues church churches temple temples homes houses villages shops"
  )
  private static let determiners = WordSet("their the every all these those your")
  private static let calls = WordSet("let's lets just we should all must go")
  private static let particles = WordSet("down up")

  /// Whether a word is one of a set, and lies within bounds.
  private func isOne(_ word: Int, of set: WordSet, _ bounds: Range<Int>) -> Bool {
    bounds.contains(word) && set.contains(reader.hashes[word])
  }

  /// "Someone should break his legs", "somebody needs to shoot them".
  func calledFor(at verb: Int) -> Range<Int>? {
    let behind = after(verb, 4)
    guard let first = behind.first, let end = object(first, of: verb, behind),
      let start = announcement(of: verb), roles[start].contains(.other), !isPlayed(verb)
    else { return nil }
    return start..<end
  }

  private func object(_ first: Int, of verb: Int, _ behind: Range<Int>) -> Int? {
    let table = HarmWords.shared
    if isOne(first, of: Self.them, behind), roles[verb].contains(.hunting),
      isFree(first, { table.isFollowing($0) })
    {
      return first + 1
    }
    guard isOne(first, of: Self.theirs, behind),
      !roles[verb].isDisjoint(with: [.breaking, .harm])
    else { return nil }
    return after(first, 2).first { word in
      roles[word].contains(.limb) && isFree(word) { table.isFollowing($0) || table.isWay($0) }
    }.map { $0 + 1 }
  }

  /// "… to get her face smashed in": the end, if what is theirs stands at a place.
  func brokenLimb(at word: Int) -> Int? {
    let behind = after(word, 3)
    guard Self.theirs.contains(reader.hashes[word]), behind.count > 1,
      roles[word + 1].contains(.limb), isOne(word + 2, of: Self.broken, behind)
    else { return nil }
    return word + 3
  }

  /// "… put against a wall", "… wiped off the map": the end, if it begins at a place.
  func removal(at place: Int) -> Int? {
    let behind = after(place, 5)
    if reader.reads("against", at: place) {
      return behind.prefix(2).first { reader.reads("wall", at: $0) }.flatMap { wall in
        isFree(wall) { HarmWords.shared.isFollowing($0) } ? wall + 1 : nil
      }
    }
    guard reader.reads("wiped", at: place),
      reader.reads("off", at: place + 1) || reader.reads("from", at: place + 1)
    else { return nil }
    return behind.first { isOne($0, of: Self.everything, behind) }.map { $0 + 1 }
  }

  /// Whether a word is what may be done to people before worse: "deported or …".
  func isPunishment(_ word: Int) -> Bool { Self.punishments.contains(reader.hashes[word]) }

  /// "I'd love to see him hang", whose "see" stands at a place.
  func relished(at see: Int) -> Range<Int>? {
    let ahead = before(see, 6)
    let behind = after(see, 5)
    guard let whom = behind.first, roles[whom].contains(.you) || roles[whom].contains(.person),
      let who = ahead.last(where: { !roles[$0].isDisjoint(with: [.speaker, .announcer]) }),
      (who..<see).contains(where: { isOne($0, of: Self.pleasure, ahead) }),
      !has(.relief, ahead.lowerBound..<see), !isPlayed(see)
    else { return nil }
    for word in behind.dropFirst() {
      if isOne(word, of: Self.ends, behind) {
        return isFree(word) { HarmWords.shared.isAftermath($0) } ? who..<word + 1 : nil
      }
      if roles[word].isDisjoint(with: [.joint, .reached, .person]) { return nil }
    }
    return nil
  }

  /// "Burn down their mosques", which calls for it at the beginning of a sentence.
  func razed(at verb: Int) -> Range<Int>? {
    let ahead = before(verb, 3)
    let isCall = ahead.allSatisfy { isOne($0, of: Self.calls, ahead) }
    let behind = after(verb, 4)
    var word = verb + 1
    if isOne(word, of: Self.particles, behind) { word += 1 }
    guard isCall, isOne(word, of: Self.determiners, behind) else { return nil }
    word += reader.reads("all", at: word) && isOne(word + 1, of: Self.determiners, behind) ? 2 : 1
    guard isOne(word, of: Self.holy, behind), isFree(word, { HarmWords.shared.isFollowing($0) })
    else { return nil }
    return verb..<word + 1
  }
}
