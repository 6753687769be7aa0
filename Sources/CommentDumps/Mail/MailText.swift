// SPDX-License-Identifier: Apache-2.0

/// Text in mail: transfer encodings, character sets, encoded words.
enum MailText {
  /// Bytes without their transfer encoding.
  static func decoded(_ bytes: ArraySlice<UInt8>, encoding: String?) -> [UInt8] {
    switch encoding?.lowercased() {
    case "base64": base64(bytes)
    case "quoted-printable": quotedPrintable(bytes, isWord: false)
    default: Array(bytes)
    }
  }

  /// Text in a character set; whether it had to be guessed.
  ///
  /// UTF-8 is taken as such whatever a message says, since many say nothing or something wrong.
  static func string(_ bytes: [UInt8], charset: String?) -> (text: String, note: String?) {
    let charset = charset?.lowercased() ?? ""
    if UTF8Check.firstFault(in: bytes.span, 0..<bytes.count) == nil,
      !TextEncoding.isEscaped(bytes, charset: charset)
    {
      return (String(decoding: bytes, as: UTF8.self), nil)
    }
    switch charset {
    case "utf-8", "utf8": return (String(decoding: bytes, as: UTF8.self), "ill-formed-utf8")
    default:
      if let text = TextEncoding.utf8(bytes, charset: charset) {
        return (String(decoding: text, as: UTF8.self), "encoding:\(charset)")
      }
      return (
        String(decoding: Windows1252.utf8(bytes), as: UTF8.self), "encoding:windows-1252"
      )
    }
  }

  /// A header's text with encoded words (RFC 2047) resolved.
  static func words(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var index = 0
    /// Encoded words that follow each other. They are read together: mailers cut characters in two.
    var encoded: (bytes: [UInt8], charset: String)?
    /// White space behind them, which counts only if something else follows.
    var space: [UInt8] = []
    func flush() {
      if let word = encoded { text += Array(string(word.bytes, charset: word.charset).text.utf8) }
      encoded = nil
    }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "="), let word = encodedWord(bytes, at: index) {
        if encoded?.charset != word.charset { flush() }
        if encoded == nil {
          encoded = (word.bytes, word.charset)
        } else {
          encoded?.bytes += word.bytes
        }
        space = []
        index = word.end
        continue
      }
      let isSpace = bytes[index] == 0x20 || bytes[index] == 0x09
      if isSpace, encoded != nil {
        space.append(bytes[index])
      } else {
        flush()
        text += space
        space = []
        text.append(bytes[index])
      }
      index += 1
    }
    flush()
    return string(text + space, charset: nil).text
  }

  private static func encodedWord(
    _ bytes: [UInt8],
    at start: Int
  ) -> (bytes: [UInt8], charset: String, end: Int)? {
    guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "?") else { return nil }
    // RFC 2047 allows 75 bytes; real mailers write longer ones.
    let limit = min(bytes.count, start + 1000)
    let parts = bytes[(start + 2)..<limit]
      .split(separator: UInt8(ascii: "?"), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, parts[3].first == UInt8(ascii: "="), !parts[0].isEmpty,
      parts[0].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let decoded: [UInt8]
    switch parts[1] {
    case [UInt8(ascii: "B")], [UInt8(ascii: "b")]: decoded = base64(parts[2])
    case [UInt8(ascii: "Q")], [UInt8(ascii: "q")]: decoded = quotedPrintable(parts[2], isWord: true)
    default: return nil
    }
    let charset = String(decoding: parts[0].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
    return (decoded, charset.lowercased(), parts[3].startIndex + 1)
  }

  static func quotedPrintable(_ bytes: ArraySlice<UInt8>, isWord: Bool) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "=") else {
        text.append(isWord && byte == UInt8(ascii: "_") ? 0x20 : byte)
        continue
      }
      if index < bytes.endIndex, bytes[index] == 0x0A {
        index += 1
      } else if index + 1 < bytes.endIndex, bytes[index] == 0x0D, bytes[index + 1] == 0x0A {
        index += 2
      } else if index + 1 < bytes.endIndex, let high = bytes[index].hexDigitValue,
        let low = bytes[index + 1].hexDigitValue
      {
        text.append(high << 4 | low)
        index += 2
      } else {
        text.append(byte)
      }
    }
    return text
  }

  /// What is not of the alphabet is passed over, as RFC 2045 demands.
  static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      default: continue
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    return result
  }

  /// Unix seconds of a date as RFC 5322 writes it: `Mon, 25 Nov 2002 14:46:29 +0100`.
  static func date(_ text: String) -> Int64? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "\t" }.flatMap { word in
      // Mailers of old: "Thursday, 29-Feb-24 12:35:00 GMT".
      let parts = word.split(separator: "-")
      let isDate = parts.count == 3 && Int(parts[0]) != nil && Int(parts[1]) == nil
      return isDate ? parts.map(String.init) : [String(word)]
    }
    guard let first = words.firstIndex(where: { Int($0) != nil }), words.count >= first + 4,
      let day = Int(words[first]), let year = Int(words[first + 2])
    else { return nil }
    let months = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    guard let month = months.firstIndex(of: String(words[first + 1].lowercased().prefix(3))) else {
      return nil
    }
    let fullYear = year < 50 ? year + 2000 : year < 1000 ? year + 1900 : year
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = words[first + 3].split(separator: ":")
    guard clock.count >= 2, let hour = Int(clock[0]), let minute = Int(clock[1]) else { return nil }
    let second = clock.count > 2 ? Int(clock[2]) ?? 0 : 0
    var zone = words.count > first + 4 ? words[first + 4] : "Z"
    if zone.count != 5 || !(zone.hasPrefix("+") || zone.hasPrefix("-")) {
      let american = ["EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500"]
      let western = ["MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700"]
      let others = [
        "CET": "+0100", "MET": "+0100", "CEST": "+0200", "MEST": "+0200", "EET": "+0200",
        "EEST": "+0300", "JST": "+0900",
      ]
      zone = american[zone] ?? western[zone] ?? others[zone] ?? "Z"
    }
    let date =
      "\(fullYear)-\(two(month + 1))-\(two(day))T\(two(hour)):\(two(minute)):\(two(second))"
    return RecordTime.seconds(Array((date + zone).utf8)[...])
  }

  /// Unix seconds of a date as C's `asctime` writes it, without a zone that of UTC:
  /// `Thu Feb 29 12:35:00 2024`. Words may stand before it, and a zone before or behind the year.
  static func asctime(_ text: String) -> Int64? {
    let words = text.split(separator: " ")
    guard let clock = words.firstIndex(where: { $0.contains(":") }), clock > 1,
      let year = words[clock...].first(where: { $0.utf8.count == 4 && Int($0) != nil })
    else { return nil }
    let zone = words[clock...].dropFirst().first { Int($0) == nil || $0.utf8.count == 5 }
    return date("\(words[clock - 1]) \(words[clock - 2]) \(year) \(words[clock]) \(zone ?? "GMT")")
  }
}
