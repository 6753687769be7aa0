// SPDX-License-Identifier: Apache-2.0

/// Recognizes mailboxes.
enum MailSignature {
  /// Whether a line begins a message: `From `, then an address and a date, as C's `asctime` or
  /// RFC 3339 writes it. Not every mailbox has the blank line before it that it should have.
  static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: Array("From ".utf8)) else { return false }
    let words = line.filter { $0 != 0x0D }.split(separator: 0x20)
    // "From the start, …" in a body has no time and year in it.
    return words.contains { $0.count == 4 && isNumber($0) } && words.contains(where: isTime)
      || words.count >= 3 && isSender(words[1]) && words[2].contains(UInt8(ascii: "T"))
        && RecordTime.seconds(words[2]) != nil
  }

  /// Whether a line may begin a message of a mailbox that dates none: `From ` and an address, or the number
  /// that archives of Usenet have (`From -8946248053963491671`). It does if a blank line stands before it
  /// and a header behind.
  static func isUndatedSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: Array("From ".utf8)) else { return false }
    let words = line.filter { $0 != 0x0D }.split(separator: 0x20)
    guard words.count == 2, words[1].count > 1 else { return false }
    return isSender(words[1]) || isUsenetNumber(words[1])
  }

  private static func isSender(_ word: ArraySlice<UInt8>) -> Bool {
    word.contains(UInt8(ascii: "@")) || word.elementsEqual("MAILER-DAEMON".utf8)
      || word.elementsEqual("-".utf8)
  }

  /// Whether a word is what archives of Usenet have for the address: a number of 64 bits.
  private static func isUsenetNumber(_ word: ArraySlice<UInt8>) -> Bool {
    let digits = word.first == UInt8(ascii: "-") ? word.dropFirst() : word
    return digits.count > 9 && isNumber(digits)
  }

  private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    word.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
  }

  /// Whether a word is a time of day: `10:00`, `10:00:00`.
  private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return (2...3).contains(parts.count) && parts.allSatisfy { $0.count == 2 && isNumber($0) }
  }

  /// The address on a line that begins a message.
  static func sender(_ line: ArraySlice<UInt8>) -> String? {
    let words = line.split(separator: 0x20)
    // Mozilla names nobody: "From - ".
    guard words.count > 1, !isUsenetNumber(words[1]), !words[1].elementsEqual("-".utf8) else {
      return nil
    }
    return String(decoding: words[1], as: UTF8.self).lowercased()
  }

  /// Unix seconds of when a message was delivered, as the line says that begins it; without a zone that of
  /// UTC.
  static func delivered(_ line: ArraySlice<UInt8>) -> Int64? {
    let words = String(decoding: line.filter { $0 != 0x0D }, as: UTF8.self).split(separator: " ")
    if words.count > 2, let seconds = RecordTime.seconds(Array(words[2].utf8)[...]) {
      return seconds
    }
    return MailText.asctime(words.dropFirst().joined(separator: " "))
  }

  /// Whether a line may be the first one of a message.
  static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    MailHeaders.colon(in: line) != nil || line.starts(with: Array(">From ".utf8))
  }

  /// Whether `lines`, which begin an input, are those of a message by itself: its headers say who wrote
  /// it, and when or under what id, or they are those of an article in a newsgroup.
  private static func isMessage(_ lines: some Sequence<ArraySlice<UInt8>>) -> Bool {
    var names: Set<String> = []
    var hasAddress = false
    for line in lines.prefix(maxHeaders) {
      if line.first == 0x20 || line.first == 0x09, !names.isEmpty { continue }
      guard let colon = MailHeaders.colon(in: line) else { break }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      if name == "from" { hasAddress = line[colon...].contains(UInt8(ascii: "@")) }
      names.insert(name)
    }
    guard names.contains("from") else { return false }
    if names.contains("message-id"), names.contains("date") || names.contains("subject") {
      return true
    }
    // Collections of articles lack when and under what id they were written.
    return hasAddress
      && (names.isSuperset(of: ["date", "subject", "to"])
        || names.isSuperset(of: ["subject", "lines"]))
  }

  /// The lines of headers that are looked at.
  private static let maxHeaders = 200

  /// Whether `lines`, which begin an input, are those of a mailbox.
  static func isMailbox(_ lines: some Sequence<ArraySlice<UInt8>>) -> Bool {
    if isMessage(lines) { return true }
    var isFirst = true
    for line in lines {
      if isFirst {
        guard isSeparator(line) || isUndatedSeparator(line) else { return false }
        isFirst = false
        continue
      }
      return isHeader(line)
    }
    return false
  }
}
