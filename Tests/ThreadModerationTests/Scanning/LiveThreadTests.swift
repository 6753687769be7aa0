// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("LiveThread") struct LiveThreadTests {
  private static let scanner = try? CommentScanner(keepsSignals: true)

  private static let texts = [
    "the old bridge over the river is closed until further notice", "You are a moron.",
    "a new market opens in spring near the town hall, they say", "@Ada you pathetic clown",
    "no", "What a stupid thing to say, you idiot.", "thanks, that is kind of you",
    "Write to me on Telegram @fastmoney99, I made $5,000 in a week!",
  ]

  private func comments(_ seed: Int) -> [Comment] {
    var random = Seeds(UInt64(seed) + 900)
    let names = seed % 3 == 0 ? ["Ada", "ben"] : ["Ada", "ben", "cleo", "dan", "eve"]
    let count = random.int(2..<26)
    var time: Int64 = 1_700_000_000
    return (0..<count).map { number in
      time += Int64(random.int(1..<(seed % 2 == 0 ? 30 : 1_500)))
      return Comment(
        id: random.chance(0.05) ? "0" : "\(number)",
        body: random.pick(Self.texts),
        parent: number == 0 || random.chance(0.15)
          ? (random.chance(0.2) ? "later" : nil) : "\(max(0, number - random.int(1..<5)))",
        author: random.chance(0.1) ? nil : random.pick(names),
        createdAt: time
      )
    }
  }

  @Test("each verdict is that of the last comment of the thread so far", arguments: 0..<60)
  func agrees(seed: Int) throws {
    let scanner = try #require(Self.scanner)
    let comments = comments(seed)
    var live = LiveThread(id: "t")
    for count in 1...comments.count {
      let verdict = live.append(comments[count - 1], judgedBy: scanner)
      let whole = CommentThread(id: "t", comments: Array(comments.prefix(count)))
      #expect(verdict == scanner.verdicts(for: whole).last, "seed \(seed), \(count)")
    }
    #expect(live.comments == comments && live.thread.count == comments.count)
  }

  @Test(
    "copies are counted as in the thread so far, whoever writes other things",
    arguments: 0..<60
  )
  func copies(seed: Int) throws {
    let scanner = try #require(Self.scanner)
    var random = Seeds(UInt64(seed) + 4_000)
    let texts = [
      "the old bridge over the river is closed until further notice",
      "a new market opens in spring near the town hall, they say",
      "the council meets on monday in the old library",
    ]
    var comments: [Comment] = []
    for number in 0..<random.int(4..<40) {
      comments.append(
        Comment(
          id: "\(number)",
          body: random.chance(seed % 4 == 0 ? 0.3 : 0.05) ? "so \(number)" : random.pick(texts),
          parent: number == 0 || random.chance(0.3)
            ? nil : "\(seed % 3 == 0 ? 0 : random.int(0..<number))",
          author: random.chance(0.1) ? nil : random.pick(["a", "b", "c", "d"]),
          createdAt: Int64(number) * 100
        )
      )
    }
    var live = LiveThread(id: "t")
    for count in 1...comments.count {
      let verdict = live.append(comments[count - 1], judgedBy: scanner)
      let whole = CommentThread(id: "t", comments: Array(comments.prefix(count)))
      #expect(verdict == scanner.verdicts(for: whole).last, "seed \(seed), \(count)")
    }
  }

  @Test("a flood of copies is added in the same time a comment, however many there are")
  func manyCopies() {
    let ratio = Growth.ratio(from: 400) { count in
      var live = LiveThread(id: "t")
      for number in 0..<count {
        live.append(
          Comment(
            id: "\(number)",
            body: "the old bridge over the river is closed until further notice",
            author: "a\(number % 97)"
          )
        )
      }
    }
    #expect(ratio < 25)
  }

  @Test("pile-ons and spirals are seen as they come")
  func pressure() throws {
    let scanner = try #require(Self.scanner)
    var live = LiveThread(id: "t")
    live.append(Comment(id: "r", body: "I like the bridge.", author: "ada", createdAt: 0))
    var signals: [[String]] = []
    for number in 1...4 {
      let attack = Comment(
        id: "h\(number)",
        body: "You are a pathetic moron.",
        parent: "r",
        author: "h\(number)",
        createdAt: Int64(number) * 60
      )
      signals.append(live.append(attack, judgedBy: scanner).signals.map(\.name))
    }
    #expect(signals.map { $0.contains("conduct.pile-on") } == [false, false, true, true])
  }

  @Test("what is forgotten is no longer answered or copied")
  func forgetting() throws {
    let scanner = try #require(Self.scanner)
    let all = comments(7)
    var live = LiveThread(id: "t")
    for comment in all { live.append(comment) }
    live.forget(keepingLast: 3)
    #expect(live.comments == Array(all.suffix(3)))
    live.forget(keepingLast: 9)
    #expect(live.comments.count == 3)
    live.forget(keepingLast: 0)
    #expect(live.comments.isEmpty)
    let answer = Comment(id: "n", body: "a new market", parent: "0", author: "Ada")
    let verdict = live.append(answer, judgedBy: scanner)
    #expect(verdict == scanner.verdicts(for: CommentThread(id: "t", comments: [answer]))[0])
  }

  @Test("a history that is loaded newest first is neither flooding nor slow")
  func newestFirst() throws {
    let scanner = try #require(Self.scanner)
    let history = (0..<20_000).map { number in
      Comment(
        id: "\(number)",
        body: "remark \(number)",
        author: "ada",
        createdAt: 1_700_000_000 - Int64(number) * 2_000_000
      )
    }
    var live = LiveThread(id: "t")
    let clock = ContinuousClock()
    let time = clock.measure { for comment in history { live.append(comment) } }
    #expect(time < .seconds(20))
    // Among later ones, in the same minute as ten of them.
    func verdict(_ number: Int, at seconds: Int64) -> Verdict {
      live.append(
        Comment(id: "n\(number)", body: "so", parent: "0", author: "ada", createdAt: seconds),
        judgedBy: scanner
      )
    }
    func isFlooding(_ verdict: Verdict) -> Bool {
      verdict.signals.contains { $0.name == "conduct.flooding" }
    }
    for number in 0..<10 {
      #expect(!isFlooding(verdict(number, at: 1_601_000_001 + Int64(number))))
    }
    #expect(isFlooding(verdict(10, at: 1_601_000_020)))
    #expect(!isFlooding(verdict(11, at: 1_601_000_000 - 500_000)))
    #expect(!isFlooding(verdict(12, at: 1_700_000_001)))
  }

  @Test("thousands of comments by one author, and a chain of them, are added in bounded time")
  func growth() {
    let clock = ContinuousClock()
    let time = clock.measure {
      var live = LiveThread(id: "t")
      for number in 0..<30_000 {
        live.append(
          Comment(
            id: "\(number)",
            body: "remark \(number) about a bridge that nobody else has made",
            parent: number == 0 ? nil : "\(number - 1)",
            author: "ada",
            createdAt: Int64(number) * 10
          )
        )
      }
      #expect(live.comments.count == 30_000)
    }
    #expect(time < .seconds(60))
  }
}
