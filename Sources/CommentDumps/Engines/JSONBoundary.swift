// SPDX-License-Identifier: Apache-2.0

/// Finds where a JSON value ends while its bytes arrive, without reading it: brackets are counted
/// outside of strings. Each byte is looked at once.
struct JSONBoundary {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  /// Whether the value is a number or a word, which has no end of its own.
  private var isScalar = false

  /// The index behind the value that began where scanning began; `nil` while it has not ended.
  ///
  /// - Parameter bytes: The input; scanning goes on at `start`, where the last call stopped.
  mutating func end(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if isInString {
        if !isEscaped, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
          let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
          index = ByteSearch.first(quote, backslash, quote, in: bytes, from: index) ?? bytes.count
          continue
        }
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if depth == 0 { return index + 1 }
        }
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        if isScalar { return index }
        isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if isScalar { return index }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if isScalar { return index }
        depth -= 1
        if depth <= 0 { return index + 1 }
      case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: " "), UInt8(ascii: "\r"),
        UInt8(ascii: "\t"):
        if isScalar { return index }
      default:
        if depth == 0 { isScalar = true }
      }
      index += 1
    }
    return nil
  }
}
