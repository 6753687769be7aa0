// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

// MARK: - What placeholders stand for

extension RuleMatcher {
  /// The named searches of a rule that matched, in the order of its keys; none if no placeholder
  /// asks for them.
  func placeholders(
    of rule: Rule,
    evidence: [RuleMatch.Evidence]
  ) -> [Placeholders.Match] {
    guard
      rule.templates.contains(where: { template in
        template.utf8.contains(UInt8(ascii: "{"))
          && Placeholders.names(in: template).contains { $0.utf8.starts(with: "match".utf8) }
      })
    else { return [] }
    var matches: [Placeholders.Match] = []
    var seen: Set<Int> = []
    for index in evidence.compactMap(\.check).sorted() where seen.insert(index).inserted {
      if let match = match(ofText: index) { matches.append(match) }
    }
    return matches
  }

  /// What the alternation of all values of a check would find: of the first field in which one is
  /// found, the leftmost match, and of those at one place the first value's.
  private func match(ofText index: Int) -> Placeholders.Match? {
    let check = rules.texts[index]
    guard let name = check.name else { return nil }
    for (target, patterns) in check.patterns {
      guard let result = results[target], !result.isUnknown else { continue }
      let hits = result.hits.filter { patterns.contains($0.pattern) }
      guard
        let first = hits.min(by: {
          ($0.own.lowerBound, $0.pattern) < ($1.own.lowerBound, $1.pattern)
        })
      else { continue }
      let description = rules.targets[target]
      let views = levels[0].views
      let isView = description.field == .body
      let bytes =
        isView
        ? views.text(description.view).bytes : Array((text(of: description.field) ?? "").utf8)
      // Escapes are shown as what they stand for, disguises as they were written.
      let isPlain = description.view == .raw || description.view == .withoutBlockquotes
      func original(_ range: Range<Int>) -> String {
        if isView, isPlain { return String(decoding: bytes[range], as: UTF8.self) }
        let range = isView ? views.text(description.view).original(range) : range
        let bytes = isView ? views.body : bytes
        return String(decoding: bytes[range], as: UTF8.self)
      }
      guard first.own.upperBound <= bytes.count else {
        // A domain was searched by itself: its place is all that is known.
        let text = first.range.map { String(decoding: views.body[$0], as: UTF8.self) } ?? ""
        return Placeholders.Match(name: name, text: text)
      }
      var match = Placeholders.Match(name: name, text: original(first.own))
      let winner = first.pattern - patterns.lowerBound
      // AutoModerator numbers the groups of all values through.
      if !check.capturing.isEmpty {
        for pattern in check.capturing[..<winner] {
          match.captures += [String?](repeating: nil, count: pattern.captureCount)
        }
        let subject = isView ? views.subject(description.view) : Subject(repairing: bytes)
        if let found = check.capturing[winner].firstMatch(in: subject).match {
          match.captures += found.captures.map { $0.map(original) }
        }
      }
      return match
    }
    return nil
  }
}
