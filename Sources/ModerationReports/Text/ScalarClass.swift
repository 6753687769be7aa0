// SPDX-License-Identifier: Apache-2.0

/// How a scalar of somebody else's text may be shown.
enum ScalarClass {
  /// Shown as it is.
  case plain
  /// Shown as it is, on top of the scalar before it.
  case mark
  /// Has no shape of its own, or moves, hides or reorders what is around it: shown by its number.
  case hidden

  /// Classifies a scalar by itself; ``VisibleText`` knows the few that depend on their neighbours.
  ///
  /// Hidden are: control characters (C0 and C1, DEL), line and paragraph separators, everything
  /// with the Unicode property Default_Ignorable_Code_Point (bidirectional controls, zero-width
  /// characters, fillers, variation selectors, tags), interlinear annotation characters and
  /// noncharacters. The properties are those of the standard library.
  ///
  /// - Complexity: O(1); a comparison or two for common scripts, a property lookup for the rest.
  init(_ value: UInt32) {
    switch value {
    case 0x20..<0x7f, 0xa0..<0xad, 0xae..<0x300: self = .plain
    case 0..<0x20, 0x7f..<0xa0, 0xad: self = .hidden
    case 0x300..<0x370: self = value == 0x34f ? .hidden : .mark
    case 0x370..<0x483, 0x48a..<0x590, 0x3041..<0x3099, 0x309b..<0x3164, 0x3165..<0xa000,
      0xac00..<0xd7a4:
      self = .plain
    default: self = ScalarClass.lookedUp(value)
    }
  }

  private static func lookedUp(_ value: UInt32) -> ScalarClass {
    guard let scalar = Unicode.Scalar(value) else { return .hidden }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint {
      return .hidden
    }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return .hidden
    case .nonspacingMark, .enclosingMark: return .mark
    case .format: return (0xfff9...0xfffb).contains(value) ? .hidden : .plain
    default: return .plain
    }
  }

  /// The number of a scalar as people write it: `U+202E`.
  static func label(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  /// What a hidden scalar does, in a few plain words.
  static func meaning(_ value: UInt32) -> String {
    switch value {
    case 0: "null character"
    case 0x1b: "escape character"
    case 0..<0x20, 0x7f..<0xa0: "control character"
    case 0xad: "soft hyphen"
    case 0x200b, 0x2060, 0xfeff: "zero-width space"
    case 0x200c, 0x200d: "zero-width joiner"
    case 0x61c, 0x200e, 0x200f: "direction mark"
    case 0x202a...0x202e, 0x2066...0x2069: "direction control"
    case 0x2028, 0x2029: "line separator"
    case 0xfe00...0xfe0f, 0xe0100...0xe01ef: "variation selector"
    case 0xe0000...0xe007f: "tag character"
    default: "invisible character"
    }
  }
}
