// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Optional values. Missing, null and the empty string are `nil`; a value of another type is `nil`
/// too, and noted.
extension RecordReader {
  /// A string, or the exact characters of a number.
  mutating func identifier(_ key: RecordKey, _ bytes: [UInt8]) -> String? {
    guard let token = fields[key], !token.isEmpty else { return nil }
    guard token.kind == .string || token.kind == .number else { return wrongType(key, token) }
    return decode(token, bytes)
  }

  mutating func string(_ key: RecordKey, _ bytes: [UInt8]) -> String? {
    guard let token = fields[key], !token.isEmpty else { return nil }
    guard token.kind == .string else { return wrongType(key, token) }
    return decode(token, bytes)
  }

  mutating func boolean(_ key: RecordKey) -> Bool? {
    guard let token = fields[key], !token.isEmpty else { return nil }
    switch token.kind {
    case .true: return true
    case .false: return false
    default: return wrongType(key, token)
    }
  }

  /// A whole number of 64 bits, also as a string.
  mutating func integer(_ key: RecordKey, _ bytes: [UInt8]) -> Int? {
    guard let token = fields[key], !token.isEmpty else { return nil }
    if let characters = characters(token, bytes),
      let value = RecordNumber.exactInteger(characters)
    {
      return Int(exactly: value)
    }
    return wrongType(key, token)
  }

  mutating func time(_ key: RecordKey, _ bytes: [UInt8]) -> Int64? {
    guard let token = fields[key], !token.isEmpty else { return nil }
    guard let characters = characters(token, bytes) else { return wrongType(key, token) }
    if let seconds = RecordTime.seconds(characters) { return seconds }
    note("unreadable-time", at: token.start)
    return nil
  }

  mutating func bodyFormat(_ bytes: [UInt8]) -> BodyFormat? {
    guard let token = fields[.bodyFormat], !token.isEmpty else { return nil }
    guard token.kind == .string else { return wrongType(.bodyFormat, token) }
    let word = text.rawBytes(token, in: bytes)
    for format in BodyFormat.allCases where word.elementsEqual(format.rawValue.utf8) {
      return format
    }
    note("unknown-body-format", at: token.start)
    return .text
  }

  /// Decodes a string or a number, noting what was mended.
  mutating func decode(_ token: JSONToken, _ bytes: [UInt8]) -> String {
    let decoded = text.decode(token, in: bytes)
    if let index = text.illFormedByte { note("ill-formed-utf8", at: index) }
    if let index = text.loneSurrogate { note("lone-surrogate", at: index) }
    return decoded
  }

  /// The characters of a number, or of a string that may hold one.
  private mutating func characters(_ token: JSONToken, _ bytes: [UInt8]) -> ArraySlice<UInt8>? {
    switch token.kind {
    case .number: bytes[token.range]
    case .string: token.hasEscapes ? text.rawBytes(token, in: bytes)[...] : bytes[token.range]
    default: nil
    }
  }

  private mutating func wrongType<Value>(_ key: RecordKey, _ token: JSONToken) -> Value? {
    note("wrong-type:" + key.spelling, at: token.start)
    return nil
  }
}
