// SPDX-License-Identifier: Apache-2.0

/// Words that are dressed up to pass filters.
extension SignalReader {
  /// Disguised words that count: more say the same.
  private static let maxDisguised = 5
  /// Letters that make a word.
  private static let minLetters = 3

  /// The alphabet of a scalar, as far as it matters for disguises.
  private enum Alphabet {
    case latin, cyrillic, greek, styled, digit

    init?(_ scalar: UInt32) {
      switch scalar {
      case 0x41...0x5A, 0x61...0x7A: self = .latin
      case 0x30...0x39: self = .digit
      case 0x400...0x52F: self = .cyrillic
      case 0x391...0x3C9 where scalar != 0x3BC: self = .greek
      case 0x1D400...0x1D7FF, 0x1F110...0x1F169, 0x24B6...0x24E9: self = .styled
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
      if alphabet == .styled { styled += 1 }
      if let last, last != alphabet { changes += 1 }
      last = alphabet
    }

    /// A single formula letter is none, nor is a word with an ending in another alphabet.
    var isDisguised: Bool {
      letters >= SignalReader.minLetters && (changes >= 2 || styled >= SignalReader.minLetters)
    }
  }

  /// Letters that stand alone, with one space between each two, are read as one word.
  mutating func readDisguisedWords() {
    guard statistics.other > 0 else { return }
    let bytes = views.prose.bytes
    var run = Run()
    var count = 0
    var first: Range<Int>?
    func close(_ run: inout Run) {
      if run.isDisguised {
        count += 1
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

  /// Whether a letter follows at once.
  private static func isWordAhead(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index < bytes.count else { return false }
    let byte = bytes[index]
    let scalar = byte < 0x80 ? UInt32(byte) : UTF8Bytes.scalar(in: bytes, at: index)
    guard let alphabet = Alphabet(scalar) else { return false }
    return alphabet != .digit
  }

  /// Names such as betting sites have, in the normalized view.
  mutating func readNamesWithNumbers() {
    let bytes = views.normalized.bytes
    for (index, word) in views.words.enumerated() {
      let text = bytes[word.range]
      if Self.isBettingName(text) || isShoutedBeforeNumber(index) {
        let end = Self.isBettingName(text) ? index + 1 : index + 2
        values.add(.nameWithNumber, Self.isBettingName(text) ? 1 : 0.5, at: place(index..<end))
        continue
      }
      guard (5...15).contains(text.count), let last = text.last, ByteClass.isDigit(last) else {
        continue
      }
      let digits = text.reversed().prefix { ByteClass.isDigit($0) }.count
      let name = text.dropLast(digits)
      guard (3...12).contains(name.count), name.allSatisfy(ByteClass.isLetter),
        digits == 2 || digits == 3
      else { continue }
      let place = place(index..<index + 1)
      let isSite = Self.isSiteNumber(text.suffix(digits))
      guard isSite || (name.count >= 4 && isShouted(place)),
        !views.mentions.contains(where: { $0.overlaps(place) })
      else { continue }
      values.add(.nameWithNumber, isSite ? 1 : 0.5, at: place)
    }
  }

  /// Whether a name ends as those of betting sites do, in a word for lotteries (`4d`, `toto`) that no
  /// ordinary word ends in.
  private static func isBettingName(_ text: ArraySlice<UInt8>) -> Bool {
    guard (6...18).contains(text.count) else { return false }
    return ["4d", "toto", "togel", "slot88", "gacor"].contains { ending in
      text.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        && text.count >= ending.utf8.count + 3
        && text.dropLast(ending.utf8.count).allSatisfy(ByteClass.isLetter)
    }
  }

  /// Whether a word in capitals stands before a number of two or three digits with nothing but a
  /// picture between (`NAME⭐17`).
  private func isShoutedBeforeNumber(_ index: Int) -> Bool {
    guard index + 1 < views.words.count else { return false }
    let bytes = views.normalized.bytes
    let (name, number) = (views.words[index], views.words[index + 1])
    let between = bytes[Int(name.end)..<Int(number.start)]
    guard (2...3).contains(number.range.count), bytes[number.range].allSatisfy(ByteClass.isDigit),
      (4...12).contains(name.range.count), bytes[name.range].allSatisfy(ByteClass.isLetter),
      (3...8).contains(between.count), between.allSatisfy({ $0 >= 0x80 })
    else { return false }
    return isShouted(place(index..<index + 1))
  }

  /// Whether a word of the body has no small letter.
  private func isShouted(_ place: Range<Int>) -> Bool {
    !views.body[place].contains(where: ByteClass.isLower)
  }

  private static func isSiteNumber(_ digits: ArraySlice<UInt8>) -> Bool {
    guard let first = digits.first else { return false }
    if digits.allSatisfy({ $0 == first }) { return first >= UInt8(ascii: "7") }
    return ["138", "168", "188", "303"].contains { digits.elementsEqual($0.utf8) }
  }
}
