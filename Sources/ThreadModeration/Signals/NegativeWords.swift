// SPDX-License-Identifier: Apache-2.0

/// English words that sound negative, with how much: the lexicon of VADER below 0, by hash.
///
/// Source: Hutto, Gilbert, *VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media
/// Text*, ICWSM 2014; `Tools/lexicon/make_negative_words.py` tells which words are left out.
struct NegativeWords: Sendable {
  static let shared = NegativeWords(table: NegativeWordTable.text)

  /// In tenths of a point.
  private let strengths: HashIndex

  /// - Parameter table: Lines of a strength in tenths, a tab and words separated by commas.
  init(table: String) {
    var strengths = HashIndex(filtersMisses: true)
    for line in table.utf8.split(separator: 0x0A) {
      let fields = line.split(separator: 0x09)
      guard fields.count == 2, let strength = Int32(String(decoding: fields[0], as: UTF8.self))
      else { continue }
      for word in fields[1].split(separator: UInt8(ascii: ",")) {
        strengths.set(StableHash.of(Array(word)), strength)
      }
    }
    self.strengths = strengths
  }

  /// How negative a word in small letters sounds, by its ``StableHash``, from 0 to 4; `nil` for a word
  /// that does not.
  ///
  /// - Complexity: O(1).
  func strength(ofHash hash: UInt64) -> Double? {
    strengths.number(of: hash).map { Double($0) / 10 }
  }
}
