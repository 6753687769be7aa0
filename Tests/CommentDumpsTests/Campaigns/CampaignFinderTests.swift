// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

@Suite("Campaigns") struct CampaignFinderTests {
  private typealias Comment = ThreadModeration.Comment

  /// Texts of random words, some of them posted again with changes that do not count.
  private static func posts(_ random: inout SeededGenerator, _ count: Int) -> [(Comment, String)] {
    let words = (0..<400).map { number in
      String(
        (0..<(3 + number % 5)).map { _ in "abcdefghijklmnopqrst".randomElement(using: &random)! }
      )
    }
    var texts: [String] = []
    for _ in 0..<max(1, count / 6) {
      texts.append(
        (0..<Int.random(in: 4..<20, using: &random)).map { _ in
          words.randomElement(using: &random)!
        }.joined(separator: " ")
      )
    }
    return (0..<count).map { number in
      var text = texts.randomElement(using: &random)!
      if Bool.random(using: &random) { text = text.uppercased() }
      if Bool.random(using: &random) { text += " \(number)!!! https://x.example/\(number)" }
      if Bool.random(using: &random) {
        text = text.replacing("o", with: "\u{43E}").replacing("a", with: "a\u{200B}")
      }
      let author = "u\(Int.random(in: 0..<9, using: &random))"
      let thread = "t\(Int.random(in: 0..<4, using: &random))"
      return (
        Comment(id: "\(number)", body: text, author: author, createdAt: Int64(number)), thread
      )
    }
  }

  private static func records(_ posts: [(Comment, String)]) -> [CampaignRecord] {
    posts.enumerated().compactMap { ordinal, post in
      CampaignRecord(
        post.0,
        thread: post.1,
        ordinal: ordinal,
        action: ordinal % 3 == 0 ? .report : .allow
      )
    }
  }

  private static func result(
    _ records: [CampaignRecord],
    memory: Int = 64 << 20
  ) throws -> CampaignFinder.Result {
    var finder = CampaignFinder(maxMemoryBytes: memory)
    for record in records { try finder.add(record) }
    return try finder.finish(limit: 10_000)
  }

  @Test("moderators' notices have no record")
  func notices() {
    var notice = Comment(
      id: "1",
      body: "Please read the rules of this place before you post",
      author: "m"
    )
    #expect(CampaignRecord(notice, thread: "t", ordinal: 0, action: .allow) != nil)
    notice.isModerator = true
    #expect(CampaignRecord(notice, thread: "t", ordinal: 0, action: .allow) == nil)
  }

  @Test("records keep their fixed form", arguments: 0..<20)
  func fixedForm(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    for record in Self.records(Self.posts(&random, 40)) {
      var bytes: [UInt8] = []
      record.append(to: &bytes)
      #expect(bytes.count == CampaignRecord.byteCount && CampaignRecord(bytes[...]) == record)
    }
  }

  @Test(
    "groups are those of the obvious way, in any order, in memory and in files",
    arguments: 0..<12
  )
  func grouping(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let records = Self.records(Self.posts(&random, 600))
    let found = try Self.result(records)
    // The obvious way: all with the same letters. Random texts of few words share no others.
    var naive: [UInt64: [CampaignRecord]] = [:]
    for record in records { naive[record.fingerprint.letters, default: []].append(record) }
    let groups = naive.filter { entry in
      entry.value.count >= 3
        && (Set(entry.value.map(\.author)).count >= 2 || Set(entry.value.map(\.thread)).count >= 2)
    }
    #expect(found.campaigns.count == groups.count, "seed \(seed)")
    for (campaign, ordinals) in zip(found.campaigns, found.exampleOrdinals) {
      let group = try #require(groups[campaign.fingerprint], "seed \(seed)")
      #expect(campaign.comments == group.count && campaign.isExact)
      #expect(campaign.authors == Set(group.map(\.author)).count)
      #expect(campaign.threads == Set(group.map(\.thread)).count)
      #expect(campaign.flagged == group.count { $0.isFlagged })
      #expect(campaign.firstAt == group.compactMap(\.createdAt).min())
      #expect(campaign.lastAt == group.compactMap(\.createdAt).max())
      #expect(ordinals == Array(group.map(\.ordinal).sorted().prefix(Campaign.maxExamples)))
    }
    let shuffled = try Self.result(records.shuffled(using: &random))
    let spilled = try Self.result(records, memory: 1 << 16)
    for other in [shuffled, spilled] {
      #expect(other.campaigns == found.campaigns, "seed \(seed)")
      #expect(other.exampleOrdinals == found.exampleOrdinals, "seed \(seed)")
    }
  }

  @Test("texts with a few words changed belong together")
  func nearCopies() throws {
    let text = """
      hello friends this trader helped me recover everything after losing money so please contact \
      her today because she really knows what she does and answers quickly
      """
    let words = text.split(separator: " ").map(String.init)
    var posts: [(Comment, String)] = []
    for number in 0..<20 {
      var changed = words
      changed[number % words.count] = ["dear", "lovely", "kind"][number % 3]
      changed.append(["thanks", "cheers"][number % 2])
      posts.append(
        (Comment(id: "\(number)", body: changed.joined(separator: " "), author: "a\(number)"), "t")
      )
    }
    let other = "an ordinary remark about gardening in dry summers and about watering at night"
    for number in 0..<3 { posts.append((Comment(id: "o\(number)", body: other, author: "x"), "t")) }
    let found = try Self.result(Self.records(posts))
    #expect(found.campaigns.count == 1)
    #expect(found.campaigns.first?.comments ?? 0 >= 19 && found.campaigns.first?.isExact == false)
  }

  /// Words parted differently have the same letters and another sketch, and belong to other texts by it.
  @Test(
    "the order decides nothing for words that are parted differently, nor in files",
    arguments: 0..<6
  )
  func order(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var posts: [(Comment, String)] = []
    for number in 0..<(seed % 2 == 0 ? 40 : 1_000) {
      // Eight words and more have a sketch.
      let words = (0..<12).map { _ in
        String((0..<4).map { _ in "abcdefghij".randomElement(using: &random)! })
      }
      var parted = Array(words.joined())
      for place in stride(from: 45, through: 5, by: -5) { parted.insert(" ", at: place) }
      for (copy, words) in [words, String(parted).split(separator: " ").map(String.init)]
        .enumerated()
      {
        for other in 0..<3 {
          var changed = words
          if other > 0 { changed[0] = "more\(other)" }
          let body = changed.joined(separator: " ")
          let author = "a\(number)-\(copy)-\(other)"
          posts.append((Comment(id: "\(posts.count)", body: body, author: author), "t\(other)"))
        }
      }
    }
    let records = Self.records(posts)
    let memory = seed % 2 == 0 ? 64 << 20 : 1 << 16
    let found = try Self.result(records, memory: memory)
    #expect(!found.campaigns.isEmpty)
    for _ in 0..<2 {
      let other = try Self.result(records.shuffled(using: &random), memory: memory)
      #expect(other.campaigns == found.campaigns, "seed \(seed)")
      #expect(other.exampleOrdinals == found.exampleOrdinals, "seed \(seed)")
    }
  }

  /// Groups by a forest that is all in memory, and lists of comments.
  private static func naive(_ records: [CampaignRecord]) -> [Campaign] {
    var texts: [UInt64: [CampaignRecord]] = [:]
    for record in records { texts[record.fingerprint.letters, default: []].append(record) }
    var parents: [UInt64: UInt64] = [:]
    func root(_ text: UInt64) -> UInt64 {
      parents[text].map { $0 == text ? text : root($0) } ?? text
    }
    for band in 0..<CampaignFinder.bands {
      var buckets: [UInt64: [TextFingerprint]] = [:]
      for (_, records) in texts.sorted(by: { $0.key < $1.key }) {
        let sketches = records.compactMap(\.fingerprint.sketch)
        let smallest = sketches.min { a, b in
          a.indices.lazy.map { (a[$0], b[$0]) }.first { $0 != $1 }.map { $0 < $1 } ?? false
        }
        guard let smallest else { continue }
        buckets[CampaignFinder.key(of: smallest, band: band), default: []].append(
          TextFingerprint(letters: records[0].fingerprint.letters, sketch: smallest)
        )
      }
      for (_, bucket) in buckets {
        var leaders: [TextFingerprint] = []
        for text in bucket {
          if let leader = leaders.first(where: {
            $0.resemblance(to: text) >= CampaignFinder.minResemblance
          }) {
            let roots = [root(leader.letters), root(text.letters)].sorted()
            parents[roots[1]] = roots[0]
          } else if leaders.count < CampaignFinder.maxLeaders {
            leaders.append(text)
          }
        }
      }
    }
    let groups = Dictionary(grouping: records) { root($0.fingerprint.letters) }
    return groups.compactMap { leader, records in
      let authors = Set(records.map(\.author)).count
      let threads = Set(records.map(\.thread)).count
      guard records.count >= 3, authors >= 2 || threads >= 2 else { return nil }
      return Campaign(
        fingerprint: leader,
        isExact: Set(records.map(\.fingerprint.letters)).count == 1,
        comments: records.count,
        authors: authors,
        threads: threads,
        flagged: records.count { $0.isFlagged },
        firstAt: records.compactMap(\.createdAt).min(),
        lastAt: records.compactMap(\.createdAt).max()
      )
    }.sorted(by: Campaign.isLarger)
  }

  @Test(
    "any memory finds the groups of the obvious way, also of texts that are almost the same",
    arguments: 0..<4
  )
  func anyMemory(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let words = (0..<600).map { _ in
      String((0..<6).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random)! })
    }
    let texts = (0..<150).map { _ in (0..<14).map { _ in words.randomElement(using: &random)! } }
    let posts = (0..<2_000).map { number in
      var text = texts.randomElement(using: &random)!
      for _ in 0..<Int.random(in: 0..<4, using: &random) {
        text[Int.random(in: 0..<14, using: &random)] = words.randomElement(using: &random)!
      }
      let author = "a\(Int.random(in: 0..<900, using: &random))"
      let body = text.joined(separator: " ")
      let thread = "t\(number % 50)"
      return (
        Comment(id: "\(number)", body: body, author: author, createdAt: Int64(number)), thread
      )
    }
    let records = Self.records(posts)
    let naive = Self.naive(records)
    #expect(naive.count > 100 && naive.contains { !$0.isExact })
    for memory in [1 << 16, 1 << 19, 64 << 20] {
      let found = try Self.result(records.shuffled(using: &random), memory: memory)
      #expect(found.campaigns == naive, "seed \(seed), \(memory) bytes")
      #expect(found.left == 0)
    }
    var finder = CampaignFinder(maxMemoryBytes: 1 << 16)
    for record in records { try finder.add(record) }
    let few = try finder.finish(limit: 10)
    #expect(few.campaigns == Array(naive.prefix(10)) && few.left == naive.count - 10)
  }
}
