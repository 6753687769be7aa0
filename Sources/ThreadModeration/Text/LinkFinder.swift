// SPDX-License-Identifier: Apache-2.0

/// Finds links in a body: full, bare and obfuscated ones.
///
/// - Complexity: O(*n*) for *n* bytes; at most ``maxLinks`` links are kept.
struct LinkFinder {
  static let maxLinks = 1_000

  let body: [UInt8]
  private let segments: [TextSegment]
  /// Where the bytes stand in the body; `nil` if they are the body.
  private let map: MappedText?
  private var links: [Link] = []
  private var segmentIndex = 0
  /// Nothing before this place is looked at again.
  private var done = 0
  /// The end of the text of the last link that was found in a tag: an address in it is the same link.
  private var anchorEnd = 0
  /// The end of the last chain of labels that was read and was no host: its dots in brackets are not
  /// looked at again, so that a body of nothing but `a[.]` stays linear.
  private var chainEnd = 0
  /// Whether that chain has invisible characters in it: then its plain dots are not looked at again, either.
  private var hasInvisible = false

  static func links(in body: [UInt8], segments: [TextSegment]) -> [Link] {
    var finder = LinkFinder(body: body, segments: segments, map: nil)
    finder.find()
    return finder.links
  }

  /// The links of a text that was made of a body.
  ///
  /// - Parameter segments: Those of the body.
  /// - Returns: Links whose ranges are bytes of the body.
  static func links(in text: MappedText, segments: [TextSegment]) -> [Link] {
    var finder = LinkFinder(body: text.bytes, segments: segments, map: text)
    finder.find()
    return finder.links
  }

  private init(body: [UInt8], segments: [TextSegment], map: MappedText?) {
    self.body = body
    self.segments = segments
    self.map = map
  }

  /// The bytes of the body that a range stands for.
  private func place(_ range: Range<Int>) -> Range<Int> { map?.original(range) ?? range }

  private mutating func find() {
    let bytes = body
    let span = bytes.span
    var index = 0
    while index < span.count, links.count < Self.maxLinks {
      // Letters first: nearly all there is.
      if span[index] > UInt8(ascii: "["), span[index] != UInt8(ascii: "{") {
        index += 1
        continue
      }
      switch span[index] {
      case UInt8(ascii: ":"):
        if let next = full(at: index) {
          index = next
          continue
        }
      case UInt8(ascii: "."):
        if let next = dotted(at: index, gap: index..<index + 1) {
          index = next
          continue
        }
      case UInt8(ascii: " ") where !mayBeDot(after: index): break
      case UInt8(ascii: "="):
        if let next = video(at: index) {
          index = next
          continue
        }
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: " "):
        if let gap = disguisedDot(at: index), let next = dotted(at: gap.lowerBound, gap: gap) {
          index = next
          continue
        }
      default: break
      }
      index += 1
    }
  }
}

// MARK: - With a scheme

extension LinkFinder {
  /// Reads `scheme://host…` around the colon at `colon`; the place after it.
  private mutating func full(at colon: Int) -> Int? {
    guard colon + 3 < body.count, body[colon + 1] == UInt8(ascii: "/"),
      body[colon + 2] == UInt8(ascii: "/")
    else { return nil }
    guard let (form, length) = scheme(before: colon) else { return nil }
    let hostStart = colon + 3
    // The authority first: it ends before the next "://", so that a body of nothing but `http:///`
    // stays linear. The rest is only read when there is a host.
    let authority = urlEnd(from: hostStart, ofAuthority: true)
    var nameStart = hostStart
    if let at = body[hostStart..<authority].lastIndex(of: UInt8(ascii: "@")) { nameStart = at + 1 }
    let (host, wasDisguised) = plainHost(body[nameStart..<authority])
    guard !host.isEmpty else { return nil }
    let end = urlEnd(from: hostStart)
    add(
      form == .full && !wasDisguised ? .full : .obfuscated,
      colon - length..<end,
      host: host,
      hasUserInfo: nameStart != hostStart
    )
    return end
  }

  /// The schemes that are read, and those that are written to keep a link from machines.
  private static let schemes: [(name: [UInt8], form: Link.Form)] = {
    var schemes: [(name: [UInt8], form: Link.Form)] = []
    for name in ["https", "http", "ftp"] { schemes.append((Array(name.utf8), .full)) }
    for name in ["hxxps", "h**ps", "hxxxp", "hxxp", "h**p", "hxtp", "htxp", "meow", "ttps", "ttp"] {
      schemes.append((Array(name.utf8), .obfuscated))
    }
    return schemes
  }()

  /// The scheme that ends at `colon`, and its length. Letters may stand right before it
  /// (`herehttp://…`): a missing space hides nothing.
  private func scheme(before colon: Int) -> (form: Link.Form, length: Int)? {
    var start = colon
    while start > done, colon - start < 5,
      ByteClass.isAlphanumeric(body[start - 1]) || body[start - 1] == UInt8(ascii: "*")
    {
      start -= 1
    }
    let word = body[start..<colon].map(ByteClass.lowered)
    for scheme in Self.schemes {
      let count = scheme.name.count
      if word.count >= count, word.suffix(count).elementsEqual(scheme.name) {
        return (scheme.form, count)
      }
    }
    return nil
  }

  private func isAuthorityEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
      || byte == UInt8(ascii: "\\")
  }

  /// The host in lower case without port, disguised dots undone.
  private func plainHost(_ bytes: ArraySlice<UInt8>) -> (host: [UInt8], wasDisguised: Bool) {
    var host: [UInt8] = []
    var wasDisguised = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "["), let gap = disguisedDot(at: index),
        gap.upperBound <= bytes.endIndex
      {
        host.append(UInt8(ascii: "."))
        wasDisguised = true
        index = gap.upperBound
        continue
      }
      if byte == UInt8(ascii: ":") { break }
      let width = byte == UInt8(ascii: ".") ? 1 : hostWidth(at: index)
      guard width > 0, index + width <= bytes.endIndex else { break }
      for place in index..<index + width { host.append(ByteClass.lowered(body[place])) }
      index += width
    }
    if host.count > 253 {
      // No host is longer (RFC 1035); the rest of a contrived one is not worth comparing.
      host = Array(String(decoding: host[..<253], as: UTF8.self).utf8)
    }
    while host.last == UInt8(ascii: ".") { host.removeLast() }
    return (host, wasDisguised)
  }

  /// Where a URL (or its authority) that starts before `start` ends: at white space, quotes and
  /// angle brackets; closing brackets without an opening one and punctuation at the end are not part
  /// of it.
  private func urlEnd(from start: Int, ofAuthority: Bool = false) -> Int {
    var end = start
    var open = 0
    loop: while end < body.count {
      if ofAuthority, isAuthorityEnd(body[end]) { break }
      switch body[end] {
      case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"),
        0x7F:
        break loop
      case UInt8(ascii: "("), UInt8(ascii: "["): open += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        if open == 0 { break loop }
        open -= 1
      case 0xE2 where end + 1 < body.count && body[end + 1] == 0x80:
        break loop  // General punctuation: curly quotation marks, dashes, the ellipsis.
      case 0xE3 where end + 2 < body.count && body[end + 1] == 0x80 && body[end + 2] < 0x84,
        0xEF where end + 1 < body.count && body[end + 1] == 0xBC && !isFullWidthLetter(end):
        break loop  // Chinese and Japanese punctuation.
      default: break
      }
      end += 1
    }
    while end > start, isTrailing(body[end - 1]) { end -= 1 }
    return end
  }

  /// Whether the three bytes EF BC xx at `index` are a full-width digit or capital letter.
  private func isFullWidthLetter(_ index: Int) -> Bool {
    guard index + 2 < body.count else { return false }
    let last = body[index + 2]
    return last >= 0x90 && last <= 0x99 || last >= 0xA1 && last <= 0xBA
  }

  private func isTrailing(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: "?"),
      UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "'"), UInt8(ascii: "*"),
      UInt8(ascii: "_"), UInt8(ascii: "("), UInt8(ascii: "["):
      true
    default: false
    }
  }
}

// MARK: - Without a host

extension LinkFinder {
  private static let video = Array("watch?v".utf8)
  private static let videoHost = Array("youtube.com".utf8)

  /// Reads `/watch?v=` and the eleven characters of a video around the equals sign at `index`, as people write it where
  /// links are taken out; the place after it.
  private mutating func video(at index: Int) -> Int? {
    var start = index - Self.video.count
    guard start >= done, body[start..<index].elementsEqual(Self.video) else { return nil }
    var end = index + 1
    while end < body.count, end - index <= 11,
      ByteClass.isAlphanumeric(body[end]) || body[end] == UInt8(ascii: "-")
        || body[end] == UInt8(ascii: "_")
    {
      end += 1
    }
    guard end - index == 12 else { return nil }
    if start > done, body[start - 1] == UInt8(ascii: "/") { start -= 1 }
    // What stands behind a host is read there.
    guard start == done || !isHostByte(body[start - 1]) else { return nil }
    end = urlEnd(from: end)
    add(.bare, start..<end, host: Self.videoHost, hasUserInfo: false)
    return end
  }
}

// MARK: - Without a scheme

extension LinkFinder {
  private func isHostByte(_ byte: UInt8) -> Bool {
    ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }

  /// The width of the scalar at `index` if it may stand in a host, or 0. Punctuation and symbols
  /// outside ASCII (quotation marks, dashes, emoji) may not.
  private func hostWidth(at index: Int) -> Int {
    let byte = body[index]
    if byte < 0x80 { return isHostByte(byte) ? 1 : 0 }
    return WordSpan.wordWidth(body, index)
  }

  /// The end of invisible characters within a host, which break words that are too long or hide them from machines;
  /// `nil` where there are none.
  private func invisibleEnd(at start: Int) -> Int? {
    var end = start
    while end < body.count, body[end] >= 0x80,
      ScalarFolder.isInvisible(UTF8Bytes.scalar(in: body, at: end))
    {
      end += UTF8Bytes.width(leading: body[end])
    }
    return end > start && end < body.count && hostWidth(at: end) > 0 ? end : nil
  }

  /// Whether what follows a space may be a dot in disguise: asked of every space.
  @inline(__always)
  private func mayBeDot(after space: Int) -> Bool {
    guard space + 1 < body.count else { return false }
    let next = body[space + 1]
    // Only of letters, nearly all there is, more is known at once.
    return !ByteClass.isLetter(next) || next | 0x20 == UInt8(ascii: "d")
  }

  /// A dot in disguise at `index`: `[.]`, `(dot)`, ` dot `, ` . ` …; its bytes.
  private func disguisedDot(at index: Int) -> Range<Int>? {
    var next = index
    while next < body.count, next - index < 3, body[next] == UInt8(ascii: " ") { next += 1 }
    guard next < body.count else { return nil }
    let closer: UInt8?
    switch body[next] {
    case UInt8(ascii: "["): closer = UInt8(ascii: "]")
    case UInt8(ascii: "("): closer = UInt8(ascii: ")")
    case UInt8(ascii: "{"): closer = UInt8(ascii: "}")
    default: closer = nil
    }
    if closer != nil { next += 1 }
    if next < body.count, body[next] == UInt8(ascii: ".") {
      next += 1
    } else if next + 3 <= body.count, body[next] | 0x20 == UInt8(ascii: "d"),
      body[next + 1] | 0x20 == UInt8(ascii: "o"), body[next + 2] | 0x20 == UInt8(ascii: "t")
    {
      next += 3
    } else {
      return nil
    }
    if let closer {
      guard next < body.count, body[next] == closer else { return nil }
      next += 1
    }
    let beforeSpace = next
    while next < body.count, next - beforeSpace < 2, body[next] == UInt8(ascii: " ") { next += 1 }
    // Without brackets there has to be a space on both sides.
    if closer == nil, body[index] != UInt8(ascii: " ") || next == beforeSpace { return nil }
    return index..<next
  }

  /// Reads a host around a dot (`gap`: the bytes that stand for it) and what follows it.
  private mutating func dotted(at dot: Int, gap: Range<Int>) -> Int? {
    let isDisguised = gap.count > 1
    if isDisguised || hasInvisible, dot < chainEnd { return nil }
    hasInvisible = false
    // The end of a sentence.
    guard gap.upperBound < body.count, hostWidth(at: gap.upperBound) > 0 else { return nil }
    var start = hostStart(before: dot)
    // Marks of emphasis or a list before it.
    while start < dot, body[start] == UInt8(ascii: "_") || body[start] == UInt8(ascii: "-") {
      start += 1
    }
    guard start < dot else { return nil }
    // An address for mail, a path or a domain that was already read is not a bare link.
    if start > 0 {
      let before = body[start - 1]
      if before == UInt8(ascii: "@") || before == UInt8(ascii: "/") || before == UInt8(ascii: ".")
        || before == UInt8(ascii: "\\")
      {
        return nil
      }
    }
    var host = body[start..<dot].map(ByteClass.lowered)
    var index = gap.upperBound
    var label: [UInt8] = []
    var rawLabel: [UInt8] = []
    var sawDisguise = isDisguised
    // The last label as far as the first invisible characters in it.
    var shorter: (label: [UInt8], raw: [UInt8], end: Int, sawDisguise: Bool)?
    host.append(UInt8(ascii: "."))
    while index < body.count, host.count < 254 {
      let width = hostWidth(at: index)
      if width > 0 {
        for place in index..<index + width {
          label.append(ByteClass.lowered(body[place]))
          rawLabel.append(body[place])
        }
        index += width
        if label.count > 253 { break }
      } else if !label.isEmpty, let end = invisibleEnd(at: index) {
        if shorter == nil { shorter = (label, rawLabel, index, sawDisguise) }
        (sawDisguise, hasInvisible) = (true, true)
        index = end
      } else if body[index] == UInt8(ascii: "."), index + 1 < body.count,
        hostWidth(at: index + 1) > 0, !label.isEmpty
      {
        host += label + [UInt8(ascii: ".")]
        (label, rawLabel, shorter) = ([], [], nil)
        index += 1
      } else if let next = disguisedDot(at: index), body[index] != UInt8(ascii: " "),
        next.upperBound < body.count, !label.isEmpty, hostWidth(at: next.upperBound) > 0
      {
        host += label + [UInt8(ascii: ".")]
        label = []
        rawLabel = []
        sawDisguise = true
        index = next.upperBound
      } else {
        break
      }
    }
    chainEnd = index
    // `example.com` and a word behind it, and not `example.co` and `m`.
    if let shorter, !PublicSuffixes.shared.isTopLevel(label) {
      (label, rawLabel, index, sawDisguise) = shorter
    }
    // Marks of emphasis behind it: `_example.com_`.
    while let last = label.last, last == UInt8(ascii: "_") || last == UInt8(ascii: "-") {
      label.removeLast()
      rawLabel.removeLast()
      index -= 1
    }
    guard !label.isEmpty, !host.allSatisfy({ ByteClass.isDigit($0) || $0 == 0x2E }) else {
      return nil
    }
    // What stands before an `@` is a name (`joe.com@example.org`).
    if index < body.count, body[index] == UInt8(ascii: "@") { return nil }
    index = portEnd(at: index)
    let hasPath = index < body.count && body[index] == UInt8(ascii: "/")
    let hasSpaces = isDisguised && body[gap].contains(UInt8(ascii: " "))
    let isLoneDot = hasSpaces && body[gap].allSatisfy { $0 == 0x20 || $0 == 0x2E }
    guard
      isPlausible(
        host: host,
        label: label,
        rawLabel: rawLabel,
        hasPath: hasPath,
        hasSpaces: hasSpaces,
        isLoneDot: isLoneDot
      )
    else { return nil }
    host += label
    let end = hasPath ? max(index, urlEnd(from: index)) : index
    add(sawDisguise ? .obfuscated : .bare, start..<end, host: host, hasUserInfo: false)
    return end
  }

  /// Where the run of host scalars that ends at `dot` begins; at most 253 bytes back.
  private func hostStart(before dot: Int) -> Int {
    var start = dot
    while start > done, dot - start < 253 {
      var previous = start - 1
      while previous > done, body[previous] & 0xC0 == 0x80 { previous -= 1 }
      guard hostWidth(at: previous) == start - previous else { break }
      start = previous
    }
    return start
  }

  /// The place after `:8080`; `index` where there is no port.
  private func portEnd(at index: Int) -> Int {
    guard index + 1 < body.count, body[index] == UInt8(ascii: ":"),
      ByteClass.isDigit(body[index + 1])
    else { return index }
    var end = index + 1
    while end < body.count, end - index <= 5, ByteClass.isDigit(body[end]) { end += 1 }
    return end
  }
}

// MARK: - Keeping a link

extension LinkFinder {
  private mutating func add(
    _ form: Link.Form,
    _ range: Range<Int>,
    host: [UInt8],
    hasUserInfo: Bool
  ) {
    var host = host
    while host.first == UInt8(ascii: ".") { host.removeFirst() }
    guard !host.isEmpty else { return }
    done = range.upperBound
    guard range.lowerBound >= anchorEnd else { return }
    let anchor = anchor(of: range)
    if let anchor, anchor.lowerBound > range.upperBound {
      anchorEnd = anchor.upperBound
    } else if let anchor {
      // The text of a link in Markdown comes first.
      let start = place(anchor).lowerBound
      while let last = links.last, last.range.lowerBound >= start { links.removeLast() }
    }
    let isAddress = host.allSatisfy { ByteClass.isDigit($0) || $0 == 0x2E }
    let place = place(range)
    let domain = isAddress ? host : PublicSuffixes.shared.registrableDomain(of: host)
    links.append(
      Link(
        form: form,
        range: place,
        host: String(decoding: host, as: UTF8.self),
        domain: String(decoding: domain, as: UTF8.self),
        hasUserInfo: hasUserInfo,
        isAddress: isAddress,
        isQuoted: isQuoted(place.lowerBound),
        anchor: anchor.map { self.place($0) }
      )
    )
  }

  private mutating func isQuoted(_ place: Int) -> Bool {
    while segmentIndex < segments.count, segments[segmentIndex].range.upperBound <= place {
      segmentIndex += 1
    }
    guard segmentIndex < segments.count else { return false }
    let kind = segments[segmentIndex].kind
    return kind == .quote || kind == .code || kind == .quotedMarkup
  }
}
