// SPDX-License-Identifier: Apache-2.0

/// Joins letters that were set apart to hide a word: `s p a m`, `s.p.a.m`, `s-p-a-m`, `s * p * a * m`.
///
/// A run of at least three single letters with the same kind of gap is cut into words of the
/// vocabulary, longest first; what is left over stays as it was. A run of six or more letters with
/// no such word is joined as a whole when the gaps are spaces, so that rules by regular expression
/// see it too; initials and abbreviations (`U.S.A.`) stay.
struct SpacedLetters: Sendable {
  /// Letters of the longest word that is looked for in a run.
  static let maxWord = 32

  let vocabulary: Vocabulary

  /// The text with such runs joined, or `nil` if there are none.
  func joined(_ scalars: [FoldedScalar]) -> [FoldedScalar]? {
    var result: [FoldedScalar] = []
    var copied = 0
    var index = 0
    while index < scalars.count {
      guard let run = run(at: index, in: scalars) else {
        index += 1
        continue
      }
      let letters = run.letters.map { scalars[$0] }
      let pieces = pieces(of: letters, areSpaced: run.isSpaced)
      if pieces.contains(where: { $0.count > 1 }) {
        result += scalars[copied..<index]
        var position = 0
        for piece in pieces {
          if position > 0 { result.append(gap(before: run.letters[position], in: scalars)) }
          var joined = Array(letters[piece])
          // Each letter also stands for the gap behind it, so that a range covers the whole run.
          for offset in joined.indices.dropLast() {
            joined[offset].end = joined[offset + 1].start
          }
          result += joined
          position = piece.upperBound
        }
        copied = run.letters[run.letters.count - 1] + 1
      }
      index = run.letters[run.letters.count - 1] + 1
    }
    guard copied > 0 else { return nil }
    return result + scalars[copied...]
  }

  private func gap(before letter: Int, in scalars: [FoldedScalar]) -> FoldedScalar {
    var gap = scalars[letter - 1]
    gap.value = 0x20
    return gap
  }

  private struct Run {
    /// Indices of the letters.
    var letters: [Int]
    var isSpaced: Bool
  }

  /// The run of single letters that starts at `start`, three at least.
  private func run(at start: Int, in scalars: [FoldedScalar]) -> Run? {
    guard isLetter(scalars[start].value), start == 0 || !isWordScalar(scalars[start - 1].value),
      start + 1 < scalars.count, !isWordScalar(scalars[start + 1].value)
    else { return nil }
    var letters = [start]
    var signature: [UInt32]?
    var index = start
    while let next = nextLetter(after: index, in: scalars) {
      let gap = scalars[index + 1..<next].map(\.value)
      if let signature, signature != gap { break }
      signature = gap
      letters.append(next)
      index = next
      // A gap that differs, or a longer word, ends the run.
      if letters.count >= 256 { break }
    }
    guard letters.count >= 3 else { return nil }
    return Run(letters: letters, isSpaced: signature?.contains(0x20) ?? false)
  }

  /// The next single letter, one to three separators on; `nil` if a longer word follows.
  private func nextLetter(after index: Int, in scalars: [FoldedScalar]) -> Int? {
    var next = index + 1
    while next < scalars.count, next - index <= 3, isSeparator(scalars[next].value) { next += 1 }
    guard next < scalars.count, next > index + 1, isLetter(scalars[next].value),
      next + 1 == scalars.count || !isWordScalar(scalars[next + 1].value)
    else { return nil }
    return next
  }

  private func isLetter(_ value: UInt32) -> Bool {
    if value < 0x80 {
      return ByteClass.isLetter(UInt8(value)) || value == 0x40 || value == 0x24
        || value == 0x30 || value == 0x31 || value == 0x33
    }
    return ScalarFolder.lookAlikeLetter(of: value) != nil
  }

  private func isWordScalar(_ value: UInt32) -> Bool {
    value >= 0x80 ? !(0x2000...0x206F).contains(value) : ByteClass.isAlphanumeric(UInt8(value))
  }

  private func isSeparator(_ value: UInt32) -> Bool {
    switch value {
    case 0x20, 0x2E, 0x2D, 0x5F, 0x2A, 0x2C, 0x2F, 0x7C, 0x7E, 0x27, 0x3A, 0xB7, 0x2022: true
    default: false
    }
  }

  /// Cuts the letters of a run into words (ranges of at least two letters) and single letters.
  private func pieces(of letters: [FoldedScalar], areSpaced: Bool) -> [Range<Int>] {
    let bytes = letters.map(reading)
    var pieces: [Range<Int>] = []
    var start = 0
    var hasWord = false
    while start < bytes.count {
      var length = min(bytes.count - start, vocabulary.longest, Self.maxWord)
      while length >= 3, !vocabulary.contains(Array(bytes[start..<start + length])) { length -= 1 }
      if length < 3 { length = 1 } else { hasWord = true }
      pieces.append(start..<start + length)
      start += length
    }
    let isAllLetters = letters.allSatisfy {
      $0.value >= 0x80 || ByteClass.isLetter(UInt8($0.value))
    }
    if !hasWord, areSpaced, isAllLetters, bytes.count >= 6 { return [0..<bytes.count] }
    return pieces
  }

  private func reading(_ scalar: FoldedScalar) -> UInt8 {
    switch scalar.value {
    case 0x40: UInt8(ascii: "a")
    case 0x24: UInt8(ascii: "s")
    case 0x30: UInt8(ascii: "o")
    case 0x31: UInt8(ascii: "i")
    case 0x33: UInt8(ascii: "e")
    default:
      scalar.value < 0x80
        ? UInt8(scalar.value) : ScalarFolder.lookAlikeLetter(of: scalar.value) ?? 0x3F
    }
  }
}
