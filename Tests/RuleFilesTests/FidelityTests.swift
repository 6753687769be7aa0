// SPDX-License-Identifier: Apache-2.0

import RuleFiles
import TestSupport
import Testing
import ThreadModeration

/// The statements of the AutoModerator reference, one case and more each, from a file of cases.
@Suite("Fidelity to AutoModerator")
struct FidelityTests {
  private static let cases = Result { try FidelityCase.all() }

  @Test("There are cases, and each has a name of its own")
  func names() throws {
    let cases = try Self.cases.get()
    #expect(cases.count > 200)
    #expect(Set(cases.map(\.name)).count == cases.count)
    for section in 1...11 {
      #expect(cases.contains { $0.name.hasPrefix("\(section) ") }, "section \(section)")
    }
  }

  @Test("Every case comes out as it says")
  func all() throws {
    for example in try Self.cases.get() { try run(example) }
  }

  private func run(_ example: FidelityCase) throws {
    let place = "fidelity.txt:\(example.line) \(example.name)"
    let file = read(example.rules)
    #expect(!example.expectations.isEmpty, "\(place)")
    let ids = Set(file.rules.map(\.id))
    let first = file.rules.first?.id
    let scanner = try CommentScanner(rules: file.rules, usesBuiltinRules: false)
    var last: Verdict?
    var effects: [String] = []
    var seenEffects = 0
    for (verb, text) in example.expectations {
      let note = "\(place): \(verb): \(text)\n\(file.diagnostics.map(\.description))"
      switch verb {
      case "match", "pass":
        let verdict = try FidelityComment(text).verdict(by: scanner)
        let isMatch = verdict?.findings.contains { $0.rule == first } == true
        #expect(isMatch == (verb == "match"), "\(note)")
        #expect(first != nil, "\(note)")
        if verb == "match" { (last, effects, seenEffects) = (verdict, Self.effects(verdict), 0) }
      case "action":
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        last = try FidelityComment(parts[1]).verdict(by: scanner)
        effects = Self.effects(last)
        seenEffects = 0
        #expect(last?.action.name == parts[0], "\(note)")
      case "reason": #expect(last?.findings.first?.reason == text, "\(note)")
      case "text": #expect(last?.findings.first?.text == text, "\(note)")
      case "effect":
        let shown = effects.indices.contains(seenEffects) ? effects[seenEffects] : "none"
        #expect(shown == text.replacing("\\n", with: "\n"), "\(note)")
        seenEffects += 1
      case "standing": #expect(file.outcomes.first?.standing.name == text, "\(note)")
      case "code": #expect(file.diagnostics.contains { $0.code == text }, "\(note)")
      case "rules": #expect(String(file.rules.count) == text, "\(note)")
      default: Issue.record("\(place): there is no \(verb)")
      }
    }
    if seenEffects > 0 { #expect(seenEffects >= effects.count, "\(place): \(effects)") }
    #expect(ids.count == file.rules.count, "\(place)")
  }

  /// `comment comment text=Hello; locked=true`
  private static func effects(_ verdict: Verdict?) -> [String] {
    (verdict?.sideEffects ?? []).flatMap(\.effects).map { effect in
      "\(effect.name) \(effect.target.rawValue) "
        + effect.parts.map { "\($0.name)=\($0.text)" }.joined(separator: "; ")
    }
  }
}
