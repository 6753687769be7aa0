// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// `&amp;`, `&lt;` and `&gt;`: what Reddit's interface, and so its dumps, write for `&`, `<` and `>`.
enum MarkdownEscapes {
  /// A body with its escapes read; `nil` if it has none.
  static func read(in body: [UInt8]) -> MappedText? {
    guard ByteSearch.contains(UInt8(ascii: "&"), in: body) else { return nil }
    var text = MappedText()
    return read(body, into: &text) ? text : nil
  }

  /// Makes `text` a body with its escapes read.
  ///
  /// - Returns: Whether it has any.
  static func read(_ body: [UInt8], into text: inout MappedText) -> Bool {
    text.removeAll()
    text.reserveCapacity(body.count)
    append(0..<body.count, of: body, to: &text)
    return text.bytes.count < body.count
  }

  static func append(_ range: Range<Int>, of body: [UInt8], to text: inout MappedText) {
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      guard body[index] == UInt8(ascii: "&"), let escape = escape(in: body, at: index + 1) else {
        index += 1
        continue
      }
      text.append(copying: start..<index, of: body)
      let end = index + escape.length
      text.append(scalar: escape.scalar, for: index..<end)
      (start, index) = (end, end)
    }
    text.append(copying: start..<range.upperBound, of: body)
  }

  /// The escape whose name begins at a byte, with all of its bytes counted.
  private static func escape(in body: [UInt8], at name: Int) -> (scalar: UInt32, length: Int)? {
    func has(_ offset: Int, _ byte: Unicode.Scalar) -> Bool {
      name + offset < body.count && body[name + offset] == UInt8(ascii: byte)
    }
    if has(0, "g"), has(1, "t"), has(2, ";") { return (0x3E, 4) }
    if has(0, "l"), has(1, "t"), has(2, ";") { return (0x3C, 4) }
    if has(0, "a"), has(1, "m"), has(2, "p"), has(3, ";") { return (0x26, 5) }
    return nil
  }
}
