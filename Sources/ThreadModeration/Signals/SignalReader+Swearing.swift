// SPDX-License-Identifier: Apache-2.0

// Swearing that nobody is meant by: "holy …, this is good", "what the … happened to the server".

extension SignalReader {
  /// Words that people swear with when nobody is meant, and what stands in phrases with them.
  private static let oaths = hashes(
    """
    fuck fucks fucked fuckin fucking fck fcking fckin fcked fk fkn fkin fuk fukin fuking fukk fkd fuckup fuckery effing \
    fecking freaking frigging friggin shit shits shitty shite sht shitload shitshow shitstorm bullshit bull crap crappy \
    crapped damn damned damnit dammit goddamn goddammit godamn goddamnit goddam wtf wth wtaf omfg ffs fml hell bloody \
    piss pissed pissing ass arse asses bollocks sucks suck sucked sucking blows balls holy fuckin' holyfuck oh what the \
    this that up it me a god off
    """
  )
  /// Swearing after them is surprise or emphasis, whoever the sentence is about: "holy …", "… as …".
  private static let emphasisBefore = hashes("holy as oh aw aww ah woah wow")
  private static let emphasisAfter = hashes("yeah yes yea yep no nope")
  private static let intensifiers = hashes(
    "fucking fuckin fcking fckin fkn fkin fuking fukin effing freaking frigging friggin bloody damn goddamn"
  )
  /// What is liked, after an intensifier.
  private static let liked = hashes(
    """
    love loved loves miss missed like good great awesome amazing brilliant beautiful gorgeous cute cool sick epic hilarious \
    funny perfect best right true same incredible fantastic legend hero sweet delicious nice happy proud rocks rock \
    wonderful adorable genius glad excited hyped impressive insane unreal masterpiece favorite favourite man
    """
  )
  /// Before them "fuck" is a curse at what they name; these it may be said of and hurt nobody.
  private static let curses = hashes("fuck fck fuk fukk screw damn")
  private static let cursedHarmlessly = hashes(
    "yeah yes yea no nope it this that me my i im i'm i'll what why how when so up"
  )
  /// Signals that say somebody is meant, or that more is said than an oath.
  private static let meant: [SignalID] = [
    .insult, .insultDirect, .contempt, .slur, .profanityDirected, .threat, .dehumanizing,
    .identityHostile, .mocking, .shortHostileReply, .groupAttack, .putDown,
  ]
  private static let people = hashes(
    """
    his their your yours u ur ya yall y'all hers theirs himself herself themselves yourself guy guys dude man men \
    woman women girl girls boy boys kid kids people folks ppl everyone everybody anyone anybody someone somebody \
    nobody fans mods admins team mom mum mother dad father wife husband president
    """
  )

  /// Finds comments whose only rude words are oaths, with nobody in their sentences.
  ///
  /// - Complexity: O(*n*) in the words, for at most 80 are looked at for each oath.
  func readUndirectedSwearing() {
    guard values[.profanity] > 0 || values[.crudeWord] > 0,
      Self.meant.allSatisfy({ values[$0] == 0 })
    else { return }
    let rude = hits.filter { hit in
      switch hit.kind {
      case .profanity, .mild, .sexual:
        !isReportedQuotation(hit) && !harmlessWords.contains(hit.words.lowerBound)
      default: false
      }
    }
    guard let first = rude.first, rude.allSatisfy(isUndirected) else { return }
    values.add(.undirectedSwearing, at: place(first.words), entry: entry(first))
  }

  private func isUndirected(_ hit: LexiconHit) -> Bool {
    guard hit.words.allSatisfy({ Self.oaths.contains(hashes[$0]) }) else { return false }
    return isEmphasis(hit) || !isCurse(hit) && !namesSomebody(around: hit.words)
  }

  /// Whether an oath is surprise or emphasis.
  private func isEmphasis(_ hit: LexiconHit) -> Bool {
    let (first, next) = (hit.words.lowerBound, hit.words.upperBound)
    if isJoined(first - 1), Self.emphasisBefore.contains(hashes[first - 1]) { return true }
    guard isJoined(next - 1) else { return false }
    return Self.emphasisAfter.contains(hashes[next])
      || Self.intensifiers.contains(hashes[next - 1]) && Self.liked.contains(hashes[next])
  }

  /// Whether an oath opens its sentence and names what is cursed: "… the police".
  private func isCurse(_ hit: LexiconHit) -> Bool {
    let (first, next) = (hit.words.lowerBound, hit.words.upperBound)
    guard hit.words.count == 1, first == 0 || sentences[first - 1] != sentences[first],
      isJoined(first)
    else { return false }
    return Self.curses.contains(hashes[first]) && !Self.cursedHarmlessly.contains(hashes[next])
  }

  /// Whether somebody stands in the sentence of words: a person, a group, a pronoun, a mention.
  private func namesSomebody(around words: Range<Int>) -> Bool {
    let sentence = sentences[words.lowerBound]
    let near = max(0, words.lowerBound - 40)..<min(sentences.count, words.upperBound + 40)
    return near.contains { word in
      sentences[word] == sentence && !words.contains(word)
        && (isPersonal(word) || Self.people.contains(hashes[word]) || isMention(word))
    }
  }

  private func isMention(_ word: Int) -> Bool {
    let start = Int(words[word].start)
    return start > 0 && text[start - 1] == UInt8(ascii: "@")
  }
}
