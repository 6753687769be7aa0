// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The page of one message in an archive of a mailing list, as Pipermail or MHonArc write it.
struct MailArchivePage {
  private let page: HTMLDocument
  private let name: String

  init(_ page: HTMLDocument, name: String) {
    self.page = page
    self.name = name
  }

  /// Reads the message of a page; `false` if the page is none.
  func read(into sink: inout RecordSink) -> Bool {
    if let words = range(from: "<!--beginarticle-->", to: "<!--endarticle-->") {
      add(pipermail(page.markup(of: words), before: words.lowerBound), at: words, into: &sink)
    } else if let words = range(
      from: "<!--X-Body-of-Message-->",
      to: "<!--X-Body-of-Message-End-->"
    ) {
      add(mhonarc(page.markup(of: words), before: words.lowerBound), at: words, into: &sink)
    } else {
      return false
    }
    return true
  }
}

extension MailArchivePage {
  /// The bytes between two marks that stand once on a page.
  private func range(from start: String, to end: String) -> Range<Int>? {
    guard let first = place(of: start, from: 0) else { return nil }
    let words = first + start.utf8.count
    if let last = place(of: end, from: words) { return words..<last }
    // Where the mark behind the words is missing, they end with the element around them.
    let around = page.nodes.last { $0.content.contains(words) && !$0.name.isEmpty }
    return words..<(around?.content.upperBound ?? page.bytes.count)
  }

  private func place(of mark: String, from start: Int) -> Int? {
    var index = start
    while let found = ByteSearch.first(UInt8(ascii: "<"), in: page.bytes.span, from: index) {
      if page.bytes[found...].starts(with: mark.utf8) { return found }
      index = found + 1
    }
    return nil
  }

  private func add(_ comment: Comment, at words: Range<Int>, into sink: inout RecordSink) {
    sink.add(comment, at: words.lowerBound)
  }

  /// Messages with one subject are a thread: pages do not say which message is answered.
  private func thread(_ subject: String?) -> String {
    var rest = (subject ?? "")[...]
    while let mark = rest.firstIndex(of: ":"),
      ["re", "aw", "sv"].contains(rest[..<mark].lowercased())
    {
      rest = rest[mark...].dropFirst().drop { $0 == " " }
    }
    return rest.isEmpty ? HTMLPages.fileName(name) : String(rest)
  }
}

// MARK: - Pipermail

extension MailArchivePage {
  /// A name in `<B>`, an address in a link that answers the message, and a date in `<I>`.
  private func pipermail(_ body: String, before end: Int) -> Comment {
    let head = page.nodes.indices.prefix { page.nodes[$0].start < end }
    func first(_ name: String) -> Int? { head.first { page.nodes[$0].name == name } }
    let subject = first("h1").map { page.text(of: $0) }
    let link = head.first {
      page.nodes[$0].name == "a"
        && page.attribute("href", of: $0)?.lowercased().hasPrefix("mailto:") ?? false
    }
    let address = link.flatMap { page.attribute("href", of: $0) } ?? ""
    let id = Self.decoded(HTMLPages.value(of: "In-Reply-To", in: address) ?? "")
      .filter { $0 != "<" && $0 != ">" }
    var comment = Comment(
      id: id.isEmpty ? HTMLPages.fileName(name) : id,
      body: body,
      bodyFormat: .html
    )
    comment.title = subject
    comment.thread = thread(subject)
    comment.author = first("b").map { page.text(of: $0) }
    comment.authorID = link.map { page.text(of: $0).lowercased() }
    comment.createdAt = first("i").map { page.text(of: $0) }
      .flatMap { MailText.date($0) ?? MailText.asctime($0) }
    return comment
  }

  /// Text without the escapes of addresses: `%40`.
  private static func decoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = bytes[index + 1].hexDigitValue, let low = bytes[index + 2].hexDigitValue
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

// MARK: - MHonArc

extension MailArchivePage {
  /// What the message's headers were, in comments at the top of the page.
  private func mhonarc(_ body: String, before end: Int) -> Comment {
    let marks = marks(before: end)
    func all(_ name: String) -> [String] { marks.filter { $0.name == name }.map(\.value) }
    let id = all("X-Message-Id").first ?? messageID ?? HTMLPages.fileName(name)
    var comment = Comment(id: id, body: body, bodyFormat: .html)
    let references = all("X-Reference")
    comment.parent = references.last
    comment.title = all("X-Subject").first
    comment.thread = references.first ?? id
    comment.createdAt = (all("X-Date").first ?? header("Date", before: end)).flatMap(MailText.date)
    let turned = all("X-From-R13").first.map { $0.utf8.map(Self.turned) }
    let plain = (all("X-From").first ?? header("From", before: end)).map { Array($0.utf8) }
    if let from = turned ?? plain {
      (comment.author, comment.authorID) = MailMessage.author(from)
    }
    if comment.author == nil || comment.createdAt == nil { fill(&comment, before: end) }
    return comment
  }

  /// Adds what The Mail Archive says of a message, which leaves out its headers.
  private func fill(_ comment: inout Comment, before end: Int) {
    let head = page.nodes.indices.prefix { page.nodes[$0].start < end }
    let author = head.first { page.attribute("itemprop", of: $0) == "author" }
    comment.author = comment.author ?? author.map { page.text(of: $0) }
    comment.createdAt = comment.createdAt ?? CommentParts(page).shownTime(of: Array(head))
  }

  /// The id in the form by which readers answer the message, as The Mail Archive has it.
  private var messageID: String? {
    page.nodes.indices.first { page.attribute("name", of: $0) == "msgid" }
      .flatMap { page.attribute("value", of: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A header that readers see: `<li><em>From</em>: Ada</li>`.
  private func header(_ name: String, before end: Int) -> String? {
    for index in page.nodes.indices.prefix(while: { page.nodes[$0].start < end })
    where page.nodes[index].name == "li" {
      let text = page.text(of: index)
      if text.hasPrefix(name + ":") {
        return String(text.dropFirst(name.count + 1).drop { $0 == " " })
      }
    }
    return nil
  }

  /// The comments of the kind `<!--X-Subject: Nine or ten -->`.
  private func marks(before end: Int) -> [(name: String, value: String)] {
    let head = String(decoding: page.bytes[..<min(end, Self.maxHeadBytes)], as: UTF8.self)
    return head.split(whereSeparator: \.isNewline).compactMap { line in
      guard line.hasPrefix("<!--X-"), let end = line.firstRange(of: "-->"),
        let colon = line[..<end.lowerBound].firstIndex(of: ":")
      else { return nil }
      let name = String(line[..<colon].dropFirst(4))
      let value = HTMLEntities.resolved(String(line[colon..<end.lowerBound].dropFirst()))
      return (name, value.split(separator: " ").joined(separator: " "))
    }
  }

  /// Where comments of that kind are looked for.
  private static let maxHeadBytes = 1 << 16

  /// A letter thirteen places on, by which addresses are hidden from those who collect them.
  private static func turned(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): (byte - 97 + 13) % 26 + 97
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): (byte - 65 + 13) % 26 + 65
    default: byte
    }
  }
}
