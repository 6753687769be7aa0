// SPDX-License-Identifier: Apache-2.0

/// Reads words in which digits and signs stand for letters, hide letters or stand between them:
/// `m0r0n`, `mor*n`, `m.o.r.o.n`, `m()r()n`.
///
/// A chunk becomes a row of places, each with the letters it may be; the row is walked through the
/// vocabulary's trie. Every step is counted, so no chunk takes long.
///
/// A class, so that it is handed on without counting what it holds; immutable.
final class Masks: Sendable {
  static let maxSteps = 2_000
  /// How the only digit sounds that is read aloud inside of words.
  private static let spokenLetters = Array("ate".utf8)

  let vocabulary: Vocabulary

  init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// One place of a chunk: one scalar, or a few that draw one letter. Nothing in it is counted: it is copied at
  /// each step of a walk.
  struct Place {
    /// The letters it may stand for, bit 0 for `a`.
    var letters: UInt32
    /// Whether it is a letter itself.
    var isLetter: Bool
    /// Whether it may stand for any letter.
    var isMask: Bool
    /// Whether it may stand for ``Masks/spokenLetters`` together, as a digit that is read aloud does (`h8`).
    var isSpoken = false
    /// Whether it is a digit, and whether a sign that joins words: a dash, a dot and the like.
    var isDigit = false
    var isForeign = false
    var isJoint = false
    /// Whether it may stand for nothing.
    var maySkip: Bool
    /// The scalars, as places in the chunk.
    var scalars: Range<Int>
  }

  /// A word that a row of places can be read as.
  struct Reading {
    var word: [UInt8]
    /// For each letter of the word, the places that stand for it.
    var places: [Range<Int>]
    var masks: Int
    var skips: Int
    var signs: Int
  }
}

// MARK: - Places

extension Masks {
  /// Signs that draw a letter together, longest first.
  private static let drawings: [(signs: [UInt32], letters: UInt32)] = {
    let table: [(String, String)] = [
      ("|\\/|", "m"), ("/\\/\\", "m"), ("\\/\\/", "w"), ("[_]", "u"), ("|_|", "u"), ("(_)", "u"),
      ("/\\/", "n"), ("|\\|", "n"), ("/\\|", "n"), ("|-|", "h"), ("]-[", "h"), ("/-\\", "a"),
      ("()", "o"), ("[]", "o"), ("{}", "o"), ("<>", "o"), ("l3", "b"), ("|3", "b"), ("13", "b"),
      ("/\\", "a"), ("\\/", "uv"), ("|)", "d"),
      ("|<", "k"), ("|{", "k"), ("><", "x"), ("vv", "w"),
    ]
    return table.map { (Array($0.0.unicodeScalars.map(\.value)), mask($0.1)) }
  }()

  private static func mask(_ letters: String) -> UInt32 {
    letters.utf8.reduce(0) { $0 | 1 << UInt32($1 - 0x61) }
  }

  /// The letters a digit or sign is used for.
  ///
  /// Source: the replacement tables of the word filters named in `Docs/Signals.md`, cut to what
  /// occurs in real comments.
  private static let signs: [UInt32: UInt32] = {
    let table: [(String, String)] = [
      ("0", "o"), ("1", "il"), ("2", "z"), ("3", "e"), ("4", "a"), ("5", "s"), ("6", "gbs"),
      ("7", "t"), ("8", "abg"), ("9", "g"), ("@", "a"), ("$", "s"), ("!", "il"), ("|", "il"),
      ("+", "t"), ("#", "h"), ("(", "c"), ("<", "c"), ("[", "c"), ("{", "c"), ("\u{20AC}", "e"),
      ("\u{A3}", "le"), ("\u{A2}", "c"), ("\u{A5}", "y"), ("\u{A7}", "s"), ("\u{2020}", "t"),
      ("\u{2021}", "t"), ("\u{B5}", "u"), ("\u{3BC}", "u"), ("\u{A1}", "i"), ("\u{A9}", "c"),
      ("\u{AE}", "r"), ("\u{20BF}", "b"), ("\u{B0}", "o"), ("\u{221E}", "oo"), ("\u{192}", "f"),
    ]
    var signs: [UInt32: UInt32] = [:]
    for (sign, letters) in table {
      guard let scalar = sign.unicodeScalars.first else { continue }
      signs[scalar.value] = mask(letters)
    }
    return signs
  }()

  static func letters(of sign: UInt32) -> UInt32 { signs[sign] ?? 0 }

  /// Signs that stand for any letter, or for nothing.
  static func isMask(_ value: UInt32) -> Bool {
    switch UInt8(truncatingIfNeeded: value < 0x80 ? value : 0) {
    case UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "$"),
      UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "^"), UInt8(ascii: "~"),
      UInt8(ascii: "'"),
      UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: "!"),
      UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "|"):
      true
    default: value == 0x2022 || value == 0xB7 || value == 0x2588
    }
  }

  /// Letters of alphabets beyond Latin, Greek and Cyrillic, and syllables.
  private static func isForeignLetter(_ value: UInt32) -> Bool {
    switch value {
    case 0x531...0x587, 0x5D0...0x5EA, 0x620...0x64A, 0x10A0...0x10FF, 0x1200...0x137F,
      0x13A0...0x16F0, 0xA4D0...0xA4FF, 0xAC00...0xD7A3:
      true
    default: false
    }
  }

  private static func isSeparator(_ value: UInt32) -> Bool {
    switch UInt8(truncatingIfNeeded: value < 0x80 ? value : 0) {
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"),
      UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "|"), UInt8(ascii: ","),
      UInt8(ascii: "'"), UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "+"),
      UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "`"), UInt8(ascii: "\""),
      UInt8(ascii: "#"), UInt8(ascii: " "):
      true
    default: value == 0x2022 || value == 0xB7
    }
  }

  /// Whether a letter may be half of a drawn one.
  private static func startsDrawing(_ chunk: ArraySlice<FoldedScalar>, _ index: Int) -> Bool {
    guard index + 1 < chunk.endIndex else { return false }
    let next = chunk[index + 1].value
    return chunk[index].value == 0x76 && next == 0x76
      || index == chunk.startIndex && chunk[index].value == 0x6C && next == 0x33
  }

  /// The row of places of a chunk; `nil` if something in it can be no part of a word.
  static func places(of chunk: ArraySlice<FoldedScalar>) -> [Place]? {
    // No word starts with a letter that looks like no Latin one.
    if let first = chunk.first, first.value >= 0x80, letters(of: first.value) == 0 { return nil }
    var places: [Place] = []
    places.reserveCapacity(chunk.count)
    var index = chunk.startIndex
    while index < chunk.endIndex {
      let value = chunk[index].value
      let offset = index - chunk.startIndex
      if value < 0x80, ByteClass.isLower(UInt8(value)), !startsDrawing(chunk, index) {
        // A capital I looks like a small L.
        let isBar = value == 0x69 && chunk[index].changes.contains(.letterCase)
        places.append(
          Place(
            letters: isBar ? mask("il") : 1 << (value - 0x61),
            isLetter: true,
            isMask: false,
            maySkip: false,
            scalars: offset..<offset + 1
          )
        )
        index += 1
        continue
      }
      if value < 0x80,
        let drawing = drawings.first(where: { drawing in
          chunk[index...].lazy.map(\.value).starts(with: drawing.signs)
        })
      {
        places.append(
          Place(
            letters: drawing.letters,
            isLetter: false,
            isMask: false,
            maySkip: false,
            scalars: offset..<offset + drawing.signs.count
          )
        )
        index += drawing.signs.count
        continue
      }
      let letters =
        value < 0x80 && ByteClass.isLower(UInt8(value))
        ? 1 << (value - 0x61) : Self.letters(of: value)
      // A letter of another script among Latin ones that looks like none of them.
      let isForeign = value >= 0x80 && letters == 0 && Self.isForeignLetter(value)
      let isMask = Self.isMask(value) || isForeign
      let isSeparator = Self.isSeparator(value)
      guard letters != 0 || isMask || isSeparator else { return nil }
      places.append(
        Place(
          letters: letters,
          isLetter: value < 0x80 && ByteClass.isLower(UInt8(value)),
          isMask: isMask,
          isSpoken: value == 0x38,
          isDigit: value < 0x80 && ByteClass.isDigit(UInt8(value)),
          isForeign: isForeign,
          isJoint: isSeparator && value != 0x2A && value != 0x23 && value != 0x5E,
          maySkip: isSeparator,
          scalars: offset..<offset + 1
        )
      )
      index += 1
    }
    return places
  }
}

// MARK: - Walking

extension Masks {
  /// The best word a row of places can be read as: fewest letters hidden, then longest.
  func reading(of places: [Place]) -> Reading? {
    guard let first = places.first, first.letters != 0, places.count <= Disguise.maxChunk else {
      return nil
    }
    let letters = places.count { $0.isLetter }
    guard letters > 0 || places.count(where: { $0.letters != 0 }) >= 4 else { return nil }
    let masks = places.count(where: \.isMask)
    let ways =
      [(0, false)] + (masks > 0 ? [(1, false)] : []) + [(0, true)]
      + (masks > 1 ? [(3, false)] : []) + (masks > 3 ? [(8, false)] : [])
    for (maxMasks, maySkip) in ways {
      var walk = Walk(
        places: places,
        owner: self,
        maxMasks: maxMasks,
        maySkip: maySkip
      )
      walk.visit(Trie.root, 0, last: 0)
      if let found = walk.best { return found }
    }
    return nil
  }

  private struct Walk {
    let places: [Place]
    let owner: Masks
    let maxMasks: Int
    let maySkip: Bool
    let digits: Int
    let hidesWithJoint: Bool
    let hidesWithLetter: Bool
    var steps = 0
    var word: [UInt8] = []
    var starts: [Int] = []
    var masks = 0
    var skips = 0
    var signs = 0
    var best: Reading?
    var bestRank = 0

    init(places: [Place], owner: Masks, maxMasks: Int, maySkip: Bool) {
      self.places = places
      self.owner = owner
      self.maxMasks = maxMasks
      self.maySkip = maySkip
      digits = places.count { $0.isDigit }
      hidesWithJoint = places.contains { $0.isMask && $0.isJoint }
      hidesWithLetter = places.contains { $0.isForeign }
      word.reserveCapacity(places.count + 2)
      starts.reserveCapacity(places.count + 2)
    }

    mutating func visit(_ node: Int32, _ index: Int, last: UInt8) {
      steps += 1
      guard steps <= Masks.maxSteps else { return }
      if index == places.count {
        if let found = owner.vocabulary.trie.word(at: node) { consider(Int(found)) }
        return
      }
      let place = places[index]
      var letters = place.letters
      while letters != 0 {
        let bit = letters.trailingZeroBitCount
        letters &= letters - 1
        let letter = UInt8(0x61 + bit)
        if let next = owner.vocabulary.trie.child(of: node, letter) {
          word.append(letter)
          starts.append(index)
          if !place.isLetter { signs += 1 }
          visit(next, index + 1, last: letter)
          if !place.isLetter { signs -= 1 }
          word.removeLast()
          starts.removeLast()
        }
        // A stretched letter.
        if letter == last { visit(node, index + 1, last: last) }
      }
      if place.isSpoken, index > 0, let next = spoken(from: node) {
        for letter in Masks.spokenLetters {
          word.append(letter)
          starts.append(index)
        }
        signs += 1
        visit(next, index + 1, last: 0)
        signs -= 1
        word.removeLast(Masks.spokenLetters.count)
        starts.removeLast(Masks.spokenLetters.count)
      }
      if place.maySkip, maySkip, index > 0 {
        skips += 1
        visit(node, index + 1, last: last)
        skips -= 1
      }
      if place.isMask, masks < maxMasks, index > 0 {
        masks += 1
        starts.append(index)
        var child = owner.vocabulary.trie.firstChild(of: node)
        while let next = child {
          word.append(owner.vocabulary.trie.letter(at: next))
          visit(next, index + 1, last: 0)
          word.removeLast()
          child = owner.vocabulary.trie.sibling(of: next)
        }
        starts.removeLast()
        masks -= 1
      }
    }

    /// Where the letters of a digit that is read aloud lead to.
    private func spoken(from node: Int32) -> Int32? {
      var node = node
      for letter in Masks.spokenLetters {
        guard let next = owner.vocabulary.trie.child(of: node, letter) else { return nil }
        node = next
      }
      return node
    }

    private mutating func consider(_ index: Int) {
      let entry = owner.vocabulary.entries[index]
      guard entry.role > .part, isSound(entry, isCore: owner.vocabulary.isCore(Int32(index))) else {
        return
      }
      let rank = owner.vocabulary.rank(of: index)
      if best != nil, bestRank >= rank { return }
      bestRank = rank
      var ranges: [Range<Int>] = []
      for (number, start) in starts.enumerated() {
        let end = number + 1 < starts.count ? starts[number + 1] : places.count
        ranges.append(start..<max(start + 1, end))
      }
      best = Reading(
        word: entry.word,
        places: ranges,
        masks: masks,
        skips: skips,
        signs: signs
      )
    }

    /// Whether enough of a word is shown to be sure of it.
    private func isSound(_ entry: Vocabulary.Entry, isCore: Bool) -> Bool {
      let shown = entry.word.count - masks
      let letters = places.count { $0.isLetter }
      // Signs alone make a word only when it is long enough.
      guard letters > 0 || signs >= 4 else { return false }
      guard signs <= 2 * letters + 1, entry.word.count > 3 || digits <= letters else {
        return false
      }
      if skips > 0, masks == 0, entry.role < .rude || signs > letters { return false }
      guard masks > 0 else { return true }
      guard signs <= letters else { return false }
      // A dash or a dot is a separator more often than it hides a letter.
      guard isCore || masks >= 2 || !hidesWithJoint else { return false }
      guard !hidesWithLetter || entry.role == .strong && shown >= 3 else { return false }
      guard entry.role == .strong || masks == 1 && entry.role == .rude && entry.word.count >= 4
      else { return false }
      let isAtEnd = places.suffix(masks).allSatisfy(\.isMask)
      if isAtEnd {
        // `mother******` and `fuc*`, but not `pen**`.
        return shown >= 4 || masks == 1 && shown >= 3
      }
      return shown >= 2
    }
  }
}
