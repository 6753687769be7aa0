// SPDX-License-Identifier: Apache-2.0

/// How long the alternatives of a look-behind are.
///
/// PCRE2 takes `(?<!foo|quux)`, in which each alternative has one length; Python wants one length for
/// all of them.
struct LookBehindWidths {
  /// For each alternative its characters; empty if one has no length that is plain to see.
  private(set) var widths: [Int] = []
  private let bytes: ArraySlice<UInt8>
  private let isVerbose: Bool
  private var index: Int

  /// - Parameters:
  ///   - bytes: What follows `(?<=` or `(?<!`.
  ///   - isVerbose: Whether white space and comments mean nothing.
  init(_ bytes: ArraySlice<UInt8>, isVerbose: Bool = false) {
    self.bytes = bytes
    self.isVerbose = isVerbose
    index = bytes.startIndex
    widths = alternatives(depth: 0) ?? []
  }
}

extension LookBehindWidths {
  private static let maxDepth = 32

  /// Reads up to the closing bracket.
  private mutating func alternatives(depth: Int) -> [Int]? {
    guard depth < Self.maxDepth else { return nil }
    var found: [Int] = []
    var width = 0
    while index < bytes.endIndex {
      skipBlanks()
      guard index < bytes.endIndex else { break }
      let byte = bytes[index]
      index += 1
      var atom = 1
      switch byte {
      case UInt8(ascii: ")"): return found + [width]
      case UInt8(ascii: "|"):
        found.append(width)
        width = 0
        continue
      case UInt8(ascii: "^"), UInt8(ascii: "$"): atom = 0
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): return nil
      case UInt8(ascii: "["): skipClass()
      case UInt8(ascii: "\\"):
        guard let width = escape() else { return nil }
        atom = width
      case UInt8(ascii: "("):
        guard let width = group(depth: depth) else { return nil }
        atom = width
      // What follows the first byte of a character.
      case 0x80...0xBF: continue
      default: break
      }
      guard let times = repeats() else { return nil }
      width += atom * times
    }
    return nil
  }

  /// `{3}`, or nothing; `nil` for all other braces.
  private mutating func repeats() -> Int? {
    // The bytes of one character belong together.
    while index < bytes.endIndex, 0x80...0xBF ~= bytes[index] { index += 1 }
    skipBlanks()
    guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "{") else { return 1 }
    let digits = bytes[(index + 1)...].prefix(4).prefix { $0 &- 0x30 < 10 }
    guard digits.endIndex < bytes.endIndex, bytes[digits.endIndex] == UInt8(ascii: "}"),
      let times = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    index = digits.endIndex + 1
    return times
  }

  private mutating func skipBlanks() {
    guard isVerbose else { return }
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "#") {
        index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
      } else if bytes[index] == 0x20 || 0x09...0x0D ~= bytes[index] {
        index += 1
      } else {
        return
      }
    }
  }

  private mutating func skipClass() {
    if index < bytes.endIndex, bytes[index] == UInt8(ascii: "^") { index += 1 }
    if index < bytes.endIndex, bytes[index] == UInt8(ascii: "]") { index += 1 }
    while index < bytes.endIndex, bytes[index] != UInt8(ascii: "]") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index = min(index + 1, bytes.endIndex)
  }

  private mutating func escape() -> Int? {
    guard index < bytes.endIndex else { return nil }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "Z"): return 0
    case UInt8(ascii: "x"): index = min(index + 2, bytes.endIndex)
    case UInt8(ascii: "u"): index = min(index + 4, bytes.endIndex)
    case UInt8(ascii: "U"): index = min(index + 8, bytes.endIndex)
    case _ where byte &- 0x30 < 10 || "QERXKkgpPN".utf8.contains(byte): return nil
    default: break
    }
    return 1
  }

  /// A group, of which all alternatives have to have one length.
  private mutating func group(depth: Int) -> Int? {
    var isLook = false
    if index < bytes.endIndex, bytes[index] == UInt8(ascii: "?") {
      let rest = bytes[(index + 1)...].prefix(2)
      switch rest.first {
      case UInt8(ascii: ":"): index += 2
      case UInt8(ascii: "="), UInt8(ascii: "!"):
        index += 2
        isLook = true
      case UInt8(ascii: "P") where rest.dropFirst().first == UInt8(ascii: "<"):
        index = (bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.endIndex - 1) + 1
      default: return nil
      }
    }
    guard let found = alternatives(depth: depth + 1) else { return nil }
    if isLook { return 0 }
    return Set(found).count == 1 ? found[0] : nil
  }
}
