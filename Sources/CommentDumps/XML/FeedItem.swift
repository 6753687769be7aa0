// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// An item of an RSS feed that is a comment: it says what it answers, or its address ends with its number,
/// as those of WordPress, Drupal, Movable Type, TypePad, Disqus and Lobsters do. Items of Discourse and
/// Hacker News are known by the addresses of these.
struct FeedItem {
  private(set) var comment: Comment
  private(set) var notes: [String] = []

  /// What stands behind the `#` before a comment's number.
  private static let marks = ["comment-", "comment_", "comment", "c_", "c"]

  /// Reads an item; `nil` if it is no comment.
  init?(_ record: XMLElement) {
    let addresses = ["link", "guid"].compactMap { record.string($0) }
    let answered = record.child("thr:in-reply-to")
    guard let found = Self.find(addresses, answered: answered != nil, in: record) else {
      return nil
    }
    let words = record.string("content:encoded") ?? record.string("description") ?? ""
    if words.isEmpty { notes = ["no-words"] }
    comment = Comment(
      id: found.id,
      body: Self.withoutLink(words, to: record.string("link")),
      bodyFormat: .html
    )
    comment.url = addresses.first
    comment.thread = found.thread ?? answered?.attribute("ref") ?? answered?.attribute("href")
    comment.parent = Self.parent(record.string("description") ?? "") ?? Self.parent(words)
    comment.author = Self.author(of: record)
    if let date = record.string("pubDate") {
      comment.createdAt = MailText.date(date)
      if comment.createdAt == nil { notes.append("unreadable-time") }
    }
  }

  /// The words of an item without the link to itself that Discourse puts behind them.
  private static func withoutLink(_ words: String, to address: String?) -> String {
    guard let address, let mark = words.ranges(of: "<p><a href=\"\(address)\">").last,
      let end = words[mark.upperBound...].firstRange(of: "</a></p>"),
      !words[mark.upperBound..<end.lowerBound].contains("<"),
      words[end.upperBound...].allSatisfy(\.isWhitespace)
    else { return words }
    var rest = words[..<mark.lowerBound].drop(while: \.isWhitespace)
    while rest.last?.isWhitespace ?? false { rest.removeLast() }
    return rest.isEmpty ? words : String(rest)
  }

  /// The number of a comment, and the address of the page it is on.
  private static func find(
    _ addresses: [String],
    answered: Bool,
    in record: XMLElement
  ) -> (id: String, thread: String?)? {
    for address in addresses {
      guard let mark = address.firstRange(of: "#") else { continue }
      if let id = number(behind: address[mark.upperBound...]) {
        return (id, page(of: address[..<mark.lowerBound]))
      }
    }
    if answered, let id = record.string("guid") { return (id, nil) }
    // Post 1 of a topic of Discourse is no answer.
    if let guid = record.string("guid"), let mark = guid.firstRange(of: "-post-") {
      let numbers = guid[mark.upperBound...].split(separator: "-")
      guard numbers.count == 2, numbers.allSatisfy({ Int($0) != nil }), numbers[1] != "1" else {
        return nil
      }
      return ("\(numbers[0])-\(numbers[1])", String(numbers[0]))
    }
    if record.string("title")?.hasPrefix("New comment by ") ?? false {
      let ids = addresses.lazy.compactMap { HTMLPages.identifier(behind: "item?id=", in: $0) }
      return ids.first.map { ($0, nil) }
    }
    return nil
  }

  /// An address without what names the comment on its page.
  private static func page(of address: Substring) -> String {
    let parts = address.split(separator: "?", maxSplits: 1)
    guard parts.count == 2, ["cid=", "showComment="].contains(where: parts[1].hasPrefix) else {
      return String(address)
    }
    return String(parts[0])
  }

  /// The number in `comment-12`, `c12`, `c_ab1`: all that follows, with a digit in it.
  private static func number(behind fragment: Substring) -> String? {
    guard let mark = marks.first(where: { fragment.hasPrefix($0) }) else { return nil }
    let number = fragment.dropFirst(mark.count)
    let isNumber = number.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLetter) }
    // Only with a mark that says more than a letter may others stand before the digits.
    let isClear = mark.count > 1 && number.contains { $0.isNumber }
    return isNumber && (isClear || number.first?.isNumber ?? false) ? String(number) : nil
  }

  /// WordPress says in words and a link what is answered.
  private static func parent(_ words: String) -> String? {
    let start = words.prefix(400)
    guard start.contains("In reply to"), let quote = start.firstRange(of: "#comment-") else {
      return nil
    }
    let parent = start[quote.upperBound...].prefix { $0.isASCII && $0.isNumber }
    return parent.isEmpty ? nil : String(parent)
  }

  /// The name beside a comment: `ada@example.org (Ada)`, or in its title in old feeds: `by: Ada`.
  private static func author(of record: XMLElement) -> String? {
    if let name = record.string("dc:creator") { return HTMLEntities.resolved(name) }
    if let address = record.string("author") {
      guard address.hasSuffix(")"), let open = address.firstIndex(of: "(") else { return address }
      return String(address[address.index(after: open)...].dropLast())
    }
    guard let title = record.string("title"), title.lowercased().hasPrefix("by: ") else {
      return nil
    }
    return HTMLEntities.resolved(String(title.dropFirst(4)))
  }
}
