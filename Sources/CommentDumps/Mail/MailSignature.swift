// SPDX-License-Identifier: Apache-2.0

/// Recognizes mailboxes.
enum MailSignature {
  /// Whether a line begins a message: `From `, then an address and a date. Not every mailbox has the
  /// blank line before it that it should have.
  static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: Array("From ".utf8)) else { return false }
    // "From the start, …" in a body has no time and year in it.
    func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
      word.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }
    let words = line.filter { $0 != 0x0D }.split(separator: 0x20)
    return words.contains { $0.count == 4 && isNumber($0) }
      && words.contains { word in
        let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        return (2...3).contains(parts.count) && parts.allSatisfy { $0.count == 2 && isNumber($0) }
      }
  }

  /// The address on a line that begins a message.
  static func sender(_ line: ArraySlice<UInt8>) -> String? {
    let words = line.split(separator: 0x20)
    return words.count > 1 ? String(decoding: words[1], as: UTF8.self).lowercased() : nil
  }

  /// Whether `lines`, which begin an input, are those of a mailbox.
  static func isMailbox(_ lines: some Sequence<ArraySlice<UInt8>>) -> Bool {
    var isFirst = true
    for line in lines {
      if isFirst {
        guard isSeparator(line) else { return false }
        isFirst = false
        continue
      }
      return MailHeaders.colon(in: line) != nil || line.starts(with: Array(">From ".utf8))
    }
    return false
  }
}
