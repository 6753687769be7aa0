// SPDX-License-Identifier: Apache-2.0

/// Turns UTF-16 into UTF-8. Units that are half of a pair become U+FFFD.
struct UTF16Source: ByteSource {
  private var source: any ByteSource
  private let isBigEndian: Bool
  /// A byte whose unit is not complete.
  private var half: UInt8?
  /// A unit that waits for the second one of its pair.
  private var lead: UInt16?
  private let log: InputLog

  /// Which byte comes first, if `bytes`, the first of an input, are UTF-16: by their mark, or
  /// because every other byte of the first characters is zero.
  static func isBigEndian(_ bytes: [UInt8]) -> Bool? {
    if bytes.starts(with: [0xFF, 0xFE]) { return false }
    if bytes.starts(with: [0xFE, 0xFF]) { return true }
    guard bytes.count >= 4 else { return nil }
    switch bytes[..<4].map({ $0 == 0 }) {
    case [false, true, false, true]: return false
    case [true, false, true, false]: return true
    default: return nil
    }
  }

  init(_ source: any ByteSource, isBigEndian: Bool, log: InputLog) {
    self.source = source
    self.isBigEndian = isBigEndian
    self.log = log
    log.notes.append("encoding:utf-16")
  }

  mutating func read(upToCount count: Int) throws -> [UInt8] {
    // A unit becomes three bytes at most.
    let limit = max(1, count / 3)
    while true {
      let bytes = try source.read(upToCount: limit)
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count * 2)
      for byte in bytes {
        guard let first = half else {
          half = byte
          continue
        }
        half = nil
        let unit =
          isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
        take(unit, into: &text)
      }
      if bytes.isEmpty {
        if half != nil || lead != nil { repair(into: &text) }
        half = nil
        lead = nil
        return text
      }
      if !text.isEmpty { return text }
    }
  }

  private mutating func take(_ unit: UInt16, into text: inout [UInt8]) {
    if let high = lead {
      lead = nil
      if unit & 0xFC00 == 0xDC00,
        let scalar = Unicode.Scalar(
          0x1_0000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
        )
      {
        text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        return
      }
      repair(into: &text)
    }
    if unit & 0xFC00 == 0xD800 {
      lead = unit
    } else if let scalar = Unicode.Scalar(UInt32(unit)) {
      for byte in scalar.utf8 { text.append(byte) }
    } else {
      repair(into: &text)
    }
  }

  private func repair(into text: inout [UInt8]) {
    text += [0xEF, 0xBF, 0xBD]
    log.notes.append("lone-surrogate")
  }
}
