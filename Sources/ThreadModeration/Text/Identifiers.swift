// SPDX-License-Identifier: Apache-2.0

/// Names of programs in running text, which nobody put into backticks.
enum Identifiers {
  private static let maxBytes = 200
  private static let fileEndings: Set<[UInt8]> = Set(
    "h c cc cpp hpp m mm py js ts jsx tsx go rs java kt rb php swift cs sh md txt json yml yaml xml html css sql"
      .split(separator: " ").map { Array($0.utf8) }
  )

  /// Whether what stands between white space around some bytes is a scoped name (`a::b`), a call (`a_b(`), a
  /// type (`a_size_t`) or the path of a source file (`a/b/c.h`).
  ///
  /// - Complexity: O(1).
  static func isOne(around range: Range<Int>, in body: [UInt8]) -> Bool {
    var start = range.lowerBound
    var end = range.upperBound
    while start > 0, !ByteClass.isSpace(body[start - 1]) {
      start -= 1
      if end - start > maxBytes { return false }
    }
    while end < body.count, !ByteClass.isSpace(body[end]) {
      end += 1
      if end - start > maxBytes { return false }
    }
    while end > start, !isPart(body[end - 1]) { end -= 1 }
    let token = body[start..<end]
    guard token.count > range.count else { return false }
    let behind = body[start..<min(end + 2, body.count)]
    return hasScope(behind) || isPath(token) || token.reversed().starts(with: "t_ezis".utf8)
      || hasCall(behind)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_")
  }

  private static func hasScope(_ token: ArraySlice<UInt8>) -> Bool {
    let colon = UInt8(ascii: ":")
    return token.indices.dropFirst().dropLast().contains { index in
      token[index] == colon && token[index + 1] == colon && isPart(token[index - 1])
    }
  }

  private static func hasCall(_ token: ArraySlice<UInt8>) -> Bool {
    guard let open = token.firstIndex(of: UInt8(ascii: "(")), open > token.startIndex,
      isPart(token[open - 1])
    else { return false }
    return token[..<open].contains(UInt8(ascii: "_"))
  }

  private static func isPath(_ token: ArraySlice<UInt8>) -> Bool {
    guard let slash = token.lastIndex(of: UInt8(ascii: "/")),
      let point = token.lastIndex(of: UInt8(ascii: ".")), point > slash
    else { return false }
    // Not an address: "a.example/b.html".
    let host = token.prefix { $0 != UInt8(ascii: "/") }
    return fileEndings.contains(Array(token[(point + 1)...]))
      && (host.allSatisfy { $0 == UInt8(ascii: ".") } || !host.contains(UInt8(ascii: ".")))
      && !token.contains(UInt8(ascii: ":"))
  }
}
