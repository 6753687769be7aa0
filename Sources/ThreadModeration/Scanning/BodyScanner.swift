// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// Judges comments by patterns in their bodies and nothing else: what is left of a ``CommentScanner``
/// when its rules ask for no more.
///
/// ```swift
/// guard let plain = BodyScanner(scanner) else { return }
/// var search = BodySearch(plain)
/// if search.scan(body) == .matched {
///   print(search.verdict(comment: "c1", thread: nil, author: nil).findings)
/// }
/// ```
///
/// The verdicts are those of ``CommentScanner/verdict(for:)`` for a comment that is neither a
/// moderator's nor touched by one, but for ``Verdict/domains``, which are not looked for.
///
/// Sendable: make one for each scanner, and a ``BodySearch`` for each task.
public struct BodyScanner: Sendable {
  /// The verdict on a comment in which nothing was found, but for its names.
  public let quietVerdict: Verdict

  let scanner: CommentScanner
  /// For each pattern of the one set there is, the index of its rule.
  let ruleOfPattern: [Int32]

  /// Takes a scanner whose rules look at nothing but the words of the comment itself, and match only
  /// if one of their patterns does.
  ///
  /// - Returns: `nil` if a rule asks for more, or signals are used, or there are no rules.
  /// - Complexity: O(*n*) in the rules' conditions.
  public init?(_ scanner: CommentScanner) {
    let compiled = scanner.compiled
    guard
      !scanner.usesBuiltinRules, !scanner.keepsSignals, compiled.targets.count == 1,
      compiled.targets[0] == CompiledRules.Target(field: .body, view: .raw, level: 0)
    else { return nil }
    var owners = [Int32](repeating: -1, count: compiled.sets[0].count)
    for (index, node) in compiled.nodes.enumerated() {
      let rule = compiled.rules[index]
      let usesPlaceholders = rule.templates.contains { $0.utf8.contains(UInt8(ascii: "{")) }
      guard rule.sideEffects.isEmpty, !usesPlaceholders, let texts = Self.texts(of: node) else {
        return nil
      }
      for text in texts {
        for (_, patterns) in compiled.texts[text].patterns {
          for pattern in patterns { owners[pattern] = Int32(index) }
        }
      }
    }
    self.scanner = scanner
    ruleOfPattern = owners
    quietVerdict = scanner.verdict(
      from: Self.draft(of: Comment(id: "", body: ""), [], matches: [], incomplete: nil, scanner),
      thread: nil
    )
  }

  /// The text checks of a condition that holds only if one of them finds something; `nil` for any other
  /// condition.
  private static func texts(of node: CompiledRules.Node) -> [Int]? {
    switch node {
    case .text(let index): return [index]
    case .all(let parts), .any(let parts):
      var all: [Int] = []
      for part in parts {
        guard let texts = texts(of: part) else { return nil }
        all += texts
      }
      // All of nothing holds.
      return all.isEmpty ? nil : all
    case .not, .number, .fact, .signal, .parent, .rule: return nil
    }
  }

  static func draft(
    of comment: Comment,
    _ body: [UInt8],
    matches: [RuleMatch],
    incomplete: IncompleteReason?,
    _ scanner: CommentScanner
  ) -> CommentScanner.Draft {
    var draft = CommentScanner.Draft(
      comment: comment,
      body: body,
      signals: noSignals,
      matches: matches,
      incomplete: incomplete,
      scores: CategoryValues(repeating: 0),
      domains: []
    )
    draft.scores = scanner.scores(of: draft)
    return draft
  }

  private static let noSignals = SignalValues()
}

/// One task's search with a ``BodyScanner``: it keeps its memory from body to body.
public struct BodySearch {
  /// What a search came to.
  public enum Outcome: Sendable, Hashable {
    /// No rule matches: the verdict is ``BodyScanner/quietVerdict``.
    case quiet
    /// A rule may match, or a limit was hit: see ``BodySearch/verdict(comment:thread:author:)``.
    case matched
    /// The body is longer than the scanner's limit; only the scanner can judge the comment.
    case tooLong
  }

  private let plain: BodyScanner
  private let compiled: CompiledRules
  private let maxBodyBytes: Int
  private var subject = Subject("")
  private var result = PatternSetResult()

  /// Makes a search.
  public init(_ plain: BodyScanner) {
    self.plain = plain
    compiled = plain.scanner.compiled
    maxBodyBytes = max(0, plain.scanner.limits.maxBodyBytes)
  }
}

extension BodySearch {
  /// Looks for the rules' patterns in a body: well-formed UTF-8, not that of a placeholder.
  ///
  /// - Complexity: O(*n*) in its bytes, and at most the time the limits allow; no allocation once the
  ///   results have grown.
  public mutating func scan(_ body: [UInt8]) -> Outcome {
    guard body.count <= maxBodyBytes else { return .tooLong }
    subject = Subject(repairing: body)
    compiled.sets[0].scan(subject, wanting: .first, into: &result)
    return result.hits.isEmpty && result.undecided.isEmpty ? .quiet : .matched
  }

  /// Lets go of the body that was searched last, so that its memory can be used again.
  public mutating func release() { subject = Self.nothing }

  private static let nothing = Subject("")

  /// The verdict on the comment whose body was searched last.
  ///
  /// - Complexity: O(*k* log *k*) in the patterns that matched.
  public mutating func verdict(comment: String, thread: String?, author: String?) -> Verdict {
    var incomplete: IncompleteReason?
    if let reason = result.undecided.first?.reason { incomplete = IncompleteReason(reason) }
    var candidates: [Int32] = []
    for hit in result.hits {
      let rule = plain.ruleOfPattern[hit.patternIndex]
      if candidates.last != rule { candidates.append(rule) }
    }
    candidates.sort()
    var matches: [RuleMatch] = []
    var isDecided = (removal: false, other: false)
    var last: Int32 = -1
    for candidate in candidates where candidate != last {
      last = candidate
      let index = Int(candidate)
      let isRemoval = compiled.rules[index].effect?.isRemoval == true
      if isRemoval ? isDecided.removal : isDecided.other { continue }
      var evidence: [RuleMatch.Evidence] = []
      guard truth(of: compiled.nodes[index], &evidence) == .yes else { continue }
      if isRemoval {
        isDecided.removal = true
      } else if compiled.rules[index].endsPass {
        isDecided.other = true
      }
      matches.append(
        RuleMatch(rule: index, evidence: Array(evidence.prefix(RuleMatch.maxEvidence)))
      )
    }
    let draft = BodyScanner.draft(
      of: Comment(id: comment, body: "", thread: thread, author: author),
      subject.bytes,
      matches: matches,
      incomplete: incomplete,
      plain.scanner
    )
    return plain.scanner.verdict(from: draft, thread: thread)
  }

  /// As in ``RuleMatcher``, for the conditions that ``BodyScanner`` takes.
  private func truth(
    of node: CompiledRules.Node,
    _ evidence: inout [RuleMatch.Evidence]
  ) -> Truth {
    switch node {
    case .text(let index): return truth(ofText: index, &evidence)
    case .all(let parts):
      let known = evidence.count
      var answer = Truth.yes
      for part in parts {
        let truth = truth(of: part, &evidence)
        if truth != .yes { answer = truth }
        if truth == .no { break }
      }
      if answer != .yes { evidence.removeSubrange(known...) }
      return answer
    case .any(let parts):
      var answer = Truth.no
      for part in parts {
        switch truth(of: part, &evidence) {
        case .yes: return .yes
        case .unknown: answer = .unknown
        case .no: break
        }
      }
      return answer
    case .not, .number, .fact, .signal, .parent, .rule:
      preconditionFailure("rules with other conditions were refused")
    }
  }

  private func truth(ofText index: Int, _ evidence: inout [RuleMatch.Evidence]) -> Truth {
    let text = compiled.texts[index]
    var answer = Truth.no
    for (_, patterns) in text.patterns {
      for hit in result.hits[firstHit(of: patterns.lowerBound)...] {
        guard hit.patternIndex < patterns.upperBound else { break }
        answer = .yes
        evidence.append(
          RuleMatch.Evidence(
            view: TextView.raw.rawValue,
            range: hit.range,
            entry: text.values.count > 1
              ? text.values[hit.patternIndex - patterns.lowerBound] : nil,
            check: index
          )
        )
      }
      if answer != .yes,
        result.undecided.contains(where: { patterns.contains($0.patternIndex) })
      {
        answer = .unknown
      }
    }
    return answer
  }

  /// The first hit of a pattern or one behind it.
  private func firstHit(of pattern: Int) -> Int {
    var low = 0
    var high = result.hits.count
    while low < high {
      let middle = (low + high) / 2
      if result.hits[middle].patternIndex < pattern { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
