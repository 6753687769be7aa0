// SPDX-License-Identifier: Apache-2.0

extension LanguageWordTable {
  /// What the words of a list are for.
  struct Use: OptionSet, Sendable {
    let rawValue: UInt8
    /// They show that a comment is in another language than English, or in English.
    static let counted = Use(rawValue: 1)
    /// They show in which language a comment is.
    static let telling = Use(rawValue: 2)
  }

  /// A line of ``text``.
  struct List: Sendable {
    var group: String
    var use: Use
    var words: [Substring.UTF8View]
  }

  /// The lists of ``text``.
  static var lists: [List] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t")
      guard fields.count == 3 else { return nil }
      let use: Use =
        switch fields[1] {
        case "both": [.counted, .telling]
        case "counted": .counted
        default: .telling
        }
      return List(
        group: String(fields[0]),
        use: use,
        words: fields[2].split(separator: " ").map(\.utf8)
      )
    }
  }

  /// The words that are counted, as lines of ``SpamTermTable``: the classes `english` and `foreign`.
  static var terms: String {
    lists.filter { $0.use.contains(.counted) }.map { list in
      let words = list.words.map { String(Substring($0)) }.joined(separator: ",")
      return (list.group == "english" ? "english" : "foreign") + "\t" + words
    }.joined(separator: "\n")
  }
}
