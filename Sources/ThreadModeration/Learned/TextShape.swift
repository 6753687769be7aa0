// SPDX-License-Identifier: Apache-2.0

/// The shape of a text: its words as the learned scorer sees them when it does not look at which words
/// they are, but at what kind of word stands where.
///
/// A term of the lexicon is its kind and tier, so that all names of groups are one token and all strong
/// insults another; the commonest function words and the marks of a sentence are themselves; every
/// other word is "some word". What is learned about "you are such a <insult>" or "<group> do not belong here"
/// thus holds for every insult and every group alike.
///
/// ```
/// TextShape(of: "You are a clown!", …)   // ^ <secondperson> are a <insult> ! $
/// ```
struct TextShape {
  /// A token: a number that two tokens share only if they are the same (or their hashes meet).
  typealias Token = UInt64

  /// A token, and the bytes of the text it stands for; empty at both ends of the text.
  struct Place {
    var token: Token
    var range: Range<Int>
  }

  private(set) var places: [Place] = []

  static let someWord: Token = 1
  static let beginning: Token = 2
  static let end: Token = 3
  static let emoji: Token = 4

  /// - Parameters:
  ///   - text: the normalized view, UTF-8.
  ///   - words: its words.
  ///   - hits: the terms of the lexicon in it, in order.
  ///   - limit: bytes of the text that are looked at.
  ///   - hashes: the ``StableHash`` of each word, if they are known.
  /// - Complexity: O(*n*) in the bytes.
  init(
    of text: [UInt8],
    words: [WordSpan],
    hits: [LexiconHit],
    limit: Int,
    hashes: [UInt64]? = nil
  ) {
    let hashes = hashes ?? WordSpan.hashes(of: words, in: text)
    places.reserveCapacity(words.count + 16)
    places.append(Place(token: Self.beginning, range: 0..<0))
    var last = 0
    var nextHit = 0
    var word = 0
    while word < words.count, Int(words[word].end) <= limit {
      let range = words[word].range
      addMarks(of: text, last..<range.lowerBound)
      while nextHit < hits.count, hits[nextHit].words.lowerBound < word { nextHit += 1 }
      var best: (rank: Int, length: Int, token: Token)?
      var index = nextHit
      while index < hits.count, hits[index].words.lowerBound == word {
        let hit = hits[index]
        index += 1
        guard let rank = Self.ranks[hit.kind.rawValue] else { continue }
        let length = hit.words.count
        if best.map({ length > $0.length || length == $0.length && rank < $0.rank }) ?? true {
          best = (rank, length, Self.token(of: hit))
        }
      }
      if let best {
        let lastWord = min(word + best.length, words.count) - 1
        places.append(
          Place(token: best.token, range: range.lowerBound..<Int(words[lastWord].end))
        )
        word = lastWord + 1
        last = Int(words[lastWord].end)
      } else {
        let hash = hashes[word]
        let isFunction = Self.functionWords.contains(hash)
        places.append(Place(token: isFunction ? hash | 1 << 63 : Self.someWord, range: range))
        word += 1
        last = range.upperBound
      }
    }
    addMarks(of: text, last..<min(text.count, max(limit, last)))
    places.append(Place(token: Self.end, range: 0..<0))
  }

  /// Marks and emoji between two words. A run of one mark is one token.
  private mutating func addMarks(of text: [UInt8], _ gap: Range<Int>) {
    var index = gap.lowerBound
    while index < gap.upperBound {
      let byte = text[index]
      let width = byte < 0x80 ? 1 : min(UTF8Bytes.width(leading: byte), gap.upperBound - index)
      let token: Token? =
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "."),
          UInt8(ascii: ","), UInt8(ascii: ";"):
          UInt64(byte)
        case 0xF0...: Self.emoji
        default: nil
        }
      if let token, places.last?.token != token || token == Self.emoji {
        places.append(Place(token: token, range: index..<index + width))
      }
      index += width
    }
  }
}

// MARK: - Tables

extension TextShape {
  /// The kinds that are told apart, the weightiest first: a word of several kinds is the first of them.
  private static let kinds: [Lexicon.Kind] = [
    .slur, .insult, .putdown, .dehumanize, .hate, .threat, .profanity, .sexual, .adult, .identity,
    .group, .contempt, .secondperson, .negation, .reporting, .person, .selfreference, .polite,
    .hedge, .mockery, .technical,
  ]

  private static let ranks: [Int?] = Lexicon.Kind.allCases.map { kinds.firstIndex(of: $0) }

  private static func token(of hit: LexiconHit) -> Token {
    let tier =
      switch hit.kind {
      case .slur, .insult, .profanity, .sexual: hit.tier
      default: 0
      }
    return UInt64(256 + hit.kind.rawValue * 4 + tier)
  }

  /// The function words of English: they say how the others belong together.
  private static let functionWords: HashIndex = {
    var index = HashIndex()
    let words = """
        a about after again all also am an and any are as at away back be because been before being both but by came
        can could did do does doing done down each even ever every for from get give go going gonna got had has have
        he her here him his how i if im i'm in into is it its it's just keep know less let like made make many may me
        might mine more most much must my need no none nothing now of off oh ok okay on one only or other our out
        over people please put really said same say see shall she should so some someone still such take than that
        thats that's the their them themselves then there these they theyre they're thing things think this those
        through to too under until up us use very want was we well were what when where which while who whole whose
        why will with won't would yeah yes yet
      """
    for word in words.utf8.split(whereSeparator: ByteClass.isSpace) {
      index.set(StableHash.of(word))
    }
    return index
  }()
}
