// SPDX-License-Identifier: Apache-2.0

import Foundation
import RuleFiles
import TestSupport
import Testing
import ThreadModeration

@testable import ServiceProbe

/// The article "In a service" is what is compiled, and works.
@Suite("In a service")
struct ServiceTests {
  private static let rules = Array("id: town.raffle\nbody: [raffle]\naction: filter\n".utf8)

  private static func lines(_ text: Substring) -> [Substring] {
    text.split(separator: "\n").filter { !$0.isEmpty }
  }

  @Test("The article shows the program that is compiled, line by line")
  func article() throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: SharedData.packageRoot.appending(path: path), encoding: .utf8)
    }
    let article = try text("Sources/ThreadModeration/Documentation.docc/InAService.md")
    let blocks = article.components(separatedBy: "```swift\n").dropFirst().map { block in
      block.components(separatedBy: "```")[0]
    }
    let program = try text("Tests/ServiceProbe/Service.swift")
    let code = try #require(program.range(of: "import Foundation"))
    #expect(blocks.count == 6)
    #expect(Self.lines(blocks.joined()[...]) == Self.lines(program[code.lowerBound...]))
  }

  @Test("Comments are judged in their threads, rules change while they are, a report comes out")
  func service() async throws {
    let moderation = try Moderation(rules: Self.rules)
    let history = [Comment(id: "1", body: "The bridge is old.", author: "ada")]
    let room = Room(id: "t", history: history, moderation: moderation)
    let bob = await room.post(
      Comment(id: "2", body: "You are an idiot, ada.", parent: "1", author: "bob")
    )
    #expect(bob.action > .allow && bob.thread == "t")
    let raffle = Comment(id: "3", body: "A raffle!", parent: "1", author: "eve")
    #expect(await room.post(raffle).action == .hold)

    let edited = Comment(id: "2", body: "You are right, ada.", parent: "1", author: "bob")
    #expect(await room.edit(edited)?.action == .allow)
    #expect(await room.preview(raffle).action == .hold)
    await room.delete("3")
    let answer = try await room.answer(to: raffle)
    let told = try JSONDecoder().decode(Answer.self, from: answer)
    #expect(!told.isVisible && told.verdict.action == .hold && told.verdict.comment == "3")
    #expect(try await moderation.review(room.snapshot).verdicts.count == 3)

    let wrong = try moderation.reload(Array("body (regex): ['(']\naction: filter\n".utf8))
    #expect(wrong.contains { $0.severity == .error })
    #expect(moderation.live.scanner.verdict(for: raffle).action == .hold)
    let right = try moderation.reload(Array("body: [lottery]\naction: filter\n".utf8))
    #expect(!right.contains { $0.severity == .error })
    #expect(moderation.live.scanner.verdict(for: raffle).action == .allow)
    let policy =
      #"{"thresholds":{"hostility":{"report":2,"hold":2},"custom":{"report":2,"hold":2}}}"#
    try moderation.setPolicy(Data(policy.utf8))
    #expect(moderation.live.scanner.policy.thresholds[.hostility].report == 2)
    moderation.live.replace(policy: Policy(report: 2, hold: 2))
    #expect(moderation.live.scanner.verdict(for: history[0]).action == .allow)

    let snapshot = await room.snapshot
    #expect(snapshot.count == 3)
    let page = String(
      decoding: moderation.report(on: [snapshot, snapshot], title: "A day"),
      as: UTF8.self
    )
    #expect(page.contains("A day"))
  }

  @Test("A model from a file; files that are no rules or no model are refused")
  func model() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).model")
    try Data(LearnedModel.shipped.encoded()).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let moderation = try Moderation(rules: Self.rules, model: file)
    let comment = Comment(id: "1", body: "You are an idiot.")
    let shipped = try Moderation(rules: Self.rules).live.scanner.verdict(for: comment)
    #expect(moderation.live.scanner.verdict(for: comment) == shipped)
    try Data("no model".utf8).write(to: file)
    #expect(throws: LearnedModel.FormatError.self) {
      try Moderation(rules: Self.rules, model: file)
    }
    #expect(throws: Moderation.RefusedRules.self) {
      try Moderation(rules: Array("body (regex): ['(']\naction: filter\n".utf8))
    }
  }
}
