// SPDX-License-Identifier: Apache-2.0

/// Named character references of HTML.
enum HTMLEntities {
  private struct Entity {
    var text: [UInt8]
    /// Whether it is understood without its semicolon.
    var isLegacy: Bool
  }

  private static let table: [String: Entity] = {
    var table: [String: Entity] = [:]
    for entry in HTMLEntityTable.text.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
      let parts = entry.split(separator: " ")
      guard parts.count == 2 else { continue }
      let isLegacy = parts[0].first == "!"
      let text = parts[1].split(separator: ",").flatMap { digits -> [UInt8] in
        UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { Array($0.utf8) } ?? []
      }
      table[String(isLegacy ? parts[0].dropFirst() : parts[0])] =
        Entity(text: text, isLegacy: isLegacy)
    }
    return table
  }()

  /// The longest name, without its semicolon.
  static let maxNameBytes = 31

  /// What a name between `&` and `;` stands for, as UTF-8; `nil` for no name.
  static func text(of name: ArraySlice<UInt8>) -> [UInt8]? {
    guard name.count <= maxNameBytes else { return nil }
    return table[String(decoding: name, as: UTF8.self)]?.text
  }

  /// The longest name that `bytes`, which follow a `&`, begin with; whether it has its semicolon.
  static func longestName(
    in bytes: ArraySlice<UInt8>
  ) -> (byteCount: Int, text: [UInt8], hasSemicolon: Bool)? {
    let letters = bytes.prefix(maxNameBytes).prefix {
      $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")
        || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
    }
    if letters.endIndex < bytes.endIndex, bytes[letters.endIndex] == UInt8(ascii: ";"),
      let text = text(of: letters)
    {
      return (letters.count + 1, text, true)
    }
    // Six letters is the longest name that needs no semicolon.
    for count in stride(from: min(letters.count, 6), to: 1, by: -1) {
      let name = String(decoding: letters.prefix(count), as: UTF8.self)
      if let entity = table[name], entity.isLegacy { return (count, entity.text, false) }
    }
    return nil
  }

  /// What a number stands for: browsers read the numbers 128 to 159 as Windows did, and what is no
  /// character as U+FFFD.
  ///
  /// Source: HTML Standard, numeric character reference end state.
  static func scalar(ofNumber value: UInt32) -> Unicode.Scalar {
    switch value {
    case 0: "\u{FFFD}"
    case 0x80...0x9F: Windows1252.scalar(UInt8(value))
    default: Unicode.Scalar(value) ?? "\u{FFFD}"
    }
  }

  /// A short text, such as a name, with its references resolved.
  static func resolved(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var tokenizer = HTMLTokenizer(Array(text.utf8))
    tokenizer.mode = .rcdata
    var bytes: [UInt8] = []
    while case .text(let piece)? = tokenizer.next() { bytes += piece }
    return String(decoding: bytes, as: UTF8.self)
  }
}
