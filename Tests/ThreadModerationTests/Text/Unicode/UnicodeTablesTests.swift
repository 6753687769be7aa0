// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite struct UnicodeTablesTests {
  @Test("the combining class of every scalar is the one Swift knows")
  func combiningClasses() {
    let tables = UnicodeTables.shared
    for value in UInt32(0)...0x10FFFF {
      guard let properties = Unicode.Scalar(value)?.properties else { continue }
      if properties.generalCategory == .unassigned { continue }
      let expected = properties.canonicalCombiningClass.rawValue
      let record = tables.normalizationRecord(of: value)
      if record.combiningClass != expected {
        Testing.Issue.record("\(Scalars.hex([value])): \(record.combiningClass), not \(expected)")
      }
    }
  }

  @Test("a scalar out of range has no properties")
  func outOfRange() {
    #expect(!ScalarFolder.isInvisible(.max))
    #expect(ScalarFolder.lookAlikeLetter(of: UInt32.max) == nil)
    #expect(UnicodeTables.shared.normalizationRecord(of: 0x110000).bits == 0)
  }

  @Test("packed tables unpack to differences and repeats")
  func decoding() {
    // Numbers 20, 4, 3, 30, 160 (two characters): +5, +1, twice more, -8, +40.
    let values: [UInt16] = UnicodeTables.decode("D43\n    NP5", count: 6)
    #expect(values == [5, 6, 7, 8, 0, 40])
  }

  @Test("pairs compose as the standard says")
  func pairs() {
    let tables = UnicodeTables.shared
    #expect(tables.composite(of: 0x61, 0x301) == 0xE1)
    #expect(tables.composite(of: 0x1100, 0x1161) == 0xAC00)
    #expect(tables.composite(of: 0xAC00, 0x11A8) == 0xAC01)
    #expect(tables.composite(of: 0xAC01, 0x11A8) == nil)
    #expect(tables.composite(of: 0xAC00, 0x11A7) == nil)
    #expect(tables.composite(of: 0x308, 0x301) == nil)
    #expect(tables.composite(of: 0x915, 0x93C) == nil)
  }
}
