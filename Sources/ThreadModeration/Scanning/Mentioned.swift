// SPDX-License-Identifier: Apache-2.0

/// Whom a comment mentions, as far as that says at whom it is aimed.
enum Mentioned: Equatable {
  /// Nobody, or several people.
  case nobody
  /// The author who is answered.
  case answered
  /// Somebody else, by the name in small letters.
  case other(String)

  private static let maxMentions = 64
  private static let maxName = 64

  /// The one person that a text mentions as `@name` or `u/name`. What stands in links and in quoted lines does not
  /// count, nor a name of which only a part can be read.
  ///
  /// - Parameter author: The name of the author who is answered: it may hold spaces, dots and accents.
  /// - Complexity: O(*n*) in the bytes of the text.
  static func one(in body: String, answering author: String?) -> Mentioned {
    let bytes = Array(body.utf8)
    guard bytes.contains(where: { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "/") }) else {
      return .nobody
    }
    let answered = author.map { Array($0.lowercased().utf8) } ?? []
    var found: Mentioned?
    var count = 0
    for start in starts(in: bytes) {
      count += 1
      guard count <= maxMentions, let next = read(bytes[start...], answered) else { continue }
      if let found, found != next { return .nobody }
      found = next
    }
    return found ?? .nobody
  }

  /// Where names begin: behind an `@` or `u/` that opens a word, in lines that are not quoted.
  private static func starts(in bytes: [UInt8]) -> [Int] {
    var starts: [Int] = []
    var isQuoted = false
    var opensLine = true
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A {
        (isQuoted, opensLine) = (false, true)
      } else if opensLine, !ByteClass.isSpace(byte) {
        (isQuoted, opensLine) = (byte == UInt8(ascii: ">"), false)
      }
      guard !isQuoted else { continue }
      if byte == UInt8(ascii: "@"), opensWord(index, bytes) {
        starts.append(index + 1)
      } else if byte == UInt8(ascii: "/"), index > 0, bytes[index - 1] | 0x20 == UInt8(ascii: "u"),
        opensWord(index - 1, bytes)
          || index > 1 && bytes[index - 2] == UInt8(ascii: "/") && opensWord(index - 2, bytes)
      {
        starts.append(index + 1)
      }
    }
    return starts
  }

  private static func opensWord(_ index: Int, _ bytes: [UInt8]) -> Bool {
    index == 0
      || !isName(bytes[index - 1]) && bytes[index - 1] < 0x80
        && !"/.@:=".utf8.contains(bytes[index - 1])
  }

  private static func read(_ rest: ArraySlice<UInt8>, _ answered: [UInt8]) -> Mentioned? {
    let part = rest.prefix(max(maxName, 2 * answered.count))
    let lowered = Array(String(decoding: part, as: UTF8.self).lowercased().utf8)
    if !answered.isEmpty, lowered.starts(with: answered) {
      let next = lowered.dropFirst(answered.count).first
      if next.map({ !isName($0) && $0 < 0x80 }) ?? true { return .answered }
    }
    var end = 0
    while end < lowered.count, isName(lowered[end]) || lowered[end] == UInt8(ascii: ".") {
      end += 1
    }
    if end < lowered.count, lowered[end] >= 0x80 || lowered[end] == UInt8(ascii: "@") { return nil }
    while end > 0, lowered[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let name = lowered[..<end]
    guard end >= 2, end < maxName, name.contains(where: ByteClass.isLetter) else { return nil }
    return .other(String(decoding: name, as: UTF8.self))
  }

  private static func isName(_ byte: UInt8) -> Bool {
    ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }
}
