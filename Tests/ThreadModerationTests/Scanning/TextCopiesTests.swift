// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("TextCopies") struct TextCopiesTests {
  private func groups(_ texts: [String]) -> [Int?] {
    var copies = TextCopies()
    for text in texts { copies.add(Array(text.utf8)) }
    return copies.groups
  }

  private let words =
    "bridge river council library market street museum garden school winter summer morning evening people valley county railway bakery coffee harvest"
    .split(separator: " ").map(String.init)

  @Test("case, digits, links and punctuation do not make a copy another text")
  func sameLetters() {
    let groups = groups([
      "Meet me at the old town bridge at 5", "meet me at the OLD town bridge, at 6!",
      "Meet me at the old town bridge at http://a.example.com/x",
      "Meet me at the new town bridge at 5",
    ])
    #expect(groups == [0, 0, 0, 1])
  }

  @Test("what all comments of a system have in their markup does not make them copies")
  func markup() throws {
    func comment(_ number: Int, _ words: String) -> Comment {
      Comment(
        id: "\(number)",
        body: """
          <p><span class="h-card" translate="no"><a href="https://social.example/@ada" class="u-url mention">\
          @<span>ada</span></a></span> \(words)</p>
          """,
        author: "\(number)",
        bodyFormat: .html
      )
    }
    let short = [comment(1, "so it is"), comment(2, "not at all")]
    for found in short { #expect(TextFingerprint(of: found) == nil) }
    let copied = "the council library &amp; the market are closed"
    let long = [
      comment(3, copied), comment(4, copied.uppercased().replacing("&AMP;", with: "&amp;")),
    ]
    #expect(
      try #require(TextFingerprint(of: long[0])).letters
        == #require(TextFingerprint(of: long[1])).letters
    )
    let thread = CommentThread(id: "t", comments: short + long)
    let facts = ThreadFacts(thread)
    #expect(thread.comments.indices.map(facts.copyAuthors) == [1, 1, 2, 2])
  }

  @Test("texts of fewer than twenty letters are never copies")
  func short() {
    #expect(
      groups(["Thanks a lot", "Thanks a lot", "", "[deleted]", "[deleted]", "+1", "😀"]).allSatisfy {
        $0 == nil
      }
    )
  }

  @Test("thanks in any script are no copies; longer texts are, in any case")
  func scripts() {
    for thanks in [
      "Спасибо всем", "Ευχαριστώ πολύ όλους", "非常感谢您的分享", "정말 감사합니다", "ありがとうございます",
      "“Thanks” — everybody… 😀😀😀😀", "תודה רבה לכולם",
    ] {
      #expect(groups([thanks, thanks]) == [nil, nil], "\(thanks)")
      #expect(TextFingerprint(of: thanks) == nil, "\(thanks)")
    }
    for text in [
      "Старый мост над рекой снова закрыт", "Η παλιά γέφυρα είναι πάλι κλειστή σήμερα",
      "Il a été décidé que l’école ferme…", "Straße und Brücke sind nun zu",
    ] {
      #expect(groups([text, text.lowercased(), text.uppercased()]) == [0, 0, 0], "\(text)")
    }
    #expect(groups(["河上的旧桥今天又关闭了", "河上的旧桥，今天又关闭了！"]) == [0, 0])
  }

  @Test("a thread and a report agree on whether the letters of two texts are the same")
  func sameAsFingerprint() {
    let texts = [
      "Meet me at the old town bridge", "Meet me at the оld town bridge",
      "Старый мост над рекой закрыт", "СТАРЫЙ МОСТ, НАД РЕКОЙ ЗАКРЫТ",
      "Стары\u{438}\u{306} мост над рекой закрыт",
      "Der Fluß ist heute über die Ufer", "DER FLUSS IST HEUTE U\u{308}BER DIE UFER",
      "Спасибо всем",
    ]
    let groups = groups(texts)
    for (a, first) in texts.enumerated() {
      for (b, second) in texts.enumerated() {
        let prints = (TextFingerprint(of: first), TextFingerprint(of: second))
        #expect((groups[a] == nil) == (prints.0 == nil), "\(first)")
        let agree = prints.0?.letters == prints.1?.letters
        #expect((groups[a] == groups[b]) == agree, "\(first) \(second)")
      }
    }
  }

  @Test("fewer than eight distinct words only count letter for letter")
  func fewWords() {
    let a = "bridge river council library market street"
    #expect(groups([a, a + " museum"]) == [0, 1])
    #expect(groups([a, a]) == [0, 0])
  }

  /// Jaccard similarity of the words, by sets of strings.
  private func similarity(_ a: String, _ b: String) -> Double {
    let (a, b) = (Set(a.split(separator: " ")), Set(b.split(separator: " ")))
    return Double(a.intersection(b).count) / Double(a.union(b).count)
  }

  @Test("groups hold what is alike: never under 60 %, and always from 85 % on", arguments: 0..<60)
  func nearCopies(seed: Int) {
    var random = Seeds(UInt64(seed))
    var texts: [String] = []
    for _ in 0..<20 {
      if let old = texts.randomElement(using: &random.generator), random.chance(0.6) {
        var changed = old.split(separator: " ").map(String.init)
        for _ in 0..<random.int(0..<4) {
          changed[random.int(0..<changed.count)] = random.pick(words)
        }
        texts.append(random.shuffled(changed).joined(separator: " "))
      } else {
        texts.append(random.shuffled(words).prefix(random.int(8..<19)).joined(separator: " "))
      }
    }
    let found = groups(texts)
    var leaders: [Int: String] = [:]
    for (index, text) in texts.enumerated() {
      guard let group = found[index] else { continue }
      guard Set(text.split(separator: " ")).count >= 8 else { continue }
      if let leader = leaders[group] {
        #expect(
          similarity(leader, text) >= 0.6 || texts[..<index].contains { $0 == text },
          "seed \(seed)"
        )
      } else {
        // The first of a new group: nothing before it was nearly the same.
        for other in leaders.values { #expect(similarity(other, text) < 0.85, "seed \(seed)") }
        leaders[group] = text
      }
    }
    #expect(!leaders.isEmpty)
  }

  @Test("groups are those of the plain version", arguments: 0..<40)
  func naive(seed: Int) {
    var random = Seeds(UInt64(seed) + 1_000)
    let marks = [
      "", "", "", "!", ",", "'s", "é", " 17", "-", " https://a.example/x", ".", "e\u{301}", "…",
      "’s", "Ж",
      " 桥", "\u{200B}", "й", "한",
    ]
    var copies = TextCopies()
    var naive = NaiveCopies()
    var texts: [[String]] = []
    for _ in 0..<60 {
      var text = (0..<random.int(0..<70)).map { _ in random.pick(words) + random.pick(marks) }
      if let old = texts.randomElement(using: &random.generator), random.chance(0.7) {
        text = old
        for _ in 0..<random.int(0..<6) where !text.isEmpty {
          text[random.int(0..<text.count)] = random.pick(words)
        }
      }
      texts.append(text)
      let bytes = Array(text.joined(separator: random.chance(0.9) ? " " : "/").utf8)
      copies.add(bytes)
      naive.add(bytes)
    }
    #expect(copies.groups == naive.groups, "seed \(seed)")
    #expect(copies.groupCount == Set(naive.groups.compactMap { $0 }).count, "seed \(seed)")
  }

  @Test("many texts take linear time")
  func growth() {
    let ratio = Growth.ratio(from: 60) { count in
      var random = Seeds(3)
      var copies = TextCopies()
      for _ in 0..<count {
        copies.add(Array(random.shuffled(words).prefix(12).joined(separator: " ").utf8))
      }
      #expect(copies.groups.count == count)
    }
    #expect(ratio < 25)
  }
}
