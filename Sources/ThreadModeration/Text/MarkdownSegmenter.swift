// SPDX-License-Identifier: Apache-2.0

/// Tells quotations and code from an author's own words, in plain text and Markdown.
///
/// - Lines that start with `>` (after at most three spaces) are quotations; Reddit's spoiler mark
///   `>!` is not.
/// - Lines between closed fences of three or more backticks or tildes are code. A fence that is
///   never closed hides nothing: its lines stay prose.
/// - `` `code` `` inside a line is code; so are lines indented by four spaces or a tab after a blank
///   line, in Markdown only.
///
/// Source: CommonMark 0.31 (sections 4.4, 4.5, 5.1, 6.1), with the departures named here. One pass,
/// linear, no recursion: nested quotations are one quotation.
enum MarkdownSegmenter {
  static func segments(of body: [UInt8], format: BodyFormat) -> [TextSegment] {
    segments(of: body, format: format, census: ByteCensus(body))
  }

  /// As above, for a body whose bytes were looked at before.
  static func segments(
    of body: [UInt8],
    format: BodyFormat,
    census: ByteCensus
  ) -> [TextSegment] {
    if isPlain(body, census) {
      return body.isEmpty ? [] : [TextSegment(kind: .prose, range: 0..<body.count)]
    }
    return segmentsByLine(of: body, format: format)
  }

  /// Whether nothing in a body is any of it: no mark of a quotation or of code, and nowhere the white space
  /// that code is indented by.
  private static func isPlain(_ body: [UInt8], _ census: ByteCensus) -> Bool {
    if census.mayHold(UInt8(ascii: ">")) || census.mayHold(UInt8(ascii: "`"))
      || census.mayHold(UInt8(ascii: "~")) || census.mayHold(0x09)
    {
      return false
    }
    // Four spaces in a row hold one at every fourth place.
    let span = body.span
    var index = 3
    while index < span.count {
      if ByteClass.isSpace(span[index]) {
        var (start, end) = (index, index + 1)
        while start > 0, index - start < 3, ByteClass.isSpace(span[start - 1]) { start -= 1 }
        while end < span.count, end - start < 4, ByteClass.isSpace(span[end]) { end += 1 }
        if end - start >= 4 { return false }
      }
      index += 4
    }
    return true
  }

  /// As above, whatever the body holds.
  static func segmentsByLine(of body: [UInt8], format: BodyFormat) -> [TextSegment] {
    let lines = lineRanges(of: body)
    let isCode = fencedLines(lines, in: body)
    var list = SegmentList()
    var isAfterBlank = true
    var isInIndentedCode = false
    for (number, line) in lines.enumerated() {
      if isCode[number] {
        list.append(.code, line)
        isAfterBlank = false
        isInIndentedCode = false
        continue
      }
      let indent = indentation(of: line, in: body)
      let isBlank = indent.next == line.upperBound
      if isQuote(indent: indent, line: line, in: body) {
        list.append(.quote, line)
        isInIndentedCode = false
      } else if format == .markdown, !isBlank, indent.columns >= 4,
        isAfterBlank || isInIndentedCode
      {
        list.append(.code, line)
        isInIndentedCode = true
      } else {
        if !isBlank { isInIndentedCode = false }
        appendProse(line, of: body, to: &list)
      }
      isAfterBlank = isBlank
    }
    return list.segments
  }

  /// Lines with their line feeds.
  static func lineRanges(of body: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (index, byte) in body.enumerated() where byte == 0x0A {
      lines.append(start..<index + 1)
      start = index + 1
    }
    if start < body.count { lines.append(start..<body.count) }
    return lines
  }

  /// Which lines belong to a fenced block that is closed.
  private static func fencedLines(_ lines: [Range<Int>], in body: [UInt8]) -> [Bool] {
    var result = [Bool](repeating: false, count: lines.count)
    var opening: (line: Int, mark: UInt8, length: Int)?
    for (number, line) in lines.enumerated() {
      guard let fence = fence(on: line, in: body) else { continue }
      if let open = opening {
        guard fence.mark == open.mark, fence.length >= open.length, fence.isBare else { continue }
        for inside in open.line...number { result[inside] = true }
        opening = nil
      } else {
        opening = (number, fence.mark, fence.length)
      }
    }
    return result
  }

  private static func fence(
    on line: Range<Int>,
    in body: [UInt8]
  ) -> (mark: UInt8, length: Int, isBare: Bool)? {
    let indent = indentation(of: line, in: body)
    guard indent.columns < 4, indent.next < line.upperBound else { return nil }
    let mark = body[indent.next]
    guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    var index = indent.next
    while index < line.upperBound, body[index] == mark { index += 1 }
    let length = index - indent.next
    guard length >= 3 else { return nil }
    while index < line.upperBound, ByteClass.isSpace(body[index]) { index += 1 }
    let isBare = index == line.upperBound
    // ```word``` on one line is inline code, not a fence.
    if !isBare, mark == UInt8(ascii: "`"), body[index..<line.upperBound].contains(mark) {
      return nil
    }
    return (mark, length, isBare)
  }

  private static func indentation(
    of line: Range<Int>,
    in body: [UInt8]
  ) -> (columns: Int, next: Int) {
    var columns = 0
    var index = line.lowerBound
    while index < line.upperBound, ByteClass.isSpace(body[index]) {
      columns += body[index] == 0x09 ? 4 : 1
      index += 1
    }
    return (columns, index)
  }

  private static func isQuote(
    indent: (columns: Int, next: Int),
    line: Range<Int>,
    in body: [UInt8]
  ) -> Bool {
    guard indent.columns < 4, indent.next < line.upperBound,
      body[indent.next] == UInt8(ascii: ">")
    else { return false }
    let after = indent.next + 1
    return after >= line.upperBound || body[after] != UInt8(ascii: "!")
  }

  /// Splits a line of prose at inline code.
  private static func appendProse(_ line: Range<Int>, of body: [UInt8], to list: inout SegmentList)
  {
    let tick = UInt8(ascii: "`")
    var start = line.lowerBound
    var index = line.lowerBound
    while index < line.upperBound {
      guard body[index] == tick else {
        index += 1
        continue
      }
      var opened = index
      while opened < line.upperBound, body[opened] == tick { opened += 1 }
      guard let end = closing(of: opened - index, from: opened, before: line.upperBound, in: body)
      else {
        index = opened
        continue
      }
      list.append(.prose, start..<index)
      list.append(.code, index..<end)
      start = end
      index = end
    }
    list.append(.prose, start..<line.upperBound)
  }

  /// The end of a run of exactly `length` backticks. Linear over a line in all but contrived text;
  /// the search is capped so that contrived text stays linear too.
  private static func closing(
    of length: Int,
    from start: Int,
    before end: Int,
    in body: [UInt8]
  ) -> Int? {
    let tick = UInt8(ascii: "`")
    var index = start
    let end = min(end, start + 1_000)
    while index < end {
      guard body[index] == tick else {
        index += 1
        continue
      }
      var after = index
      while after < end, body[after] == tick { after += 1 }
      if after - index == length { return after }
      index = after
    }
    return nil
  }
}
