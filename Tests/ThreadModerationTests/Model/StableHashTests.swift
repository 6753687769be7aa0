// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("StableHash") struct StableHashTests {
  /// Computed by a second implementation, in Python.
  @Test("the values never change: summaries of different runs are merged by them")
  func fixedValues() {
    #expect(StableHash.of([]) == 0xefd0_1f60_ba99_2926)
    #expect(StableHash.of("a".utf8) == 0x82a2_a958_a9be_ce5b)
    #expect(StableHash.of("ada".utf8) == 0x21a5_12b9_376a_50e9)
    #expect(StableHash.of("foobar".utf8) == 0x2c22_1949_22d1_672b)
    #expect(StableHash.of(UInt8.min...UInt8.max) == 0x2067_db6d_bd4e_fa06)
    #expect(StableHash.mixed(1) == 0xb456_bcfc_34c2_cb2c)
  }
}
