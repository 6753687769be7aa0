// SPDX-License-Identifier: Apache-2.0

extension SignalReader {
  /// The string that any scanner with the built-in signals answers, as mail's GTUBE does for mail.
  static let testString = Array(
    "XJS*C4JDBQADN1.NSBN3*2IDNEN*THREAD-MODERATION-TEST-COMMENT*C.34X".utf8
  )

  func readSpam() {
    count(.money, as: .moneyTalk)
    count(.urgency, as: .urgency)
    count(.giveaway, as: .giveaway)
    count(.investment, as: .investment)
    count(.adult, as: .adult)
    count(.pharma, as: .pharma)
    count(.gambling, as: .gambling)
    count(.seo, as: .seo)
    count(.selfpromo, as: .selfPromotion)
    count(.invite, as: .invitation)
    readContacts()
    readPraise()
    readNumbers()
    readShape()
    readDisguisedWords()
    readNamesWithNumbers()
    readFramedNames()
    readSpamTerms()
    readAuthorName()
    readTestString()
  }

  /// A messenger or "message me", with a handle or a number within the next words.
  private func readContacts() {
    var nextMention = 0
    for hit in hits where hit.kind == .contact {
      let mentions = views.mentions
      let after = hit.words.upperBound..<min(self.words.count, hit.words.upperBound + 8)
      let hasNumber = after.contains { word in
        self.text[self.words[word].range].lazy.filter(ByteClass.isDigit).count >= 3
      }
      let start = place(hit.words).upperBound
      while nextMention < mentions.count, mentions[nextMention].lowerBound < start {
        nextMention += 1
      }
      let hasHandle =
        nextMention < mentions.count && mentions[nextMention].lowerBound < start + 60
      values.add(
        .contactHandle,
        hasNumber || hasHandle || isPointedAt(place(hit.words)) ? 1.5 : 0.5,
        at: place(hit.words),
        entry: entry(hit)
      )
    }
    if let author = comment.author, Self.isContact(author) {
      values.add(.contactHandle, 1.5, at: nil)
    }
  }

  /// Whether a hand or an arrow stands within 60 bytes: the name or number to write to is elsewhere.
  func isPointedAt(_ place: Range<Int>) -> Bool {
    guard statistics.other > 0 || statistics.emoji > 0 else { return false }
    let bytes = views.body
    var index = max(0, place.lowerBound - 60)
    let end = min(bytes.count, place.upperBound + 60)
    while index < end {
      // Not in the middle of a character.
      if bytes[index] >= 0xC0 {
        switch UTF8Bytes.scalar(in: bytes, at: index) {
        case 0x1F446...0x1F449, 0x261D, 0x2B06, 0x2B07, 0x2934, 0x2935, 0x1F51D: return true
        default: break
        }
      }
      index += 1
    }
    return false
  }

  /// Whether an author's name is an address to write to: eight digits and more, or a messenger.
  private static func isContact(_ author: String) -> Bool {
    var digits = 0
    var letters: [UInt8] = []
    for byte in author.utf8.prefix(80) {
      if ByteClass.isDigit(byte) { digits += 1 }
      if ByteClass.isLetter(byte) { letters.append(byte | 0x20) }
    }
    if digits >= 8, author.utf8.contains(0x2B) { return true }
    guard letters.count >= 8 else { return false }
    return letters.indices.contains { start in
      // What one of them begins with; most letters are none of these.
      switch letters[start] {
      case UInt8(ascii: "w"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "h"):
        messengers.contains { letters[start...].starts(with: $0) }
      default: false
      }
    }
  }

  private static let messengers = ["whatsapp", "telegram", "textmeon", "messagemeon", "hitmeup"]
    .map { Array($0.utf8) }

  private func readPraise() {
    guard let praise = hits.first(where: { $0.kind == .praise }),
      views.links.contains(where: { !$0.isQuoted }), views.body.count <= 400
    else { return }
    values.add(.praiseWithLink, at: place(praise.words), entry: entry(praise))
  }

  /// Phone numbers, mail addresses and sums of money, read from the raw bytes.
  private func readNumbers() {
    let bytes = views.prose.bytes
    let census = views.census
    let mayHoldAny =
      census.mayHoldDigit || census.mayHold(UInt8(ascii: "@")) || census.mayHold(UInt8(ascii: "$"))
      || census.hasOther && Self.mayHoldCurrency(bytes)
    var index = 0
    while mayHoldAny, index < bytes.count {
      let scalar = UTF8Bytes.scalar(in: bytes, at: index)
      let width = UTF8Bytes.width(leading: bytes[index])
      if Self.isCurrency(scalar) {
        var end = index + width
        while end < bytes.count,
          ByteClass.isDigit(bytes[end]) || bytes[end] == 0x2C || bytes[end] == 0x2E
        {
          end += 1
        }
        if end > index + width, scalar != 0x24 || !isFormula(behind: end, in: bytes) {
          addPlace(.currencyAmount, index..<end)
        }
        index = max(end, index + width)
      } else if ByteClass.isDigit(bytes[index]) || bytes[index] == 0x2B {
        let end = phoneNumberEnd(from: index, in: bytes)
        if let end, !isInLink(views.prose.original(index..<end)) {
          addPlace(.phoneNumber, index..<end)
        }
        index = end ?? index + 1
        // What is no phone number (a date, a price, a version) is passed as a whole.
        while index < bytes.count, end == nil, isNumberByte(bytes[index]) { index += 1 }
      } else if bytes[index] == UInt8(ascii: "@"), let range = mailAddress(around: index, in: bytes)
      {
        addPlace(.emailAddress, range)
        index = range.upperBound
      } else {
        index += width
      }
    }
    readOtherDigits()
    if statistics.characters >= 20 {
      let share = Double(statistics.digits) / Double(statistics.characters)
      if share > 0.1 { values[.digitShare] = share }
    }
  }

  /// A phone number in digits of other alphabets, in circles or on keys, which the normalized view has as ASCII:
  /// the first one, counted twice, since nobody writes so but to hide it.
  private func readOtherDigits() {
    guard statistics.other > 0 || statistics.emoji > 0, values[.phoneNumber] == 0 else { return }
    let bytes = self.text
    guard
      bytes.count(where: ByteClass.isDigit) >= statistics.digits + 6
        || statistics.digits >= 6 && keys >= 6
    else { return }
    var index = 0
    while index < bytes.count {
      guard ByteClass.isDigit(bytes[index]) || bytes[index] == 0x2B else {
        index += 1
        continue
      }
      if let end = phoneNumberEnd(from: index, in: bytes) {
        values.add(.phoneNumber, 2, at: views.normalized.original(index..<end))
        return
      }
      index += 1
      while index < bytes.count, isNumberByte(bytes[index]) { index += 1 }
    }
  }

  /// Keys of a telephone among the pictures (U+20E3 behind a digit).
  private var keys: Int {
    let bytes = views.prose.bytes
    return bytes.indices.dropLast(2).count {
      bytes[$0] == 0xE2 && bytes[$0 + 1] == 0x83 && bytes[$0 + 2] == 0xA3
    }
  }

  /// $ £ € ₹ ₦
  private static func isCurrency(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x24, 0xA3, 0x20AC, 0x20B9, 0x20A6: true
    default: false
    }
  }

  /// Whether there may be a sign of currency beyond ASCII, by the bytes it begins with.
  private static func mayHoldCurrency(_ bytes: [UInt8]) -> Bool {
    let span = bytes.span
    for index in span.indices.dropLast()
    where span[index] == 0xC2 && span[index + 1] == 0xA3
      || span[index] == 0xE2 && span[index + 1] == 0x82
    {
      return true
    }
    return false
  }

  /// Whether a place of the body lies in the address of a link, where numbers are those of pages.
  private func isInLink(_ place: Range<Int>) -> Bool {
    views.links.firstOverlap(of: place, by: \.range) != nil
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    ByteClass.isAlphanumeric(byte) || byte == 0x2D || byte == 0x2E || byte == 0x2F || byte == 0x3A
  }

  private func addPlace(_ signal: SignalID, _ range: Range<Int>) {
    values.add(signal, view: .prose, at: views.prose.original(range))
  }

  /// The end of a phone number: 8 to 15 digits, at most two separators between them; dates, decimal
  /// numbers and addresses with dots are not.
  private func phoneNumberEnd(from start: Int, in bytes: [UInt8]) -> Int? {
    if start > 0,
      ByteClass.isAlphanumeric(bytes[start - 1]) || bytes[start - 1] == 0x2E
        || bytes[start - 1] == 0x2F || bytes[start - 1] == UInt8(ascii: "#")
    {
      return nil
    }
    // `id=23456789`, `CVE-2021-45046`
    if bytes[start] != 0x2B, start > 1,
      bytes[start - 1] == UInt8(ascii: "=") || bytes[start - 1] == UInt8(ascii: "_")
        || bytes[start - 1] == 0x2D && ByteClass.isUpper(bytes[start - 2])
    {
      return nil
    }
    var digits = 0
    var separators = 0
    var gap = 0
    var end = start
    var index = bytes[start] == 0x2B ? start + 1 : start
    let hasPlus = index > start
    // Sixteen digits are no phone number: reading on would make a body of digits quadratic.
    while index < bytes.count, gap <= 2, digits <= 15 {
      let byte = bytes[index]
      if ByteClass.isDigit(byte) {
        digits += 1
        if gap > 0 { separators += 1 }
        gap = 0
        end = index + 1
      } else if byte == 0x20 || byte == 0x2D || byte == 0x28 || byte == 0x29 || byte == 0x2E {
        gap += 1
      } else {
        break
      }
      index += 1
    }
    guard digits >= 8, digits <= 15, end == bytes.count || !ByteClass.isAlphanumeric(bytes[end])
    else {
      return nil
    }
    if isDateOrBook(bytes[start..<end]) || isHostAddress(bytes[start..<end]) { return nil }
    if !hasPlus, isAmount(bytes[start..<end]) { return nil }
    if !hasPlus, separators == 0, isComputed(bytes, start..<end) { return nil }
    // A plain run of digits is more often an id; a phone number has a plus, separators or ten
    // and eleven digits.
    return hasPlus || (separators >= 1 && separators <= 5 && digits >= 9) || digits == 10
      || digits == 11 ? end : nil
  }

  /// Whether a number begins with the address of a host on the internet: `203.0.113.9`.
  private func isHostAddress(_ number: ArraySlice<UInt8>) -> Bool {
    let parts = number.prefix { ByteClass.isDigit($0) || $0 == 0x2E }.split(separator: 0x2E)
    return parts.count == 4
      && parts.allSatisfy { part in
        part.count <= 3 && (part.count == 1 || part.first != UInt8(ascii: "0"))
          && part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 255
      }
  }

  /// Whether a plain run of digits is a number of programmers: behind a minus sign or a power, or a power of two and the
  /// number before it (`2147483648`).
  private func isComputed(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    if range.lowerBound > 0,
      bytes[range.lowerBound - 1] == 0x2D || bytes[range.lowerBound - 1] == UInt8(ascii: "^")
    {
      return true
    }
    let value = bytes[range].reduce(UInt64(0)) { $0 &* 10 &+ UInt64($1 & 0x0F) }
    return value.nonzeroBitCount == 1 || (value &+ 1).nonzeroBitCount == 1
  }

  /// Whether a dollar sign before a number begins a formula of TeX (`$3^{256}$`): a power, an index or another dollar sign
  /// follows.
  private func isFormula(behind end: Int, in bytes: [UInt8]) -> Bool {
    guard end < bytes.count else { return false }
    switch bytes[end] {
    case UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "{"), UInt8(ascii: "$"),
      UInt8(ascii: "\\"):
      return true
    default: return false
    }
  }

  /// Whether digits are one number: with a decimal point (`13.5057578125`), or in groups of three with dots, or
  /// with zeros alone behind the first (`700.000.000`, `1 000 000 000`).
  private func isAmount(_ text: ArraySlice<UInt8>) -> Bool {
    let groups = text.split { !ByteClass.isDigit($0) }
    let dots = text.count { $0 == 0x2E }
    if groups.count == 2 { return dots == 1 }
    guard groups.count >= 3, groups[0].count <= 3,
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return false }
    return dots == groups.count - 1 && groups[0].first != UInt8(ascii: "0")
      || groups.dropFirst().allSatisfy { $0.elementsEqual("000".utf8) }
  }

  /// Whether digits are a date with a time (`2017-09-13 12`) or years (`2015 2016 2017`).
  private func isDateOrBook(_ text: ArraySlice<UInt8>) -> Bool {
    let groups = text.split { !ByteClass.isDigit($0) }
    let widths = groups.prefix(3).map(\.count)
    // 2017-09-13, 13.09.2017 and 3-9-2017, whatever follows them.
    if widths == [4, 2, 2] { return true }
    // 20170913-123045, as in names of files.
    if widths == [8, 6], groups[0].starts(with: "19".utf8) || groups[0].starts(with: "20".utf8) {
      return true
    }
    if groups.count >= 3, widths[0] <= 2, widths[1] <= 2, groups[2].count == 4,
      groups[2].starts(with: "19".utf8) || groups[2].starts(with: "20".utf8)
    {
      return true
    }
    // The thirteen digits of a book: 978 or 979 first (ISO 2108).
    if groups.reduce(0, { $0 + $1.count }) == 13,
      text.starts(with: "978".utf8) || text.starts(with: "979".utf8)
    {
      return true
    }
    return groups.allSatisfy { group in
      group.count == 4 && (group.starts(with: "19".utf8) || group.starts(with: "20".utf8))
    }
  }

  private func mailAddress(around at: Int, in bytes: [UInt8]) -> Range<Int>? {
    func isLocal(_ byte: UInt8) -> Bool {
      ByteClass.isAlphanumeric(byte) || byte == 0x2E || byte == 0x5F || byte == 0x2D || byte == 0x2B
    }
    var start = at
    while start > 0, at - start < 64, isLocal(bytes[start - 1]) { start -= 1 }
    var end = at + 1
    var hasDot = false
    while end < bytes.count, end - at < 100, isLocal(bytes[end]) {
      if bytes[end] == 0x2E, end + 1 < bytes.count, ByteClass.isLetter(bytes[end + 1]) {
        hasDot = true
      }
      end += 1
    }
    while end > at, bytes[end - 1] == 0x2E { end -= 1 }
    return start < at && hasDot ? start..<end : nil
  }

  /// How the text looks: repetition, few characters, gibberish, styled and invisible characters.
  private func readShape() {
    readRepeatedWords()
    if statistics.runCharacters > 0, statistics.characters > 0 {
      let share = Double(statistics.runCharacters) / Double(max(statistics.characters, 1))
      if share >= 0.2 {
        values.add(
          .repeatedCharacters,
          min(share, 1),
          view: .prose,
          at: views.prose.original(statistics.runRange)
        )
      }
    }
    if statistics.characters >= 30, statistics.other == 0 {
      let distinct = views.census.distinctSigns
      let floor = statistics.characters >= 100 ? 15 : statistics.characters >= 60 ? 10 : 6
      if distinct <= floor { values.add(.fewCharacters, at: nil) }
    }
    if let word = gibberishWord() { values.add(.gibberish, at: place(word..<word + 1)) }
    if statistics.styled >= 3 {
      values.add(
        .styledLetters,
        Double(statistics.styled) / Double(max(statistics.characters, 1)),
        view: .prose,
        at: nil
      )
    }
    if let first = statistics.firstInvisible {
      values.add(
        .invisibleCharacters,
        Double(statistics.invisible),
        view: .prose,
        at: views.prose.original(first)
      )
    }
    if statistics.emoji > 2 { values.add(.emojiFlood, Double(statistics.emoji), at: nil) }
    let hashtags = countHashtags()
    if hashtags > 0 { values.add(.hashtags, Double(hashtags), at: nil) }
  }

  private func readRepeatedWords() {
    let words = self.words
    let bytes = self.text
    var start = 0
    while start < words.count {
      var end = start + 1
      while end < words.count, hashes[end] == hashes[start],
        bytes[words[end].range].elementsEqual(bytes[words[start].range])
      {
        end += 1
      }
      if end - start >= 5, (end - start) * words[start].range.count * 100 >= bytes.count * 18 {
        values.add(.repeatedWords, Double(end - start), at: place(start..<end))
      }
      start = end
    }
  }

  /// The first word of ten and more ASCII letters that nobody could say: six consonants in a row, or
  /// less than one vowel in eight letters. Links are not looked at.
  private func gibberishWord() -> Int? {
    let bytes = self.text
    for (index, word) in self.words.enumerated() where word.range.count >= 10 {
      var consonants = 0
      var longest = 0
      var vowels = 0
      var isPlain = true
      for byte in bytes[word.range] {
        guard ByteClass.isLower(byte) else {
          isPlain = false
          break
        }
        switch byte {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
          UInt8(ascii: "u"), UInt8(ascii: "y"):
          vowels += 1
          consonants = 0
        default:
          consonants += 1
          longest = max(longest, consonants)
        }
      }
      guard isPlain, longest >= 6 || vowels * 8 < word.range.count else { continue }
      let place = place(index..<index + 1)
      if views.links.firstOverlap(of: place, by: \.range) == nil { return index }
    }
    return nil
  }

  private func countHashtags() -> Int {
    guard views.census.mayHold(UInt8(ascii: "#")) else { return 0 }
    let bytes = views.prose.bytes
    var count = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "#") {
      let follows =
        index + 1 < bytes.count
        && (bytes[index + 1] >= 0x80 || ByteClass.isLetter(bytes[index + 1]))
      let isStart = index == 0 || ByteClass.isSpace(bytes[index - 1])
      if follows, isStart { count += 1 }
    }
    return count
  }

  private func readTestString() {
    let body = views.body
    guard body.count >= Self.testString.count,
      let first = Self.testString.first
    else { return }
    var index = 0
    while let start = body[index...].firstIndex(of: first),
      start + Self.testString.count <= body.count
    {
      if body[start..<start + Self.testString.count].elementsEqual(Self.testString) {
        values.add(.testString, view: .raw, at: start..<start + Self.testString.count)
        return
      }
      index = start + 1
    }
  }
}
