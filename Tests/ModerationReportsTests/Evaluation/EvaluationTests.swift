// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import ModerationReports

@Suite("Evaluation: figures and pages")
struct EvaluationTests {
  /// A comment with a score for hostility, and one finding of a rule.
  private static func comment(
    _ score: Double,
    _ label: Bool?,
    set: String = "s",
    rule: String = "own.rule",
    words: String = "words"
  ) -> EvaluatedComment {
    var labels = CategoryValues<Bool?>(repeating: nil)
    labels[.hostility] = label
    var verdict = Verdict(comment: words, action: score >= 0.5 ? .report : .allow)
    verdict.scores[.hostility] = score
    verdict.findings = [
      Finding(
        rule: rule,
        category: .hostility,
        score: 1,
        view: "raw",
        range: 0..<words.utf8.count,
        text: words,
        reason: words
      )
    ]
    return EvaluatedComment(
      set: set,
      body: words,
      parentBody: words,
      labels: labels,
      verdict: verdict
    )
  }

  private static func evaluation(
    _ comments: [EvaluatedComment],
    other: String? = nil,
    examples: Int = 10
  ) -> Evaluation {
    var options = EvaluationBuilder.Options()
    options.examples = examples
    options.resamples = 50
    var builder = EvaluationBuilder(policy: .standard, options: options)
    for comment in comments { builder.add(comment) }
    var source = Evaluation.Source()
    source.other = other
    return builder.evaluation(of: source)
  }

  @Test func `counts, examples, rules and functions of a few comments`() throws {
    var comments = [
      Self.comment(0.9, true), Self.comment(0.7, false), Self.comment(0.95, false),
      Self.comment(0.2, true), Self.comment(0.1, true), Self.comment(0.3, false),
      Self.comment(0.4, nil),
    ]
    for index in comments.indices { comments[index].function = index % 2 == 0 ? "one" : "two" }
    comments[0].markedRanges = [0..<5]
    let evaluation = Self.evaluation(comments, examples: 1)
    #expect(evaluation.comments == 6)
    let figures = try #require(evaluation.categories.first)
    #expect(evaluation.categories.count == 1 && figures.category == .hostility)
    let set = try #require(figures.sets.first)
    #expect(set.report.truePositives == 1 && set.report.falsePositives == 2)
    #expect(set.hold.truePositives == 1 && set.hold.falsePositives == 1)
    #expect(set.flagged == set.report)
    #expect(set.falsePositives.map(\.score) == [0.95])
    #expect(set.falseNegatives.map(\.score) == [0.1])
    #expect(set.spans?.f1 == 1)
    #expect(figures.average == nil, "six comments are too few")
    #expect(figures.rules.map(\.rule) == ["own.rule"])
    #expect(figures.rules[0].truePositives == 3 && figures.rules[0].falsePositives == 3)
    #expect(figures.functions.map(\.function) == ["one", "two"])
    // 0.9 positive is right; 0.95 negative and 0.1 positive are not.
    #expect(figures.functions[0].count == 3 && figures.functions[0].right == 1)
  }

  @Test func `scores are measured as verdict lines write them`() throws {
    let evaluation = Self.evaluation([
      Self.comment(0.499_96, true), Self.comment(0.499_94, true), Self.comment(.nan, false),
    ])
    let set = try #require(evaluation.categories.first?.sets.first)
    #expect(set.report.truePositives == 1)
  }

  @Test("the builder agrees with measuring all at once", arguments: 0..<5 as Range<UInt64>)
  func random(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var comments: [EvaluatedComment] = []
    for _ in 0..<700 {
      var comment = Self.comment(
        Double(Int.random(in: 0...100, using: &generator)) / 100,
        Bool.random(using: &generator),
        set: ["a", "b", "small"][Int.random(in: 0..<40, using: &generator) / 19]
      )
      comment.otherScores = comment.verdict.scores
      comment.otherScores?[.hostility] = Double(Int.random(in: 0...9, using: &generator)) / 9
      comments.append(comment)
    }
    let evaluation = Self.evaluation(comments, other: "chance", examples: 5)
    let figures = try #require(evaluation.categories.first)
    for set in figures.sets {
      let chosen = comments.filter { $0.set == set.set }
      let scores = chosen.map { $0.verdict.scores[.hostility] }
      let labels = chosen.map { $0.labels[.hostility] == true }
      let ranked = RankedScores(scores: scores, labels: labels)
      #expect(set.areaUnderCurve == ranked.areaUnderCurve && set.count == chosen.count)
      let alarms = zip(scores, labels).filter { $0.0 >= 0.5 && !$0.1 }.map(\.0).sorted(by: >)
      #expect(set.falsePositives.map(\.score) == Array(alarms.prefix(5)))
      let misses = zip(scores, labels).filter { $0.0 < 0.5 && $0.1 }.map(\.0).sorted()
      #expect(set.falseNegatives.map(\.score) == Array(misses.prefix(5)))
      let difference = try #require(set.comparison?.curveDifference)
      #expect(difference.lower <= difference.value && difference.value <= difference.upper)
    }
    let large = figures.sets.filter { $0.count >= 250 }
    #expect(large.count == 2 && figures.average?.sets == 2)
    let mean = large.reduce(0.0) { $0 + ($1.areaUnderCurve ?? 0) } / 2
    #expect(abs((figures.average?.areaUnderCurve ?? 0) - mean) < 1e-12)
    #expect(EvaluationPage.render(evaluation) == EvaluationPage.render(evaluation))
  }

  /// Whatever others wrote is a text of the page, never markup, and no control character reaches a
  /// terminal.
  @Test(
    "hostile words in every slot",
    arguments: [
      "<script>alert(1)</script>", "\" onload=\"x", "</bdi></td><img src=x>",
      "\u{202E}abc\u{1B}[2J",
      "a\nb\tc", "&lt;", "",
    ]
  )
  func hostileWords(_ words: String) throws {
    var comments = [
      Self.comment(0.9, false, set: words, rule: words + "r", words: words),
      Self.comment(0.1, true, set: words, rule: words + "r", words: words),
    ]
    for index in comments.indices {
      comments[index].function = words
      comments[index].otherScores = comments[index].verdict.scores
    }
    var evaluation = Self.evaluation(comments, other: words)
    evaluation.source.inputs = [words]
    evaluation.source.configuration = words
    evaluation.source.rejected = 1
    evaluation.source.firstRejected = [words]
    let page = try StrictHTML(EvaluationPage.render(evaluation, title: words))
    #expect(!page.elements.contains { $0.name == "script" || $0.name == "img" })
    let text = TerminalText(width: 80, usesColor: false).evaluation(evaluation)
    #expect(text.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    #expect(!String(decoding: text, as: UTF8.self).unicodeScalars.contains("\u{202E}"))
    let json = EvaluationJSON.render(evaluation)
    let read = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
    #expect(read?["configuration"] as? String == words)
  }

  @Test func `the page holds a plot for every set and the words to read`() throws {
    let evaluation = Self.evaluation([
      Self.comment(0.9, false, set: "one", words: "alarm"), Self.comment(0.95, true, set: "one"),
      Self.comment(0.1, true, set: "two", words: "miss"),
    ])
    let bytes = EvaluationPage.render(evaluation)
    let page = try StrictHTML(bytes)
    #expect(page.elements.count { $0.name == "svg" } == 2)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("alarm") && text.contains("miss") && text.contains("0.900 report"))
  }

  @Test func `nothing at all is a page, a document and a text, too`() throws {
    let evaluation = Self.evaluation([])
    #expect(evaluation.comments == 0 && evaluation.categories.isEmpty)
    _ = try StrictHTML(EvaluationPage.render(evaluation))
    _ = try JSONSerialization.jsonObject(with: Data(EvaluationJSON.render(evaluation)))
    #expect(!TerminalText().evaluation(evaluation).isEmpty)
  }

  @Test func `scores that are no numbers count as 0, and options below 0 keep nothing`() throws {
    var options = EvaluationBuilder.Options()
    options.examples = -1
    options.resamples = -1
    var builder = EvaluationBuilder(policy: .standard, options: options)
    for (score, label) in [
      (Double.nan, true), (.infinity, false), (-.infinity, true), (0.9, true), (0.1, false),
    ] {
      var comment = Self.comment(score, label)
      comment.otherScores = CategoryValues(repeating: .nan)
      builder.add(comment)
    }
    let evaluation = builder.evaluation(of: Evaluation.Source())
    let figures = try #require(evaluation.categories.first?.sets.first)
    #expect(figures.count == 5 && figures.report.truePositives == 1)
    #expect(figures.report.falsePositives == 0)
    #expect(figures.falsePositives.isEmpty && figures.falseNegatives.isEmpty)
    #expect(!EvaluationJSON.render(evaluation).isEmpty)
    #expect(!EvaluationPage.render(evaluation).isEmpty)
  }
}
