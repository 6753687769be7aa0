// SPDX-License-Identifier: Apache-2.0

/// The headers of a message or of one of its parts.
struct MailHeaders {
  private var fields: [(name: String, value: [UInt8])] = []

  /// Reads headers from the start of `bytes`.
  ///
  /// - Returns: Where the body begins, behind the blank line.
  init(_ bytes: ArraySlice<UInt8>, bodyStart: inout Int) {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
      var line = bytes[index..<end]
      if line.last == 0x0D { line = line.dropLast() }
      let next = min(end + 1, bytes.endIndex)
      if line.isEmpty {
        index = next
        break
      }
      if line[line.startIndex] == 0x20 || line[line.startIndex] == 0x09 {
        // A long header goes on in lines that begin with space.
        if !fields.isEmpty {
          fields[fields.count - 1].value += [0x20] + line.drop { $0 == 0x20 || $0 == 0x09 }
        }
      } else if let colon = Self.colon(in: line) {
        fields.append(
          (
            String(decoding: line[..<colon], as: UTF8.self).lowercased(),
            Array(line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 })
          )
        )
      } else if !line.starts(with: Array(">From ".utf8)) {
        // No header at all: the body begins without its blank line.
        break
      }
      index = next
    }
    bodyStart = index
  }

  /// The place of the colon behind a header's name; `nil` for a line that is no header.
  static func colon(in line: ArraySlice<UInt8>) -> Int? {
    guard let colon = line.prefix(100).firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex
    else { return nil }
    let isName = line[..<colon].allSatisfy { $0 > 0x20 && $0 < 0x7F }
    return isName ? colon : nil
  }

  /// The first header of a name, as it stands.
  func raw(_ name: String) -> [UInt8]? {
    fields.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// The first header of a name, with encoded words resolved; `nil` when missing or blank.
  func text(_ name: String) -> String? {
    guard let raw = raw(name) else { return nil }
    let text = MailText.words(raw)
    return text.isEmpty ? nil : text
  }

  /// The ids in `<…>` of a header, in order; without any, the words, if all of them could be ids.
  func identifiers(_ name: String) -> [String] {
    guard let raw = raw(name) else { return [] }
    var found: [String] = []
    var start: Int?
    for (index, byte) in raw.enumerated() {
      if byte == UInt8(ascii: "<") { start = index + 1 }
      if byte == UInt8(ascii: ">"), let first = start {
        // Ids that were folded in the middle have white space in them.
        let id = raw[first..<index].filter { $0 > 0x20 }
        if !id.isEmpty { found.append(String(decoding: id, as: UTF8.self)) }
        start = nil
      }
    }
    guard found.isEmpty else { return found }
    let words = raw.split { $0 <= 0x20 }
    let areIDs = words.allSatisfy { word in
      word.contains(UInt8(ascii: "@")) && !word.contains { ",;\"'()".utf8.contains($0) }
    }
    return areIDs ? words.map { String(decoding: $0, as: UTF8.self) } : []
  }

  /// The value of a header such as `Content-Type`, in lower case, and one of its parameters.
  func parameter(_ name: String, of header: String) -> (value: String, parameter: String?)? {
    guard let raw = raw(header) else { return nil }
    let text = String(decoding: raw, as: UTF8.self)
    let value = text.prefix { $0 != ";" }.trimmingSpaces.lowercased()
    for piece in text.split(separator: ";").dropFirst() {
      let parts = piece.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].trimmingSpaces.lowercased() == name else { continue }
      let word = parts[1].trimmingSpaces
      if word.hasPrefix("\"") {
        return (value, String(word.dropFirst().prefix { $0 != "\"" }))
      }
      return (value, String(word.prefix { $0 != " " && $0 != "\t" }))
    }
    return (value, nil)
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }
    let start = drop(while: isSpace)
    guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
    return start[...last]
  }
}
