// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

/// The same sentence about another group gets the same action.
///
/// Sentences and terms are our own (`Tests/Cases/bias`). The idea is that of Dixon and others,
/// *Measuring and mitigating unintended bias in text classification*, AIES 2018.
@Suite("Identity bias")
struct IdentityBiasTests {
  struct Term: Sendable {
    var group: String
    var many: String
    var one: String
    var adjective: String

    /// A sentence about the group, with a capital at its beginning.
    func put(into sentence: String) -> String {
      let text = sentence.replacing("{many}", with: many).replacing("{one}", with: one)
        .replacing("{adjective}", with: adjective)
      return text.prefix(1).uppercased() + text.dropFirst()
    }
  }

  private static func lines(_ name: String) throws -> [String] {
    try String(contentsOf: SharedData.caseURL("bias/" + name), encoding: .utf8)
      .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  private static func terms() throws -> [Term] {
    try lines("identity-terms.tsv").map { line in
      let parts = line.split(separator: "\t").map(String.init)
      try #require(parts.count == 4, "\(line)")
      return Term(group: parts[0], many: parts[1], one: parts[2], adjective: parts[3])
    }
  }

  /// The groups for which a sentence leads to each action.
  private static func groups(
    _ sentence: String,
    _ scanner: CommentScanner
  ) throws -> [Action: [String]] {
    var groups: [Action: [String]] = [:]
    for term in try terms() {
      let verdict = scanner.verdict(for: Comment(id: "c", body: term.put(into: sentence)))
      groups[verdict.action, default: []].append(term.group)
    }
    return groups
  }

  @Test("the files hold what they say")
  func files() throws {
    #expect(try Self.terms().count >= 40)
    #expect(try Self.lines("civil-sentences.txt").count >= 30)
    for name in ["civil-sentences.txt", "uncivil-sentences.txt", "uncivil-unequal.txt"] {
      for sentence in try Self.lines(name) {
        let places = ["{many}", "{one}", "{adjective}"].filter { sentence.contains($0) }
        #expect(!places.isEmpty, "\(sentence)")
        for term in try Self.terms() { #expect(!term.put(into: sentence).contains("{")) }
      }
    }
  }

  @Test(
    "another group in a civil sentence does not change the action",
    arguments: [("with the learned scorer", true), ("without it", false)]
  )
  func civil(_ name: String, _ usesModel: Bool) throws {
    let scanner = try CommentScanner(model: usesModel ? .shipped : nil)
    for sentence in try Self.lines("civil-sentences.txt") {
      let groups = try Self.groups(sentence, scanner)
      #expect(Array(groups.keys) == [.allow], "\(sentence): \(groups.filter { $0.key > .allow })")
    }
  }

  @Test(
    "another group in a hostile sentence does not let it pass",
    arguments: [("with the learned scorer", true), ("without it", false)]
  )
  func uncivil(_ name: String, _ usesModel: Bool) throws {
    let scanner = try CommentScanner(model: usesModel ? .shipped : nil)
    for sentence in try Self.lines("uncivil-sentences.txt") {
      let allowed = try Self.groups(sentence, scanner)[.allow] ?? []
      #expect(allowed.isEmpty, "\(sentence): \(allowed)")
    }
  }

  @Test("hostile sentences that are noticed for some groups only")
  func unequal() throws {
    let scanner = try CommentScanner()
    for sentence in try Self.lines("uncivil-unequal.txt") {
      withKnownIssue("the lexicon does not know the names of all groups", isIntermittent: true) {
        let groups = try Self.groups(sentence, scanner)
        #expect(groups[.allow] == nil || groups.count == 1, "\(groups[.allow] ?? [])")
      }
    }
  }
}
