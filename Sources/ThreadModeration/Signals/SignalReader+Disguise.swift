// SPDX-License-Identifier: Apache-2.0

/// Words that are dressed up to pass filters.
extension SignalReader {
  /// Disguised words that count: more say the same.
  private static let maxDisguised = 5
  /// Letters that make a word.
  private static let minLetters = 3

  /// The alphabet of a scalar, as far as it matters for disguises.
  private enum Alphabet: Equatable {
    case latin, cyrillic, greek, digit
    /// Mathematical letters of one style (bold, italic, script …), or enclosed ones.
    case styled(UInt32)

    init?(_ scalar: UInt32) {
      switch scalar {
      case 0x41...0x5A, 0x61...0x7A: self = .latin
      case 0x30...0x39: self = .digit
      case 0x400...0x52F: self = .cyrillic
      case 0x391...0x3C9 where scalar != 0x3BC: self = .greek
      case 0x1D400...0x1D6A3: self = .styled((scalar - 0x1D400) / 52)
      case 0x1D6A4...0x1D7FF, 0x1F110...0x1F169, 0x24B6...0x24E9: self = .styled(.max)
      default: return nil
      }
    }
  }

  /// A run of letters that is being read.
  private struct Run {
    var start = 0
    var end = 0
    var letters = 0
    var styled = 0
    var changes = 0
    var last: Alphabet?
    /// Letters since the last gap: two and more are a word of their own.
    var sinceGap = 0

    mutating func add(_ alphabet: Alphabet, _ range: Range<Int>) {
      if letters == 0 { start = range.lowerBound }
      end = range.upperBound
      sinceGap += 1
      guard alphabet != .digit else { return }
      letters += 1
      if case .styled = alphabet { styled += 1 }
      if let last, last != alphabet { changes += 1 }
      last = alphabet
    }

    /// A single formula letter is none, nor is a word with an ending in another alphabet.
    var isDisguised: Bool {
      letters >= SignalReader.minLetters && (changes >= 2 || styled >= SignalReader.minLetters)
    }

    /// Whether the letters are of several styles, back and forth: nobody writes so but to be missed.
    var isPatchwork: Bool { letters > SignalReader.minLetters && styled > 0 && changes >= 2 }
  }

  /// Letters that stand alone, with one space between each two, are read as one word.
  func readDisguisedWords() {
    guard statistics.other > 0, Self.mayHoldOtherAlphabet(views.prose.bytes) else { return }
    let bytes = views.prose.bytes
    var run = Run()
    var count = 0
    var first: Range<Int>?
    func close(_ run: inout Run) {
      if run.isDisguised {
        count += run.isPatchwork ? 2 : 1
        if first == nil { first = run.start..<run.end }
      }
      run = Run()
    }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let scalar = byte < 0x80 ? UInt32(byte) : UTF8Bytes.scalar(in: bytes, at: index)
      let end = min(index + UTF8Bytes.width(leading: byte), bytes.count)
      if let alphabet = Alphabet(scalar) {
        // What stood alone so far is not followed by a letter of a longer word.
        if run.letters > 0, run.end < index, Self.isWordAhead(bytes, at: end) { close(&run) }
        run.add(alphabet, index..<end)
      } else if byte == 0x20, run.sinceGap == 1 {
        run.sinceGap = 0
      } else if run.letters > 0 || run.sinceGap > 0 {
        close(&run)
      }
      index = end
    }
    close(&run)
    guard let first else { return }
    values.add(
      .disguisedWords,
      Double(min(count, Self.maxDisguised)),
      view: .prose,
      at: views.prose.original(first)
    )
  }

  /// Whether there may be letters of another ``Alphabet`` than Latin, by the bytes they begin with.
  private static func mayHoldOtherAlphabet(_ bytes: [UInt8]) -> Bool {
    for index in bytes.indices where bytes[index] >= 0xCE {
      switch bytes[index] {
      case 0xCE...0xD4: return true
      case 0xE2 where index + 1 < bytes.count && (0x92...0x93).contains(bytes[index + 1]):
        return true
      case 0xF0 where index + 2 < bytes.count:
        if bytes[index + 1] == 0x9D { return true }
        if bytes[index + 1] == 0x9F, (0x84...0x85).contains(bytes[index + 2]) { return true }
      default: break
      }
    }
    return false
  }

  /// Whether a letter follows at once.
  private static func isWordAhead(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index < bytes.count else { return false }
    let byte = bytes[index]
    let scalar = byte < 0x80 ? UInt32(byte) : UTF8Bytes.scalar(in: bytes, at: index)
    guard let alphabet = Alphabet(scalar) else { return false }
    return alphabet != .digit
  }
}
