// SPDX-License-Identifier: Apache-2.0

/// The words of schema.org in markup: as microdata (`itemprop="text"`) or RDFa (`property="schema:text"`).
extension HTMLDocument {
  /// What an element says of the thing around it; `nil` if it says nothing in these words.
  func property(of index: Int) -> String? {
    if let property = attribute("itemprop", of: index) { return property }
    guard let words = attribute("property", of: index) else { return nil }
    return words.split(whereSeparator: \.isWhitespace).lazy.compactMap(Self.term).first
  }

  /// Whether RDFa says that an element is one of some things.
  func isLinkedItem(_ index: Int, _ types: [String]) -> Bool {
    guard let words = attribute("typeof", of: index) else { return false }
    return words.split(whereSeparator: \.isWhitespace).contains { word in
      Self.term(word).map(types.contains) ?? false
    }
  }

  /// A word of schema.org without what says that it is one: `schema:text`, `https://schema.org/text`; `nil`
  /// for a word of others (`og:title`).
  private static func term(_ word: Substring) -> String? {
    guard let mark = word.lastIndex(where: { $0 == ":" || $0 == "/" }) else { return String(word) }
    let vocabulary = word[...mark]
    let isOurs =
      vocabulary == "schema:" || vocabulary == "s:" || vocabulary.hasSuffix("//schema.org/")
    return isOurs ? String(word[mark...].dropFirst()) : nil
  }
}
