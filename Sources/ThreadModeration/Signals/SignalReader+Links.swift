// SPDX-License-Identifier: Apache-2.0

extension SignalReader {
  func readLinks() {
    let links = views.links.filter {
      !$0.isQuoted && !LinkHosts.isLocal($0) && !isPicture($0) && !isReference($0)
    }
    guard !links.isEmpty else { return }
    for link in links {
      values.add(.linkCount, view: .raw, at: link.range, entry: link.host)
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
      if !isInMarks(link), ImitatedBrands.isImitated(by: link.host, domain: link.domain) {
        values.add(.linkImitation, view: .raw, at: link.range, entry: link.host)
      }
      if hasMixedScript(link.host) {
        values.add(.linkMixedScript, view: .raw, at: link.range, entry: link.host)
      }
    }
    let others = charactersBeside(links)
    if links.count >= 3 {
      if others >= 100 * links.count {
        values[.linkReferences] = 1
      } else {
        values[.linkRepeated] = Double(repeats(of: links))
      }
    }
    readPosition(of: links, beside: others)
  }

  /// Whether it is a picture, `![text](link)` or `<img src="link">`, or anything else in a tag that is loaded and not
  /// followed.
  private func isPicture(_ link: Link) -> Bool {
    if isLoaded(link) { return true }
    guard let anchor = link.anchor, anchor.lowerBound >= 2 else { return false }
    return views.body[anchor.lowerBound - 1] == UInt8(ascii: "[")
      && views.body[anchor.lowerBound - 2] == UInt8(ascii: "!")
  }

  /// Whether a link is the mention of somebody or a hashtag, which some systems write as links (`<a href="…">@ada</a>`).
  private func isReference(_ link: Link) -> Bool {
    guard views.format == .html, let anchor = link.anchor else { return false }
    let text = textRead(anchor)
    guard let first = text.first, first == UInt8(ascii: "@") || first == UInt8(ascii: "#") else {
      return false
    }
    return !text.contains(where: ByteClass.isSpace)
  }

  /// Whether a link is the value of an attribute other than `href`, of a tag that nobody follows.
  private func isLoaded(_ link: Link) -> Bool {
    let bytes = views.body
    let quote = link.range.lowerBound - 1
    guard quote > 0, bytes[quote] == UInt8(ascii: "\"") || bytes[quote] == UInt8(ascii: "'"),
      bytes[quote - 1] == UInt8(ascii: "="),
      !bytes[max(0, quote - 5)..<quote - 1].lazy.map(ByteClass.lowered).elementsEqual("href".utf8)
    else { return false }
    let before = bytes[max(0, quote - Self.longestTag)..<quote]
    guard let start = before.lastIndex(of: UInt8(ascii: "<")), !before[start...].contains(0x3E)
    else { return false }
    let name = before[(start + 1)...].prefix(while: ByteClass.isAlphanumeric)
    return !name.isEmpty
      && !Self.followed.contains(String(decoding: name.map(ByteClass.lowered), as: UTF8.self))
  }

  private static let longestTag = 1_000
  /// Tags whose addresses of any attribute lead somewhere.
  private static let followed: Set<String> = ["form", "iframe", "object", "embed"]

  /// How often one page is linked, from three times on, or one domain, from five times on; else 0.
  private func repeats(of links: [Link]) -> Int {
    var pages: [[UInt8]: Int] = [:]
    var domains: [String: Int] = [:]
    for link in links {
      pages[views.body[link.range].map(ByteClass.lowered), default: 0] += 1
      domains[link.domain, default: 0] += 1
    }
    let (page, domain) = (pages.values.max() ?? 0, domains.values.max() ?? 0)
    return max(page >= 3 ? page : 0, domain >= 5 ? domain : 0)
  }

  /// Characters of the prose that are neither spaces nor part of links; ideographs and Hangul syllables
  /// count as two.
  private func charactersBeside(_ links: [Link]) -> Int {
    // In HTML the address stands in a tag, which is no text.
    let linked = links.reduce(0) { count, link in
      let isInTag = views.format == .html && link.anchor != nil
      return count + (isInTag ? 0 : Self.characters(of: textRead(link.range)))
        + (link.anchor.map { Self.characters(of: textRead($0)) } ?? 0)
    }
    return Self.characters(of: views.prose.bytes) - linked
  }

  private static func characters(of bytes: [UInt8]) -> Int {
    var count = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        count += ByteClass.isSpace(byte) ? 0 : 1
      } else {
        count += LetterReader.isWide(UTF8Bytes.scalar(in: bytes, at: index)) ? 2 : 1
      }
      index += UTF8Bytes.width(leading: byte)
    }
    return count
  }

  /// A part of the body as it is shown: without tags, with character references read.
  private func textRead(_ range: Range<Int>) -> [UInt8] {
    let bytes = views.body[range]
    guard views.format == .html, bytes.contains(UInt8(ascii: "&")) || bytes.contains(0x3C) else {
      return Array(bytes)
    }
    var text = MappedText()
    var start = range.lowerBound
    while start < range.upperBound {
      let end = views.body[start..<range.upperBound].firstIndex(of: 0x3C) ?? range.upperBound
      text.appendDecodingEntities(start..<end, of: views.body)
      start =
        views.body[end..<range.upperBound].firstIndex(of: 0x3E).map { $0 + 1 }
        ?? range.upperBound
    }
    return text.bytes
  }

  /// A link and hardly a word, or a link as the last thing of a short text.
  private func readPosition(of links: [Link], beside others: Int) {
    if let first = links.first, others < 12 {
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

  /// The host that a link's text shows, when it is another than where it goes. Names with a dot among other
  /// words ("ASP.NET and how to use it") show no host.
  private func shownHost(of link: Link) -> String? {
    guard let anchor = link.anchor, anchor.count < 400 else { return nil }
    let text = textRead(anchor)
    let shown = LinkFinder.links(
      in: text,
      segments: [TextSegment(kind: .prose, range: 0..<text.count)]
    )
    let words = text.split(whereSeparator: ByteClass.isSpace)
    guard let other = shown.first, other.domain != link.domain,
      other.form == .full || words.count == 1
    else { return nil }
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
  /// Whether a link leads to the reader's own machine or network (RFC 6890: loopback, private, link-local and
  /// unspecified addresses; RFC 6761: `localhost`): people write such addresses about their own settings, and
  /// nobody is led anywhere.
  static func isLocal(_ link: Link) -> Bool {
    guard link.isAddress else {
      return link.host == "localhost" || link.host.hasSuffix(".localhost")
    }
    let parts = link.host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard parts.count == 4, let first = parts[0], let second = parts[1], parts[2] != nil,
      parts[3] != nil
    else { return false }
    switch (first, second) {
    case (10, _), (127, _), (0, 0), (169, 254), (172, 16...31), (192, 168): return true
    default: return false
    }
  }

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
    "monster", "click", "loan", "win", "bid", "work", "cam", "quest", "fun", "surf", "online",
    "shop", "site",
    "vip", "cfd", "lol", "pw", "beauty", "hair", "skin", "autos", "mom",
  ]
}
