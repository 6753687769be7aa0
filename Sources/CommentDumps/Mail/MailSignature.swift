// SPDX-License-Identifier: Apache-2.0

/// Recognizes mailboxes.
enum MailSignature {
  /// Whether a line begins a message: `From `, then an address and a date.
  static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: Array("From ".utf8)) else { return false }
    // "From the start, …" in a body has no time in it.
    var index = line.startIndex
    while index + 4 < line.endIndex {
      if line[index + 2] == UInt8(ascii: ":"),
        [index, index + 1, index + 3, index + 4].allSatisfy({
          line[$0] &- UInt8(ascii: "0") < 10
        })
      {
        return true
      }
      index += 1
    }
    return false
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
