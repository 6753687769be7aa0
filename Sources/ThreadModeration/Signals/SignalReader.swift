// SPDX-License-Identifier: Apache-2.0

/// Computes the signals of one comment.
///
/// A class, because it holds much that would be counted as used once more with every copy. Lives for one
/// comment on one task: it is not `Sendable`.
///
/// - Complexity: O(*n*) for a body of *n* bytes.
final class SignalReader {
  let comment: Comment
  let context: CommentContext
  let views: TextViews
  /// The normalized view's bytes and words, and the hash of each word.
  let text: [UInt8]
  let words: [WordSpan]
  let hashes: [UInt64]
  var values = SignalValues()
  /// Rude words that nobody is insulted by: those that the writer says of himself, those that are praise.
  var harmlessWords: Set<Int> = []
  /// Threats from the word list that count.
  var threats: [Range<Int>] = []
  /// Lexicon terms in the normalized view.
  let hits: [LexiconHit]
  /// For each word, the kinds of the terms that cover it, one bit a kind.
  let kinds: [UInt64]
  /// For each word, the number of the sentence it is in.
  let sentences: [Int32]
  let statistics: TextStatistics
  /// Whether the comment speaks about what somebody said.
  let reports: Bool
  /// What stands between double quotation marks in the normalized view; looked for only when
  /// something is reported, and never over more than 300 bytes.
  let quotations: [Range<Int>]
  /// The same, whether something is reported or not.
  let allQuotations: [Range<Int>]

  static func read(_ comment: Comment, in context: CommentContext, views: TextViews) -> SignalValues
  {
    reading(comment, in: context, views: views).values
  }

  /// The signals, and the terms of the lexicon they were read from.
  static func reading(
    _ comment: Comment,
    in context: CommentContext,
    views: TextViews
  ) -> (values: SignalValues, hits: [LexiconHit]) {
    guard !comment.isPlaceholder else { return (SignalValues(), []) }
    let reader = SignalReader(comment: comment, context: context, views: views)
    reader.readHostility()
    reader.readSpam()
    reader.readLinks()
    reader.readConduct()
    reader.values.quotesHostilityAlone = reader.quotesHostilityAlone
    return (reader.values, reader.hits)
  }

  private init(comment: Comment, context: CommentContext, views: TextViews) {
    self.comment = comment
    self.context = context
    self.views = views
    let (text, words, hashes) = (views.normalized.bytes, views.words, views.wordHashes)
    self.text = text
    self.words = words
    self.hashes = hashes
    let hits = Lexicon.shared.hits(in: text, words: words, hashes: hashes)
    self.hits = hits
    var kinds = [UInt64](repeating: 0, count: words.count)
    for hit in hits { for word in hit.words { kinds[word] |= Self.bit(hit.kind) } }
    self.kinds = kinds
    var sentence: Int32 = 0
    var sentences: [Int32] = []
    sentences.reserveCapacity(words.count)
    for word in words {
      if word.startsSentence { sentence += 1 }
      sentences.append(sentence)
    }
    self.sentences = sentences
    statistics = TextStatistics(views.prose.bytes)
    reports = hits.contains { $0.kind == .reporting }
    allQuotations =
      views.census.hasOther || views.census.mayHold(0x22) ? Self.quotations(in: text) : []
    quotations = reports ? allQuotations : []
  }

  private static let maxQuotation = 300
  private static let maxQuotations = 16

  static func quotations(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var open: Int?
    var index = 0
    while index < bytes.count, found.count < maxQuotations {
      let isCurly =
        bytes[index] == 0xE2 && index + 2 < bytes.count && bytes[index + 1] == 0x80
        && (bytes[index + 2] == 0x9C || bytes[index + 2] == 0x9D)
      if isCurly || bytes[index] == 0x22 {
        if let start = open, index - start <= maxQuotation {
          found.append(start..<index)
          open = nil
        } else {
          open = index
        }
      }
      index += isCurly ? 3 : 1
    }
    return found
  }

  static func bit(_ kind: Lexicon.Kind) -> UInt64 {
    1 << UInt64(kind.rawValue)
  }
}

// MARK: - Shared questions

extension SignalReader {
  /// The original bytes of some words.
  func place(_ words: Range<Int>) -> Range<Int> {
    views.normalized.original(
      Int(self.words[words.lowerBound].start)..<Int(self.words[words.upperBound - 1].end)
    )
  }

  func entry(_ hit: LexiconHit) -> String { Lexicon.shared.entries[hit.entry].term }

  func isKind(_ kind: Lexicon.Kind, word: Int) -> Bool {
    kinds.indices.contains(word) && kinds[word] & Self.bit(kind) != 0
  }

  /// Whether a word of a kind stands within `before` words before or `after` words after `words`, in
  /// the same sentence.
  func has(_ kind: Lexicon.Kind, near words: Range<Int>, before: Int, after: Int) -> Bool {
    let sentence = sentences[words.lowerBound]
    let start = max(0, words.lowerBound - before)
    let end = min(kinds.count, words.upperBound + after)
    for word in start..<end
    where !words.contains(word) && sentences[word] == sentence && isKind(kind, word: word) {
      return true
    }
    return false
  }

  /// Whether a word of a kind stands anywhere in the sentence of `words`, outside them.
  func sentence(of words: Range<Int>, has kind: Lexicon.Kind) -> Bool {
    has(kind, near: words, before: 40, after: 40)
  }

  /// Whether words of the normalized view are part of a program's name in the body.
  func isInIdentifier(_ words: Range<Int>) -> Bool {
    Identifiers.isOne(around: place(words), in: views.body)
  }

  /// The terms of a kind: how many, with each kept as evidence.
  func count(_ kind: Lexicon.Kind, as signal: SignalID) {
    for hit in hits where hit.kind == kind {
      values.add(signal, at: place(hit.words), entry: entry(hit))
    }
  }
}
