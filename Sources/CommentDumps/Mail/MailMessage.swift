// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// One message of a mailbox as a comment.
struct MailMessage {
  private(set) var comment: Comment
  private(set) var notes: [String] = []

  /// MIME parts nest; deeper ones are attachments.
  private static let maxDepth = 8

  /// - Parameters:
  ///   - bytes: The message without its `From ` line.
  ///   - fallbackID: The id of a message that has none.
  ///   - sender: Who delivered it, for one that does not say who wrote it.
  ///   - delivered: When it was delivered, in Unix seconds, for one that does not say when it was written.
  init(
    _ bytes: ArraySlice<UInt8>,
    fallbackID: String,
    sender: String? = nil,
    delivered: Int64? = nil
  ) {
    var bodyStart = bytes.startIndex
    let headers = MailHeaders(bytes, bodyStart: &bodyStart)
    comment = Comment(id: headers.identifiers("message-id").first ?? fallbackID, body: "")
    // RFC 5322: the last reference is what is answered. Old mailers name it in In-Reply-To only, and some
    // programs name the message itself last.
    let id = comment.id
    func last(_ name: String) -> String? { headers.identifiers(name).last { $0 != id } }
    comment.parent = last("references") ?? last("in-reply-to")
    comment.title = headers.text("subject")
    if let from = headers.raw("from") {
      (comment.author, comment.authorID) = Self.author(from)
    } else {
      (comment.author, comment.authorID) = (sender, sender)
    }
    if let date = headers.text("date") {
      comment.createdAt = MailText.date(date) ?? TableTime.seconds(date)
      if comment.createdAt == nil { notes.append("unreadable-time") }
    }
    comment.createdAt =
      comment.createdAt ?? headers.text("resent-date").flatMap(MailText.date) ?? delivered
    readBody(bytes[bodyStart...], headers)
  }

  /// Name and address of an author: `Ada <ada@example.org>`, `ada@example.org (Ada)`.
  static func author(_ raw: [UInt8]) -> (name: String?, address: String?) {
    let text = MailText.words(raw)
    func trimmed(_ text: Substring) -> String? {
      let inner = text.drop { " \t\"'(".contains($0) }
      guard let last = inner.lastIndex(where: { !" \t\"')".contains($0) }) else { return nil }
      return String(inner[...last])
    }
    if let open = text.lastIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
      let address = trimmed(text[text.index(after: open)..<close])?.lowercased()
      return (trimmed(text[..<open]) ?? address, address)
    }
    let address = trimmed(text.prefix { $0 != "(" })?.lowercased()
    let name = text.firstIndex(of: "(").flatMap { trimmed(text[$0...]) }
    return (name ?? address, address)
  }
}

extension MailMessage {
  private struct Part {
    var bytes: ArraySlice<UInt8>
    var headers: MailHeaders
    var depth: Int
  }

  /// Takes the first part that is plain text; failing that, the first that is HTML.
  private mutating func readBody(_ bytes: ArraySlice<UInt8>, _ headers: MailHeaders) {
    var waiting = [Part(bytes: bytes, headers: headers, depth: 0)]
    var markup: Part?
    var found: Part?
    var attachments = 0
    while let part = waiting.popLast() {
      let type = part.headers.parameter("boundary", of: "content-type")
      let kind = type?.value ?? "text/plain"
      if kind.hasPrefix("multipart/"), let boundary = type?.parameter, !boundary.isEmpty,
        part.depth < Self.maxDepth
      {
        waiting += Self.parts(part.bytes, boundary, depth: part.depth + 1).reversed()
      } else if part.headers.parameter("", of: "content-disposition")?.value == "attachment" {
        attachments += 1
      } else if kind == "text/html" {
        if markup == nil { markup = part } else { attachments += 1 }
      } else if kind.hasPrefix("text/") || !Self.isType(kind)
        || kind.hasPrefix("multipart/") && part.depth == 0
      {
        if found == nil { found = part } else { attachments += 1 }
      } else {
        attachments += 1
      }
    }
    if attachments > 0 { notes.append("not-a-comment:attachment") }
    guard let part = found ?? markup else { return }
    let encoding = part.headers.parameter("", of: "content-transfer-encoding")?.value
    let charset = part.headers.parameter("charset", of: "content-type")?.parameter
    let (text, note) = MailText.string(
      MailText.decoded(part.bytes, encoding: encoding),
      charset: charset
    )
    if let note { notes.append(note) }
    comment.bodyFormat = found == nil ? .html : .text
    comment.body = Self.unescaped(text)
  }

  /// Whether a kind of content is one as RFC 2045 has them, with two names; what is none is text.
  private static func isType(_ kind: String) -> Bool {
    let names = kind.split(separator: "/", omittingEmptySubsequences: false)
    return names.count == 2
      && names.allSatisfy { name in
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && !"%\"?=".utf8.contains($0) }
      }
  }

  /// The parts between boundary lines.
  private static func parts(
    _ bytes: ArraySlice<UInt8>,
    _ boundary: String,
    depth: Int
  ) -> [Part] {
    let mark = Array(("--" + boundary).utf8)
    var parts: [Part] = []
    var partStart: Int?
    var index = bytes.startIndex
    func end(_ start: Int, _ end: Int) {
      var bodyStart = start
      let headers = MailHeaders(bytes[start..<end], bodyStart: &bodyStart)
      parts.append(
        Part(bytes: bytes[min(bodyStart, end)..<end], headers: headers, depth: depth)
      )
    }
    while index < bytes.endIndex {
      let lineEnd = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
      if bytes[index..<lineEnd].starts(with: mark) {
        if let start = partStart { end(start, index) }
        let isLast = bytes[(index + mark.count)..<lineEnd].starts(with: Array("--".utf8))
        partStart = isLast ? nil : min(lineEnd + 1, bytes.endIndex)
        if isLast { return parts }
      }
      index = min(lineEnd + 1, bytes.endIndex)
    }
    // The closing line is missing in cut messages.
    if let start = partStart, start < bytes.endIndex { end(start, bytes.endIndex) }
    return parts
  }

  /// A body with the `>` taken off that mailboxes put before "From ", and no blank lines at its end.
  private static func unescaped(_ text: String) -> String {
    var bytes = Array(text.utf8)
    while let last = bytes.last, last == 0x0A || last == 0x0D || last == 0x20 { bytes.removeLast() }
    let mark = Array(">From ".utf8)
    guard bytes.starts(with: mark) || bytes.contains(where: { $0 == UInt8(ascii: ">") }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isLineStart = true
    for (index, byte) in bytes.enumerated() {
      if isLineStart, byte == UInt8(ascii: ">"), bytes[index...].starts(with: mark) {
        isLineStart = false
        continue
      }
      isLineStart = byte == 0x0A
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
