// SPDX-License-Identifier: Apache-2.0

/// Times in tables, which people and spreadsheets write in more ways than programs do.
enum TableTime {
  /// Unix seconds of a time; `nil` for a date without a time of day, and for what may be two.
  ///
  /// Besides what ``RecordTime`` reads: `2024-02-29 12:35`, `2024/02/29 12:35:00`,
  /// `29.02.2024 12:35`, `2/29/2024 5:12 PM`, `Feb 29, 2024 at 12:35`, `Thu, 29 Feb 2024 12:35:00 +0000`,
  /// `Thu Feb 29 12:35:00 +0000 2024`, the last also without a zone.
  static func seconds(_ text: String) -> Int64? {
    if let seconds = RecordTime.seconds(Array(text.utf8)[...]) { return seconds }
    guard text.utf8.count <= 64, text.utf8.contains(UInt8(ascii: ":")) else { return nil }
    var words = text.lowercased().split { $0 == " " || $0 == "," }.map(String.init)
    if (5...6).contains(words.count), words[3].contains(":"), Int(words[words.count - 1]) != nil {
      // The year stands behind the time of day, as C writes it, or behind the zone.
      let zone = words.count == 6 ? [words[4].uppercased()] : []
      let order = [words[2], words[1], words[words.count - 1], words[3]] + zone
      return MailText.date(order.joined(separator: " "))
    }
    if let first = words.first, first.utf8.count == 10, first.utf8.dropFirst(4).first == 0x2F {
      words[0] = first.replacing("/", with: "-")
    }
    if let time = PageTime(words[...]) {
      guard case .absolute(let seconds) = time else { return nil }
      return seconds
    }
    return words.last.map { $0.hasSuffix("m") } ?? true ? nil : MailText.date(text)
  }
}
