// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import ThreadModeration

@Suite("Signals") struct SignalsTests {
  static func values(_ comment: Comment, in context: CommentContext = CommentContext())
    -> SignalValues
  {
    let views = TextViews(
      body: Array(comment.body.utf8),
      format: comment.bodyFormat,
      normalizer: NormalizerSource(Bodies.normalizer)
    )
    return SignalReader.read(comment, in: context, views: views)
  }

  @Test("every signal of spam is a sign of it, but for four")
  func spamSigns() {
    let others: Set<SignalID> = [.digitShare, .talkOfSpam, .everydayNotice, .learnedSpam]
    for signal in SignalID.allCases {
      let isOfSpam = Signals.all[signal.rawValue].name.hasPrefix("spam.")
      #expect(signal.isSpamSign == (isOfSpam && !others.contains(signal)), "\(signal)")
    }
  }

  @Test("flags are 0 or 1, shares lie between them, and definitions have single spaces")
  func units() {
    let more = ["bum butt boobies", "Holy shit, what a sunset", "WHAT THE HELL IS THIS"]
    let bodies = Case.all.map(\.text) + more
    for body in bodies {
      let values = Self.values(Comment(id: "1", body: body))
      for (index, definition) in Signals.all.enumerated() {
        let value = values.values[index]
        switch definition.unit {
        case .flag: #expect(value == 0 || value == 1, "\(definition.name) \(value): \(body)")
        case .share: #expect((0...1).contains(value), "\(definition.name) \(value): \(body)")
        case .count: #expect(value >= 0, "\(definition.name) \(value): \(body)")
        case .logOdds: break
        }
      }
    }
    for definition in Signals.all {
      for text in [definition.definition, definition.reason, definition.source] {
        #expect(!text.contains("  "), "\(definition.name)")
      }
    }
  }

  /// One line of `Tests/Cases/signals.tsv`.
  struct Case: CustomTestStringConvertible {
    var signal: String
    var isRaised: Bool
    var options: Set<String>
    var text: String
    var testDescription: String { "\(signal) \(isRaised ? "+" : "-") \(text.prefix(40))" }

    static let all: [Case] = {
      let url = SharedData.caseURL("signals.tsv")
      guard let file = try? String(contentsOf: url, encoding: .utf8) else { return [] }
      return file.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
        let fields = line.split(separator: "\t", maxSplits: 3).map(String.init)
        guard fields.count == 4 else { return nil }
        return Case(
          signal: fields[0],
          isRaised: fields[1] == "+",
          options: Set(fields[2].split(separator: ",").map(String.init)),
          text: unescaped(fields[3])
        )
      }
    }()

    /// `\n` and `\u{…}` as in Swift.
    private static func unescaped(_ text: String) -> String {
      var result = ""
      var rest = Substring(text)
      while let slash = rest.firstIndex(of: "\\") {
        result += rest[..<slash]
        rest = rest[slash...].dropFirst()
        if rest.hasPrefix("n") {
          result += "\n"
          rest = rest.dropFirst()
        } else if rest.hasPrefix("u{"), let end = rest.firstIndex(of: "}"),
          let value = UInt32(rest.dropFirst(2)[..<end], radix: 16),
          let scalar = Unicode.Scalar(value)
        {
          result.unicodeScalars.append(scalar)
          rest = rest[end...].dropFirst()
        } else {
          result += "\\"
        }
      }
      return result + rest
    }
  }

  @Test("a case raises its signal, or does not", arguments: Case.all)
  func cases(_ entry: Case) throws {
    let index = try #require(Signals.index(named: entry.signal))
    let signal = try #require(SignalID(rawValue: index))
    let format: BodyFormat =
      entry.options.contains("html")
      ? .html : entry.options.contains("markdown") ? .markdown : .text
    let isName = entry.options.contains("name")
    let comment = Comment(
      id: "1",
      body: isName ? "A good read" : entry.text,
      parent: entry.options.contains("reply") ? "0" : nil,
      author: isName ? entry.text : nil,
      bodyFormat: format
    )
    let values = Self.values(comment)
    #expect((values[signal] != 0) == entry.isRaised, "value \(values[signal])")
    for evidence in values.evidence {
      guard let range = evidence.range else { continue }
      #expect(Bodies.isBoundary(range.lowerBound, in: Array(entry.text.utf8)))
      #expect(Bodies.isBoundary(range.upperBound, in: Array(entry.text.utf8)))
    }
  }

  @Test("every signal has a case that raises it and one that does not")
  func complete() {
    var raised: Set<String> = []
    var quiet: Set<String> = []
    for entry in Case.all {
      if entry.isRaised { raised.insert(entry.signal) } else { quiet.insert(entry.signal) }
    }
    // The signals about a thread are raised in ThreadSignalsTests, the learned ones in LearnedTests.
    let inCode = Set(
      SignalID.allCases.filter { $0.needsThread || $0.isLearned }
        .map { Signals.all[$0.rawValue].name }
    )
    let names = Set(Signals.all.map(\.name))
    #expect(raised.union(inCode) == names, "missing: \(names.subtracting(raised).sorted())")
    #expect(quiet.union(inCode) == names, "missing: \(names.subtracting(quiet).sorted())")
  }

  @Test("definitions are unique, in the order of the ids, and say what they mean")
  func definitions() {
    #expect(Signals.all.count == SignalID.allCases.count)
    #expect(Set(Signals.all.map(\.name)).count == Signals.all.count)
    for definition in Signals.all {
      let start = String(
        definition.category == .conduct ? "conduct." : "\(definition.category.name)."
      )
      #expect(definition.name.hasPrefix(start))
      #expect(definition.definition.hasSuffix(".") && !definition.definition.contains("\n"))
      #expect(definition.reason.hasSuffix(".") && !definition.source.isEmpty)
      #expect(Signals.definition(named: definition.name) == definition)
    }
    #expect(Signals.definition(named: "spam.nothing") == nil)
    #expect(Signals.nearestName(to: "links.shortner") == "links.shortener")
    for id in [SignalID.insult, .testString, .linkRepeated, .spiral] {
      #expect(Signals.all[id.rawValue].name.contains(id == .linkRepeated ? "links" : "."))
    }
    #expect(Signals.all[SignalID.insultDirect.rawValue].name == "hostility.insult-direct")
    #expect(Signals.all[SignalID.testString.rawValue].name == "spam.test-string")
    #expect(Signals.all[SignalID.linkRepeated.rawValue].name == "links.repeated")
    #expect(Signals.all[SignalID.spiral.rawValue].name == "conduct.spiral")
  }

  private static let page = SharedData.packageRoot.appending(path: "Docs/Signals.md")

  @Test(
    "Docs/Signals.md lists every signal",
    .enabled(
      if: FileManager.default.fileExists(atPath: page.path),
      "Docs/Signals.md is not written yet"
    )
  )
  func documented() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    for definition in Signals.all {
      #expect(text.contains("`\(definition.name)`") || text.contains(definition.name))
    }
  }

  @Test(
    "an author's name that is an address to write to",
    arguments: [
      ("Telegram_at_ada99", true), ("WhatsApp +1 (470) 555-0134", true),
      ("+1\u{2022}470\u{2022}555\u{2022}0134", true),
      ("Ada L.", false), ("context_menu", false), ("user123456789", false), ("", false),
    ]
  )
  func contactInName(author: String, isContact: Bool) {
    let values = Self.values(Comment(id: "1", body: "Nice video", author: author))
    #expect((values[.contactHandle] > 0) == isContact)
  }

  @Test(
    "an author who is called what is advertised",
    arguments: [
      ("bestmixers.example.com", true), ("http://bestmixers.example.com/page?x=1", true),
      ("buy cheap laptops online", true), ("weight loss", true), ("canadian pharmacy", true),
      ("Casino Bonus Review", true), ("Online Games Download", true),
      ("Ada Lovelace", false), ("J. R. Miller", false), ("best friend", false),
      ("Free Willy", false), ("Insurance Joe", false), ("alex.dev", false), ("ASP.NET", false),
      ("coffee shop", false),
      ("tom the plumber", false), ("ada@example.com", false),
      ("Harbour News » The bridge - example.com", false), ("ada.l", false), ("", false),
    ]
  )
  func advertisedName(author: String, isAdvertised: Bool) {
    let values = Self.values(Comment(id: "1", body: "Nice read", author: author))
    #expect((values[.authorName] > 0) == isAdvertised)
  }

  @Test("a rule of spam lets the scorer's opinion against it count little")
  func learnedBesideSpam() throws {
    var values = SignalValues()
    values[.learnedSpam] = -4
    values.limitLearnedBesideRule()
    #expect(values[.learnedSpam] == -0.5)
    values[.learnedSpam] = 2
    values.limitLearnedBesideRule()
    #expect(values[.learnedSpam] == 2)
  }

  @Test("a hand or an arrow near an invitation to write")
  func pointedAt() {
    let plain = Self.values(Comment(id: "1", body: "contact me for more"))[.contactHandle]
    let pointed = Self.values(Comment(id: "1", body: "contact me for more \u{1F446}"))[
      .contactHandle
    ]
    #expect(plain == 0.5 && pointed == 1.5)
  }

  @Test(
    "names in single letters take time in proportion to the text",
    arguments: ["a ", "1 ", "a 1 ", "\u{1F4AA}a", "k-", "abcd12 ", "abcd12 @ab ", "write me @ab "]
  )
  func spacedNames(unit: String) {
    let start = ContinuousClock.now
    _ = Self.values(Comment(id: "1", body: String(repeating: unit, count: 10_000)))
    #expect(start.duration(to: .now) < .seconds(20))
  }

  @Test("no more places are kept than the limit, however many there are")
  func evidenceLimit() {
    let values = Self.values(
      Comment(id: "1", body: String(repeating: "http://a.example.com ", count: 50))
    )
    #expect(values[.linkCount] == 50)
    #expect(values.evidence.filter { $0.signal == .linkCount }.count == SignalValues.maxEvidence)
  }

  @Test(
    "time is linear in hostile text",
    arguments: [
      "1 ", "1-2 3.", "black ", "brainless ", "lol ", "dm me @ab ", "bcdfghjklmnp ", "$1", "a@a.a",
      "#a ",
      "not a clown ", "you clown ", "aaaaaaaaaaaaaaaaaaaaaaaaaaa 9/13/2017\n", "!",
      "http://a.example/x ", "http://a.example/x 555.010.0199 ", "\"you clown\" and so on ",
      "\"free\" messages ", "don't fall for it dm me ", "text 12345 vet 0161 496 0199 ", "mr Ab ",
    ]
  )
  func growth(unit: String) {
    let ratio = Growth.ratio(from: 3_000) { size in
      let body = Bodies.string(Growth.repeated(unit, bytes: size))
      _ = Self.values(Comment(id: "1", body: body, parent: "0"))
    }
    #expect(ratio < 20, "\(unit)")
  }

  @Test("a placeholder has no signals")
  func placeholder() {
    #expect(Self.values(Comment(id: "1", body: "[deleted]", parent: "0")).readings.isEmpty)
  }
}
