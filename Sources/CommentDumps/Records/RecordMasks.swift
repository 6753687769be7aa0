// SPDX-License-Identifier: Apache-2.0

/// What the values of a line are, bit by bit of the keys.
struct RecordMasks {
  /// Keys that are there, and those whose value is not null.
  var present: UInt64 = 0
  var valued: UInt64 = 0
  /// By the kind of the value.
  var strings: UInt64 = 0
  var numbers: UInt64 = 0
  var booleans: UInt64 = 0
  /// Strings with bytes above 0x7F, and with escapes.
  var highs: UInt64 = 0
  var escaped: UInt64 = 0
  /// Numbers with a point or an exponent, or of more than 18 digits.
  var fractions: UInt64 = 0

  /// Takes a value, in place of an earlier one of the same key.
  @inline(__always)
  mutating func set(_ bit: UInt64, _ token: JSONToken, isFraction: Bool) {
    if present & bit != 0 {
      valued &= ~bit
      strings &= ~bit
      numbers &= ~bit
      booleans &= ~bit
      highs &= ~bit
      escaped &= ~bit
      fractions &= ~bit
    }
    add(bit, token.kind, token.hasHighBytes, token.hasEscapes, isFraction)
  }

  @inline(__always)
  mutating func add(
    _ bit: UInt64,
    _ kind: JSONToken.Kind,
    _ hasHighBytes: Bool,
    _ hasEscapes: Bool,
    _ isFraction: Bool
  ) {
    present |= bit
    switch kind {
    case .null: return
    case .string:
      strings |= bit
      if hasHighBytes { highs |= bit }
      if hasEscapes { escaped |= bit }
    case .number:
      numbers |= bit
      if isFraction { fractions |= bit }
    case .true, .false: booleans |= bit
    case .array, .object: break
    }
    valued |= bit
  }
}
