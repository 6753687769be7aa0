// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@Suite("Machine code and interpreter")
struct MachineCodeAgreementTests {
  @Test("They give the same answers, groups and all, on random patterns and texts")
  func random() throws {
    let seed: UInt64 = 1042
    var generator = SeededText(seed: seed)
    var compared = 0
    for _ in 0..<1_500 {
      let definition = PatternDefinition(
        generator.regex(),
        isCaseSensitive: generator.chance(30),
        method: MatchMethod.allCases[generator.number(below: 6)]
      )
      guard let compiled = try? Pattern(definition),
        let interpreted = try? Pattern(definition, useJIT: false)
      else { continue }
      for _ in 0..<4 {
        let text = generator.text(maxScalars: 30)
        let (first, second) = (
          compiled.allMatches(in: Subject(text)), interpreted.allMatches(in: Subject(text))
        )
        // Steps are counted differently, so only decided searches can be compared.
        guard first.undecided == nil, second.undecided == nil else { continue }
        #expect(first == second, "seed \(seed): \(definition) on \(text.debugDescription)")
        compared += 1
      }
    }
    #expect(compared > 3_000)
  }
}
