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
    "iso-8859-15": 0x020F, "iso-2022-jp": 0x0820, "shift_jis": 0x0A01, "shift-jis": 0x0A01,
    "sjis": 0x0A01, "x-sjis": 0x0A01, "windows-31j": 0x0420, "gb2312": 0x0632, "gbk": 0x0632,
    "gb18030": 0x0632, "big5": 0x0A03, "euc-kr": 0x0422, "ks_c_5601-1987": 0x0422,
  ]

  /// Text in a character set as UTF-8, without what is no character in it; `nil` for a set that is not
  /// one of these.
  static func utf8(_ bytes: [UInt8], charset: String) -> [UInt8]? {
    guard let number = numbers[charset.lowercased()] else { return nil }
    let encoding = String.Encoding(rawValue: 0x8000_0000 | number)
    if let text = String(bytes: bytes, encoding: encoding) { return Array(text.utf8) }
    // No character goes over the end of a line: what is damaged is so in its line.
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { line -> [UInt8] in
        if let text = String(bytes: line, encoding: encoding) { return Array(text.utf8) }
        return line.flatMap { $0 < 0x80 ? [$0] : Array("\u{FFFD}".utf8) }
      }
    return Array(lines.joined(separator: [0x0A]))
  }

  /// Whether text in a character set is made of bytes of ASCII, and so looks like UTF-8.
  static func isEscaped(_ bytes: [UInt8], charset: String) -> Bool {
    charset.lowercased() == "iso-2022-jp" && bytes.contains(0x1B)
  }
}
