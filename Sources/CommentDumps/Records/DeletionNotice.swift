// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Sentences that systems put in the place of words that are gone: "This comment was deleted."
///
/// They are nobody's words. Left as they are, a few of them look like one text sent again and again.
enum DeletionNotice {
  /// What says so, in small letters, without marks; as Lobsters, Disqus, Blogger, Discourse, Reddit and Hacker News
  /// write it.
  private static let sentences: Set<String> = [
    "deleted", "removed", "flagged", "dead", "removed by reddit", "comment deleted",
    "comment removed",
    "comment removed by author", "comment removed by moderator", "comment deleted by user",
    "this comment was deleted", "this comment has been deleted", "this comment was removed",
    "this comment has been removed", "this comment has been removed by the author",
    "this comment has been removed by a blog administrator", "this post was deleted",
    "post deleted by author", "topic deleted by author", "message deleted",
    "this message was deleted",
    "deleted by user", "deleted by creator", "permanently deleted", "removed by mod",
    "removed by moderator",
  ]

  /// What says so and goes on with a name, a reason or a time: only where the source marks the comment, for others
  /// may go on as they like behind it.
  private static let beginnings = [
    "comment removed by moderator ", "comment from banned user removed",
    "post withdrawn by author will be",
    "topic withdrawn by author will be",
  ]

  /// Who else than its author took a comment away.
  private static let others = ["moderator", "administrator", "reddit", "banned"]

  /// Longer bodies are words.
  private static let maxBytes = 300

  /// The body of a comment that is gone, by who took it away: `[deleted]` by its author, `[removed]` by somebody else;
  /// `nil` for words.
  ///
  /// - Parameter isMarked: Whether the source says that the comment is gone. Otherwise single words stand for it only in
  ///   brackets: somebody may have written "Removed".
  static func mark(for body: String, isMarked: Bool) -> String? {
    guard body.utf8.count <= maxBytes else { return nil }
    guard isMarked || !hasMore(body) else { return nil }
    let (words, isBracketed) = words(of: body)
    guard
      isMarked
        ? sentences.contains(words) || beginnings.contains(where: { words.hasPrefix($0) })
        : sentences.contains(words)
          && (isBracketed || words.hasPrefix("this comment has been removed by"))
    else { return nil }
    let isOthers = others.contains { words.contains($0) } || words.hasPrefix("removed")
    return isOthers || words == "flagged" || words == "dead" ? "[removed]" : "[deleted]"
  }

  /// Tags in which systems put their notices. What has others, such as a link or a picture, says more.
  private static let plainTags: Set<String> = [
    "p", "div", "span", "em", "i", "b", "strong", "br", "small", "blockquote",
  ]

  private static func hasMore(_ body: String) -> Bool {
    body.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst()
      .contains { rest in
        let name = rest.drop { $0 == UInt8(ascii: "/") }.prefix {
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
        }
        return !plainTags.contains(String(decoding: name, as: UTF8.self).lowercased())
      }
  }

  /// The words in small ASCII letters with one space between, tags left out, and whether they stand in brackets.
  private static func words(of body: String) -> (words: String, isBracketed: Bool) {
    var words: [UInt8] = []
    var isTag = false
    var (first, last): (UInt8?, UInt8?) = (nil, nil)
    for byte in body.utf8 {
      if byte == UInt8(ascii: "<") {
        isTag = true
      } else if byte == UInt8(ascii: ">"), isTag {
        isTag = false
        if words.last != 0x20, !words.isEmpty { words.append(0x20) }
      } else if !isTag {
        if byte > 0x20 {
          first = first ?? byte
          last = byte
        }
        let small = byte | 0x20
        if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(small), byte >= 0x41 {
          words.append(small)
        } else if byte >= 0x80 || (0x30...0x39).contains(byte) {
          words.append(byte)
        } else if words.last != 0x20, !words.isEmpty {
          words.append(0x20)
        }
      }
    }
    if words.last == 0x20 { words.removeLast() }
    let isBracketed =
      first == UInt8(ascii: "[") && last == UInt8(ascii: "]")
      || first == UInt8(ascii: "(") && last == UInt8(ascii: ")")
    return (String(decoding: words, as: UTF8.self), isBracketed)
  }
}

extension Comment {
  /// Marks a comment as one of which only the place is left, if its body is empty or says nothing else.
  ///
  /// - Parameter isRemoved: Whether somebody else than the author took it away, as far as the body does not tell.
  mutating func keepOnlyPlace(isRemoved: Bool = false) {
    if body.isEmpty {
      body = isRemoved ? "[removed]" : "[deleted]"
    } else if let mark = DeletionNotice.mark(for: body, isMarked: true) {
      body = mark
    }
  }

  /// The same where the source has no other mark than the body.
  mutating func keepOnlyPlaceOfNotice() {
    if let mark = DeletionNotice.mark(for: body, isMarked: false) { body = mark }
  }
}
