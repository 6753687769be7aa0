// SPDX-License-Identifier: Apache-2.0

/// Cuts words that are run together (`kissmyarse`, `stupidface`) where a rude word is among them.
///
/// All of a word has to be made of words of the vocabulary, short connecting words and endings, at
/// most ``maxParts`` of them, one of them rude; ordinary words that could be cut so
/// (`assassin`) are known from `Tables/OrdinaryWordTable.swift`. Besides, a few
/// words that hardly any other word contains are found anywhere.
struct Compounds: Sendable {
  static let maxParts = 5
  static let maxLetters = 40

  let vocabulary: Vocabulary

  private static let endings: [[UInt8]] = [
    "s", "es", "ed", "er", "ers", "in", "ing", "ings", "y", "ies", "z", "a", "as", "az", "ah", "o",
    "ish", "able", "ism", "est", "n", "d", "ier", "iest", "ly",
  ].map { Array($0.utf8) }

  /// How the letters up to some place can be cut.
  private struct Cut {
    /// Where the last part starts.
    var start: Int
    var parts: Int
    /// Whether a rude word of four and more letters, or of three, is among the parts.
    var hasLong: Bool
    var hasShort: Bool
    var endsRude: Bool
    /// Whether all parts that are not rude have three and more letters.
    var isSolid: Bool

    var rank: Int { (hasLong ? 100 : hasShort ? 50 : 0) + (isSolid ? 10 : 0) - parts }
  }

  /// The places at which a word is to be cut, or `nil`.
  ///
  /// - Parameters:
  ///   - word: Small ASCII letters.
  ///   - isSeam: Whether a capital letter behind a small one stands at a place: no word goes across.
  func cuts(of word: [UInt8], isSeam: (Int) -> Bool) -> [Int]? {
    guard word.count <= Self.maxLetters, vocabulary.mayHoldRudeWord(word) else { return nil }
    if let cuts = wholeCuts(of: word, isSeam: isSeam) { return cuts }
    return rootCuts(of: word, isSeam: isSeam)
  }

  private func wholeCuts(of word: [UInt8], isSeam: (Int) -> Bool) -> [Int]? {
    let count = word.count
    var best = [Cut?](repeating: nil, count: count + 1)
    best[0] = Cut(
      start: 0,
      parts: 0,
      hasLong: false,
      hasShort: false,
      endsRude: false,
      isSolid: true
    )
    for start in 0..<count {
      guard let cut = best[start], cut.parts < Self.maxParts else { continue }
      if cut.endsRude, isEnding(word[start...], of: start - cut.start) {
        offer(
          Cut(
            start: start,
            parts: cut.parts + 1,
            hasLong: cut.hasLong,
            hasShort: false,
            endsRude: false,
            isSolid: cut.isSolid
          ),
          at: count,
          to: &best
        )
      }
      var node = Trie.root
      for end in start + 1...count {
        if end - 1 > start, isSeam(end - 1) { break }
        guard let next = vocabulary.trie.child(of: node, word[end - 1]) else { break }
        node = next
        guard let index = vocabulary.trie.word(at: node), end - start < count else { continue }
        let role = vocabulary.entries[Int(index)].role
        let length = end - start
        let isRude = role >= .rude
        if role == .plain, length < 4, !vocabulary.isPart(index) { continue }
        offer(
          Cut(
            start: start,
            parts: cut.parts + 1,
            hasLong: cut.hasLong || role == .strong && length >= 4 || isRude && length >= 5,
            hasShort: cut.hasShort || isRude && length == 3,
            endsRude: role == .strong && length >= 4,
            isSolid: cut.isSolid && length >= 3
          ),
          at: end,
          to: &best
        )
      }
    }
    guard let last = best[count], last.parts >= 2 else { return nil }
    guard last.hasLong || last.hasShort && last.isSolid && last.parts == 2 else { return nil }
    var cuts: [Int] = []
    var place = count
    while place > 0, let cut = best[place] {
      if cut.start > 0 { cuts.append(cut.start) }
      place = cut.start
    }
    return cuts.reversed()
  }

  private func offer(_ cut: Cut, at end: Int, to best: inout [Cut?]) {
    if let known = best[end], known.rank >= cut.rank { return }
    best[end] = cut
  }

  /// Whether letters are an ending; one of a single letter makes another word of a short one.
  private func isEnding(_ rest: ArraySlice<UInt8>, of length: Int) -> Bool {
    rest.count <= 4 && (rest.count > 1 || length >= 5 || rest.first == UInt8(ascii: "s"))
      && Self.endings.contains { rest.elementsEqual($0) }
  }

  /// The place where a word that tells something meets a common one (`ihatethem` has none, `ihate`
  /// one), or a second one of its kind; `nil` if there is none.
  func seam(of word: [UInt8]) -> Int? {
    guard word.count >= 5, word.count <= Self.maxLetters else { return nil }
    let startsTelling = vocabulary.mayStartWord(word, at: 0)
    for cut in 1..<word.count {
      let (left, right) = (word[..<cut], word[cut...])
      // Four letters of a word that tells something, or is a strong one, are among the starts.
      let tells = (
        startsTelling && isTelling(left), vocabulary.mayStartWord(word, at: cut) && isTelling(right)
      )
      guard tells.0 || tells.1 else { continue }
      if tells.0 && tells.1 || tells.0 && vocabulary.isEverywhere(right) && right.count >= 2
        || tells.1 && (vocabulary.isEverywhere(left) || left.elementsEqual("i".utf8))
      {
        return cut
      }
    }
    return nil
  }

  /// Whether a word tells something, or is a strong one.
  private func isTelling(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 4, let index = vocabulary.index(of: word) else { return false }
    return vocabulary.isTelling(index)
      || vocabulary.entries[Int(index)].role == .strong && word.count >= 5
  }

  /// Around a word that is found anywhere.
  private func rootCuts(of word: [UInt8], isSeam: (Int) -> Bool) -> [Int]? {
    for start in word.indices.dropLast(3) {
      var node = Trie.root
      var found: Int?
      for end in start + 1...word.count {
        if end - 1 > start, isSeam(end - 1) { break }
        guard let next = vocabulary.trie.child(of: node, word[end - 1]) else { break }
        node = next
        if let index = vocabulary.trie.word(at: node), vocabulary.isRoot(index) { found = end }
      }
      if let end = found {
        return [start, end].filter { $0 > 0 && $0 < word.count }
      }
    }
    return nil
  }
}
