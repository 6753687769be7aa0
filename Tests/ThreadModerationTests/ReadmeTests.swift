// SPDX-License-Identifier: Apache-2.0

import EmbeddingProbe
import Foundation
import TestSupport
import Testing

/// What README.md shows is what is compiled, and does what it says.
@Suite("README")
struct ReadmeTests {
  private func text(_ path: String) throws -> String {
    try String(contentsOf: SharedData.packageRoot.appending(path: path), encoding: .utf8)
  }

  @Test("the library example is the code that the embedding probe compiles")
  func exampleIsCompiled() throws {
    let readme = try text("README.md")
    let start = try #require(readme.range(of: "let scanner = try CommentScanner()"))
    let end = try #require(
      readme.range(of: "print(verdict.action.name", range: start.lowerBound..<readme.endIndex)
    )
    let example = readme[start.lowerBound..<end.lowerBound].split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    let probe = try text("Tests/EmbeddingProbe/EmbeddingProbe.swift").split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(example.count >= 8)
    let squeezed = probe.joined().replacing(" ", with: "").replacing(",)", with: ")")
    #expect(
      squeezed.contains(example.joined().replacing(" ", with: "").replacing(",)", with: ")"))
    )
  }

  @Test("the library example flags the insult")
  func exampleFlagsTheInsult() throws {
    let outcome = try moderate()
    #expect(outcome.contains("hostility.insult-direct"))
    #expect(!outcome.hasPrefix("allow"))
  }

  @Test("the probe finds its raffle")
  func ruleOfTheProbe() throws {
    #expect(try makeRule() == [2..<10])
  }
}
