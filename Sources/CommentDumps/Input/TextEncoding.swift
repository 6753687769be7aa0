// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Character sets of mail and pages that are neither UTF-8 nor that of Windows in the west.
enum TextEncoding {
  /// Core Foundation's numbers of them, by the names that are registered with IANA or are in use.
  private static let numbers: [String: UInt] = [
    "koi8-r": 0x0A02, "koi8-u": 0x0A08, "windows-1250": 0x0501, "cp1250": 0x0501,
    "windows-1251": 0x0502, "cp1251": 0x0502, "x-cp1251": 0x0502, "windows-1253": 0x0503,
    "windows-1254": 0x0504, "windows-1255": 0x0505, "windows-1256": 0x0506,
    "windows-1257": 0x0507, "windows-1258": 0x0508, "iso-8859-2": 0x0202, "latin2": 0x0202,
    "iso-8859-3": 0x0203, "iso-8859-4": 0x0204, "iso-8859-5": 0x0205, "iso-8859-6": 0x0206,
    "iso-8859-7": 0x0207, "iso-8859-8": 0x0208, "iso-8859-9": 0x0209, "iso-8859-13": 0x020D,
    "iso-8859-10": 0x020A, "iso-8859-14": 0x020E, "iso-8859-15": 0x020F, "iso-8859-16": 0x0210,
    "windows-874": 0x041D, "tis-620": 0x041D, "cp866": 0x041B, "ibm866": 0x041B,
    "macintosh": 0x0000, "iso-2022-jp": 0x0820, "shift_jis": 0x0A01, "shift-jis": 0x0A01,
    "sjis": 0x0A01, "x-sjis": 0x0A01, "windows-31j": 0x0420, "gb2312": 0x0632, "gbk": 0x0632,
    "gb18030": 0x0632, "big5": 0x0A03, "euc-kr": 0x0422, "ks_c_5601-1987": 0x0422,
    "cp932": 0x0420, "ms932": 0x0420, "cp936": 0x0632, "x-gbk": 0x0632, "cp949": 0x0422,
    "x-big5": 0x0A03,
  ]

  /// Those of ``numbers`` in which a character is more than a byte.
  private static let multiple: Set<UInt> = [0x0820, 0x0A01, 0x0420, 0x0632, 0x0A03, 0x0422]

  /// Whether a character set is one of these, and has a byte for each character.
  static func isOfBytes(_ charset: String) -> Bool {
    numbers[charset.lowercased()].map { !multiple.contains($0) } ?? false
  }

  /// Whether a character set is one of these, and has several bytes for some characters.
  static func isOfSeveralBytes(_ charset: String) -> Bool {
    let name = charset.lowercased()
    return ["euc-jp", "x-euc-jp"].contains(name) || numbers[name].map(multiple.contains) ?? false
  }

  /// The characters of the bytes from 0x80 on, in UTF-8; U+FFFD for those that are none.
  static func characters(of charset: String) -> [[UInt8]] {
    (0x80...UInt8.max).map { byte in
      let text = utf8([byte], charset: charset) ?? []
      return text.isEmpty ? Array("\u{FFFD}".utf8) : text
    }
  }

  /// Text in EUC-JP as ISO-2022-JP, the same characters with escape sequences before each kind.
  private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var kind = 0
    func enter(_ next: Int) {
      if kind != next { result += escapes[next] }
      kind = next
    }
    var index = 0
    while index < bytes.count {
      let (byte, rest) = (bytes[index], bytes[(index + 1)...].prefix(2).filter { $0 >= 0xA0 })
      if byte == 0x8E, rest.count > 0 {
        enter(2)
        result.append(rest[0] & 0x7F)
        index += 2
      } else if byte >= 0xA0, rest.count > 0, bytes[index + 1] >= 0xA0 {
        enter(1)
        result += [byte & 0x7F, rest[0] & 0x7F]
        index += 2
      } else {
        enter(0)
        result.append(byte < 0x80 ? byte : UInt8(ascii: "?"))
        index += byte == 0x8F && rest.count == 2 ? 3 : 1
      }
    }
    enter(0)
    return result
  }

  /// The sequences before ASCII, characters of JIS X 0208 and half-width kana.
  private static let escapes = ["\u{1B}(B", "\u{1B}$B", "\u{1B}(I"].map { Array($0.utf8) }

  /// Text in a character set as UTF-8, without what is no character in it; `nil` for a set that is not
  /// one of these.
  static func utf8(_ bytes: [UInt8], charset: String) -> [UInt8]? {
    // Foundation does not have it on all systems.
    if ["euc-jp", "x-euc-jp"].contains(charset.lowercased()) {
      return utf8(escaped(bytes), charset: "iso-2022-jp")
    }
    guard let encoding = encoding(of: charset) else { return nil }
    if let text = String(bytes: bytes, encoding: encoding) { return Array(text.utf8) }
    // No character goes over the end of a line, nor over a byte below 0x30 where nothing escapes: what is
    // damaged is so between two of these.
    var result: [UInt8] = []
    let isEscaping = isEscaping(charset)
    var piece = 0
    for index in bytes.indices {
      guard isEscaping ? bytes[index] == 0x0A : bytes[index] < 0x30 else { continue }
      result += mended(bytes[piece...index], encoding)
      piece = index + 1
    }
    return result + mended(bytes[piece...], encoding)
  }

  private static func encoding(of charset: String) -> String.Encoding? {
    numbers[charset.lowercased()].map { String.Encoding(rawValue: 0x8000_0000 | $0) }
  }

  /// Whether bytes are nothing but whole characters of a set.
  static func isText(_ bytes: [UInt8], charset: String) -> Bool {
    encoding(of: charset).flatMap { String(bytes: bytes, encoding: $0) } != nil
  }

  /// Bytes as UTF-8, those beyond ASCII as U+FFFD if they are no text.
  private static func mended(_ bytes: ArraySlice<UInt8>, _ encoding: String.Encoding) -> [UInt8] {
    if bytes.allSatisfy({ $0 < 0x80 && $0 != 0x1B }) { return Array(bytes) }
    if let text = String(bytes: bytes, encoding: encoding) { return Array(text.utf8) }
    return bytes.flatMap { $0 < 0x80 ? [$0] : Array("\u{FFFD}".utf8) }
  }

  /// Whether escape sequences say of which kind the characters of a set are.
  static func isEscaping(_ charset: String) -> Bool { charset.lowercased() == "iso-2022-jp" }

  /// Whether text in a character set is made of bytes of ASCII, and so looks like UTF-8.
  static func isEscaped(_ bytes: [UInt8], charset: String) -> Bool {
    isEscaping(charset) && bytes.contains(0x1B)
  }
}
