// SPDX-License-Identifier: Apache-2.0

@testable import PatternEngine
import Testing

@Suite("The installed library")
struct PatternLibraryTests {
  @Test("It tells its version and is usable")
  func version() {
    #expect(PatternLibrary.version.hasPrefix("10."))
    #expect(PatternLibrary.unicodeVersion.contains("."))
    #expect(PatternLibrary.isUsable)
  }

  @Test("Versions before 10.34 and builds without Unicode are refused with a code of their own")
  func oldVersions() {
    for version in ["10.33 2019-04-16", "9.99", "10.4", "8.45 2021-06-15", "", "x"] {
      let problem = PatternLibrary.problem(version: version, hasUnicode: true)
      #expect(problem?.code == .libraryTooOld, "\(version)")
    }
    for version in ["10.34 2019-11-21", "10.42 2022-12-11", "10.45-RC1 2025-01-01", "11.0"] {
      #expect(PatternLibrary.problem(version: version, hasUnicode: true) == nil, "\(version)")
    }
    #expect(
      PatternLibrary.problem(version: "10.42", hasUnicode: false)?.code == .libraryWithoutUnicode
    )
  }

  @Test("Beyond ASCII only U+017F and U+212A equal an ASCII character when case is ignored")
  func asciiEquivalents() throws {
    var text = String.UnicodeScalarView()
    for value in UInt32(0x80)...0x10FFFF {
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    let limits = MatchLimits(maxSubjectBytes: 100 << 20, timePerPattern: .seconds(60))
    let pattern = try Pattern(#"[\x00-\x7F]"#, limits: limits)
    let subject = Subject(String(text))
    let found = pattern.allMatches(in: subject).matches.map {
      String(decoding: subject.bytes[$0.range], as: UTF8.self)
    }
    #expect(found == ["\u{17F}", "\u{212A}"])
  }
}
