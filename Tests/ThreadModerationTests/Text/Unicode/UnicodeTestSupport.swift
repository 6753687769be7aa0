// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

@testable import ThreadModeration

/// Text as scalar values, for tests that must not use `String` comparison.
enum Scalars {
  /// The folded text as a string.
  static func folded(_ text: String, limit: Int = .max) -> String {
    string(ScalarFolder.fold(Array(text.utf8), maxOutputScalars: limit).scalars.map(\.value))
  }

  /// The NFKC text as scalars.
  static func nfkc(_ scalars: [UInt32]) -> [UInt32] {
    ScalarFolder.nfkc(utf8(scalars)).map(\.value)
  }

  static func string(_ scalars: [UInt32]) -> String {
    var text = String.UnicodeScalarView()
    for value in scalars { if let scalar = Unicode.Scalar(value) { text.append(scalar) } }
    return String(text)
  }

  static func utf8(_ scalars: [UInt32]) -> [UInt8] {
    Array(string(scalars).utf8)
  }

  /// Code points in hex with spaces between them.
  static func parse(hex: some StringProtocol) -> [UInt32] {
    hex.split(separator: " ").compactMap { UInt32($0, radix: 16) }
  }

  static func hex(_ scalars: [UInt32]) -> String {
    scalars.map { String($0, radix: 16, uppercase: true) }.joined(separator: " ")
  }

  /// What is wrong with an offset map, or `nil`.
  static func offsetFault(_ scalars: [FoldedScalar], in bytes: [UInt8]) -> String? {
    func isBoundary(_ offset: Int32) -> Bool {
      offset == bytes.count || bytes[Int(offset)] & 0xC0 != 0x80
    }
    var last: FoldedScalar?
    for scalar in scalars {
      guard scalar.start >= 0, scalar.start < scalar.end, Int(scalar.end) <= bytes.count else {
        return "empty or outside: \(scalar)"
      }
      guard isBoundary(scalar.start), isBoundary(scalar.end) else {
        return "inside a scalar: \(scalar)"
      }
      if let last {
        let isSame = last.start == scalar.start && last.end == scalar.end
        guard isSame || last.end <= scalar.start else { return "overlap: \(last), \(scalar)" }
      }
      last = scalar
    }
    return nil
  }
}

/// Seeded random text that is rich in what normalization finds hard.
struct RandomScalars {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func next(count: Int, accepting: (Unicode.Scalar) -> Bool = { _ in true }) -> [UInt32] {
    var result: [UInt32] = []
    while result.count < count {
      let value = candidate()
      if let scalar = Unicode.Scalar(value), accepting(scalar) { result.append(value) }
    }
    return result
  }

  private mutating func candidate() -> UInt32 {
    let ranges: [ClosedRange<UInt32>] = [
      0x00...0x7F, 0xA0...0x24F, 0x300...0x36F, 0x300...0x345, 0x370...0x45F, 0x591...0x6FF,
      0x900...0xDFF, 0xE30...0x109F, 0x1100...0x11FF, 0x1DC0...0x1FFF, 0x2000...0x218F,
      0x20D0...0x20F0, 0x2460...0x24FF, 0x3000...0x33FF, 0xA640...0xA7FF, 0xAC00...0xD7A3,
      0xF900...0xFFFF, 0x110A0...0x113FF, 0x11480...0x116C0, 0x16100...0x16D80, 0x1D100...0x1D7FF,
      0x1F100...0x1F1FF, 0xE0000...0xE01FF, 0x0...0xFFFF, 0x10000...0x1FFFF, 0x20000...0x10FFFF,
    ]
    let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
    return UInt32.random(in: range, using: &generator)
  }
}
