// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CommentDumps

@Suite struct RecordTimeTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2024-02-29T12:34:56Z", 1_709_210_096),
    ("2024-02-29t12:34:56z", 1_709_210_096), ("2024-02-29T13:34:56+01:00", 1_709_210_096),
    ("2024-02-29T04:04:56-08:30", 1_709_210_096), ("2024-02-29T13:34:56+0100", 1_709_210_096),
    ("2024-02-29T12:34:56.999Z", 1_709_210_096), ("2024-02-29 12:34:56", 1_709_210_096),
    ("2024-02-29 12:34:56 UTC", 1_709_210_096), ("1969-12-31T23:59:59Z", -1),
    ("2016-12-31T23:59:60Z", 1_483_228_800), ("0000-01-01T00:00:00Z", -62_167_219_200),
    ("9999-12-31T23:59:59Z", 253_402_300_799), ("1356998411", 1_356_998_411),
    ("1706745600.0", 1_706_745_600), ("1706745600.9", 1_706_745_600), ("-1.5", -2),
    ("1.7067456e9", 1_706_745_600), ("0", 0), ("-0", 0),
    ("99999999999", 99_999_999_999),
    ("1709210096999", 1_709_210_096), ("1709210096999888777", 1_709_210_096),
    ("-9223372036854775808", Int64.min),
  ])
  func `times are read`(text: String, expected: Int64) {
    #expect(RecordTime.seconds(Array(text.utf8)[...]) == expected)
  }

  @Test(arguments: [
    "yesterday", "1e300", "9223372036854775808", "-9223372036854775809", "2023-02-29T00:00:00Z",
    "2024-13-01T00:00:00Z", "2024-00-01T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01",
    "2024-01-01T00:00:00+25:00", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00 CET", "0x10", "inf",
    "nan", "", "-", "1.", ".5", "1e", "12abc", "2024-01-01T00:00:00Z ", "١٩٧٠-01-01T00:00:00Z",
    "1900-02-29T00:00:00Z", "2024-01-01T00:00:61Z",
  ])
  func `nonsense is no time`(text: String) {
    #expect(RecordTime.seconds(Array(text.utf8)[...]) == nil)
  }

  @Test func `days follow one another through four hundred years`() {
    var expected: Int64 = 0
    for year in 1970..<2371 {
      for (index, days) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        for day in 1...(index == 1 && isLeap ? 29 : days) {
          func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
          let text = "\(year)-\(padded(index + 1))-\(padded(day))T00:00:00Z"
          guard RecordTime.seconds(Array(text.utf8)[...]) == expected else {
            Issue.record("\(text)")
            return
          }
          expected += 86400
        }
      }
    }
  }

  @Test(
    arguments: [
      ("12", 12), ("-3", -3), ("12.0", 12), ("1.2e1", 12), ("1E2", 100), ("00", 0),
      ("9223372036854775807", Int64.max), ("1.5", nil), ("1e400", nil), ("1e-1", nil), ("x", nil),
      ("99999999999999999999", nil), ("1.x", nil), ("", nil),
    ] as [(String, Int64?)]
  )
  func `whole numbers are exact or nothing`(text: String, expected: Int64?) {
    #expect(RecordNumber.exactInteger(Array(text.utf8)[...]) == expected)
  }
}
