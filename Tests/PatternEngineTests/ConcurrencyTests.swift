// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@Suite("Sharing between tasks")
struct ConcurrencyTests {
  @Test("Many tasks with one pattern and one set get the answers of one task")
  func sharing() async throws {
    let pattern = try Pattern(#"(\w)\1+|\d{2,}"#)
    let set = try PatternSet([
      PatternDefinition(#"(\w)\1+"#), PatternDefinition("kiss", isLiteral: true),
      PatternDefinition(#"\bas?\b"#, method: .includesWord), PatternDefinition("^(?:a|b|c|s|k)+"),
    ])
    var generator = SeededText(seed: 5)
    let subjects = (0..<200).map { _ in Subject(generator.text(maxScalars: 300) + "KISS") }
    let matches = subjects.map { pattern.allMatches(in: $0) }
    let results = subjects.map { set.matches(in: $0, wanting: .all) }
    let same = await withTaskGroup(of: Bool.self) { group in
      for task in 0..<16 {
        group.addTask {
          var result = PatternSetResult()
          for offset in subjects.indices {
            let index = (offset + task * 13) % subjects.count
            set.scan(subjects[index], wanting: .all, into: &result)
            if result != results[index] { return false }
            if pattern.allMatches(in: subjects[index]) != matches[index] { return false }
          }
          return true
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(same)
  }
}
