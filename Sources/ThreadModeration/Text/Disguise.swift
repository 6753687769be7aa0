// SPDX-License-Identifier: Apache-2.0

/// Takes the disguise off single words: look-alike letters, l33t, stretched letters.
///
/// Works on the folded scalars of one chunk (text between white space) and answers with other
/// scalars that stand for the same places. Every step is bounded: at most ``maxVariants`` spellings
/// are tried a chunk, and chunks over ``maxChunk`` scalars are left alone.
struct Disguise: Sendable {
  /// Spellings tried for one chunk.
  static let maxVariants = 64
  /// Scalars in a chunk that is looked at.
  static let maxChunk = 64

  let vocabulary: Vocabulary

  /// The chunk with its disguise taken off; `chunk` itself where there is none.
  func removed(from chunk: ArraySlice<FoldedScalar>) -> [FoldedScalar]? {
    guard chunk.count <= Self.maxChunk, chunk.count >= 3 else { return nil }
    var scalars = Array(chunk)
    var changed = false
    if let latin = lookAlikesRead(scalars) {
      scalars = latin
      changed = true
    }
    if let letters = symbolsRead(scalars) {
      scalars = letters
      changed = true
    } else if let short = stretchUndone(scalars) {
      scalars = short
      changed = true
    }
    return changed ? scalars : nil
  }
}

// MARK: - Letters of other scripts

extension Disguise {
  /// Reads letters of other scripts as the Latin letters they look like: in a word that mixes them
  /// with Latin letters always, in a word that could be all of the other script only when a word of
  /// the vocabulary results.
  private func lookAlikesRead(_ chunk: [FoldedScalar]) -> [FoldedScalar]? {
    var hasLatin = false
    var hasOther = false
    var isWhole = true
    var result = chunk
    for index in result.indices {
      let value = result[index].value
      if value < 0x80 {
        if ByteClass.isLetter(UInt8(value)) { hasLatin = true }
      } else if let letter = ScalarFolder.lookAlikeLetter(of: result[index]) {
        hasOther = true
        result[index].value = UInt32(letter)
      } else {
        isWhole = false
      }
    }
    guard hasOther else { return nil }
    if hasLatin { return result }
    guard isWhole else { return nil }
    return Self.letters(of: result).contains { vocabulary.contains($0) } ? result : nil
  }

  /// The runs of letters of a chunk, as bytes.
  private static func letters(of chunk: [FoldedScalar]) -> [[UInt8]] {
    var runs: [[UInt8]] = []
    var run: [UInt8] = []
    for scalar in chunk {
      if scalar.value < 0x80, !ByteClass.isLetter(UInt8(scalar.value)) {
        if !run.isEmpty { runs.append(run) }
        run = []
      } else {
        UTF8Bytes.append(scalar.value, to: &run)
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs
  }
}

// MARK: - Digits and signs for letters

extension Disguise {
  /// The letters a digit or sign is used for, likelier ones first.
  ///
  /// Source: the replacement tables of the word filters named in `Docs/Signals.md`, cut to what
  /// occurs in real comments.
  private static func readings(of value: UInt32) -> [UInt8] {
    switch UInt8(truncatingIfNeeded: value < 0x80 ? value : 0) {
    case UInt8(ascii: "0"): Array("o".utf8)
    case UInt8(ascii: "1"): Array("il".utf8)
    case UInt8(ascii: "2"): Array("z".utf8)
    case UInt8(ascii: "3"): Array("e".utf8)
    case UInt8(ascii: "4"): Array("a".utf8)
    case UInt8(ascii: "5"): Array("s".utf8)
    case UInt8(ascii: "6"), UInt8(ascii: "9"): Array("g".utf8)
    case UInt8(ascii: "7"), UInt8(ascii: "+"): Array("t".utf8)
    case UInt8(ascii: "8"): Array("b".utf8)
    case UInt8(ascii: "@"): Array("a".utf8)
    case UInt8(ascii: "$"): Array("s".utf8)
    case UInt8(ascii: "!"), UInt8(ascii: "|"): Array("il".utf8)
    case UInt8(ascii: "#"): Array("h".utf8)
    case UInt8(ascii: "("): Array("c".utf8)
    default:
      switch value {
      case 0x20AC: Array("e".utf8)  // €
      case 0xA3: Array("l".utf8)  // £
      case 0xA2: Array("c".utf8)  // ¢
      case 0xA5: Array("y".utf8)  // ¥
      default: []
      }
    }
  }

  /// Reads digits and signs as letters where a word of the vocabulary results.
  ///
  /// Left alone: chunks without a letter (numbers, prices, times), addresses, handles, and a number
  /// with a unit or an ending behind it (`45s`, `2nd`, `90cm`).
  private func symbolsRead(_ chunk: [FoldedScalar]) -> [FoldedScalar]? {
    var core = chunk[...]
    while let last = core.last, Self.endsSentence(last.value) { core.removeLast() }
    while let first = core.first, first.value == 0x22 || first.value == 0x27 || first.value == 0x28
    {
      core.removeFirst()
    }
    // An exclamation mark at the end is one more often than it is a letter.
    let isExclaimed = core.last?.value == 0x21
    var plain = core
    while let last = plain.last, last.value == 0x21 || Self.endsSentence(last.value) {
      plain.removeLast()
    }
    if isExclaimed, let found = symbolsRead(plain, of: chunk) { return found }
    return symbolsRead(core, of: chunk)
  }

  /// As above, for a part of a chunk.
  private func symbolsRead(
    _ core: ArraySlice<FoldedScalar>,
    of chunk: [FoldedScalar]
  ) -> [FoldedScalar]? {
    guard core.count >= 3, core.count <= 24, !isNumberWithUnit(core) else { return nil }
    var letters = 0
    var signs = 0
    var options = 1
    for scalar in core {
      let readings = Self.readings(of: scalar.value)
      if !readings.isEmpty {
        signs += 1
        options *= readings.count
        if options > Self.maxVariants { return nil }
      } else if scalar.value >= 0x80 || ByteClass.isLetter(UInt8(scalar.value)) {
        letters += 1
      } else if scalar.value == 0x2E || scalar.value == 0x2F || scalar.value == 0x3A {
        return nil  // . / : an address, a version, a time
      }
    }
    guard signs > 0, letters > 0, signs <= 2 * letters + 1 else { return nil }
    let allReadings = core.map { Self.readings(of: $0.value) }
    guard
      let first = core.indices.first(where: { mayBeLetter(core, $0, allReadings) }),
      let last = core.indices.last(where: { mayBeLetter(core, $0, allReadings) })
    else { return nil }
    for variant in 0..<options {
      guard mayBeKnown(core[first...last], variant, allReadings[(first - core.startIndex)...])
      else { continue }
      var rest = variant
      var candidate = core
      for index in candidate.indices {
        let readings = allReadings[index - core.startIndex]
        guard !readings.isEmpty else { continue }
        candidate[index].value = UInt32(readings[rest % readings.count])
        rest /= readings.count
      }
      if let found = known(Array(candidate)) {
        return Array(chunk[..<core.startIndex]) + found + Array(chunk[core.endIndex...])
      }
    }
    return nil
  }

  private func mayBeLetter(
    _ core: ArraySlice<FoldedScalar>,
    _ index: Int,
    _ readings: [[UInt8]]
  ) -> Bool {
    Self.isLetter(core[index].value) || !readings[index - core.startIndex].isEmpty
  }

  /// Whether the letters of a variant are a word of the vocabulary but for stretched ones: asked
  /// first, since nearly all variants are not.
  private func mayBeKnown(
    _ word: ArraySlice<FoldedScalar>,
    _ variant: Int,
    _ readings: ArraySlice<[UInt8]>
  ) -> Bool {
    var rest = variant
    var bytes: [UInt8] = []
    bytes.reserveCapacity(word.count)
    var previous: UInt32?
    for (scalar, letters) in zip(word, readings) {
      var value = scalar.value
      if !letters.isEmpty {
        value = UInt32(letters[rest % letters.count])
        rest /= letters.count
      }
      if value != previous { UTF8Bytes.append(value, to: &bytes) }
      previous = value
    }
    return vocabulary.containsCollapsed(bytes)
  }

  private static func endsSentence(_ value: UInt32) -> Bool {
    switch value {
    case 0x2E, 0x2C, 0x3F, 0x22, 0x27, 0x29, 0x3B, 0x3A: true  // . , ? " ' ) ; :
    default: false
    }
  }

  private func isNumberWithUnit(_ core: ArraySlice<FoldedScalar>) -> Bool {
    let digits = core.prefix { $0.value < 0x80 && ByteClass.isDigit(UInt8($0.value)) }.count
    return digits > 0 && core.count - digits <= 2
  }
}

// MARK: - Stretched letters

extension Disguise {
  /// Shortens runs of three and more equal letters: to one or two as a word of the vocabulary has
  /// them, else to two for letters that English doubles and to one for the others.
  private func stretchUndone(_ chunk: [FoldedScalar]) -> [FoldedScalar]? {
    guard Self.hasStretch(chunk) else { return nil }
    if let found = known(chunk) { return found }
    return Self.runs(of: chunk).flatMap { run in
      Self.shortened(run, to: run.count >= 3 && Self.isSingle(run[0].value) ? 1 : 2)
    }
  }

  private static func hasStretch(_ chunk: [FoldedScalar]) -> Bool {
    for index in chunk.indices.dropFirst(2)
    where chunk[index].value == chunk[index - 1].value
      && chunk[index].value == chunk[index - 2].value && isLetter(chunk[index].value)
    {
      return true
    }
    return false
  }

  private static func isLetter(_ value: UInt32) -> Bool {
    value >= 0x80 || ByteClass.isLetter(UInt8(value))
  }

  /// Letters that English hardly ever doubles.
  private static func isSingle(_ value: UInt32) -> Bool {
    switch UInt8(truncatingIfNeeded: value < 0x80 ? value : 0) {
    case UInt8(ascii: "a"), UInt8(ascii: "h"), UInt8(ascii: "i"), UInt8(ascii: "j"),
      UInt8(ascii: "k"), UInt8(ascii: "q"), UInt8(ascii: "u"), UInt8(ascii: "v"),
      UInt8(ascii: "w"), UInt8(ascii: "x"), UInt8(ascii: "y"):
      true
    default: false
    }
  }

  /// Runs of equal scalars.
  private static func runs(of chunk: [FoldedScalar]) -> [[FoldedScalar]] {
    var runs: [[FoldedScalar]] = []
    for scalar in chunk {
      if let last = runs.last, last[0].value == scalar.value {
        runs[runs.count - 1].append(scalar)
      } else {
        runs.append([scalar])
      }
    }
    return runs
  }

  /// The bytes of a word, runs of one letter as one.
  private static func collapsed(_ word: ArraySlice<FoldedScalar>) -> [UInt8] {
    var bytes: [UInt8] = []
    var previous: UInt32?
    for scalar in word where scalar.value != previous {
      UTF8Bytes.append(scalar.value, to: &bytes)
      previous = scalar.value
    }
    return bytes
  }

  /// A run cut to `count` scalars; the last one stands for all the rest of the original bytes.
  private static func shortened(_ run: [FoldedScalar], to count: Int) -> [FoldedScalar] {
    guard run.count > count, run.count >= 3, isLetter(run[0].value) else { return run }
    var result = Array(run.prefix(count))
    result[count - 1].end = run[run.count - 1].end
    return result
  }

  /// The chunk, spelled so that its letters are a word of the vocabulary, if one of the spellings
  /// (stretched letters once or twice) is.
  private func known(_ chunk: [FoldedScalar]) -> [FoldedScalar]? {
    // Trailing punctuation is not part of the word.
    let isWordScalar = { (scalar: FoldedScalar) in Self.isLetter(scalar.value) }
    guard let first = chunk.firstIndex(where: isWordScalar),
      let last = chunk.lastIndex(where: isWordScalar)
    else { return nil }
    let core = chunk[first...last]
    guard vocabulary.containsCollapsed(Self.collapsed(core)) else { return nil }
    let runs = Self.runs(of: Array(core))
    let stretched = runs.indices.filter { runs[$0].count >= 3 && Self.isLetter(runs[$0][0].value) }
    guard stretched.count <= 5 else { return nil }
    for choice in 0..<(1 << stretched.count) {
      var word: [FoldedScalar] = []
      for (index, run) in runs.enumerated() {
        if let bit = stretched.firstIndex(of: index) {
          word += Self.shortened(run, to: choice >> bit & 1 == 0 ? 1 : 2)
        } else {
          word += run
        }
      }
      var bytes: [UInt8] = []
      for scalar in word { UTF8Bytes.append(scalar.value, to: &bytes) }
      if vocabulary.contains(bytes) { return chunk[..<first] + word + chunk[(last + 1)...] }
    }
    return nil
  }
}
