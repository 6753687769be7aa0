// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// Evaluates the compiled rules on one comment.
///
/// Each text that rules look at is matched once, against all patterns for it. Rules that take a
/// comment out of sight are tried first, by priority, and the first that matches ends their turn; of
/// the others every one that matches counts.
struct RuleMatcher {
  private let rules: CompiledRules
  private let comment: Comment
  private let context: CommentContext
  private let views: TextViews
  private let signals: SignalValues
  private var results: [TargetResult?]
  /// The first limit that a pattern hit.
  private(set) var incomplete: IncompleteReason?

  /// What the patterns for one text found.
  private struct TargetResult {
    /// Sorted by pattern; ranges are of the original body where the text is a view of it.
    var hits: [(pattern: Int, range: Range<Int>?)]
    /// Patterns without an answer, sorted.
    var undecided: [Int]
    /// Whether the text is missing in the data.
    var isUnknown: Bool
  }

  init(
    rules: CompiledRules,
    comment: Comment,
    context: CommentContext,
    views: TextViews,
    signals: SignalValues
  ) {
    self.rules = rules
    self.comment = comment
    self.context = context
    self.views = views
    self.signals = signals
    self.results = [TargetResult?](repeating: nil, count: rules.targets.count)
  }

  mutating func matches() -> [RuleMatch] {
    guard !comment.isPlaceholder else { return [] }
    var matches: [RuleMatch] = []
    var isRemovalDecided = false
    for (index, rule) in rules.rules.enumerated() {
      if rule.effect?.isRemoval == true, isRemovalDecided { continue }
      if rule.exemptsModerators, comment.isModerator == true { continue }
      var evidence: [RuleMatch.Evidence] = []
      guard truth(of: rules.nodes[index], evidence: &evidence) == .yes else { continue }
      if rule.effect?.isRemoval == true { isRemovalDecided = true }
      if evidence.isEmpty {
        evidence = [RuleMatch.Evidence(view: "comment", range: nil, entry: nil)]
      }
      matches.append(RuleMatch(rule: index, evidence: Array(evidence.prefix(14))))
    }
    return matches
  }
}

// MARK: - Conditions

extension RuleMatcher {
  private mutating func truth(
    of node: CompiledRules.Node,
    evidence: inout [RuleMatch.Evidence]
  ) -> Truth {
    switch node {
    case .all(let parts):
      // What was found counts only if all of it holds.
      let known = evidence.count
      var result = Truth.yes
      for part in parts {
        let truth = truth(of: part, evidence: &evidence)
        if truth != .yes { result = truth }
        if truth == .no { break }
      }
      if result != .yes { evidence.removeSubrange(known...) }
      return result
    case .any(let parts):
      var result = Truth.no
      for part in parts {
        switch truth(of: part, evidence: &evidence) {
        case .yes: return .yes
        case .unknown: result = .unknown
        case .no: break
        }
      }
      return result
    case .not(let part):
      var ignored: [RuleMatch.Evidence] = []
      return !truth(of: part, evidence: &ignored)
    case .text(let index): return truth(ofText: index, evidence: &evidence)
    case .number(let check):
      guard let value = number(check.quantity) else { return .unknown }
      return Truth(check.comparison.holds(value, check.limit))
    case .signal(let signal, let comparison, let limit):
      if context.depth == nil, SignalID(rawValue: signal)?.needsThread == true { return .unknown }
      let holds = comparison.holds(signals.values[signal], limit)
      if holds {
        for found in signals.evidence where found.signal.rawValue == signal {
          evidence.append(
            RuleMatch.Evidence(view: found.view, range: found.range, entry: found.entry)
          )
        }
      }
      return Truth(holds)
    case .fact(let check):
      let fact: Bool? =
        switch check.fact {
        case .isTopLevel: context.isTopLevel
        case .isSubmitter: comment.isSubmitter
        case .isModerator: comment.isModerator
        }
      return Truth(fact.map { $0 == check.wanted })
    }
  }

  private func number(_ quantity: NumberCheck.Quantity) -> Double? {
    switch quantity {
    case .bodyLength: Double(BodyLength.ofTrimmed(views.body))
    case .score: comment.score.map(Double.init)
    case .authorKarma: comment.authorKarma.map(Double.init)
    case .accountAgeInDays:
      if let made = comment.authorCreatedAt, let now = comment.createdAt {
        (Double(now) - Double(made)) / 86_400
      } else {
        nil
      }
    case .depth: context.depth.map(Double.init)
    case .signal: nil
    }
  }
}

// MARK: - Texts

extension RuleMatcher {
  private mutating func truth(
    ofText index: Int,
    evidence: inout [RuleMatch.Evidence]
  ) -> Truth {
    let text = rules.texts[index]
    var answer = Truth.no
    var found: [RuleMatch.Evidence] = []
    for (target, patterns) in text.patterns {
      let result = result(for: target)
      if result.isUnknown {
        if answer == .no { answer = .unknown }
        continue
      }
      let description = rules.targets[target]
      var position = Self.lowerBound(of: patterns.lowerBound, in: result.hits)
      while position < result.hits.count, result.hits[position].pattern < patterns.upperBound {
        let hit = result.hits[position]
        answer = .yes
        found.append(
          RuleMatch.Evidence(
            view: description.field == .body
              ? description.view.rawValue : description.field.rawValue,
            range: hit.range,
            entry: text.values.count > 1 ? text.values[hit.pattern - patterns.lowerBound] : nil
          )
        )
        position += 1
      }
      if answer != .yes, result.undecided.contains(where: patterns.contains) { answer = .unknown }
    }
    if answer == .yes { evidence += found }
    return answer
  }

  private static func lowerBound(
    of pattern: Int,
    in hits: [(pattern: Int, range: Range<Int>?)]
  ) -> Int {
    var low = 0
    var high = hits.count
    while low < high {
      let middle = (low + high) / 2
      if hits[middle].pattern < pattern { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func result(for target: Int) -> TargetResult {
    if let result = results[target] { return result }
    let description = rules.targets[target]
    var result = TargetResult(hits: [], undecided: [], isUnknown: false)
    switch description.field {
    case .body:
      let view = views.text(description.view)
      scan(views.subject(description.view), target: target, into: &result) { view.original($0) }
    case .author: scan(comment.author, target: target, into: &result)
    case .id: scan(comment.id, target: target, into: &result)
    case .title: scan(comment.title, target: target, into: &result)
    case .url: scan(comment.url, target: target, into: &result)
    case .domain:
      for link in views.links {
        for name in Self.names(of: link) {
          scan(Subject(name), target: target, into: &result) { _ in link.range }
        }
      }
      result.hits.sort { $0.pattern < $1.pattern }
    }
    results[target] = result
    return result
  }

  /// A host and the domains above it, down to the registrable one.
  private static func names(of link: Link) -> [String] {
    var names = [link.host]
    var rest = link.host.utf8[...]
    while rest.count > link.domain.utf8.count, let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
      rest = rest[rest.index(after: dot)...]
      names.append(String(decoding: rest, as: UTF8.self))
    }
    return names
  }

  private mutating func scan(_ text: String?, target: Int, into result: inout TargetResult) {
    guard let text else {
      result.isUnknown = true
      return
    }
    scan(Subject(text), target: target, into: &result) { _ in nil }
  }

  private mutating func scan(
    _ subject: Subject,
    target: Int,
    into result: inout TargetResult,
    place: (Range<Int>) -> Range<Int>?
  ) {
    let found = rules.sets[target].matches(in: subject, wanting: .first)
    for hit in found.hits { result.hits.append((hit.patternIndex, place(hit.range))) }
    for undecided in found.undecided {
      result.undecided.append(undecided.patternIndex)
      if incomplete == nil { incomplete = IncompleteReason(undecided.reason) }
    }
  }
}

extension IncompleteReason {
  /// The limit behind a pattern without an answer.
  init(_ reason: UndecidedReason) {
    self = IncompleteReason(rawValue: reason.rawValue) ?? .matchLimit
  }
}

/// The length of a body as AutoModerator counts it.
enum BodyLength {
  /// Scalars, without those that are not word characters at both ends.
  static func ofTrimmed(_ bytes: [UInt8]) -> Int {
    func isWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_")
    }
    guard let first = bytes.firstIndex(where: isWord), let last = bytes.lastIndex(where: isWord)
    else { return 0 }
    return bytes[first...last].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }
}
