// SPDX-License-Identifier: Apache-2.0

/// What a text must contain at least for a pattern to match: three facts that the library works out
/// when it compiles, and checks itself at each call. Asking them here saves the call, and lets a
/// sliced search jump to the next possible start without scanning a stretch twice.
struct TextNeeds: Sendable {
  /// Bytes with which a match can begin, when known.
  let firstBytes: ByteSet?

  /// A byte which every match contains (one of these: the letter in both cases), when known.
  let requiredBytes: ByteSet?

  /// Characters, and so bytes, that a match has at least.
  let minimumBytes: Int

  /// Reads the facts.
  ///
  /// - Parameter isKnown: Whether the pattern is a UTF pattern or only matched with ASCII texts.
  ///   Otherwise the library compares bytes beyond ASCII by rules of its own, and nothing is needed.
  init(of code: OpaquePointer, isKnown: Bool) {
    guard isKnown else {
      firstBytes = nil
      requiredBytes = nil
      minimumBytes = 0
      return
    }
    minimumBytes = Int(unsafe PCRE2.fact(.minimumLength, of: code))
    // A match begins at a character: taking the continuation bytes out keeps a jump to a first
    // byte on a character's boundary, which NO_UTF_CHECK demands.
    if unsafe PCRE2.fact(.firstCodeType, of: code) == 1 {
      let byte = UInt8(truncatingIfNeeded: unsafe PCRE2.fact(.firstCodeUnit, of: code))
      firstBytes = ByteSet(bothCasesOf: byte)
    } else if let table = unsafe PCRE2.firstBytes(of: code) {
      var set = ByteSet()
      for byte in UInt8.min...UInt8.max where table[Int(byte >> 3)] & (1 << (byte & 7)) != 0 {
        if byte & 0xC0 != 0x80 { set.insert(byte) }
      }
      firstBytes = set
    } else {
      firstBytes = nil
    }
    if unsafe PCRE2.fact(.lastCodeType, of: code) == 1 {
      let byte = UInt8(truncatingIfNeeded: unsafe PCRE2.fact(.lastCodeUnit, of: code))
      requiredBytes = ByteSet(bothCasesOf: byte)
    } else {
      requiredBytes = nil
    }
  }

  /// Whether a text of `count` bytes, of the kinds in `present`, can have a match at all.
  @inline(__always)
  func allow(count: Int, present: ByteSet) -> Bool {
    if count < minimumBytes { return false }
    if let requiredBytes, requiredBytes.isDisjoint(with: present) { return false }
    if let firstBytes, firstBytes.isDisjoint(with: present) { return false }
    return true
  }
}
