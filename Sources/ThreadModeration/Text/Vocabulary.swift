// SPDX-License-Identifier: Apache-2.0

/// The words that ``Disguise`` may read out of a disguised one.
///
/// Taking off a disguise is a guess: is `5hit` a word with a digit for a letter, or a part number?
/// The guess is only made when a word results that somebody looks for, so ordinary text with digits,
/// initials and foreign letters stays as it is. The vocabulary is the built-in lexicon and the
/// literal words of the rules in force.
struct Vocabulary: Sendable {
  private var words: Set<[UInt8]> = []
  /// The words with every run of one letter cut to a single one: a cheap first question before
  /// stretched spellings are tried one by one.
  private var collapsed: Set<[UInt8]> = []
  private(set) var longest = 0

  init() {}

  /// Adds a word, in folded form (see ``ScalarFolder``), UTF-8.
  mutating func insert(_ word: [UInt8]) {
    guard word.count >= 3 else { return }
    words.insert(word)
    collapsed.insert(Self.collapsed(word))
    longest = max(longest, word.count)
  }

  /// - Complexity: O(length of the word).
  func contains(_ word: [UInt8]) -> Bool { words.contains(word) }

  /// Whether some word has the same letters when runs of one letter count as one.
  ///
  /// - Parameter word: Already collapsed.
  /// - Complexity: O(length of the word).
  func containsCollapsed(_ word: [UInt8]) -> Bool { collapsed.contains(word) }

  private static func collapsed(_ word: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var previous: UInt32?
    var index = 0
    while index < word.count {
      let scalar = UTF8Bytes.scalar(in: word, at: index)
      if scalar != previous { UTF8Bytes.append(scalar, to: &result) }
      previous = scalar
      index += UTF8Bytes.width(leading: word[index])
    }
    return result
  }
}
