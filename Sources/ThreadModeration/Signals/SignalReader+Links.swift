// SPDX-License-Identifier: Apache-2.0

extension SignalReader {
  func readLinks() {
    let links = views.links.filter { !$0.isQuoted }
    guard !links.isEmpty else { return }
    var hosts: [String: Int] = [:]
    for link in links {
      values.add(.linkCount, view: .raw, at: link.range, entry: link.host)
      hosts[link.domain, default: 0] += 1
      if LinkHosts.shorteners.contains(link.host) || LinkHosts.shorteners.contains(link.domain) {
        values.add(.linkShortener, view: .raw, at: link.range, entry: link.host)
      }
      if link.form == .obfuscated {
        values.add(.linkObfuscated, view: .raw, at: link.range, entry: link.host)
      }
      if link.isAddress {
        values.add(.linkAddress, view: .raw, at: link.range, entry: link.host)
      }
      if link.hasUserInfo {
        values.add(.linkUserInfo, view: .raw, at: link.range, entry: link.host)
      }
      if let shown = shownHost(of: link) {
        values.add(.linkMismatch, view: .raw, at: link.range, entry: "\(shown) → \(link.host)")
      }
      if let last = link.host.utf8.lastIndex(of: UInt8(ascii: ".")),
        LinkHosts.suspiciousTopLevel.contains(String(link.host[last...].dropFirst()))
      {
        values.add(.linkSuspiciousDomain, view: .raw, at: link.range, entry: link.host)
      }
      if hasMixedScript(link.host) {
        values.add(.linkMixedScript, view: .raw, at: link.range, entry: link.host)
      }
    }
    let repeats = hosts.values.max() ?? 1
    if repeats >= 3 { values[.linkRepeated] = Double(repeats) }
    readPosition(of: links)
  }

  /// A link and hardly a word, or a link as the last thing of a short text.
  private func readPosition(of links: [Link]) {
    // In HTML the address stands in a tag, which is no text.
    let linkBytes = links.reduce(0) { bytes, link in
      let isInTag = views.format == .html && link.anchor != nil
      return bytes + (isInTag ? 0 : link.range.count) + (link.anchor?.count ?? 0)
    }
    let letters = views.prose.bytes.count - statistics.spaces
    if let first = links.first, letters - linkBytes < 12 {
      values.add(.linkOnly, view: .raw, at: first.range)
    } else if let last = links.last, views.body.count <= 350,
      views.body[last.range.upperBound...].allSatisfy({
        ByteClass.isSpace($0) || $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: ".")
          || $0 == UInt8(ascii: "!")
      })
    {
      values.add(.linkAtEndOfShort, view: .raw, at: last.range, entry: last.host)
    }
  }

  /// The host that a link's text shows, when it is another than where it goes.
  private func shownHost(of link: Link) -> String? {
    guard let anchor = link.anchor, anchor.count < 200 else { return nil }
    let shown = LinkFinder.links(
      in: Array(views.body[anchor]),
      segments: [TextSegment(kind: .prose, range: 0..<anchor.count)]
    )
    guard let other = shown.first, other.domain != link.domain else { return nil }
    return other.host
  }

  /// Whether a label of a host mixes Latin letters with others, or is written in punycode.
  private func hasMixedScript(_ host: String) -> Bool {
    for label in host.utf8.split(separator: UInt8(ascii: ".")) {
      if label.starts(with: Array("xn--".utf8)) { return true }
      let hasLatin = label.contains(where: ByteClass.isLetter)
      let bytes = Array(label)
      var index = 0
      while index < bytes.count {
        if bytes[index] >= 0x80 {
          let scalar = UTF8Bytes.scalar(in: bytes, at: index)
          if hasLatin, ScalarFolder.lookAlikeLetter(of: scalar) != nil { return true }
        }
        index += UTF8Bytes.width(leading: bytes[index])
      }
    }
    return false
  }
}

/// Hosts and domains with a reputation.
enum LinkHosts {
  /// Link shorteners that anybody can use.
  ///
  /// Source: the services' own names, as far as they answered in 2025; SmokeDetector and
  /// SpamAssassin keep like lists.
  static let shorteners: Set<String> = [
    "bit.ly", "bitly.com", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly", "t.ly",
    "cutt.ly", "rb.gy", "shorturl.at", "rebrand.ly", "tiny.cc", "soo.gd", "s2r.co", "clck.ru",
    "adf.ly", "bc.vc", "shorte.st", "ouo.io", "linktr.ee", "urlz.fr", "qr.ae", "x.gd", "lnkd.in",
    "bl.ink", "short.io", "t2m.io", "tr.im", "u.to", "vk.cc", "dlvr.it", "snip.ly", "gg.gg",
    "shor.by", "chilp.it",
  ]

  /// Top-level domains which are given away or sold for next to nothing, and abused for it.
  ///
  /// Source: the yearly "most abused top-level domains" tables of Spamhaus, 2019–2025, the names that
  /// recur.
  static let suspiciousTopLevel: Set<String> = [
    "tk", "ml", "ga", "cf", "gq", "xyz", "top", "buzz", "cyou", "icu", "rest", "sbs", "bond",
    "monster", "click", "loan", "win", "bid", "work", "cam", "quest", "fun", "surf",
  ]
}
