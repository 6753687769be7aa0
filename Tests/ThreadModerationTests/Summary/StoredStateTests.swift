// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import ThreadModeration

/// What is stored with `Codable`: the same bytes for the same counts, names instead of numbers, and damaged
/// state is refused instead of trapping later on.
@Suite("Stored state") struct StoredStateTests {
  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Encodes, puts one text in the place of another, and reads back.
  private static func edited<Value: Codable>(
    _ value: Value,
    _ old: String,
    _ new: String
  ) throws -> Value {
    let text = try json(value)
    try #require(text.contains(old), "\(old) is not in \(text)")
    let changed = text.replacingOccurrences(of: old, with: new)
    return try JSONDecoder().decode(Value.self, from: Data(changed.utf8))
  }

  private static func expectRefused<Value: Codable>(
    _ value: Value,
    _ changes: [(String, String)]
  ) throws {
    for (old, new) in changes {
      #expect(throws: DecodingError.self, "\(Value.self): \(old) → \(new)") {
        try edited(value, old, new)
      }
    }
  }

  @Test("counts by key: capacity, level, numbers and repeated keys")
  func keyTally() throws {
    var tally = KeyTally(capacity: 77)
    tally.count("a".utf8, .hold)
    tally.count("b".utf8, .allow)
    #expect(try Self.edited(tally, "77", "78").count == 2)
    try Self.expectRefused(
      tally,
      [
        ("77", "0"), ("77", "-1"), ("77", "1"), ("\"level\":0", "\"level\":66"),
        ("\"level\":0", "\"level\":-1"), ("\"comments\":1", "\"comments\":-1"),
        ("\"comments\":1", "\"comments\":9223372036854775807"), ("[98]", "[97]"),
        ("\"level\":0", "\"level\":null"),
      ]
    )
  }

  @Test("counts by hour: capacity, width and numbers")
  func hours() throws {
    var hours = HourCounts(capacity: 77)
    hours.count(5, .hold)
    hours.count(7_205, .hold)
    #expect(try Self.edited(hours, ":77", ":16").buckets == hours.buckets)
    #expect(try Self.edited(hours, "3600", "86400").width == 86_400)
    try Self.expectRefused(
      hours,
      [
        ("77", "15"), ("77", "-1"), ("3600", "0"), ("3600", "-5"), ("3600", "3601"),
        ("\"comments\":1", "\"comments\":-1"),
      ]
    )
    for seconds in [Int64.max, 4_000_000_000_000] {
      hours.count(seconds, .allow)
      #expect(try Self.edited(hours, ":77", ":78").buckets == hours.buckets)
    }
    let far: [Int64] = Array(stride(from: .min, through: .max - 1 << 60, by: 1 << 58))
    for seconds in far { hours.count(seconds, .allow) }
    #expect(try Self.edited(hours, ":77", ":78").buckets == hours.buckets)
  }

  @Test("histograms, rejected records, distinct keys, the most severe")
  func others() throws {
    try Self.expectRefused(
      ScoreHistogram(),
      [("[0,0,", "["), ("[0,0,", "[0,0,0,"), ("[0,0,", "[0,-1,")]
    )
    var rejected = RejectedTally(capacity: 77)
    rejected.add(.init(input: "a", line: 2, reason: "x"))
    rejected.add(.init(input: "a", line: 1, reason: "x"))
    #expect(try Self.edited(rejected, "77", "78").records.map(\.line) == [1, 2])
    try Self.expectRefused(
      rejected,
      [("77", "0"), ("77", "1"), ("\"count\":2", "\"count\":1"), ("\"count\":2", "\"count\":-2")]
    )
    var distinct = DistinctCount(capacity: 77)
    distinct.insert(hash: 1)
    distinct.insert(hash: .max)
    try Self.expectRefused(
      distinct,
      [("77", "0"), ("77", "1"), ("\"level\":0", "\"level\":1"), ("\"level\":0", "\"level\":90")]
    )
    var severe = MostSevere<BusyThread>(capacity: 77)
    severe.insert(BusyThread(thread: "t", comments: 1))
    try Self.expectRefused(
      severe,
      [("77", "-1"), ("77", "0"), ("\"total\":1", "\"total\":0"), ("\"total\":1", "\"total\":-9")]
    )
    var summary = Summary()
    summary.comments = 7
    summary.actions[.hold] = 5
    summary.limits[.timeLimit] = 4
    summary.repairs["x"] = 3
    summary.rules["r"] = Summary.RuleCount(category: .spam, findings: 9, comments: 2)
    #expect(try Self.edited(summary, "\"comments\":7", "\"comments\":8").comments == 8)
    try Self.expectRefused(
      summary,
      [
        ("\"width\":3600", "\"width\":0"), ("\"comments\":7", "\"comments\":-1"),
        ("\"comments\":7", "\"comments\":9223372036854775807"), ("\"hold\":5", "\"hold\":-5"),
        ("\"hold\":5", "\"wipe\":5"), ("\"findings\":9", "\"findings\":-9"),
        ("\"time-limit\":4", "\"time-limit\":-4"), ("\"x\":3", "\"x\":-3"),
        ("\"orphans\":0", "\"orphans\":null"), ("\"orphans\":0,", ""),
      ]
    )
  }

  @Test("actions, categories and limits are stored by name, also as keys")
  func names() throws {
    #expect(try Self.json(Action.allCases) == #"["allow","report","hold","remove"]"#)
    #expect(
      try Self.json(Category.allCases) == #"["spam","links","hostility","conduct","custom"]"#
    )
    var actions: [Action: Int] = [:]
    for action in Action.allCases { actions[action] = Int(action.rawValue) }
    #expect(try Self.json(actions) == #"{"allow":0,"hold":2,"remove":3,"report":1}"#)
    #expect(
      try JSONDecoder().decode([Action: Int].self, from: Data(Self.json(actions).utf8)) == actions
    )
    var categories: [Category: Int] = [:]
    for category in Category.allCases { categories[category] = 1 }
    let text = #"{"conduct":1,"custom":1,"hostility":1,"links":1,"spam":1}"#
    #expect(try Self.json(categories) == text)
    #expect(try JSONDecoder().decode([Category: Int].self, from: Data(text.utf8)) == categories)
    let limits = [IncompleteReason.timeLimit: 2, .matchLimit: 1]
    #expect(try Self.json(limits) == #"{"match-limit":1,"time-limit":2}"#)
    // As they were stored before.
    #expect(try JSONDecoder().decode([Action].self, from: Data("[3,0]".utf8)) == [.remove, .allow])
    #expect(try JSONDecoder().decode([Category].self, from: Data("[4]".utf8)) == [.custom])
    for wrong in ["[4]", "[-1]", #"["Hold"]"#, #"[""]"#, "[null]", "[300]"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode([Action].self, from: Data(wrong.utf8))
      }
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Action: Int].self, from: Data(#"{"wipe":1}"#.utf8))
    }
  }

  /// Material of many comments, counted in some order.
  private static func material(order: [Int]) -> ReportMaterial {
    var material = ReportMaterial(inputs: ["x"])
    for number in order {
      let comment = Comment(
        id: "c\(number)",
        body: "x",
        author: "a\(number)",
        createdAt: Int64(number) * 4_000
      )
      var verdict = Verdict(comment: comment.id, thread: "t\(number)", author: comment.author)
      verdict.action = Action.allCases[number % 4]
      verdict.domains = ["d\(number).example"]
      verdict.incomplete = IncompleteReason.allCases[number % IncompleteReason.allCases.count]
      verdict.findings = [
        Finding(rule: "r\(number)", category: Category.allCases[number % 5], score: 1, view: "raw")
      ]
      material.count(verdict, of: comment, ordinal: number)
      material.summary.countRepair("kind \(number)")
      material.summary.reject(.init(input: "x", line: number, reason: "bad"))
    }
    return material
  }

  @Test("the same counts give the same bytes, in whatever order they came", arguments: 0..<5)
  func deterministic(seed: Int) throws {
    var random = Seeds(UInt64(seed))
    let ordered = Self.material(order: Array(0..<200))
    let shuffled = Self.material(order: random.shuffled(Array(0..<200)))
    #expect(shuffled == ordered)
    let text = try Self.json(ordered)
    #expect(try Self.json(shuffled) == text, "seed \(seed)")
    let read = try JSONDecoder().decode(ReportMaterial.self, from: Data(text.utf8))
    #expect(read == ordered)
    #expect(try Self.json(read) == text)
    #expect(text.contains(#""actions":{"allow":50,"hold":50,"remove":50,"report":50}"#))
    #expect(text.contains(#""action":"remove""#) && text.contains(#""category":"links""#))
  }
}
