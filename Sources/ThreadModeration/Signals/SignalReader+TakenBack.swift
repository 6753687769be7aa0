// SPDX-License-Identifier: Apache-2.0

// What takes a rude word back, or says whom it is about.

extension SignalReader {
  /// Whether a term is denied ("you are not an idiot"), reported ("he called me an idiot"), said of
  /// oneself or one's own ("I'm an idiot", "my idiot dog") or of a technical thing ("this stupid
  /// loop").
  func isTakenBack(_ hit: LexiconHit) -> Bool {
    isKind(.technical, word: hit.words.upperBound) || isSaidOfThing(hit) || isDeniedReport(hit)
      || has(.negation, near: hit.words, before: 3, after: 0)
      || has(.reporting, near: hit.words, before: 5, after: 3)
      || has(.selfreference, near: hit.words, before: 3, after: 1)
        && !has(.secondperson, near: hit.words, before: 3, after: 2)
        // "I'm going to … you": who threatens speaks of himself.
        && !(hit.kind == .threat && hit.words.contains { isKind(.secondperson, word: $0) })
      || hit.kind == .threat && isOwnWish(hit)
  }

  private static let writers = hashes("i i'd id")

  /// Whether harm is wished to oneself: "I deserve to …" asks for help.
  private func isOwnWish(_ hit: LexiconHit) -> Bool {
    let before = hit.words.lowerBound - 1
    return isJoined(before) && Self.writers.contains(hashes[before])
      && !hit.words.contains { isKind(.secondperson, word: $0) }
  }

  private static let givenNames = hashes("dick willy randy fanny")

  /// Whether a rude word is somebody's name: written with a capital, beside another word with one that is not said
  /// of or to a person ("Dick Miller", "Mr. Dick", but "You Dick").
  func isName(_ hit: LexiconHit) -> Bool {
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
  var isAffectionate: Bool {
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
  func isDenied(_ hit: LexiconHit) -> Bool {
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
  func isFriendly(_ hit: LexiconHit) -> Bool {
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
  func isDeniedReport(_ hit: LexiconHit) -> Bool {
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
  func isSaidByOthers(_ hit: LexiconHit) -> Bool {
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
  func isMereAnimal(_ hit: LexiconHit) -> Bool {
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
      "useless", "worthless", "dumbest", "stupidest", "silliest", "ugliest", "laziest", "craziest",
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
    code loop function things bit part parts way ways
    """
  )

  /// What takes its victims, and is cursed for it.
  private static let ills = hashes(
    """
    cancer covid corona flu malaria dementia alzheimer alzheimer's alzheimers arthritis depression anxiety migraine migraines \
    addiction als diabetes grief life time fate karma death winter weather insomnia chemo
    """
  )

  /// Whether an illness, or what else nobody can help, is called a name: "cancer is a …".
  func isSaidOfIll(_ hit: LexiconHit) -> Bool {
    var word = hit.words.lowerBound - 1
    while isJoined(word), Self.fillers.contains(hashes[word]), hit.words.lowerBound - word <= 4 {
      word -= 1
    }
    return isJoined(word) && Self.copulas.contains(hashes[word]) && isJoined(word - 1)
      && Self.ills.contains(hashes[word - 1])
  }

  private static let cursing = hashes("fuck fucking screw damn fk f")

  /// Whether an illness, or what else nobody can help, is cursed: "fuck cancer".
  func isSaidToIll(_ hit: LexiconHit) -> Bool {
    let next = hit.words.upperBound
    return Self.cursing.contains(hashes[next - 1]) && isJoined(next - 1)
      && Self.ills.contains(hashes[next]) && (!isJoined(next) || isKind(.negation, word: next + 1))
  }

  private static let animalWords = hashes(
    "bitch bitches cock cocks tit tits pussy ass asses stud booby boobies shag shags"
  )
  private static let amongAnimals = hashes(
    """
    puppy puppies pups litter litters breed breeder breeders breeding kennel whelp whelped whelping spay spayed neuter \
    dog dogs labrador spaniel collie terrier poodle retriever bulldog dachshund pedigree bloodlines vet hen hens chicks \
    chickens rooster roosters coop pheasant pheasants poultry bird birds nest nesting birdbox feeder fledged fledglings \
    nestbox kitten kittens willow donkey donkeys mule mules foal stable cormorant gannet seabird
    """
  )

  /// Whether a word that is rude elsewhere names an animal: words about such animals stand around it, and nobody is
  /// called by it.
  func isOfAnimals(_ hit: LexiconHit) -> Bool {
    guard hit.words.count == 1, Self.animalWords.contains(hashes[hit.words.lowerBound]),
      !has(.secondperson, near: hit.words, before: 2, after: 1)
    else { return false }
    let around = max(0, hit.words.lowerBound - 25)..<min(words.count, hit.words.upperBound + 25)
    return around.contains { Self.amongAnimals.contains(hashes[$0]) }
  }

  private static let dead = hashes("dead")
  private static let deadly = hashes(
    "wrong right serious set tired on inside weight last certain sure against broke center centre"
  )

  /// Whether "dead" means "wholly": "you're … wrong".
  func isDeadly(_ hit: LexiconHit) -> Bool {
    let next = hit.words.upperBound
    return Self.dead.contains(hashes[next - 1]) && isJoined(next - 1)
      && Self.deadly.contains(hashes[next])
  }

  /// Whether a term is one word that is said of things as readily as of people.
  func isAdjective(_ hit: LexiconHit) -> Bool {
    hit.words.count == 1
      && Self.adjectives.contains(
        hashes[hit.words.lowerBound]
      )
  }

  /// Whether an adjective is said of a thing: "this is a little ugly", "doing something stupid", "a stupid
  /// rebase". Nobody may stand between, nor be what follows.
  func isSaidOfThing(_ hit: LexiconHit) -> Bool {
    let text = self.text
    func hash(_ word: Int) -> UInt64 { StableHash.of(text[self.words[word].range]) }
    guard hit.words.count == 1, Self.adjectives.contains(hash(hit.words.lowerBound)) else {
      return false
    }
    let sentence = sentences[hit.words.lowerBound]
    let next = hit.words.upperBound
    let isFollowed = next < sentences.count && sentences[next] == sentence
    if isFollowed, Self.thingNouns.contains(hashes[next]) {
      // "you stupid thing"
      return !has(.secondperson, near: hit.words, before: 1, after: 0)
    }
    if isFollowed, isPersonal(next) || isKind(.profanity, word: next) { return false }
    var word = hit.words.lowerBound
    while word > max(0, hit.words.lowerBound - 5), sentences[word - 1] == sentence {
      word -= 1
      if isPersonal(word) { return false }
      if Self.things.contains(hash(word)) || Self.thingNouns.contains(hashes[word]) { return true }
    }
    return false
  }

  /// Whether "should be executed" and the like is said of a thing: nobody stands in the sentence.
  func isAboutThing(_ hit: LexiconHit) -> Bool {
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
  func isPersonal(_ word: Int) -> Bool {
    if isKind(.secondperson, word: word) || isNoun(word) { return true }
    let text = self.text[self.words[word].range]
    return [
      "he", "she", "him", "her", "who", "they", "them", "everyone", "everybody", "anyone",
      "anybody", "someone", "somebody", "family", "wife", "daughter",
    ].contains { text.elementsEqual($0.utf8) }
  }

  /// Whether a term stands between quotation marks in a comment that speaks about what was said, or in a whole
  /// sentence in such marks, with another around it ("You are a …" is no argument).
  func isReportedQuotation(_ hit: LexiconHit) -> Bool {
    guard !allQuotations.isEmpty else { return false }
    let start = Int(self.words[hit.words.lowerBound].start)
    if reports { return quotations.contains { $0.contains(start) } }
    guard let quotation = allQuotations.first(where: { $0.contains(start) }) else { return false }
    // The words between the marks stand around the term: at most 300 bytes of them.
    var (first, end) = (hit.words.lowerBound, hit.words.upperBound)
    while first > 0, quotation.contains(Int(words[first - 1].start)) { first -= 1 }
    while end < words.count, quotation.contains(Int(words[end].start)) { end += 1 }
    guard words.count - (end - first) >= 3 else { return false }
    // Of a word or two in quotation marks the comment has to say that they are words.
    return end - first >= 3 || hashes.contains { Self.wordsAboutWords.contains($0) }
  }

  private static let wordsAboutWords = hashes(
    """
    word words mean means meaning term terms phrase synonym synonyms translate translates translation pronounce \
    pronounced spelled spelt slang dictionary language vocabulary adjective noun verb
    """
  )

  private static let hostileKinds: Set<Lexicon.Kind> = [
    .insult, .slur, .threat, .dehumanize, .profanity, .sexual, .putdown,
  ]

  /// Whether hostile words stand in quotations that the comment speaks about, and none outside: it has at least as many
  /// words of its own.
  var quotesHostilityAlone: Bool {
    guard !allQuotations.isEmpty else { return false }
    var quotes = false
    for hit in hits where Self.hostileKinds.contains(hit.kind) {
      guard isReportedQuotation(hit) else { return false }
      quotes = true
    }
    guard quotes else { return false }
    let quoted = words.count { word in
      allQuotations.contains { $0.contains(Int(word.start)) }
    }
    return 2 * quoted <= words.count
  }
}
