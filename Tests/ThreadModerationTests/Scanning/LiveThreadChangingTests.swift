// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

/// Comments that are judged and not kept, edited, or taken away: always as if the thread had been so from the beginning.
@Suite("LiveThread, changing") struct LiveThreadChangingTests {
  private static let scanner = try? CommentScanner(keepsSignals: true)

  private static let texts = [
    "the old bridge over the river is closed until further notice", "You are a moron.",
    "a new market opens in spring near the town hall, they say", "@Ada you pathetic clown", "no",
    "What a stupid thing to say, you idiot.", "thanks, that is kind of you",
    "> What a stupid thing to say, you idiot.\n\nthat is no way to talk",
    "@ben, @eve shut up you moron",
    "Write to me on Telegram @fastmoney99, I made $5,000 in a week!",
  ]

  private func comment(_ number: Int, _ random: inout Seeds, at time: Int64) -> Comment {
    Comment(
      id: random.chance(0.05) ? "0" : "\(number)",
      body: random.chance(0.1) ? "so \(number)" : random.pick(Self.texts),
      parent: number == 0 || random.chance(0.15)
        ? (random.chance(0.2) ? "later" : nil) : "\(max(0, number - random.int(1..<5)))",
      author: random.chance(0.1) ? nil : random.pick(["Ada", "ben", "cleo", "dan", "eve"]),
      createdAt: random.chance(0.05) ? nil : time
    )
  }

  private func comments(_ random: inout Seeds) -> [Comment] {
    var time: Int64 = 1_700_000_000
    let pace = random.chance(0.5) ? 30 : 1_500
    return (0..<random.int(2..<26)).map { number in
      time += Int64(random.int(1..<pace))
      return comment(number, &random, at: time)
    }
  }

  private func live(_ comments: [Comment], _ scanner: CommentScanner) -> LiveThread {
    var live = LiveThread(id: "t")
    for comment in comments { _ = live.append(comment, judgedBy: scanner) }
    return live
  }

  @Test("a comment that is not kept gets the verdict it would get if it were", arguments: 0..<80)
  func previews(seed: Int) throws {
    let scanner = try #require(Self.scanner)
    var random = Seeds(UInt64(seed) + 11_000)
    var live = LiveThread(id: "t")
    var time: Int64 = 1_700_000_000
    for (index, next) in comments(&random).enumerated() {
      let before = live.comments
      time = next.createdAt ?? time
      for _ in 0..<2 {
        let other = comment(index, &random, at: time)
        var copy = live
        let preview = live.verdict(for: other, judgedBy: scanner)
        #expect(preview == copy.append(other, judgedBy: scanner), "seed \(seed), \(index)")
        let whole = CommentThread(id: "t", comments: before + [other])
        if before.allSatisfy({ $0.createdAt != nil }), other.createdAt != nil {
          #expect(preview == scanner.verdicts(for: whole).last, "seed \(seed), \(index)")
        }
      }
      #expect(live.comments == before)
      let preview = live.verdict(for: next, judgedBy: scanner)
      #expect(preview == live.append(next, judgedBy: scanner), "seed \(seed), \(index)")
    }
  }

  @Test("copies are seen without being kept, whoever writes other things", arguments: 0..<80)
  func previewedCopies(seed: Int) throws {
    let scanner = try #require(Self.scanner)
    var random = Seeds(UInt64(seed) + 12_000)
    var live = LiveThread(id: "t")
    for number in 0..<random.int(4..<40) {
      let next = Comment(
        id: "\(number)",
        body: random.chance(seed % 4 == 0 ? 0.3 : 0.05)
          ? "so \(number)" : random.pick([Self.texts[0], Self.texts[2]]),
        parent: number == 0 || random.chance(0.3)
          ? nil : "\(seed % 3 == 0 ? 0 : random.int(0..<number))",
        author: random.chance(0.1) ? nil : random.pick(["a", "b", "c", "d"]),
        createdAt: Int64(number) * 100
      )
      let preview = live.verdict(for: next, judgedBy: scanner)
      #expect(preview == live.append(next, judgedBy: scanner), "seed \(seed), \(number)")
    }
  }

  @Test("after edits and deletions the thread is as if it had been so always", arguments: 0..<80)
  func changes(seed: Int) throws {
    let scanner = try #require(Self.scanner)
    var random = Seeds(UInt64(seed) + 13_000)
    var list = comments(&random)
    var live = live(list, scanner)
    for step in 0..<4 where !list.isEmpty {
      let id = random.chance(0.1) ? "nobody" : random.pick(list.map(\.id))
      let place = list.firstIndex { $0.id == id }
      if random.chance(0.5) {
        let removed = live.remove(id, judgedBy: scanner)
        #expect(removed == place.map { list[$0] })
        if let place { list.remove(at: place) }
      } else {
        var edited = comment(step, &random, at: 1_700_000_500)
        edited.id = id
        let verdict = live.replace(edited, judgedBy: scanner)
        if let place { list[place] = edited }
        let before = place.map { self.live(Array(list[..<$0]), scanner) }
        #expect(verdict == before?.verdict(for: edited, judgedBy: scanner), "seed \(seed), \(step)")
      }
      #expect(live.comments == list)
      let fresh = self.live(list, scanner)
      #expect(live.hostility == fresh.hostility, "seed \(seed), \(step)")
      let next = comment(list.count, &random, at: 1_700_040_000)
      let verdict = live.verdict(for: next, judgedBy: scanner)
      #expect(verdict == fresh.verdict(for: next, judgedBy: scanner), "seed \(seed), \(step)")
      let all = list + [next]
      // Pile-ons look back in time: a comment without one is not the last for a whole thread.
      if all.allSatisfy({ $0.createdAt != nil }),
        all.allSatisfy({ $0.createdAt! <= next.createdAt! })
      {
        let whole = CommentThread(id: "t", comments: all)
        #expect(verdict == scanner.verdicts(for: whole).last, "seed \(seed), \(step)")
      }
    }
  }

  @Test("an attack that is deleted no longer adds to a pile-on, and one that was forgotten does")
  func pileOns() throws {
    let scanner = try #require(Self.scanner)
    func attack(_ number: Int) -> Comment {
      Comment(
        id: "h\(number)",
        body: "You are a pathetic moron.",
        parent: "r",
        author: "h\(number)",
        createdAt: Int64(number) * 60
      )
    }
    func isPileOn(_ verdict: Verdict) -> Bool {
      verdict.signals.contains { $0.name == "conduct.pile-on" }
    }
    var thread = LiveThread(id: "t")
    thread.append(Comment(id: "r", body: "I like the bridge.", author: "ada", createdAt: 0))
    for number in 1...2 { _ = thread.append(attack(number), judgedBy: scanner) }
    #expect(isPileOn(thread.verdict(for: attack(3), judgedBy: scanner)))
    var fewer = thread
    fewer.remove("h1", judgedBy: scanner)
    #expect(!isPileOn(fewer.verdict(for: attack(3), judgedBy: scanner)))
    var calmer = thread
    var edited = attack(1)
    edited.body = "You are right, thank you."
    #expect(calmer.replace(edited, judgedBy: scanner)?.action == .allow)
    #expect(!isPileOn(calmer.verdict(for: attack(3), judgedBy: scanner)))

    // The first attack is forgotten, and the one comment that is known by place is taken away.
    thread.append(Comment(id: "r", body: "I like the bridge.", author: "ada", createdAt: 130))
    thread.append(Comment(id: "x", body: "so", author: "ben", createdAt: 140))
    thread.forget(keepingLast: 2)
    thread.remove("x", judgedBy: scanner)
    #expect(thread.comments.map(\.id) == ["r"])
    #expect(isPileOn(thread.verdict(for: attack(3), judgedBy: scanner)))
  }

  @Test("attacks on somebody who is mentioned before they write count once they do")
  func mentionedEarly() throws {
    let scanner = try #require(Self.scanner)
    var comments = (1...3).map { number in
      Comment(
        id: "h\(number)",
        body: "@Ada you pathetic clown, you moron",
        author: "h\(number)",
        createdAt: Int64(number) * 60
      )
    }
    comments.insert(Comment(id: "r", body: "so", author: "Ada", createdAt: 130), at: 2)
    let verdict = live(Array(comments[..<3]), scanner).verdict(for: comments[3], judgedBy: scanner)
    #expect(verdict.signals.contains { $0.name == "conduct.pile-on" })
    #expect(
      verdict == scanner.verdicts(for: CommentThread(id: "t", comments: comments)).last
    )
  }

  @Test("a history that was not judged is not judged by an edit elsewhere")
  func history() throws {
    let scanner = try #require(Self.scanner)
    var thread = LiveThread(id: "t")
    for number in 0..<4 {
      thread.append(
        Comment(
          id: "\(number)",
          body: Self.texts[1],
          parent: number == 0 ? nil : "0",
          author: "ben"
        )
      )
    }
    thread.remove("0", judgedBy: scanner)
    #expect(thread.hostility == [0, 0, 0] && thread.standings.allSatisfy { $0 == .notJudged })
    #expect(thread.remove("0", judgedBy: scanner) == nil)
    #expect(thread.replace(Comment(id: "7", body: "so"), judgedBy: scanner) == nil)
  }
}
