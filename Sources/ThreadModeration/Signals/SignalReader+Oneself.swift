// SPDX-License-Identifier: Apache-2.0

extension SignalReader {
  private static func hashes(_ words: String) -> Set<UInt64> {
    Set(words.split(separator: " ").map { StableHash.of(Array($0.utf8)) })
  }

  private static let oneself = hashes("i me myself")
  private static let oneselfWithVerb = hashes("i'm im i've ive i'd i'll")
  private static let verbs = hashes(
    "am was be being been feel felt feels look looked sound sounded seem seemed must might may could"
  )
  /// What may stand between the verb and the word.
  private static let adverbs = hashes(
    "so a an the such bit little tad very really just too pretty kinda kind of like sort probably maybe quite "
      + "also still only always obviously rather totally completely perhaps sometimes now both either as"
  )
  private static let maxWords = 7

  /// Whether an insulting word is said of the writer: "I feel a little stupid", "stupid me", "silly of me".
  func isSaidOfOneself(_ hit: LexiconHit) -> Bool {
    let text = views.normalized.bytes
    let sentence = sentences[hit.words.lowerBound]
    func hash(_ word: Int) -> UInt64? {
      guard views.words.indices.contains(word), sentences[word] == sentence else { return nil }
      return StableHash.of(text[views.words[word].range])
    }
    let next = hash(hit.words.upperBound)
    if next == Self.me || next == Self.of && hash(hit.words.upperBound + 1) == Self.me {
      return true
    }
    if let next, Self.oneself.contains(next), let verb = hash(hit.words.upperBound + 1),
      Self.verbs.contains(verb)
    {
      return true
    }
    // "am I stupid"
    func isAsked(_ word: Int) -> Bool { hash(word - 1).map { Self.verbs.contains($0) } ?? false }
    var hasVerb = false
    for word in stride(
      from: hit.words.lowerBound - 1,
      through: hit.words.lowerBound - Self.maxWords,
      by: -1
    ) {
      guard let hash = hash(word) else { return false }
      if Self.oneselfWithVerb.contains(hash) { return true }
      if Self.oneself.contains(hash) {
        return hasVerb || hash == Self.me && word == hit.words.lowerBound - 1 || isAsked(word)
      }
      if Self.verbs.contains(hash) {
        hasVerb = true
      } else if !Self.adverbs.contains(hash) {
        return false
      }
    }
    return false
  }

  private static let me = StableHash.of(Array("me".utf8))
  private static let of = StableHash.of(Array("of".utf8))
}
