// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// An amount of memory as people write it: `512M`, `2G`, `1.5G`, or bytes.
struct MemorySize: ExpressibleByArgument, CustomStringConvertible {
  let bytes: Int

  /// The least that a scan gets along with: the program, its tables and a part of the dump.
  static let minimum = 160 << 20

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let text = argument.uppercased()
    let units: [(ending: String, shift: Double)] = [
      ("KIB", 10), ("MIB", 20), ("GIB", 30), ("TIB", 40), ("KB", 10), ("MB", 20), ("GB", 30),
      ("TB", 40), ("K", 10), ("M", 20), ("G", 30), ("T", 40),
    ]
    var digits = Substring(text)
    var factor = 1.0
    if let unit = units.first(where: { text.hasSuffix($0.ending) }) {
      digits = text.dropLast(unit.ending.count)
      for _ in 0..<Int(unit.shift) { factor *= 2 }
    }
    guard let number = Double(digits), number > 0, number * factor < 1e15 else { return nil }
    bytes = Int(number * factor)
  }

  var defaultValueDescription: String { description }

  var description: String {
    if bytes % (1 << 30) == 0 { return "\(bytes >> 30)G" }
    return bytes < 1 << 20 ? "\(bytes) bytes" : "\((bytes + (1 << 19)) >> 20)M"
  }
}
