// SPDX-License-Identifier: Apache-2.0

// MARK: - Letters of other scripts

extension Disguise {
  /// Reads letters of other scripts as the Latin letters they look like: in a word that mixes them
  /// with Latin letters always, in a word that could be all of the other script only when a word of
  /// the vocabulary results.
  func lookAlikesRead(_ chunk: [FoldedScalar]) -> [FoldedScalar]? {
    var hasLatin = false
    var hasOther = false
    var isWhole = true
    var result = chunk
    for index in result.indices {
      let value = result[index].value
      if value < 0x80 {
        if ByteClass.isLetter(UInt8(value)) { hasLatin = true }
      } else if let letter = Self.drawnLetter(value)
        ?? ScalarFolder.lookAlikeLetter(of: result[index])
      {
        hasOther = true
        result[index].value = UInt32(letter)
      } else {
        isWhole = false
      }
    }
    guard hasOther else { return nil }
    if hasLatin { return result }
    guard isWhole else { return nil }
    return Self.letters(of: result).contains { word in
      vocabulary.contains(word)
        || word.last == UInt8(ascii: "s") && vocabulary.contains(word.dropLast())
    } ? result : nil
  }

  /// Letters that people use for others than those UTS #39 names.
  private static func drawnLetter(_ value: UInt32) -> UInt8? {
    switch value {
    case 0x493: UInt8(ascii: "f")  // ғ
    case 0x438: UInt8(ascii: "u")  // и
    case 0x44F: UInt8(ascii: "r")  // я
    case 0x627: UInt8(ascii: "i")  // ا
    case 0x3B5, 0x454: UInt8(ascii: "e")  // ε є
    case 0x138, 0x43A, 0xA4D8: UInt8(ascii: "k")  // ĸ к ꓘ
    case 0x10D8, 0x1260, 0x578: UInt8(ascii: "n")  // ი በ ո
    case 0x1290: UInt8(ascii: "i")  // ነ
    case 0x566, 0x563: UInt8(ascii: "q")  // զ գ
    case 0x581, 0x648: UInt8(ascii: "g")  // ց و
    default: nil
    }
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

// MARK: - Stretched letters

extension Disguise {
  /// Shortens runs of three and more equal letters: to one or two as a word of the vocabulary has
  /// them, else to two for letters that English doubles and to one for the others.
  func stretchUndone(_ chunk: [FoldedScalar]) -> [FoldedScalar]? {
    guard Self.hasStretch(chunk) else { return nil }
    if let found = known(chunk) { return found }
    return Self.runs(of: chunk).flatMap { run in
      Self.shortened(run, to: run.count >= 3 && Self.isSingle(run[0].value) ? 1 : 2)
    }
  }

  /// The chunk with every run of three and more letters cut to one.
  static func single(_ chunk: [FoldedScalar]) -> [FoldedScalar] {
    runs(of: chunk).flatMap { shortened($0, to: 1) }
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

  static func isLetter(_ value: UInt32) -> Bool {
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
