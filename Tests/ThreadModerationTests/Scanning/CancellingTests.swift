// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("Cancelling and preparing") struct CancellingTests {
  private static let scanner = try? CommentScanner(keepsSignals: true)

  private func thread(_ count: Int) -> CommentThread {
    CommentThread(
      id: "t",
      comments: (0..<count).map { number in
        Comment(
          id: "\(number)",
          body: number % 3 == 0 ? "You are a moron." : "remark \(number) about the bridge",
          parent: number == 0 ? nil : "\(number / 2)",
          author: "a\(number % 7)",
          createdAt: Int64(number) * 10
        )
      }
    )
  }

  @Test("a thread that nobody cancels is judged as ever, in a task and outside")
  func untouched() async throws {
    let scanner = try #require(Self.scanner)
    let thread = thread(200)
    let expected = scanner.judgement(of: thread)
    #expect(expected.verdicts == scanner.verdicts(for: thread))
    #expect(try scanner.cancellableVerdicts(for: thread) == expected.verdicts)
    let judgement = try await Task { try scanner.cancellableJudgement(of: thread) }.value
    #expect(judgement.verdicts == expected.verdicts && judgement.thread == expected.thread)
  }

  @Test("a task that is cancelled gets no verdicts; who does not ask gets all")
  func cancelled() async throws {
    let scanner = try #require(Self.scanner)
    let thread = thread(70)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      #expect(throws: CancellationError.self) { try scanner.cancellableVerdicts(for: thread) }
      #expect(throws: CancellationError.self) { try scanner.cancellableJudgement(of: thread) }
      return scanner.verdicts(for: thread).count
    }
    #expect(await task.value == 70)
  }

  @Test("who gives up does so within 64 comments")
  func within() throws {
    let scanner = try #require(Self.scanner)
    let thread = thread(1_000)
    for limit in 0..<40 {
      var asked = 0
      let judged = scanner.judgement(of: thread) {
        asked += 1
        return asked > limit
      }
      // Once before each 64 comments of the first round, and of the second one.
      #expect((judged == nil) == (limit < 32), "\(limit)")
      #expect(asked == min(limit + 1, 32))
    }
  }

  @Test("a scanner that was prepared gives the same verdicts")
  func prepared() throws {
    let rule = Rule(
      id: "raffle",
      action: .hold,
      when: .any([
        .text(TextCheck(.body, ["raf+le"], isRegex: true, view: .normalized)),
        .text(TextCheck(.author, ["a[0-9]"], isRegex: true)),
      ])
    )
    for usesBuiltinRules in [true, false] {
      let scanner = try CommentScanner(rules: [rule], usesBuiltinRules: usesBuiltinRules)
      let other = try CommentScanner(rules: [rule], usesBuiltinRules: usesBuiltinRules)
      scanner.prepare()
      scanner.prepare()
      #expect(scanner.verdicts(for: thread(70)) == other.verdicts(for: thread(70)))
      // Without its judging: what comments borrow is given back.
      #expect(scanner.memos.idleCount == 1)
    }
  }
}
