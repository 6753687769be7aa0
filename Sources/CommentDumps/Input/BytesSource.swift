// SPDX-License-Identifier: Apache-2.0

/// Bytes that are already in memory.
///
/// ```swift
/// var reader = try DumpReader(
///   source: BytesSource(#"{"id":"c1","body":"Hello"}"#), name: "example")
/// ```
///
/// Sendable.
public struct BytesSource: ByteSource, Sendable {
  private let bytes: [UInt8]
  private let largestRead: Int
  private var position = 0

  /// Makes a source of bytes.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - largestRead: The most bytes one read returns, at least 1, less counts as 1; a small number
  ///     imitates a slow pipe.
  public init(_ bytes: [UInt8], largestRead: Int = .max) {
    self.bytes = bytes
    self.largestRead = max(largestRead, 1)
  }

  /// Makes a source of a text's UTF-8 bytes.
  public init(_ text: String) { self.init(Array(text.utf8)) }

  /// Returns the next bytes; none at the end, or if none are wanted. Never throws.
  public mutating func read(upToCount count: Int) -> [UInt8] {
    let end = position + min(max(count, 0), largestRead, bytes.count - position)
    defer { position = end }
    return Array(bytes[position..<end])
  }
}
