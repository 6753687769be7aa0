// SPDX-License-Identifier: Apache-2.0

/// Words for groups of people, to be found in comments as whole words, whatever their case.
struct GroupNames: Sendable {
  /// By first word: all words of a name, and the group.
  private var names: [[UInt8]: [(words: [[UInt8]], group: String)]] = [:]

  /// Knows no groups.
  init() {}

  /// Reads a table: each line holds a group and words for it, by tabs. Lines that begin with `#` are
  /// left out. An article at the beginning of a name is left out, too.
  ///
  /// - Throws: ``ToolFailure`` with status 66 if there is no such file, 65 if it holds a line without
  ///   words.
  init(path: String) throws {
    let bytes = try RuleOptions.bytes(of: path, limit: 1 << 24, kind: "file")
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    where !line.isEmpty && line.first != UInt8(ascii: "#") {
      let parts = line.split(separator: 0x09)
      guard parts.count > 1 else {
        throw ToolFailure(
          ToolFailure.badInput,
          "\(path):\(number + 1): use a group and words for it, with tabs between them"
        )
      }
      let group = String(decoding: parts[0], as: UTF8.self)
      for part in parts.dropFirst() {
        var words = Self.words(of: part)
        if words.count > 1, ["a", "an", "the"].contains(where: { words[0].elementsEqual($0.utf8) })
        {
          words.removeFirst()
        }
        guard let first = words.first else { continue }
        names[first, default: []].append((words, group))
      }
    }
  }

  /// The groups that a text names, each once, in the order of their bytes.
  ///
  /// - Complexity: O(*n*) in its bytes, times the names with the same first word.
  func found(in body: String) -> [String] {
    guard !names.isEmpty else { return [] }
    let words = Self.words(of: body.utf8)
    var groups: Set<String> = []
    for (place, word) in words.enumerated() {
      for name in names[word] ?? [] where words[place...].starts(with: name.words) {
        groups.insert(name.group)
      }
    }
    return groups.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Runs of letters and digits, ASCII in lower case; bytes outside ASCII count as letters.
  private static func words(of bytes: some Sequence<UInt8>) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 0x41...0x5A: word.append(byte | 0x20)
      case 0x30...0x39, 0x61...0x7A, 0x80...0xFF: word.append(byte)
      default:
        if !word.isEmpty { words.append(word) }
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
