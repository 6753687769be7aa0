// SPDX-License-Identifier: Apache-2.0

/// Takes the disguise off single words: look-alike letters, l33t, hidden letters, spellings by ear,
/// stretched letters, words run together.
///
/// Works on the folded scalars of one chunk (text between white space) and answers with other
/// scalars that stand for the same places. Every step is bounded, and chunks over ``maxChunk``
/// scalars are left alone.
struct Disguise: Sendable {
  /// Scalars in a chunk that is looked at.
  static let maxChunk = 64

  let vocabulary: Vocabulary
  let masks: Masks
  private let compounds: Compounds

  init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    masks = Masks(vocabulary: vocabulary)
    compounds = Compounds(vocabulary: vocabulary)
  }

  /// The chunk with its disguise taken off; `nil` where there is none.
  func removed(
    from chunk: ArraySlice<FoldedScalar>,
    _ memo: inout WordMemo
  ) -> [FoldedScalar]? {
    guard chunk.count <= Self.maxChunk, chunk.count >= 3 else { return nil }
    if let turned = turnedRead(chunk) { return turned }
    var scalars = Array(chunk)
    var changed = false
    if let latin = lookAlikesRead(scalars) {
      scalars = latin
      changed = true
    }
    if let found = coreRead(scalars, &memo) { return found }
    if let other = Self.sharpAsB(scalars) {
      if let found = coreRead(other, &memo) { return found }
      if isRudeWord(other[...]) { return other }
    }
    return changed ? scalars : nil
  }

  /// The chunk with every sharp S, which folding makes two letters of, as the B it looks like.
  private static func sharpAsB(_ scalars: [FoldedScalar]) -> [FoldedScalar]? {
    let hasSharp = scalars.indices.dropFirst().contains { index in
      scalars[index].value == 0x73 && scalars[index].start == scalars[index - 1].start
    }
    guard hasSharp else { return nil }
    var result: [FoldedScalar] = []
    for scalar in scalars {
      if scalar.value == 0x73, let last = result.last, last.value == 0x73,
        last.start == scalar.start, last.end == scalar.end
      {
        result[result.count - 1].value = 0x62
      } else {
        result.append(scalar)
      }
    }
    return result.count < scalars.count ? result : nil
  }
}

// MARK: - The parts of a chunk

extension Disguise {
  /// Reads the word of a chunk without the punctuation around it.
  private func coreRead(_ chunk: [FoldedScalar], _ memo: inout WordMemo) -> [FoldedScalar]? {
    var core = chunk[...]
    while let last = core.last, Self.endsSentence(last.value) { core.removeLast() }
    while let first = core.first, Self.opensSentence(first.value) { core.removeFirst() }
    guard core.count >= 3, !isAddress(core), !Self.isColor(chunk) else { return nil }
    // Signs at the end (`!`, `*`) are punctuation more often than they are letters.
    var plain = core
    while let last = plain.last, Self.isDecoration(last.value) { plain.removeLast() }
    var found: [FoldedScalar]?
    var part = core
    if plain.count < 3, plain.allSatisfy({ Self.isLetter($0.value) }),
      core[plain.endIndex...].allSatisfy({ $0.value != 0x2A })
    {
      return nil
    }
    if core.first?.value == 0x3C, core.last?.value == 0x3E { return nil }
    if plain.count < core.count, plain.count >= 3 {
      part = plain
      found = wordRead(plain, &memo)
      let stars = core[plain.endIndex...].count { $0.value == 0x2A }
      if found == nil, stars < Self.minStars, isKnown(plain) { return nil }
      // Stars may hide the end of a word, unless they stand at its beginning too.
      let isHidden =
        core[plain.endIndex...].allSatisfy { $0.value == 0x2A }
        && core.startIndex == chunk.startIndex
      if found == nil, !isHidden, plain.allSatisfy({ Self.isLetter($0.value) }) { return nil }
    }
    if found == nil {
      part = core
      found = wordRead(core, &memo)
    }
    if found == nil, core.count <= 40 {
      part = core
      found = piecesRead(core, &memo)
    }
    guard let found else { return nil }
    return chunk[..<part.startIndex] + found + chunk[part.endIndex...]
  }

  /// Stars behind a word that hide more of it than they stress.
  private static let minStars = 4

  /// Whether a chunk is a number of the web's colors, such as `#ffffff`.
  private static func isColor(_ chunk: [FoldedScalar]) -> Bool {
    guard chunk.first?.value == 0x23 else { return false }
    return chunk.dropFirst().allSatisfy { scalar in
      (0x30...0x39).contains(scalar.value) || (0x61...0x66).contains(scalar.value)
        || endsSentence(scalar.value)
    }
  }

  /// Reads the pieces of a chunk that is held together by dashes, underscores, slashes and the like.
  private func piecesRead(
    _ core: ArraySlice<FoldedScalar>,
    _ memo: inout WordMemo
  ) -> [FoldedScalar]? {
    guard core.contains(where: { Self.isJoint($0.value) }) else { return nil }
    var result: [FoldedScalar] = []
    var changed = false
    var isRude = false
    var start = core.startIndex
    for index in core.startIndex...core.endIndex {
      guard index == core.endIndex || Self.isJoint(core[index].value) else { continue }
      let piece = core[start..<index]
      if piece.count >= 3, let read = wordRead(piece, &memo) {
        result += read
        changed = true
      } else {
        result += piece
        isRude = isRude || piece.count >= 3 && isRudeWord(piece)
      }
      if index < core.endIndex {
        var joint = core[index]
        // An underscore counts as a letter of a word.
        if joint.value == 0x5F { joint.value = 0x20 }
        result.append(joint)
      }
      start = index + 1
    }
    return changed || isRude && core.contains { $0.value == 0x5F } ? result : nil
  }

  /// Reads one word, by all means there are.
  func wordRead(
    _ core: ArraySlice<FoldedScalar>,
    _ memo: inout WordMemo
  ) -> [FoldedScalar]? {
    if core.allSatisfy({ $0.value < 0x80 && ByteClass.isLower(UInt8($0.value)) }) {
      return lettersRead(core, &memo)
    }
    if let found = signsRead(core, &memo) { return found }
    // Digits in between: a number, an address in memory.
    guard !core.contains(where: { $0.value < 0x80 && ByteClass.isDigit(UInt8($0.value)) }) else {
      return nil
    }
    return stretchUndone(Array(core))
  }

  private func isKnown(_ core: ArraySlice<FoldedScalar>) -> Bool {
    var letters: [UInt8] = []
    for scalar in core { UTF8Bytes.append(scalar.value, to: &letters) }
    return vocabulary.contains(letters)
      || letters.last == UInt8(ascii: "s") && vocabulary.contains(letters.dropLast())
  }

  private func isRudeWord(_ core: ArraySlice<FoldedScalar>) -> Bool {
    guard core.allSatisfy({ $0.value < 0x80 }) else { return false }
    return (vocabulary.entry(of: core.map { UInt8($0.value) })?.role ?? .plain) >= .rude
  }

  private static func endsSentence(_ value: UInt32) -> Bool {
    switch value {
    case 0x2E, 0x2C, 0x3F, 0x22, 0x27, 0x29, 0x3B, 0x3A, 0x5D, 0x7D: true  // . , ? " ' ) ; : ] }
    default: false
    }
  }

  private static func opensSentence(_ value: UInt32) -> Bool {
    switch value {
    case 0x22, 0x27, 0x28, 0x2A, 0x5F, 0x7E, 0x60, 0x23, 0x2E, 0x2D: true  // " ' ( * _ ~ ` # . -
    default: false
    }
  }

  private static func isDecoration(_ value: UInt32) -> Bool {
    switch value {
    case 0x21, 0x2A, 0x5F, 0x7E, 0x60, 0x2D, 0x3E: true  // ! * _ ~ ` - >
    default: endsSentence(value)
    }
  }

  private static func isJoint(_ value: UInt32) -> Bool {
    switch value {
    // - _ / , . : ; + = & | ~ * ( ) ^ ? !
    case 0x2D, 0x5F, 0x2F, 0x2C, 0x2E, 0x3A, 0x3B, 0x2B, 0x3D, 0x26, 0x7C, 0x7E, 0x2A, 0x28, 0x29,
      0x5E, 0x3F, 0x21:
      true
    default: false
    }
  }
}

// MARK: - Letters

extension Disguise {
  /// Reads a word of small letters: stretched, spelled by ear, or several run together.
  private func lettersRead(
    _ core: ArraySlice<FoldedScalar>,
    _ memo: inout WordMemo
  ) -> [FoldedScalar]? {
    guard let key = Self.key(of: core) else { return lettersReadAnew(core, &memo) }
    if memo.hidesNothing(key) { return nil }
    let found = lettersReadAnew(core, &memo)
    if found == nil { memo.setHidesNothing(key) }
    return found
  }

  /// A word whose letters alone say what is read out of it: where capitals stand may say something, but
  /// for one at the beginning, unless it is an I, and but for words of nothing else without an I.
  private static func key(of core: ArraySlice<FoldedScalar>) -> WordMemo.Key? {
    guard core.count <= WordMemo.maxLetters, let first = core.first else { return nil }
    var key = WordMemo.Key()
    var capitals = 0
    var hasCapitalI = false
    for scalar in core {
      key.append(UInt8(truncatingIfNeeded: scalar.value))
      guard scalar.changes.contains(.letterCase) else { continue }
      capitals += 1
      if scalar.value == 0x69 { hasCapitalI = true }
    }
    if capitals == 0 { return key }
    if hasCapitalI { return nil }
    let isFirst = capitals == 1 && first.changes.contains(.letterCase)
    return isFirst || capitals == core.count ? key : nil
  }

  private func lettersReadAnew(
    _ core: ArraySlice<FoldedScalar>,
    _ memo: inout WordMemo
  ) -> [FoldedScalar]? {
    let word = core.map { UInt8($0.value) }
    if vocabulary.contains(word) || vocabulary.isOrdinary(word) { return nil }
    // A capital I among small letters is read as a small L as well.
    let capitals = core.count { $0.changes.contains(.letterCase) }
    if capitals > 0, capitals < core.count,
      core.contains(where: { $0.value == 0x69 && $0.changes.contains(.letterCase) }),
      let found = signsRead(core, &memo), isRudeWord(found[...])
    {
      return found
    }
    if let found = plainRead(core, word) { return found }
    if let found = drawnRead(core, word, &memo) { return found }
    guard let short = stretchUndone(Array(core)) else { return nil }
    let single = Self.single(Array(core))
    return plainRead(short[...], short.map { UInt8($0.value) })
      ?? plainRead(single[...], single.map { UInt8($0.value) }) ?? short
  }

  /// Reads two V as a W (`tvvin`), and several X as letters left out.
  private func drawnRead(
    _ core: ArraySlice<FoldedScalar>,
    _ word: [UInt8],
    _ memo: inout WordMemo
  ) -> [FoldedScalar]? {
    let (v, x) = (UInt8(ascii: "v"), UInt8(ascii: "x"))
    if zip(word, word.dropFirst()).contains(where: { $0 == (v, v) }) {
      if let found = signsRead(core, &memo), isRudeWord(found[...]) { return found }
    }
    guard word.dropFirst().count(where: { $0 == x }) >= 2, word.first != x, word.last != x else {
      return nil
    }
    let masked = core.map { scalar in
      var scalar = scalar
      if scalar.value == UInt32(x) { scalar.value = 0x2A }
      return scalar
    }
    guard let places = Masks.places(of: masked[...]), let reading = masks.reading(of: places),
      vocabulary.entry(of: reading.word)?.role == .strong
    else { return nil }
    return written(reading, places, core)
  }

  /// As above, without stretched letters.
  private func plainRead(_ core: ArraySlice<FoldedScalar>, _ word: [UInt8]) -> [FoldedScalar]? {
    guard !vocabulary.contains(word), !vocabulary.isOrdinary(word) else { return nil }
    guard word.contains(where: { $0 != word[0] }) else { return nil }
    let isPlural = word.count > 4 && word.last == UInt8(ascii: "s")
    if isPlural, vocabulary.contains(word.dropLast()) || vocabulary.isOrdinary(word.dropLast()) {
      return nil
    }
    if let found = vocabulary.spelling(word) ?? barsRead(word) { return spelled(found, for: core) }
    if isPlural, let found = vocabulary.spelling(Array(word.dropLast())) {
      return spelled(found, for: core.dropLast()) + [core[core.endIndex - 1]]
    }
    let first = core.startIndex
    let cuts = compounds.cuts(of: word) { place in
      core[first + place].changes.contains(.letterCase)
        && !core[first + place - 1].changes.contains(.letterCase)
    }
    guard let cuts = cuts ?? compounds.seam(of: word).map({ [$0] }) else { return nil }
    var result: [FoldedScalar] = []
    for (index, scalar) in core.enumerated() {
      if cuts.contains(index) {
        var gap = scalar
        gap.value = 0x20
        result.append(gap)
      }
      result.append(scalar)
    }
    return result
  }

  /// A small L for an I (`ldlot`), or an X that hides a vowel (`ldxot`), where a strong word results.
  private func barsRead(_ word: [UInt8]) -> [UInt8]? {
    if word.contains(UInt8(ascii: "l")) {
      let other = word.map { $0 == UInt8(ascii: "l") ? UInt8(ascii: "i") : $0 }
      if other != word, vocabulary.entry(of: other)?.role == .strong { return other }
    }
    guard word.count <= 12, word.dropFirst().contains(UInt8(ascii: "x")) else { return nil }
    for vowel in "aeiou".utf8 {
      let other = word.enumerated().map { index, letter in
        index > 0 && letter == UInt8(ascii: "x") ? vowel : letter
      }
      if vocabulary.entry(of: other)?.role == .strong { return other }
    }
    return nil
  }

  /// Letters of a word that stand for scalars: one for one where both are as many, else each for
  /// all of them.
  func spelled(_ word: [UInt8], for core: ArraySlice<FoldedScalar>) -> [FoldedScalar] {
    guard let first = core.first, let last = core.last else { return [] }
    if word.count == core.count {
      return zip(word, core).map { letter, scalar in
        var scalar = scalar
        scalar.value = UInt32(letter)
        return scalar
      }
    }
    var whole = first
    whole.end = last.end
    return word.map { letter in
      whole.value = UInt32(letter)
      return whole
    }
  }
}

// MARK: - Digits and signs

extension Disguise {
  /// Reads digits and signs as letters where a word of the vocabulary results.
  ///
  /// Left alone: chunks without a letter (numbers, prices, times), addresses, handles, and a number
  /// with a unit or an ending behind it (`45s`, `2nd`, `90cm`).
  private func signsRead(
    _ core: ArraySlice<FoldedScalar>,
    _ memo: inout WordMemo
  ) -> [FoldedScalar]? {
    guard core.count >= 3, core.count <= 40, !isNumberWithUnit(core), !isAddress(core),
      let places = Masks.places(of: core)
    else { return nil }
    if let reading = masks.reading(of: places), !isOrdinary(core, reading) {
      return written(reading, places, core)
    }
    if let word = Self.initial(core) { return spelled(word, for: core) }
    // A number behind a word (`word69`) is no part of it.
    let digits = core.reversed().prefix { $0.value < 0x80 && ByteClass.isDigit(UInt8($0.value)) }
      .count
    if digits > 0, core.count - digits >= 3 {
      let name = core.dropLast(digits)
      if name.allSatisfy({ Self.isLetter($0.value) }) {
        var gap = core[core.endIndex - digits]
        gap.value = 0x20
        if let found = wordRead(name, &memo) { return found + [gap] + core.suffix(digits) }
        if isRudeWord(name) { return name + [gap] + core.suffix(digits) }
      }
    }
    // Signs read in the likeliest way, what separates left out: then by ear, or as several words.
    guard places.contains(where: { !$0.isLetter }), places.count(where: \.isLetter) >= 2,
      core.first?.value != 0x40,
      core.allSatisfy({ Self.isLetter($0.value) || Self.isCommonSign($0.value) })
    else { return nil }
    var letters: [FoldedScalar] = []
    for place in places where place.letters != 0 {
      var scalar = core[core.startIndex + place.scalars.lowerBound]
      scalar.value = UInt32(0x61 + place.letters.trailingZeroBitCount)
      scalar.end = core[core.startIndex + place.scalars.upperBound - 1].end
      letters.append(scalar)
    }
    let word = letters.map { UInt8($0.value) }
    guard word.count >= 4, !places.contains(where: { $0.letters == 0 && $0.maySkip }) else {
      return nil
    }
    return plainRead(letters[...], word)
  }

  /// The word that a first letter and stars stand for by custom.
  private static func initial(_ core: ArraySlice<FoldedScalar>) -> [UInt8]? {
    guard let first = core.first, core.count >= 4, core.dropFirst().allSatisfy({ $0.value == 0x2A })
    else { return nil }
    switch (UInt8(truncatingIfNeeded: first.value), core.count) {
    case (UInt8(ascii: "f"), 4...7): return Array("fuck".utf8)
    case (UInt8(ascii: "s"), 4): return Array("shit".utf8)
    case (UInt8(ascii: "c"), 4): return Array("cunt".utf8)
    case (UInt8(ascii: "b"), 5): return Array("bitch".utf8)
    default: return nil
    }
  }

  private func written(
    _ reading: Masks.Reading,
    _ places: [Masks.Place],
    _ core: ArraySlice<FoldedScalar>
  ) -> [FoldedScalar] {
    zip(reading.word, reading.places).map { letter, range in
      let first = places[range.lowerBound].scalars.lowerBound
      let last = places[range.upperBound - 1].scalars.upperBound - 1
      var scalar = core[core.startIndex + first]
      scalar.value = UInt32(letter)
      scalar.end = core[core.startIndex + last].end
      return scalar
    }
  }

  /// Whether a word with separators in it is some ordinary words (`pen-is`).
  private func isOrdinary(_ core: ArraySlice<FoldedScalar>, _ reading: Masks.Reading) -> Bool {
    guard reading.skips > 0, reading.masks == 0 else {
      return reading.signs == 0 && vocabulary.isOrdinary(reading.word)
    }
    // `he'll` is no word with a quotation mark in it.
    if let quote = core.lastIndex(where: { $0.value == 0x27 }), core.endIndex - quote <= 3 {
      return true
    }
    var text: [UInt8] = []
    for scalar in core {
      if scalar.value < 0x80, ByteClass.isAlphanumeric(UInt8(scalar.value)) {
        text.append(UInt8(scalar.value))
      } else if text.last != 0x20 {
        text.append(0x20)
      }
    }
    return vocabulary.isOrdinary(text)
  }

  /// Digits and the signs `@ $ !`.
  private static func isCommonSign(_ value: UInt32) -> Bool {
    value < 0x80 && ByteClass.isDigit(UInt8(value)) || value == 0x40 || value == 0x24
      || value == 0x21
  }

  private func isAddress(_ core: ArraySlice<FoldedScalar>) -> Bool {
    var slashes = 0
    for scalar in core {
      if scalar.value == 0x2F { slashes += 1 } else { slashes = 0 }
      if slashes == 2 || scalar.value == 0x26 && core.contains(where: { $0.value == 0x3B }) {
        return true
      }
    }
    guard let first = core.first else { return true }
    if first.value == 0x77 { return core.lazy.map(\.value).starts(with: [0x77, 0x77, 0x77, 0x2E]) }
    return false
  }

  private func isNumberWithUnit(_ core: ArraySlice<FoldedScalar>) -> Bool {
    let digits = core.prefix { $0.value < 0x80 && ByteClass.isDigit(UInt8($0.value)) }.count
    return digits > 0 && core.count - digits <= 2
  }
}
