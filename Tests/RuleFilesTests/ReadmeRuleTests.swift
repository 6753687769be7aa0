// SPDX-License-Identifier: Apache-2.0

import Foundation
import RuleFiles
import TestSupport
import Testing

@Suite("The rule file of README.md")
struct ReadmeRuleTests {
  @Test("is read without a word, and passes its own tests")
  func passesItsTests() throws {
    let readme = try String(
      contentsOf: SharedData.packageRoot.appending(path: "README.md"),
      encoding: .utf8
    )
    let start = try #require(readme.range(of: "```yaml\n"))
    let end = try #require(readme.range(of: "```", range: start.upperBound..<readme.endIndex))
    let file = RuleFile(
      reading: Array(readme[start.upperBound..<end.lowerBound].utf8),
      name: "README.md"
    )
    #expect(file.diagnostics == [])
    #expect(file.rules.count == 1)
    let results = try RuleTests.run(file.rules)
    #expect(results.examples == 3)
    #expect(results.failures == [])
  }
}
