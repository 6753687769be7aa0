// SPDX-License-Identifier: Apache-2.0

/// Tells quotations, code and tags from an author's own words, in HTML.
///
/// Tags are skipped, not interpreted; `<blockquote>` and `<q>` open a quotation, `<pre>`, `<code>`,
/// `<script>` and `<style>` open something that is not words. What is never closed ends with the
/// body. A body with no words but in `<pre>` and `<code>` is mail as archives of lists show it, or hides them:
/// there they are words.
/// Linear, no recursion.
enum HTMLSegmenter {
  static func segments(of body: [UInt8]) -> [TextSegment] {
    var hasWords = false
    var hasCode = false
    let segments = segments(of: body, readsCode: false, &hasWords, &hasCode)
    if hasWords || !hasCode { return segments }
    return Self.segments(of: body, readsCode: true, &hasWords, &hasCode)
  }

  /// - Parameters:
  ///   - hasWords: Set when there are words that are no code.
  ///   - readsCode: Whether `<pre>` and `<code>` are words.
  ///   - hasCode: Set when there is a `<pre>` or `<code>`.
  private static func segments(
    of body: [UInt8],
    readsCode: Bool,
    _ hasWords: inout Bool,
    _ hasCode: inout Bool
  ) -> [TextSegment] {
    var list = SegmentList()
    var quoteDepth = 0
    var codeDepth = 0
    var start = 0
    var index = 0
    // From here on no comment is closed: known after one search, so that `<!--` over and over stays
    // linear.
    var isCommentOpen = false
    func kind() -> TextSegment.Kind { codeDepth > 0 ? .code : quoteDepth > 0 ? .quote : .prose }
    func isWords(_ range: Range<Int>) -> Bool {
      codeDepth == 0 && body[range].contains { $0 > 0x20 }
    }
    while index < body.count {
      guard body[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      let isComment = HTMLTag.isComment(body, index + 1)
      guard !(isComment && isCommentOpen), let tag = HTMLTag(in: body, at: index) else {
        if isComment { isCommentOpen = true }
        index += 1
        continue
      }
      list.append(kind(), start..<index)
      if !hasWords { hasWords = isWords(start..<index) }
      let change = tag.isClosing ? -1 : tag.isSelfClosing ? 0 : 1
      switch tag.name {
      case "blockquote", "q": quoteDepth = max(0, quoteDepth + change)
      case "pre", "code":
        hasCode = true
        if !readsCode { codeDepth = max(0, codeDepth + change) }
      case "script", "style":
        codeDepth = max(0, codeDepth + change)
      default: break
      }
      let isQuoted = quoteDepth > 0 || codeDepth > 0
      list.append(tag.endsLine ? .lineBreak : isQuoted ? .quotedMarkup : .markup, tag.range)
      index = tag.range.upperBound
      start = index
    }
    list.append(kind(), start..<body.count)
    if !hasWords { hasWords = isWords(start..<body.count) }
    return list.segments
  }
}

/// A tag, comment or declaration in HTML text.
struct HTMLTag {
  /// In lower case; empty for comments and declarations. At most 16 bytes are kept.
  var name: String
  var isClosing: Bool
  var isSelfClosing: Bool
  /// From `<` to after `>`.
  var range: Range<Int>

  /// Whether the tag ends a line or paragraph.
  var endsLine: Bool {
    switch name {
    case "p", "br", "div", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "hr", "h1", "h2",
      "h3", "h4", "h5", "h6", "section", "article":
      true
    default: false
    }
  }

  /// Reads the tag at a `<`; `nil` where HTML would read the `<` as text.
  ///
  /// Source: HTML Standard, section 13.2.5 (tag open state), for what starts a tag.
  init?(in body: [UInt8], at start: Int) {
    var index = start + 1
    guard index < body.count else { return nil }
    if body[index] == UInt8(ascii: "!") || body[index] == UInt8(ascii: "?") {
      guard let end = Self.end(from: index, in: body, isComment: Self.isComment(body, index)) else {
        return nil
      }
      (name, isClosing, isSelfClosing, range) = ("", false, true, start..<end)
      return
    }
    isClosing = body[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    guard index < body.count, ByteClass.isLetter(body[index]) else { return nil }
    var letters: [UInt8] = []
    while index < body.count, ByteClass.isAlphanumeric(body[index]) {
      if letters.count < 16 { letters.append(ByteClass.lowered(body[index])) }
      index += 1
    }
    guard let end = Self.end(from: index, in: body, isComment: false) else { return nil }
    name = String(decoding: letters, as: UTF8.self)
    isSelfClosing = end >= 2 && body[end - 2] == UInt8(ascii: "/")
    range = start..<end
  }

  /// Whether a `<` before `index` opens a comment.
  static func isComment(_ body: [UInt8], _ index: Int) -> Bool {
    index + 2 < body.count && body[index] == UInt8(ascii: "!")
      && body[index + 1] == UInt8(ascii: "-")
      && body[index + 2] == UInt8(ascii: "-")
  }

  /// The place after the `>` that ends a tag; quotes protect a `>`. A tag longer than 4,096 bytes
  /// is text, so that a body of nothing but `<a` stays linear. Comments may be of any length.
  private static func end(from start: Int, in body: [UInt8], isComment: Bool) -> Int? {
    var quote: UInt8 = 0
    var index = start
    let limit = isComment ? body.count : min(body.count, start + 4_096)
    while index < limit {
      let byte = body[index]
      if isComment {
        if byte == UInt8(ascii: ">"), index >= start + 4, body[index - 1] == UInt8(ascii: "-"),
          body[index - 2] == UInt8(ascii: "-")
        {
          return index + 1
        }
      } else if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index + 1
      } else if byte == UInt8(ascii: "<") {
        return nil
      }
      index += 1
    }
    return nil
  }
}

/// A character reference such as `&amp;`, `&#39;` or `&#x1F600;`.
enum HTMLEntity {
  /// As below, of text in which `&` may be written `&amp;`: `&amp;#105;` is an `i`.
  static func escapedScalar(in body: [UInt8], at start: Int) -> (scalar: UInt32, length: Int)? {
    guard let outer = scalar(in: body, at: start) else { return nil }
    let rest = start + outer.length
    guard outer.scalar == 0x26, rest < body.count, body[rest] == UInt8(ascii: "#") else {
      return outer
    }
    let inner = [UInt8(ascii: "&")] + body[rest..<min(body.count, rest + 11)]
    guard let found = scalar(in: inner, at: 0) else { return outer }
    return (found.scalar, outer.length + found.length - 1)
  }

  /// The scalar at an `&` and the bytes it takes, or `nil` where it is not a reference.
  ///
  /// Read are numeric references and the named ones of HTML 4, and those of punctuation.
  static func scalar(in body: [UInt8], at start: Int) -> (scalar: UInt32, length: Int)? {
    let limit = min(body.count, start + 12)
    guard let end = body[start..<limit].firstIndex(of: UInt8(ascii: ";")), end > start + 1 else {
      return nil
    }
    let name = body[start + 1..<end]
    if name.first == UInt8(ascii: "#") {
      let digits = name.dropFirst()
      let isHex = digits.first == UInt8(ascii: "x") || digits.first == UInt8(ascii: "X")
      let text = String(decoding: isHex ? digits.dropFirst() : digits, as: UTF8.self)
      guard text.utf8.first != UInt8(ascii: "+"), let value = UInt32(text, radix: isHex ? 16 : 10),
        let scalar = Unicode.Scalar(value),
        value != 0
      else { return nil }
      return (scalar.value, end + 1 - start)
    }
    guard let value = HTMLEntityNames.scalars[String(decoding: name, as: UTF8.self)] else {
      return nil
    }
    return (value, end + 1 - start)
  }
}
