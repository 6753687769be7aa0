// SPDX-License-Identifier: Apache-2.0

/// How far an engine agrees with PCRE2 in UTF and UCP mode, rule by rule, which is the truth.
struct Agreement: Codable {
  var engine: String
  var comments: Int
  /// Pairs of the truth.
  var pairs: Int
  /// Pairs that only the truth has.
  var missing: Int
  /// Pairs that only the engine has.
  var extra: Int
  /// The rules with the most disagreements, most first: id and count.
  var rules: [String]

  var disagreements: Int { missing + extra }
}

extension Agreement {
  /// Compares engines with the truth.
  static func compare(
    _ engines: [any Engine],
    with truth: any Engine,
    over corpus: Corpus,
    rules: [Rule]
  ) -> [Agreement] {
    let expected = (0..<corpus.count).map { Set(truth.rules(matching: $0, of: corpus)) }
    return engines.map { engine in
      var agreement = Agreement(
        engine: engine.name,
        comments: corpus.count,
        pairs: expected.reduce(0) { $0 + $1.count },
        missing: 0,
        extra: 0,
        rules: []
      )
      var counts: [Int: Int] = [:]
      for index in 0..<corpus.count {
        let found = engine.rules(matching: index, of: corpus)
        let set = Set(found)
        precondition(set.count == found.count, "\(engine.name) reports a rule twice.")
        let missing = expected[index].subtracting(set)
        let extra = set.subtracting(expected[index])
        agreement.missing += missing.count
        agreement.extra += extra.count
        for rule in missing.union(extra) { counts[rule, default: 0] += 1 }
      }
      agreement.rules = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5).map {
        "\(rules[$0.key].id) \($0.value)"
      }
      return agreement
    }
  }
}
