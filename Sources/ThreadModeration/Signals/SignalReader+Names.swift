// SPDX-License-Identifier: Apache-2.0

/// Names of sites that are to be remembered where no link can be put.
extension SignalReader {
  /// Names such as betting sites have, in the normalized view.
  func readNamesWithNumbers() {
    // Looked for once, when the first name asks.
    var isLucky: Bool?
    // Of ASCII nothing else becomes a digit of the normalized view.
    let mayHoldDigit =
      (views.census.hasOther || views.census.mayHoldDigit)
      && text.contains(where: ByteClass.isDigit)
    for index in self.words.indices {
      guard mayHoldDigit || mayEndAsLottery(index) else { continue }
      if let (words, value) = bettingName(at: index, &isLucky) {
        values.add(.nameWithNumber, value, at: place(words))
      }
    }
  }

  /// The words that make up a betting site's name, and how sure that is; `nil` if there is none.
  private func bettingName(
    at index: Int,
    _ isLucky: inout Bool?
  ) -> (words: Range<Int>, value: Double)? {
    let range = words[index].range
    if range.count == 1 {
      guard let end = endOfSpacedName(from: index) else { return nil }
      return (index..<end, 1)
    }
    if mayEndAsLottery(index), Self.isLotteryName(self.text[range]) {
      return (index..<index + 1, 1)
    }
    if isShoutedBeforeNumber(index) { return (index..<index + 2, 1) }
    guard (5...15).contains(range.count), ByteClass.isDigit(self.text[range.upperBound - 1]) else {
      return nil
    }
    let text = self.text[range]
    let digits = text.reversed().prefix { ByteClass.isDigit($0) }.count
    let name = text.dropLast(digits)
    guard (3...12).contains(name.count), name.allSatisfy(ByteClass.isLetter),
      digits == 2 || digits == 3
    else { return nil }
    if Self.numberedThings.contains(StableHash.of(name)) { return nil }
    let word = index..<index + 1
    let place = place(word)
    guard !isMentioned(place) else { return nil }
    if Self.isSiteNumber(text.suffix(digits)) { return (word, 1) }
    guard name.count >= 4 else { return nil }
    let speaksOfLuck = isLucky ?? self.speaksOfLuck
    isLucky = speaksOfLuck
    if speaksOfLuck { return (word, 1) }
    return isShouted(place) ? (word, 0.5) : nil
  }

  /// What programs and lists number.
  private static let numberedThings = Set(
    """
    error message retry line page file test user level room unit chapter node port thread worker job task step item \
    version build issue ticket case part figure table week day month hour minute module server host client disk core \
    group team player round stage phase sample image photo video track channel slide route bus flight area
    """.utf8.split(whereSeparator: ByteClass.isSpace).map { StableHash.of($0) }
  )

  /// Whether a place is in the name of somebody who is mentioned.
  private func isMentioned(_ place: Range<Int>) -> Bool {
    let mentions = views.mentions
    return mentions.firstOverlap(of: place, by: \.self) != nil
  }

  /// Whether ``isLotteryName(_:)`` may say yes to a word: asked first, of its last letter.
  private func mayEndAsLottery(_ index: Int) -> Bool {
    guard words[index].range.count >= 6 else { return false }
    switch text[Int(words[index].end) - 1] {
    case UInt8(ascii: "o"), UInt8(ascii: "l"), UInt8(ascii: "r"), UInt8(ascii: "d"),
      UInt8(ascii: "8"):
      return true
    default: return false
    }
  }

  /// Whether a name ends as those of betting sites do, in a word for lotteries (`4d`, `toto`) that no
  /// ordinary word ends in.
  private static func isLotteryName(_ text: ArraySlice<UInt8>) -> Bool {
    guard (6...18).contains(text.count), let last = text.last else { return false }
    return lotteryEndings.contains { ending in
      ending.last == last && text.suffix(ending.count).elementsEqual(ending)
        && text.count >= ending.count + 3
        && text.dropLast(ending.count).allSatisfy(ByteClass.isLetter)
    }
  }

  private static let lotteryEndings = ["4d", "toto", "togel", "slot88", "gacor"].map {
    Array($0.utf8)
  }

  /// Whether a word in capitals stands before a number of two or three digits with nothing but a
  /// picture between (`NAME⭐17`), or a dash and a picture behind (`NAME-17⭐`).
  private func isShoutedBeforeNumber(_ index: Int) -> Bool {
    guard index + 1 < self.words.count else { return false }
    let bytes = self.text
    let (name, number) = (self.words[index], self.words[index + 1])
    guard (2...3).contains(number.range.count), ByteClass.isDigit(bytes[Int(number.start)]),
      bytes[number.range].allSatisfy(ByteClass.isDigit),
      (4...12).contains(name.range.count), bytes[name.range].allSatisfy(ByteClass.isLetter),
      isShouted(place(index..<index + 1))
    else { return false }
    var between = bytes[Int(name.end)..<Int(number.start)]
    if between.count == 1, between.first == UInt8(ascii: "-") {
      return isPicture(at: Int(number.end), in: bytes)
    }
    if between.first == 0x20 { between = between.dropFirst() }
    return (3...8).contains(between.count) && between.allSatisfy { $0 >= 0x80 }
      && isPicture(at: between.startIndex, in: bytes)
  }

  private func isPicture(at index: Int, in bytes: [UInt8]) -> Bool {
    index < bytes.count && bytes[index] >= 0x80
      && TextStatistics.isEmoji(UTF8Bytes.scalar(in: bytes, at: index))
  }

  /// Where a name in single letters ends in a number of up to three digits (`N A M E 1 7`, `n-a-m-e 17`),
  /// as the index of the word behind it.
  private func endOfSpacedName(from start: Int) -> Int? {
    let bytes = self.text
    func isJoined(_ index: Int) -> Bool {
      index < self.words.count && self.words[index].start == self.words[index - 1].end + 1
    }
    // Not in the middle of one.
    if start > 0, isJoined(start), self.words[start - 1].range.count == 1 { return nil }
    var index = start
    while index < self.words.count, index == start || isJoined(index),
      self.words[index].range.count == 1,
      ByteClass.isLetter(bytes[self.words[index].range.lowerBound])
    {
      index += 1
    }
    let letters = index - start
    guard letters >= 3 else { return nil }
    var digits = 0
    while isJoined(index) {
      let word = self.words[index].range
      // The last letter may stand at the number: `N A M E17`.
      let number =
        digits == 0 && ByteClass.isLetter(bytes[word.lowerBound])
        ? bytes[word].dropFirst() : bytes[word]
      guard !number.isEmpty, number.allSatisfy(ByteClass.isDigit) else { break }
      digits += number.count
      index += 1
    }
    return (1...3).contains(digits) && index - start >= 5 ? index : nil
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

  /// Common words of Indonesian, and those that say what is done at a betting site.
  private static let luck = Set(
    """
    yang yg gak ga gue gua aku saya bikin banget emang udah lagi ini dan dari ke di main maen kalo sama bisa buat ada
    jadi juga itu tapi ngga nggak kita semua lebih banyak hari langsung bareng dapet dapat menang hoki cuan rezeki rejeki
    modal saldo jackpot jakpot gacor maxwin scatter depo deposit withdraw login daftar situs member
    """.split { $0 == " " || $0 == "\n" }.map { StableHash.of($0.utf8) }
  )

  /// Whether two words at least are Indonesian or speak of winning: names with any number at their end
  /// stand in ordinary comments of other languages (`covid19`).
  private var speaksOfLuck: Bool {
    var count = 0
    for word in self.words {
      guard Self.luck.contains(StableHash.of(self.text, word.range)) else { continue }
      count += 1
      if count == 2 { return true }
    }
    return false
  }
}

// MARK: - Frames

extension SignalReader {
  /// Bytes of a name between two pictures.
  private static let maxFramed = 64
  /// Letters and digits of it.
  private static let framedLetters = 3...24

  /// Names between two copies of one picture.
  ///
  /// Sparkles and notes are around ordinary words as well, and so are other pictures around common words.
  func readFramedNames() {
    guard statistics.emoji >= 2 else { return }
    let bytes = views.prose.bytes
    var picture: UInt32 = 0
    var start = 0
    var letters = 0
    var isName = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let end = min(index + UTF8Bytes.width(leading: byte), bytes.count)
      let scalar = byte < 0x80 ? UInt32(byte) : UTF8Bytes.scalar(in: bytes, at: index)
      if TextStatistics.isEmoji(scalar) {
        if scalar == picture, isName, Self.framedLetters.contains(letters),
          index - start <= Self.maxFramed, isUncommon(bytes[start..<index])
        {
          values.add(.framedName, view: .prose, at: views.prose.original(start..<index))
          picture = 0
        } else {
          picture = Self.isOrdinaryFrame(scalar) ? 0 : scalar
        }
        (start, letters, isName) = (end, 0, true)
      } else if ByteClass.isAlphanumeric(byte) || byte >= 0x80 {
        if scalar != 0xFE0F, scalar != 0x200D {
          letters += 1
        } else if index == start {
          // Part of the picture before.
          start = end
        }
      } else {
        isName = isName && (byte == 0x20 || byte == 0x2D || byte == 0x27)
      }
      index = end
    }
  }

  /// Sparkles and notes: a manner of writing, around any word.
  private static func isOrdinaryFrame(_ scalar: UInt32) -> Bool {
    scalar == 0x2728 || (0x1F3B5...0x1F3B6).contains(scalar) || (0x2669...0x266C).contains(scalar)
  }

  /// Whether some word is none of the common ones.
  private func isUncommon(_ text: ArraySlice<UInt8>) -> Bool {
    text.split(separator: 0x20).contains { word in
      !Lexicon.shared.vocabulary.isEverywhere(word.map(ByteClass.lowered)[...])
    }
  }
}
