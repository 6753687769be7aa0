// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import RuleFiles

@Suite("Docs/Rules.md")
struct RulesGuideTests {
  private static func guide() throws -> String {
    try String(
      contentsOf: SharedData.packageRoot.appending(path: "Docs/Rules.md"),
      encoding: .utf8
    )
  }

  @Test("Every example is read without a warning, gives rules, and its tests come out")
  func examples() throws {
    let blocks = try Self.guide().components(separatedBy: "```yaml\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    #expect(blocks.count == 9)
    for block in blocks {
      let options = RuleFile.Options(lints: true)
      let file = RuleFile(reading: Array(block.utf8), name: "rules.yaml", options: options)
      #expect(
        file.diagnostics.allSatisfy { $0.severity == .note },
        "\(file.diagnostics.map(\.description))"
      )
      #expect(!file.rules.isEmpty && file.inactiveRules == 0, "\(block)")
      #expect(try RuleTests.run(file.rules).failures.map(\.description) == [], "\(block)")
    }
  }

  @Test("The table of codes has every code that the sources report, and no other")
  func codes() throws {
    let guide = try Self.guide()
    var listed: Set<String> = []
    for severity in ["errors", "warnings", "notes"] {
      guard
        let row = guide.split(separator: "\n").first(where: { $0.hasPrefix("| \(severity) | ") })
      else {
        Issue.record("no row for \(severity)")
        continue
      }
      let words = row.replacing(#/\([^)]*\)/#, with: "").split { !$0.isLetter && $0 != "-" }
      listed.formUnion(words.map(String.init).filter { $0 != severity })
    }
    var reported: Set<String> = []
    let root = SharedData.packageRoot.appending(path: "Sources/RuleFiles")
    let files = FileManager.default.enumerator(
      at: root.resolvingSymlinksInPath(),
      includingPropertiesForKeys: nil
    )
    for case let file as URL in files ?? FileManager.DirectoryEnumerator()
    where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      // A code is the first argument of a report, or stands behind `code:`.
      for match in text.matches(
        of: #/(?:(?:report|remark|diagnostic|saying)\(\s*|code: )"([a-z]+(?:-[a-z]+)*)"/#
      ) {
        reported.insert(String(match.1))
      }
      // `reportShared` has it second.
      for match in text.matches(of: #/reportShared\([^;]*?,\s*"([a-z]+(?:-[a-z]+)+)",/#) {
        reported.insert(String(match.1))
      }
    }
    #expect(reported.count > 60)
    #expect(reported.subtracting(listed).sorted() == [])
    #expect(listed.count >= 75)
  }
}
