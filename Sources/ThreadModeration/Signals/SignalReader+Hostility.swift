// SPDX-License-Identifier: Apache-2.0

extension SignalReader {
  func readHostility() {
    readTerms()
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
    for hit in hits where !isReportedQuotation(hit) {
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
        if isFriendly(hit) || isAffectionate {
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
        if isFriendly(hit) {
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
        if !isTakenBack(hit), !isAboutThing(hit) {
          values.add(.threat, at: place(hit.words), entry: entry(hit))
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
      || hit.kind == .insult && isVocative(hit.words)
  }

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

  /// Whether a term is denied ("you are not an idiot"), reported ("he called me an idiot"), said of
  /// oneself or one's own ("I'm an idiot", "my idiot dog") or of a technical thing ("this stupid
  /// loop").
  private func isTakenBack(_ hit: LexiconHit) -> Bool {
    isKind(.technical, word: hit.words.upperBound) || isSaidOfThing(hit) || isDeniedReport(hit)
      || has(.negation, near: hit.words, before: 3, after: 0)
      || has(.reporting, near: hit.words, before: 5, after: 3)
      || has(.selfreference, near: hit.words, before: 3, after: 1)
        && !has(.secondperson, near: hit.words, before: 3, after: 2)
  }

  private static let givenNames = hashes("dick willy randy fanny")

  /// Whether a rude word is somebody's name: written with a capital, beside another word with one that is not said
  /// of or to a person ("Dick Miller", "Mr. Dick", but "You Dick").
  private func isName(_ hit: LexiconHit) -> Bool {
    let word = hit.words.lowerBound
    guard hit.words.count == 1, Self.givenNames.contains(hashes[word]), isCapitalized(word) else {
      return false
    }
    return [word - 1, word + 1].contains { other in
      words.indices.contains(other) && isCapitalized(other) && kinds[other] == 0
        && abs(Int(words[other].start) - Int(words[word].start)) <= 20
    }
  }

  /// Whether a word is written with one capital, at its beginning, as names are; a single letter counts as well.
  private func isCapitalized(_ word: Int) -> Bool {
    let bytes = views.body[place(word..<word + 1)]
    guard let first = bytes.first, ByteClass.isUpper(first) else { return false }
    return !bytes.dropFirst().contains(where: ByteClass.isUpper)
  }

  /// Whether the comment says how fond of somebody its writer is: friends call each other names.
  private var isAffectionate: Bool {
    words.count <= 40
      && hits.contains { hit in
        hit.kind == .affection
          && !has(.negation, near: hit.words, before: 3, after: 0)
          // "love you to die"
          && !(hit.words.upperBound < words.count
            && text[words[hit.words.upperBound].range].elementsEqual("to".utf8))
      }
  }

  /// Whether an insult is denied: "you are not …", "nobody thinks you are …".
  private func isDenied(_ hit: LexiconHit) -> Bool {
    has(.negation, near: hit.words, before: 3, after: 0) || isDeniedReport(hit)
  }

  private static let praise = hashes(
    """
    magnificent glorious lucky beautiful brilliant clever talented badass boss lovely lovable adorable stylish funny \
    cute cutest amazing awesome gorgeous hilarious genius legendary cheeky handsome wonderful baddest freshest greatest
    """
  )
  private static let pity = hashes("poor")

  /// Whether a rude word is meant as praise or pity: "the magnificent …", "you lucky …", "the poor …".
  private func isFriendly(_ hit: LexiconHit) -> Bool {
    let before = hit.words.lowerBound - 1
    guard hit.words.count == 1, isJoined(before) else { return false }
    let hash = hashes[before]
    if Self.pity.contains(hash) { return !has(.secondperson, near: hit.words, before: 3, after: 2) }
    return Self.praise.contains(hash)
  }

  private static let saying = hashes(
    """
    said say says saying called call calls calling claimed claim think thinks thought believe believes believed meant mean meaning \
    imply implied implying suggest suggested suggesting wrote write
    """
  )
  private static let copulas = hashes("am are is was were be")
  private static let subjectsWithCopula = hashes(
    "you're youre they're theyre he's she's it's we're i'm"
  )
  private static let fillers = hashes("a an the such all just really so that always")
  private static let conjunctions = hashes("but and because or what how if when who while")

  /// Whether what is said is said not to be said or thought: "I never said that they are …", "I don't think you
  /// are …". The term has to be what the verb of saying is about: "that", a subject of at most four words and
  /// "are" stand between, and no comma.
  private func isDeniedReport(_ hit: LexiconHit) -> Bool {
    func hash(_ word: Int) -> UInt64? {
      guard isJoined(word) else { return nil }
      return hashes[word]
    }
    var word = hit.words.lowerBound - 1
    while let found = hash(word), Self.fillers.contains(found), hit.words.lowerBound - word <= 4 {
      word -= 1
    }
    guard let verb = hash(word),
      Self.copulas.contains(verb) || Self.subjectsWithCopula.contains(verb)
    else { return false }
    for subject in stride(from: word - 1, through: word - 6, by: -1) {
      guard let found = hash(subject), !Self.conjunctions.contains(found) else { return false }
      if Self.saying.contains(found) {
        return has(.negation, near: subject..<subject + 1, before: 2, after: 0)
      }
    }
    return false
  }

  /// Whether a verb of saying stands before a term, with at most one word between: "she said shame on you".
  private func isSaidByOthers(_ hit: LexiconHit) -> Bool {
    let first = hit.words.lowerBound
    return (max(0, first - 2)..<first).contains { word in
      sentences[word] == sentences[first] && Self.saying.contains(hashes[word])
    }
  }

  private static let animals = Set(
    [
      "rat", "rats", "pig", "pigs", "swine", "snake", "snakes", "cow", "cows", "weasel", "weasels",
      "toad", "toads", "worm", "worms", "leech", "leeches", "maggot", "maggots", "parasite",
      "parasites", "donkey", "donkeys", "sheep", "vulture", "vultures", "hyena", "hyenas", "hog",
      "hogs", "mule", "skunk", "slug", "slugs", "louse", "lice", "roach", "roaches",
    ].map { StableHash.of(Array($0.utf8)) }
  )

  /// Whether the name of an animal means the animal: nobody is likened to it.
  private func isMereAnimal(_ hit: LexiconHit) -> Bool {
    guard hit.words.count == 1, hit.tier == 1 else { return false }
    let text = self.text
    guard Self.animals.contains(StableHash.of(text[self.words[hit.words.lowerBound].range])) else {
      return false
    }
    let sentence = sentences[hit.words.lowerBound]
    let start = max(0, hit.words.lowerBound - 6)
    let end = min(sentences.count, hit.words.upperBound + 4)
    return !(start..<end).contains { word in
      sentences[word] == sentence && !hit.words.contains(word)
        && (isPersonal(word) || isKind(.contempt, word: word))
    }
  }

  /// Words that are said of things as readily as of people.
  private static let adjectives = Set(
    [
      "stupid", "dumb", "ugly", "silly", "lame", "idiotic", "ridiculous", "weird", "crazy",
      "insane", "moronic", "pathetic", "horrible", "terrible", "awful", "nasty", "dirty", "gross",
      "useless", "worthless",
    ].map { StableHash.of(Array($0.utf8)) }
  )

  private static let things = Set(
    [
      "this", "that", "it", "it's", "its", "that's", "which", "something", "anything", "nothing",
      "looks", "doing", "things", "stuff",
    ].map { StableHash.of(Array($0.utf8)) }
  )

  /// What people call names and nobody is hurt: the commonest.
  private static let thingNouns = hashes(
    """
    idea ideas rule rules law laws plan plans policy policies decision decisions question questions design excuse \
    excuses rumor rumour title joke jokes ending plot story movie film show song game games level boss \
    update patch feature homework exam test meeting deadline form price prices tax phone laptop computer printer \
    autocorrect app website password weather traffic bus train road car argument mistake reason thing stuff bug error \
    code loop function
    """
  )

  /// Whether a term is one word that is said of things as readily as of people.
  func isAdjective(_ hit: LexiconHit) -> Bool {
    hit.words.count == 1
      && Self.adjectives.contains(
        hashes[hit.words.lowerBound]
      )
  }

  /// Whether an adjective is said of a thing: "this is a little ugly", "doing something stupid", "a stupid
  /// rebase". Nobody may stand between, nor be what follows.
  private func isSaidOfThing(_ hit: LexiconHit) -> Bool {
    let text = self.text
    func hash(_ word: Int) -> UInt64 { StableHash.of(text[self.words[word].range]) }
    guard hit.words.count == 1, Self.adjectives.contains(hash(hit.words.lowerBound)) else {
      return false
    }
    let sentence = sentences[hit.words.lowerBound]
    let next = hit.words.upperBound
    let isFollowed = next < sentences.count && sentences[next] == sentence
    if isFollowed, isPersonal(next) || isKind(.profanity, word: next) { return false }
    if isFollowed, Self.thingNouns.contains(hashes[next]) { return true }
    var word = hit.words.lowerBound
    while word > max(0, hit.words.lowerBound - 5), sentences[word - 1] == sentence {
      word -= 1
      if isPersonal(word) { return false }
      if Self.things.contains(hash(word)) || Self.thingNouns.contains(hashes[word]) { return true }
    }
    return false
  }

  /// Whether "should be executed" and the like is said of a thing: nobody stands in the sentence.
  private func isAboutThing(_ hit: LexiconHit) -> Bool {
    let text = self.text
    let first = text[self.words[hit.words.lowerBound].range]
    let isNorm = ["should", "need", "needs", "deserve", "deserves", "die"].contains {
      first.elementsEqual($0.utf8)
    }
    guard isNorm else { return false }
    let sentence = sentences[hit.words.lowerBound]
    // "should be executed with …": programs are.
    let next = hit.words.upperBound
    if next < sentences.count, sentences[next] == sentence,
      text[self.words[next - 1].range].elementsEqual("executed".utf8),
      ["with", "as", "before", "after", "in", "on", "by", "when", "from", "at", "only", "once"]
        .contains(where: { text[self.words[next].range].elementsEqual($0.utf8) })
    {
      return true
    }
    let start = max(0, hit.words.lowerBound - 40)
    let end = min(sentences.count, hit.words.upperBound + 40)
    let others = (start..<end).filter { sentences[$0] == sentence && !hit.words.contains($0) }
    // A wish by itself is about whoever is answered.
    guard !others.isEmpty else { return false }
    return !others.contains { word in
      isPersonal(word) || isEveryone(word, before: hit.words.lowerBound)
    }
  }

  /// Whether "all", "those" and "these" mean people: nothing that they could be counted for follows ("all
  /// should …", "those who …").
  private func isEveryone(_ word: Int, before hit: Int) -> Bool {
    let text = self.text
    let word = (text[self.words[word].range], next: word + 1)
    guard ["all", "those", "these"].contains(where: { word.0.elementsEqual($0.utf8) }) else {
      return false
    }
    guard word.next != hit, self.words.indices.contains(word.next) else { return true }
    let next = text[self.words[word.next].range]
    return ["who", "of", "are", "should", "must"].contains { next.elementsEqual($0.utf8) }
  }

  /// Whether a word means somebody.
  private func isPersonal(_ word: Int) -> Bool {
    if isKind(.secondperson, word: word) || isNoun(word) { return true }
    let text = self.text[self.words[word].range]
    return [
      "he", "she", "him", "her", "who", "they", "them", "everyone", "everybody", "anyone",
      "anybody", "someone", "somebody", "family", "wife", "daughter",
    ].contains { text.elementsEqual($0.utf8) }
  }

  /// Whether a term stands between quotation marks in a comment that speaks about what was said, or in a whole
  /// sentence in such marks, with another around it ("You are a …" is no argument).
  private func isReportedQuotation(_ hit: LexiconHit) -> Bool {
    guard !allQuotations.isEmpty else { return false }
    let start = Int(self.words[hit.words.lowerBound].start)
    if reports { return quotations.contains { $0.contains(start) } }
    guard let quotation = allQuotations.first(where: { $0.contains(start) }) else { return false }
    let inside = words.count { quotation.contains(Int($0.start)) }
    return inside >= 3 && words.count - inside >= 3
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

  private func isNoun(_ word: Int) -> Bool {
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
    if statistics.upper >= 10, self.words.count >= 2,
      statistics.upper > 4 * statistics.lower
    {
      let share = Double(statistics.upper) / Double(statistics.letters)
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
