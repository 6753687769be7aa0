// SPDX-License-Identifier: Apache-2.0

/// Turns XML in a character set that has several bytes for some characters (Shift_JIS, GBK, Big5 …) into
/// UTF-8, and says so in its declaration.
///
/// Bytes that are no characters of the set become U+FFFD, those of their line. Memory: a read, and a line of at
/// most ``maxHeldBytes``.
struct EncodedXMLSource: ByteSource {
  /// The most bytes that are looked at for a declaration.
  static let lookBytes = 256
  /// The longest stretch without a place to cut it that is held.
  private static let maxHeldBytes = 1 << 20

  private var source: any ByteSource
  private let charset: String
  /// The declaration up to the name of the set, and the bytes of that name.
  private let name: Range<Int>
  private var held: [UInt8] = []
  /// The bytes that are held in which no place to cut was found.
  private var searched = 0
  private var hasBegun = false
  private var isOver = false
  private var output: [UInt8] = []
  private var returned = 0

  /// Where the declaration that `bytes`, the first of an input, begin with names such a set; `nil` for all
  /// other input.
  static func charset(in bytes: [UInt8]) -> (charset: String, place: Range<Int>)? {
    guard bytes.starts(with: Array("<?xml".utf8)) else { return nil }
    let end = bytes.firstIndex(of: UInt8(ascii: ">")) ?? bytes.count
    let mark = Array("encoding".utf8)
    guard
      let found = bytes[..<end].indices.first(where: { bytes[$0..<end].starts(with: mark) }),
      let start = bytes[(found + mark.count)..<end].firstIndex(where: {
        $0 > 0x20 && ![UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'")].contains($0)
      })
    else { return nil }
    let name = bytes[start..<end].prefix {
      $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "?")
    }
    let charset = String(decoding: name, as: UTF8.self).lowercased()
    return TextEncoding.isOfSeveralBytes(charset) ? (charset, start..<name.endIndex) : nil
  }

  init(_ source: any ByteSource, charset: String, place: Range<Int>, log: InputLog) {
    self.source = source
    self.charset = charset
    name = place
    log.notes.append("encoding:\(charset)")
  }

  mutating func read(upToCount count: Int) throws -> [UInt8] {
    while returned == output.count {
      guard !isOver else { return [] }
      try convert(upToCount: count)
    }
    let end = min(returned + max(1, count), output.count)
    defer { returned = end }
    return Array(output[returned..<end])
  }

  private mutating func convert(upToCount count: Int) throws {
    output.removeAll(keepingCapacity: true)
    returned = 0
    let bytes = try source.read(upToCount: max(1, count))
    isOver = bytes.isEmpty
    held += bytes
    if !hasBegun {
      guard held.count >= name.upperBound || isOver else { return }
      hasBegun = true
      if held.count >= name.upperBound { held.replaceSubrange(name, with: Array("utf-8".utf8)) }
    }
    let end = isOver ? held.count : lastCut ?? (held.count > Self.maxHeldBytes ? lastEnd : 0)
    output = TextEncoding.utf8(Array(held[..<end]), charset: charset) ?? []
    held.removeSubrange(..<end)
    searched = held.count
  }

  /// The place behind the last byte that ends a character in all of these sets, whatever comes before it: no
  /// character goes on with one below 0x30. Where escape sequences switch between characters, they begin anew
  /// with each line.
  private var lastCut: Int? {
    let isEscaped = TextEncoding.isEscaping(charset)
    return held[searched...].lastIndex { isEscaped ? $0 == 0x0A : $0 < 0x30 }.map { $0 + 1 }
  }

  /// Where the last character ends of all that is held, as far as it is text.
  private var lastEnd: Int {
    let ends = (max(0, held.count - 3)...held.count).reversed()
    return ends.first { TextEncoding.isText(Array(held[..<$0]), charset: charset) } ?? held.count
  }
}
