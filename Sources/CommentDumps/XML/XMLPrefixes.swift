// SPDX-License-Identifier: Apache-2.0

/// Gives names in XML the prefixes that exports usually have: a program that wrote one anew may have
/// called `wp:comment` `ns2:comment`, or put a prefix before every name.
///
/// What a prefix stands for is taken from the declarations that were seen; one counts from there to the
/// end of the input. Names lose a prefix where the root has it: `atom:link` in RSS is no `link`.
struct XMLPrefixes {
  /// The usual prefixes; one without letters is none.
  private static let usual: [(namespace: String, prefix: String)] = [
    ("http://disqus.com/disqus-internals", "dsq"), ("http://disqus.com", ""),
    ("http://www.w3.org/2005/Atom", ""), ("http://purl.org/syndication/thread/1.0", "thr"),
    ("http://schemas.google.com/blogger/2018", "blogger"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
  ]

  /// The usual prefix for one that was declared, where they differ.
  private var renamed: [String: String] = [:]
  /// The names of elements as they stand in the input, by the usual ones.
  private var written: [String: String] = [:]
  /// More names than any format has are not kept.
  private static let maxWritten = 256
  /// The prefix of the root; `nil` before it was seen.
  private var root: String?

  /// Takes what an element declares, and names it and its attributes as usual.
  mutating func rename(
    _ name: inout String,
    _ attributes: inout [(name: String, value: String)]
  ) {
    let root = self.root ?? Self.prefix(of: name)
    self.root = root
    for attribute in attributes where attribute.name.utf8.starts(with: "xmlns:".utf8) {
      let prefix = String(decoding: attribute.name.utf8.dropFirst(6), as: UTF8.self)
      guard let usual = Self.usualPrefix(of: attribute.value), usual != prefix,
        !usual.isEmpty || prefix.utf8.elementsEqual(root.utf8)
      else { continue }
      renamed[prefix] = usual
    }
    guard !renamed.isEmpty else { return }
    let usual = usualName(name)
    if usual != name, written[usual] != nil || written.count < Self.maxWritten {
      written[usual] = name
    }
    name = usual
    for index in attributes.indices { attributes[index].name = usualName(attributes[index].name) }
  }

  /// The usual name for one that stands in the input.
  func usualName(_ name: String) -> String {
    guard !renamed.isEmpty, let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")),
      let prefix = renamed[String(name[..<colon])]
    else { return name }
    let local = name[name.utf8.index(after: colon)...]
    return prefix.isEmpty ? String(local) : prefix + ":" + local
  }

  /// How an element that has a usual name was written, when it was seen last.
  func writtenName(_ name: String) -> String { written[name] ?? name }

  private static func prefix(of name: String) -> String {
    name.utf8.firstIndex(of: UInt8(ascii: ":")).map { String(name[..<$0]) } ?? ""
  }

  /// The usual prefix of a namespace, whether it was written with `http:` or, as by some programs, `https:`.
  private static func usualPrefix(of namespace: String) -> String? {
    let secure = "https://"
    if namespace.utf8.starts(with: secure.utf8) {
      return usualPrefix(
        of: "http://" + String(decoding: namespace.utf8.dropFirst(secure.utf8.count), as: UTF8.self)
      )
    }
    let wordPress = "http://wordpress.org/export/"
    if namespace.utf8.starts(with: wordPress.utf8) {
      // The number is that of the version; what stands behind it names something else.
      let rest = namespace.utf8.dropFirst(wordPress.utf8.count)
      let version = rest.prefix { $0 == UInt8(ascii: ".") || $0 &- UInt8(ascii: "0") < 10 }
      let name = rest.dropFirst(version.count)
      if name.elementsEqual("/".utf8) { return "wp" }
      return name.elementsEqual("/excerpt/".utf8) ? "excerpt" : nil
    }
    return usual.first { $0.namespace.utf8.elementsEqual(namespace.utf8) }?.prefix
  }
}
