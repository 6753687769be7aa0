// SPDX-License-Identifier: Apache-2.0

/// Looks for single bytes.
package enum ByteSearch {
  /// Whether a text has a byte, sixteen at a time.
  ///
  /// With vectors: the compiler makes a loop over a `Span` one that looks at byte after byte, even if it is
  /// written so as never to leave early (seen in its code).
  ///
  /// - Complexity: O(*n*) in the bytes, found or not.
  package static func contains(_ byte: UInt8, in text: [UInt8]) -> Bool {
    let count = text.count
    guard count >= 16 else { return text.contains(byte) }
    return unsafe text.withUnsafeBufferPointer { text in
      guard let start = text.baseAddress else { return false }
      let wanted = ByteCount.Vector(repeating: byte)
      // Sound: every load ends at the text's end or before; the last one may read bytes again.
      var found = unsafe ByteCount.vector(start, count &- 16) .== wanted
      var place = 0
      while place &+ 16 <= count {
        found .|= unsafe ByteCount.vector(start, place) .== wanted
        place &+= 16
      }
      return ByteCount.hasAny(found)
    }
  }
}
