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
    var rest = Self.trimmed(key.lowercased()[...])
    if rest.utf8.first == UInt8(ascii: "~") {
      isNegated = true
      rest = Self.trimmed(rest.dropFirst())
    }
    if let open = rest.firstIndex(of: "(") {
      guard rest.last == ")" else { return nil }
      modifiers = rest[rest.index(after: open)...].dropLast().split(separator: ",")
        .map { String(Self.trimmed($0)) }.filter { !$0.isEmpty }
      rest = Self.trimmed(rest[..<open])
    } else if rest.contains(")") {
      return nil
    }
    if let hash = rest.firstIndex(of: "#") {
      label = String(Self.trimmed(rest[rest.index(after: hash)...]))
      rest = Self.trimmed(rest[..<hash])
    }
    fields = rest.split(separator: "+", omittingEmptySubsequences: false)
      .map { String(Self.trimmed($0)) }
  }

  /// The key without its modifiers, as placeholders name it: `~title+body#label`.
  var name: String {
    (isNegated ? "~" : "") + fields.joined(separator: "+") + (label.map { "#" + $0 } ?? "")
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
