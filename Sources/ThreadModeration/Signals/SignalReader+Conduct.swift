// SPDX-License-Identifier: Apache-2.0

extension SignalReader {
  func readConduct() {
    // Moderators post one notice many times, and nobody takes them for flooding.
    if comment.isModerator != true { readRepetition() }
    if context.pileOnAuthors > 0 {
      values.set(.pileOn, Double(context.pileOnAuthors), seenIn: "thread")
    }
    if context.spiralLength > 0 {
      values.set(.spiral, Double(context.spiralLength), seenIn: "thread")
    }
    readDigest()
  }

  /// Copies, and how much and how fast somebody writes.
  private func readRepetition() {
    if context.earlierCopies > 0 {
      values.set(.duplicate, Double(context.earlierCopies), seenIn: "thread")
    }
    if context.copyAuthors > 1 {
      values.set(.campaign, Double(context.copyAuthors), seenIn: "thread")
    }
    if context.recentByAuthor > 10 {
      values.set(.flooding, Double(context.recentByAuthor), seenIn: "thread")
    }
    if context.isSelfReply == true { values.set(.selfReply, 1, seenIn: "thread") }
    if context.topLevelByAuthor > 3 {
      values.set(.topLevelSpree, Double(context.topLevelByAuthor), seenIn: "thread")
    }
    if views.mentions.count > 3 {
      for mention in views.mentions { values.add(.manyMentions, view: .prose, at: mention) }
    }
  }

  /// Paragraphs that end (or begin) in a date, as pasted headlines do: two, and no address to
  /// anybody in more than one word out of twelve.
  private func readDigest() {
    let bytes = views.prose.bytes
    guard bytes.count >= 60, views.census.mayHoldDigit, bytes.contains(where: ByteClass.isDigit)
    else { return }
    var dated: [Range<Int>] = []
    for line in MarkdownSegmenter.lineRanges(of: bytes) where line.count >= 25 {
      if let date = DateFinder.date(atEndOf: line, in: bytes)
        ?? DateFinder.date(atStartOf: line, in: bytes)
      {
        dated.append(date)
      }
    }
    guard dated.count >= 2 else { return }
    let personal = hits.lazy.filter { $0.kind == .secondperson || $0.kind == .selfreference }.count
    guard personal * 12 <= self.words.count else { return }
    for date in dated { addDigest(date) }
  }

  private func addDigest(_ range: Range<Int>) {
    values.add(.pastedDigest, view: .prose, at: views.prose.original(range))
  }
}

/// Finds dates at the ends of lines.
enum DateFinder {
  private static let months: [[UInt8]] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { Array($0.utf8) }

  /// The date that ends a line: `9/13/2017`, `13.9.2017`, `2017-09-13`, `Sept 13, 2017`,
  /// `13 September 2017`, possibly in brackets or before a full stop.
  static func date(atEndOf line: Range<Int>, in bytes: [UInt8]) -> Range<Int>? {
    var end = line.upperBound
    while end > line.lowerBound, isFrame(bytes[end - 1]) { end -= 1 }
    var start = end
    // At most three words back.
    for _ in 0..<3 {
      while start > line.lowerBound, !ByteClass.isSpace(bytes[start - 1]) { start -= 1 }
      let candidate = trimmed(start..<end, in: bytes)
      if isDate(bytes[candidate]) { return candidate }
      while start > line.lowerBound, ByteClass.isSpace(bytes[start - 1]) { start -= 1 }
    }
    return nil
  }

  /// The date that begins a line.
  static func date(atStartOf line: Range<Int>, in bytes: [UInt8]) -> Range<Int>? {
    var start = line.lowerBound
    while start < line.upperBound, isFrame(bytes[start]) { start += 1 }
    var end = start
    for _ in 0..<3 {
      while end < line.upperBound, !ByteClass.isSpace(bytes[end]) { end += 1 }
      let candidate = trimmed(start..<end, in: bytes)
      if isDate(bytes[candidate]) { return candidate }
      while end < line.upperBound, ByteClass.isSpace(bytes[end]) { end += 1 }
    }
    return nil
  }

  private static func isFrame(_ byte: UInt8) -> Bool {
    ByteClass.isSpace(byte) || byte == 0x28 || byte == 0x29 || byte == 0x5B || byte == 0x5D
      || byte == 0x2E || byte == 0x2D || byte == 0x2A
  }

  private static func trimmed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isFrame(bytes[start]) || bytes[start] == 0x2C { start += 1 }
    while end > start, isFrame(bytes[end - 1]) || bytes[end - 1] == 0x2C || bytes[end - 1] == 0x3A {
      end -= 1
    }
    return start..<end
  }

  private static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 8, text.count <= 20 else { return false }
    // A year and a day: nearly all that ends a line has fewer digits.
    guard text.count(where: ByteClass.isDigit) >= 5 else { return false }
    let parts = text.split { !ByteClass.isAlphanumeric($0) }
    guard parts.count == 3 else { return false }
    var numbers: [Int] = []
    var names = 0
    for part in parts {
      if let number = Int(String(decoding: part, as: UTF8.self)) {
        numbers.append(number)
      } else if months.contains(where: { part.prefix(3).map(ByteClass.lowered).elementsEqual($0) })
      {
        names += 1
      } else if part.count >= 3, let number = Int(String(decoding: part.dropLast(2), as: UTF8.self))
      {
        numbers.append(number)  // 13th
      }
    }
    let years = numbers.filter { $0 >= 1900 && $0 <= 2100 }
    let others = numbers.filter { $0 >= 1 && $0 <= 31 }
    return years.count == 1 && others.count == (names == 1 ? 1 : 2)
      && numbers.count + names == 3 && names <= 1
  }
}
