// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What the readers of saved pages share.
enum HTMLPages {
  /// Reads the comments of a page.
  static func read(
    _ bytes: [UInt8],
    format: DumpFormat,
    name: String,
    into sink: inout RecordSink
  ) {
    var bytes = bytes
    if let (text, encoding) = decoded(bytes) {
      bytes = text
      sink.places = LinePlaces(
        bytes,
        0..<bytes.count,
        baseOffset: sink.places.baseOffset,
        baseLine: 1
      )
      sink.note("encoding:\(encoding)", at: 0)
    }
    let page = HTMLDocument(bytes)
    switch format {
    case .hackerNewsHTML: HackerNewsPage(page, name: name).read(into: &sink)
    case .lobstersHTML: LobstersPage(page, name: name).read(into: &sink)
    default: MarkedUpPage(page, name: name).read(into: &sink)
    }
  }

  /// Unix seconds of a time in markup, which may lack its seconds: `2024-02-29T12:35Z`.
  static func time(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    if let seconds = RecordTime.seconds(bytes[...]) { return seconds }
    guard bytes.count >= 16, bytes[4] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: ":") else {
      return nil
    }
    return RecordTime.seconds((bytes[..<16] + ":00".utf8 + bytes[16...])[...])
  }

  /// A page as UTF-8 that is in another encoding: because it says so, or because it is not UTF-8 and
  /// says nothing.
  private static func decoded(_ bytes: [UInt8]) -> (text: [UInt8], encoding: String)? {
    let windows = "windows-1252"
    guard let name = charset(in: bytes) else {
      return Windows1252.isLikely(Array(bytes.prefix(1 << 20)))
        ? (Windows1252.utf8(bytes), windows) : nil
    }
    guard
      UTF8Check.firstFault(in: bytes.span, 0..<bytes.count) != nil
        || TextEncoding.isEscaped(bytes, charset: name)
    else { return nil }
    if [windows, "iso-8859-1", "latin1", "us-ascii"].contains(name) {
      return (Windows1252.utf8(bytes), windows)
    }
    return TextEncoding.utf8(bytes, charset: name).map { ($0, name) }
  }

  /// The encoding that a page names, in lower case.
  private static func charset(in bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(2048), as: UTF8.self).lowercased()
    guard let found = head.firstRange(of: "charset=") else { return nil }
    let name = head[found.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
      .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    return String(name)
  }

  /// The last part of a path, for pages that do not say what they are.
  static func fileName(_ name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? "page"
  }

  /// The value of a name in an address: `…?name=value&…`.
  static func value(of name: String, in address: String) -> String? {
    guard let found = address.firstRange(of: name + "=") else { return nil }
    return String(address[found.upperBound...].prefix { $0 != "&" })
  }

  /// The number behind `key` in an address, such as `id=` in `item?id=8863`.
  static func identifier(behind key: String, in address: String) -> String? {
    guard let found = address.firstRange(of: key) else { return nil }
    let id = address[found.upperBound...].prefix {
      $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-"
    }
    return id.isEmpty ? nil : String(id)
  }
}

/// Whom a comment answers, on pages that indent: the last one a level further out.
struct IndentedParents {
  private var above: [String] = []

  /// The parent of a comment at a level, the outermost being 0.
  mutating func parent(of id: String, level: Int) -> String? {
    let level = min(max(0, level), above.count)
    above.removeSubrange(level...)
    defer { above.append(id) }
    return above.last
  }
}
