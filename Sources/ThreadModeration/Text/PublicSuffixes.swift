// SPDX-License-Identifier: Apache-2.0

/// The Public Suffix List: under which names anybody can register a domain.
///
/// Source: https://publicsuffix.org/list/ (the algorithm is the one given there). The table in
/// `Tables/` is parsed once, on first use, in a few milliseconds.
struct PublicSuffixes: Sendable {
  static let shared = PublicSuffixes(table: PublicSuffixTable.text)

  private var rules: Set<[UInt8]> = []
  private var topLevel: Set<[UInt8]> = []

  init(table: String) {
    for line in table.utf8.split(separator: 0x0A) {
      let fields = line.split(separator: 0x20)
      guard let tld = fields.first.map(Array.init) else { continue }
      topLevel.insert(tld)
      rules.insert(tld)
      for head in fields.dropFirst() { rules.insert(Array(head) + [0x2E] + tld) }
    }
  }

  /// Whether a label is a top-level domain, in lower case.
  func isTopLevel(_ label: [UInt8]) -> Bool { topLevel.contains(label) }

  /// The part of a host that was registered: its public suffix and one label more.
  ///
  /// - Parameter host: In lower case, without a trailing dot.
  /// - Returns: The host itself where it is an address, a public suffix or a single label.
  func registrableDomain(of host: [UInt8]) -> [UInt8] {
    var starts = [0]
    for (index, byte) in host.enumerated() where byte == 0x2E { starts.append(index + 1) }
    guard starts.count > 1 else { return host }
    // The longest rule wins; an exception wins over all. `starts` runs from the whole host down.
    for (level, start) in starts.enumerated() {
      let suffix = Array(host[start...])
      if rules.contains([0x21] + suffix) { return suffix }
      if rules.contains(suffix) { return level == 0 ? host : Array(host[starts[level - 1]...]) }
      if level + 1 < starts.count {
        let wildcard = [0x2A, 0x2E] + Array(host[starts[level + 1]...])
        if rules.contains(wildcard) {
          return level == 0 ? host : Array(host[starts[level - 1]...])
        }
      }
    }
    return Array(host[starts[starts.count - 2]...])
  }
}
