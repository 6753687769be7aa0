// SPDX-License-Identifier: Apache-2.0

/// A search key taken apart: `~body+title#label (includes, regex)`.
struct SearchKey {
  var isNegated = false
  var fields: [String] = []
  var label: String?
  var modifiers: [String] = []

  /// Takes a key apart; `nil` if the brackets do not match.
  ///
  /// Source: the AutoModerator reference, `~`? field (`+` field)* (`#` label)? (`(` modifiers `)`)?,
  /// case ignored.
  init?(_ key: String) {
    var rest = key.lowercased().trimmingSpaces()
    if rest.utf8.first == UInt8(ascii: "~") {
      isNegated = true
      rest = rest.dropFirst().trimmingSpaces()
    }
    if let open = rest.firstIndex(of: "(") {
      guard rest.last == ")" else { return nil }
      modifiers = rest[rest.index(after: open)...].dropLast().split(separator: ",")
        .map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
      rest = rest[..<open].trimmingSpaces()
    } else if rest.contains(")") {
      return nil
    }
    if let hash = rest.firstIndex(of: "#") {
      label = rest[rest.index(after: hash)...].trimmingSpaces()
      rest = rest[..<hash].trimmingSpaces()
    }
    fields = rest.split(separator: "+", omittingEmptySubsequences: false)
      .map { $0.trimmingSpaces() }
  }

  /// The key without its modifiers, as placeholders name it: `~title+body#label`.
  var name: String {
    (isNegated ? "~" : "") + fields.joined(separator: "+") + (label.map { "#" + $0 } ?? "")
  }
}

extension StringProtocol {
  /// The text without spaces and tabs around it.
  func trimmingSpaces() -> String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
