// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RuleFiles

@Suite("What Reddit's YAML makes of texts without quotes")
struct PlainScalarTests {
  @Test(
    "Truth values, nothing, numbers and dates, as PyYAML resolves them",
    arguments: [
      (PlainScalar.Meaning.truth, ["yes", "No", "ON", "off", "true", "FALSE"]),
      (.nothing, ["", "~", "null", "Null"]),
      (
        .number,
        [
          "0", "42", "-7", "+7", "010", "1_000", "0x1F", "0b11", "1:30", "10:59:59", "1.5", "1.",
          ".5", "1.5e+3", "-.inf", ".nan", "1_0.5", "685.230_15",
        ]
      ),
      (.date, ["2024-01-31", "2024-01-31 10:00:00", "2024-01-31T10:00:00Z"]),
    ]
  )
  func meanings(_ meaning: PlainScalar.Meaning, _ texts: [String]) {
    for text in texts { #expect(PlainScalar.meaning(of: text) == meaning, "\(text)") }
  }

  @Test(
    "What stays text",
    arguments: [
      "y", "n", "tRue", "none", "08", "0x", "1e3", "1.5e3", "1:60", "0o17", "1.2.3", "-", "+",
      "_1", "v1.0", "1,000", "2024-1-31", "2024-01-31x", "12:00pm", "0b12", "-.nan", ".", "1a",
    ]
  )
  func texts(_ text: String) {
    #expect(PlainScalar.meaning(of: text) == nil)
    #expect(!PlainScalar.changes(text))
  }

  @Test("Which of them come back as another text")
  func changes() {
    for text in ["1.50", "010", "+7", "1_000", "0x1F", "1:30", "1.", ".5", "1.5e+3", "no", "null"] {
      #expect(PlainScalar.changes(text), "\(text)")
    }
    for text in ["0", "42", "-7", "1.5", "0.25", "10.0", "2024-01-31"] {
      #expect(!PlainScalar.changes(text), "\(text)")
    }
  }

  @Test("Whole numbers in tens")
  func integers() {
    #expect(PlainScalar.integer("1_000") == 1_000)
    #expect(PlainScalar.integer("-5") == -5)
    for text in ["010", "0x10", "1:30", "1.0", "a"] { #expect(PlainScalar.integer(text) == nil) }
  }
}
