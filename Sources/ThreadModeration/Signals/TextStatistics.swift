// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// Counts over the prose of a comment, made in one pass.
struct TextStatistics {
  var upper = 0
  var lower = 0
  var digits = 0
  var spaces = 0
  var punctuation = 0
  /// Scalars outside ASCII.
  var other = 0
  /// Capital letters outside ASCII, and small letters outside ASCII of scripts that have both.
  private var otherCapitals = 0
  private var otherSmallLetters = 0
  /// Scalars in the longest run of one character that is neither space, digit nor punctuation of a
  /// table or rule (`-`, `=`, `_`, `*`, `#`, `.`).
  var longestRun = 0
  /// Scalars in such runs of ten and more.
  var runCharacters = 0
  /// Where the longest run is.
  var runRange: Range<Int> = 0..<0
  /// Runs of two and more exclamation or question marks.
  var exclamationRuns = 0
  var emoji = 0
  var styled = 0
  var invisible = 0
  var firstInvisible: Range<Int>?

  /// Letters of scripts that have capitals: those, and the others.
  var capitals: Int { upper + otherCapitals }
  var smallLetters: Int { lower + otherSmallLetters }
  var characters: Int { upper + lower + digits + punctuation + other }

  /// - Complexity: O(*n*).
  init(_ bytes: [UInt8]) {
    // Most texts are ASCII without runs: for them counting is all.
    let tally = ByteTally(bytes)
    if tally.hasHighBytes || tally.hasRuns {
      read(bytes)
      return
    }
    (upper, lower, digits, spaces) = (tally.upper, tally.lower, tally.digits, tally.spaces)
    punctuation = bytes.count - upper - lower - digits - spaces
  }

  /// Counts scalar by scalar.
  mutating func read(_ bytes: [UInt8]) {
    let span = bytes.span
    var (upper, lower, digits, spaces, ascii) = (0, 0, 0, 0, 0)
    var index = 0
    var previous: UInt32 = 0
    var runStart = 0
    var runLength = 0
    while index < span.count {
      let byte = span[index]
      let scalar = byte < 0x80 ? UInt32(byte) : UTF8Bytes.scalar(in: bytes, at: index)
      let width = UTF8Bytes.width(leading: byte)
      if scalar != previous {
        if runLength >= 10, isRunScalar(previous) { note(run: runStart..<index, of: runLength) }
        runStart = index
        runLength = 0
      } else if scalar == 0x21 || scalar == 0x3F, index - runStart == 1 {
        exclamationRuns += 1
      }
      previous = scalar
      runLength += 1
      if byte < 0x80 {
        // Without branches: what follows what in a text, nothing can foretell.
        upper += ByteClass.isUpper(byte) ? 1 : 0
        lower += ByteClass.isLower(byte) ? 1 : 0
        digits += ByteClass.isDigit(byte) ? 1 : 0
        spaces += ByteClass.isSpace(byte) ? 1 : 0
        ascii += 1
      } else {
        other += 1
        classify(scalar, at: index..<index + width, in: bytes)
      }
      index += width
    }
    if runLength >= 10, isRunScalar(previous) { note(run: runStart..<bytes.count, of: runLength) }
    (self.upper, self.lower, self.digits, self.spaces) = (upper, lower, digits, spaces)
    punctuation = ascii - upper - lower - digits - spaces
  }

  private func isRunScalar(_ scalar: UInt32) -> Bool {
    // A row of hearts is a row of hearts: emoji have a signal of their own.
    guard scalar < 0x80 else { return !Self.isEmoji(scalar) && scalar != 0xFE0F }
    let byte = UInt8(scalar)
    if ByteClass.isSpace(byte) || ByteClass.isDigit(byte) { return false }
    return ByteClass.isLetter(byte) || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
      || byte == UInt8(ascii: "$")
  }

  private mutating func note(run: Range<Int>, of length: Int) {
    runCharacters += length
    if length > longestRun {
      longestRun = length
      runRange = run
    }
  }

  static func isEmoji(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1F300...0x1FAFF, 0x2600...0x27BF, 0x1F000...0x1F0FF, 0x2B50, 0x2B55: true
    default: false
    }
  }

  /// Whether letters or digits stand on both sides, others than those of alphabets whose words hold invisible
  /// characters by themselves (joiners of Arabic, Persian and Indian ones): at the edges of words they are what exports
  /// and programs leave behind.
  private static func isInsideWord(_ range: Range<Int>, of bytes: [UInt8]) -> Bool {
    guard range.lowerBound > 0, range.upperBound < bytes.count else { return false }
    var before = range.lowerBound - 1
    while before > 0, bytes[before] & 0xC0 == 0x80 { before -= 1 }
    return [before, range.upperBound].allSatisfy { index in
      let scalar = UTF8Bytes.scalar(in: bytes, at: index)
      return scalar < 0x80
        ? ByteClass.isAlphanumeric(UInt8(scalar))
        : scalar >= 0xC0 && scalar <= 0x52F || scalar >= 0x1E00 && scalar <= 0x1FFF
          || ScalarFolder.isInvisible(scalar)
    }
  }

  private mutating func classify(_ scalar: UInt32, at range: Range<Int>, in bytes: [UInt8]) {
    switch scalar {
    case _ where Self.isEmoji(scalar): emoji += 1
    case 0x1D400...0x1D7FF, 0x1F100...0x1F1AF, 0x24B6...0x24E9, 0xFF21...0xFF5A: styled += 1
    case 0xFE0F, 0x200D: break  // Parts of ordinary emoji.
    case _ where Self.mayHaveCase(scalar):
      switch Self.letterCase(of: scalar) {
      case .capital: otherCapitals += 1
      case .small: otherSmallLetters += 1
      case .none: break
      }
    default:
      if ScalarFolder.isInvisible(scalar), Self.isInsideWord(range, of: bytes) {
        invisible += 1
        if firstInvisible == nil { firstInvisible = range }
      }
    }
  }
}

// MARK: - Capitals

extension TextStatistics {
  private enum LetterCase {
    case capital, small, none
  }

  /// Whether a scalar outside ASCII stands in one of the blocks that have capitals in them: Latin, Greek, Cyrillic and
  /// Armenian.
  private static func mayHaveCase(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xC0...0x24F, 0x370...0x52F, 0x531...0x587, 0x1E00...0x1FFF: true
    default: false
    }
  }

  private static func letterCase(of scalar: UInt32) -> LetterCase {
    if scalar < 0x80 {
      let byte = UInt8(scalar)
      return ByteClass.isUpper(byte) ? .capital : ByteClass.isLower(byte) ? .small : .none
    }
    guard mayHaveCase(scalar), scalar != 0xD7, scalar != 0xF7 else { return .none }
    // Folding case also changes small letters that have another form: a final sigma, `ß`.
    if scalar == 0xDF || scalar == 0x3C2 { return .small }
    let record = UnicodeTables.shared.foldingRecord(of: scalar)
    if record.isMark || record.isInvisible { return .none }
    return record.changes.contains(.letterCase) ? .capital : .small
  }

  /// Whether ten capital letters have another letter beside them: letters set apart (`P A R T Y`) are not shouted.
  static func hasShoutedWords(_ bytes: [UInt8]) -> Bool {
    var shouted = 0
    var previous = LetterCase.none
    var isCounted = false
    var index = 0
    while index < bytes.count {
      let current = letterCase(of: UTF8Bytes.scalar(in: bytes, at: index))
      if current != .none, previous == .capital, !isCounted { shouted += 1 }
      isCounted = current == .capital && previous != .none
      if isCounted { shouted += 1 }
      if shouted >= 10 { return true }
      previous = current
      index += UTF8Bytes.width(leading: bytes[index])
    }
    return false
  }
}
