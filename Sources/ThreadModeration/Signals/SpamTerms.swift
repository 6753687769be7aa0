// SPDX-License-Identifier: Apache-2.0

/// The words and phrases of ``SpamTermTable``, by hash.
///
/// They are no terms of the lexicon: nearly all of them stand in ordinary comments, and only several kinds of them
/// beside each other mean something. Nobody's disguise is read for them.
struct SpamTerms: Sendable {
  /// What a term does. A term may be of several classes.
  enum Class: Int, Sendable, CaseIterable {
    /// Talk about spam and scams; words of warning, what is warned of, and what spammers say to be believed.
    case talk, warn, lure, excuse, recover, scammed
    /// Words about investments and gambling that people use as often as advertisements do.
    case topic
    /// Surgeries and helplines; used things that change hands.
    case service, handover, selling, used
    /// Notices of banks, parcel services and the like; a child with a new number.
    case you, trouble, ask, key, mum, newnumber, broke, urge
    /// Praise for a post.
    case filler, admire, post
    /// Experts who are praised by name.
    case honor, cure, academic, lookup, person
    /// One's own songs and videos.
    case own, plea, pleaask, request, release, back, mine
    /// Codes that pay whoever gives them away.
    case referral, both
    /// Titles of pages that sell.
    case store, review, verdict, product, stream, get
    /// Words that hold sentences together: in titles there are few.
    case function
    /// The commonest words of English, and those of a dozen languages of Europe and of Indonesia that are none of
    /// English: see ``LanguageWordTable``.
    case english, foreign
    /// What is offered, and how to answer, in seven languages.
    case ruoffer, rucall, esoffer, escall, ptoffer, ptcall, idoffer, idcall, deoffer, decall
    case froffer, frcall, troffer, trcall
    /// What those who have something to sell to owners of websites speak of, and how they ask.
    case seotopic, seopitch
    /// Somebody who looks for such a thing, or thanks.
    case seek

    /// The bit of the class in ``Marks``.
    var bit: UInt64 { 1 << UInt64(rawValue) }
  }

  /// Words behind the first two of a phrase.
  private struct Phrase {
    var rest: [UInt64]
    var classes: UInt64
  }

  /// Where terms stand among the words of a text.
  struct Marks {
    /// The classes of all terms, one bit a class.
    var present: UInt64 = 0
    /// For each word, the classes of the terms that cover it.
    var ofWord: [UInt64]
    /// For each word, the classes of the terms that begin there.
    var starts: [UInt64]

    /// Takes out what lies in words for which `isExcluded` holds.
    mutating func remove(where isExcluded: (Int) -> Bool) {
      present = 0
      for word in ofWord.indices {
        if isExcluded(word) { (ofWord[word], starts[word]) = (0, 0) }
        present |= starts[word]
      }
    }

    /// Whether there is a term of a class.
    func has(_ kind: Class) -> Bool { present & kind.bit != 0 }

    /// Whether there are terms of both classes. Two names, for a list of them would be an array each time.
    func has(_ a: Class, _ b: Class) -> Bool { has(a) && has(b) }

    /// Whether a word belongs to a term of a class.
    func isMarked(_ word: Int, _ kind: Class) -> Bool {
      ofWord.indices.contains(word) && ofWord[word] & kind.bit != 0
    }

    /// Where the first term of a class begins.
    func first(_ kind: Class) -> Int? {
      present & kind.bit == 0 ? nil : starts.firstIndex { $0 & kind.bit != 0 }
    }

    /// Whether there are terms of two classes that are not one and the same, nor within each other.
    func hasApart(_ a: Class, _ b: Class) -> Bool {
      guard has(a, b) else { return false }
      let both = a.bit | b.bit
      var (onlyA, onlyB, shared) = (false, false, 0)
      for word in starts.indices where starts[word] & both != 0 {
        switch ofWord[word] & both {
        case a.bit: onlyA = true
        case b.bit: onlyB = true
        default: if starts[word] & both == both { shared += 1 }
        }
      }
      return onlyA && onlyB || shared >= 1 && (onlyA || onlyB) || shared >= 2
    }

    /// How many terms of a class there are.
    func count(_ kind: Class) -> Int {
      has(kind) ? starts.count { $0 & kind.bit != 0 } : 0
    }
  }

  static let shared = SpamTerms(
    table: SpamTermTable.text + "\n" + LanguageWordTable.terms
  )

  /// Places in ``sets``, by the hash of a word.
  private let words: HashIndex
  private let sets: [UInt64]
  /// Places in ``phrases``, by the hashes of the first two words of phrases.
  private let pairs: HashIndex
  private let phrases: [[Phrase]]

  /// - Parameter table: Lines of a class, a tab and terms separated by commas.
  init(table: String) {
    var classes: [UInt64: UInt64] = [:]
    var byPair: [UInt64: [Phrase]] = [:]
    let names = Dictionary(
      uniqueKeysWithValues: Class.allCases.map { (Array(String(describing: $0).utf8), $0) }
    )
    for line in table.utf8.split(separator: 0x0A) {
      let fields = line.split(separator: 0x09)
      guard fields.count == 2, let kind = names[Array(fields[0])] else { continue }
      for term in fields[1].split(separator: UInt8(ascii: ",")) {
        let hashes = term.split(separator: 0x20).map { StableHash.of($0) }
        if hashes.count == 1 {
          classes[hashes[0], default: 0] |= kind.bit
        } else if hashes.count > 1 {
          byPair[Self.pair(hashes[0], hashes[1]), default: []].append(
            Phrase(rest: Array(hashes.dropFirst(2)), classes: kind.bit)
          )
        }
      }
    }
    var words = HashIndex(filtersMisses: true)
    var sets: [UInt64] = []
    for (hash, set) in classes {
      words.set(hash, Int32(sets.count))
      sets.append(set)
    }
    var pairs = HashIndex(filtersMisses: true)
    var phrases: [[Phrase]] = []
    for (hash, list) in byPair {
      pairs.set(hash, Int32(phrases.count))
      phrases.append(list)
    }
    (self.words, self.sets, self.pairs, self.phrases) = (words, sets, pairs, phrases)
  }

  private static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    StableHash.mixed(first &* 3 ^ second)
  }

  /// The terms among the first words of a text: advertisements of this kind are short.
  ///
  /// - Parameter hashes: The ``StableHash`` of each word.
  /// - Complexity: O(*n*) in the words, of which at most ``maxWords`` are looked at.
  func marks(of hashes: [UInt64], words spans: [WordSpan]) -> Marks {
    let count = min(hashes.count, Self.maxWords)
    var marks = Marks(
      ofWord: [UInt64](repeating: 0, count: count),
      starts: [UInt64](repeating: 0, count: count)
    )
    for word in 0..<count {
      if let place = words.number(of: hashes[word]) {
        marks.starts[word] |= sets[Int(place)]
        marks.ofWord[word] |= sets[Int(place)]
      }
      guard word + 1 < count, !spans[word + 1].startsSentence,
        let place = pairs.number(of: Self.pair(hashes[word], hashes[word + 1]))
      else { continue }
      for phrase in phrases[Int(place)] {
        let end = word + 2 + phrase.rest.count
        guard end <= count,
          phrase.rest.indices.allSatisfy({
            hashes[word + 2 + $0] == phrase.rest[$0] && !spans[word + 2 + $0].startsSentence
          })
        else { continue }
        marks.starts[word] |= phrase.classes
        for covered in word..<end { marks.ofWord[covered] |= phrase.classes }
      }
    }
    for classes in marks.starts { marks.present |= classes }
    return marks
  }

  /// How many words of a text are looked at.
  static let maxWords = 500
}
