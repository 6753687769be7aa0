// SPDX-License-Identifier: Apache-2.0

/// Makes ASCII capitals small, byte for byte.
enum ASCIIFolding {
  /// `byte`, or its small letter.
  @inline(__always)
  static func folded(_ byte: UInt8) -> UInt8 {
    byte | (byte &- 0x41 < 26 ? 0x20 : 0)
  }
}
