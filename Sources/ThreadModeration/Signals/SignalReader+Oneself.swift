// SPDX-License-Identifier: Apache-2.0

extension SignalReader {
  /// Words separated by spaces, by their hashes.
  static func hashes(_ words: String) -> WordSet { WordSet(words) }

  private static let subjects = hashes("i myself")
  private static let subjectsWithVerb = hashes("i'm im i've ive i'd i'll")
  private static let me = hashes("me")
  private static let of = hashes("of")
  private static let exclaiming = hashes("what how so")
  private static let articles = hashes("a an")
  private static let questions = hashes("question questions q")
  private static let verbs = hashes(
    "am was be being been feel felt feels look looked sound sounded seem seemed must might may could"
  )
  /// What may stand between the verb and the word.
  private static let adverbs = hashes(
    """
    so a an the such bit little tad very really just too pretty kinda kind of like sort probably maybe quite also \
    still only always obviously rather totally completely perhaps sometimes now both either as
    """
  )
  private static let maxWords = 7

  /// Whether an insulting word is said of the writer: "I feel a little stupid", "stupid me", "what a fool I am".
  /// Nothing but white space may stand between the words. A question that its writer calls stupid before asking it
  /// is the writer's, too: "Stupid question: where …".
  func isSaidOfOneself(_ hit: LexiconHit) -> Bool {
    let (first, next) = (hit.words.lowerBound, hit.words.upperBound)
    let isFirst = first == 0 || sentences[first - 1] != sentences[first]
    if isAdjective(hit), isFirst, isWord(next, in: Self.questions, joinedTo: next - 1) {
      return words.indices.contains(next + 1)
    }
    let isAddressed = has(.secondperson, near: hit.words, before: 3, after: 0)
    if isAdjective(hit), !isAddressed {
      if isWord(next, in: Self.me, joinedTo: next - 1) { return true }
      if isWord(next, in: Self.of, joinedTo: next - 1),
        isWord(next + 1, in: Self.me, joinedTo: next)
      {
        return true
      }
      if isWord(first - 1, in: Self.me, joinedTo: first - 1) { return true }
    }
    if !isAddressed, isWord(next, in: Self.subjects, joinedTo: next - 1),
      isWord(next + 1, in: Self.verbs, joinedTo: next)
    {
      let before = isWord(first - 1, in: Self.articles, joinedTo: first - 1) ? first - 2 : first - 1
      return isWord(before, in: Self.exclaiming, joinedTo: before)
    }
    var hasVerb = false
    for word in stride(from: first - 1, through: first - Self.maxWords, by: -1) {
      guard isJoined(word) else { return false }
      if isWord(word, in: Self.subjectsWithVerb, joinedTo: word) { return true }
      if isWord(word, in: Self.subjects, joinedTo: word) {
        // "am I stupid"
        return hasVerb || isWord(word - 1, in: Self.verbs, joinedTo: word - 1)
      }
      if isWord(word, in: Self.verbs, joinedTo: word) {
        hasVerb = true
      } else if !isWord(word, in: Self.adverbs, joinedTo: word) {
        return false
      }
    }
    return false
  }

  /// Whether a word is one of a set, and nothing but spaces stands behind the word `left`.
  private func isWord(_ word: Int, in set: WordSet, joinedTo left: Int) -> Bool {
    self.words.indices.contains(word) && isJoined(left)
      && set.contains(hashes[word])
  }

  /// Whether there is a word behind a word, in the same sentence and with nothing but spaces between.
  func isJoined(_ word: Int) -> Bool {
    let words = self.words
    guard words.indices.contains(word), words.indices.contains(word + 1),
      sentences[word] == sentences[word + 1]
    else { return false }
    return self.text[Int(words[word].end)..<Int(words[word + 1].start)]
      .allSatisfy { $0 == 0x20 }
  }
}
