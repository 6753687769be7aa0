// SPDX-License-Identifier: Apache-2.0

/// Makes ASCII capitals small, byte for byte.
enum ASCIIFolding {
  /// `byte`, or its small letter.
  @inline(__always)
  static func folded(_ byte: UInt8) -> UInt8 {
    byte | (byte &- 0x41 < 26 ? 0x20 : 0)
  }

  /// Writes the folded text to `folded`; `true` if it holds a character beyond ASCII that equals an
  /// ASCII letter when case is ignored: U+017F (C5 BF) or U+212A (E2 84 AA).
  static func fold(_ text: UnsafeBufferPointer<UInt8>, into folded: inout [UInt8]) -> Bool {
    folded.removeAll(keepingCapacity: true)
    unsafe folded.append(contentsOf: text)
    let count = folded.count
    var isASCII = true
    // Sound: both loops stay below `count`, the length of both buffers.
    return unsafe folded.withUnsafeMutableBufferPointer { bytes in
      // A plain loop without branches: the compiler makes vector code of it.
      var high: UInt8 = 0
      for index in 0..<count {
        let byte = unsafe bytes[index]
        high |= byte
        unsafe bytes[index] = Self.folded(byte)
      }
      isASCII = high < 0x80
      if isASCII { return false }
      for index in 1..<max(count, 1) {
        let byte = unsafe bytes[index]
        if unsafe byte == 0xBF && bytes[index - 1] == 0xC5 { return true }
        if unsafe byte == 0xAA && index > 1 && bytes[index - 1] == 0x84 && bytes[index - 2] == 0xE2
        {
          return true
        }
      }
      return false
    }
  }
}
