// SPDX-License-Identifier: Apache-2.0

/// Gives names in XML the prefixes that exports usually have: a program that wrote one anew may have
/// called `wp:comment` `ns2:comment`, or put a prefix before every name.
///
/// What a prefix stands for is taken from the declarations that were seen; one counts from there to the
/// end of the input.
struct XMLPrefixes {
  /// The usual prefixes; one without letters is none.
  private static let usual: [(namespace: String, prefix: String)] = [
    ("http://disqus.com/disqus-internals", "dsq"), ("http://disqus.com", ""),
    ("http://www.w3.org/2005/Atom", ""), ("http://purl.org/syndication/thread/1.0", "thr"),
    ("http://schemas.google.com/blogger/2018", "blogger"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
  ]

  /// The usual prefix for one that was declared, where they differ.
  private var renamed: [String: String] = [:]
  /// The names of elements as they stand in the input, by the usual ones.
  private var written: [String: String] = [:]

  /// Takes what an element declares, and names it and its attributes as usual.
  mutating func rename(
    _ name: inout String,
    _ attributes: inout [(name: String, value: String)]
  ) {
    for attribute in attributes where attribute.name.utf8.starts(with: "xmlns:".utf8) {
      let prefix = String(decoding: attribute.name.utf8.dropFirst(6), as: UTF8.self)
      guard let usual = Self.usualPrefix(of: attribute.value), usual != prefix else { continue }
      renamed[prefix] = usual
    }
    guard !renamed.isEmpty else { return }
    let usual = usualName(name)
    if usual != name { written[usual] = name }
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

  private static func usualPrefix(of namespace: String) -> String? {
    // The number is that of the version.
    if namespace.utf8.starts(with: "http://wordpress.org/export/".utf8) { return "wp" }
    return usual.first { $0.namespace.utf8.elementsEqual(namespace.utf8) }?.prefix
  }
}
