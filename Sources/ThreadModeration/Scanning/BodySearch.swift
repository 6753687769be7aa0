// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

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

  /// What verdicts have in common in whose bodies the same patterns match: everything but names, places
  /// and texts.
  public struct Shape: Sendable {
    /// The verdict, without names; its findings have the range `0..<0` and no text, and stand in the
    /// order of the rules.
    public let verdict: Verdict
    /// For each finding, the index of the hit that it is about.
    fileprivate let hits: [Int]
  }

  /// A finding of a shape, in one body.
  public struct Place: Sendable, Hashable {
    /// The index of the finding in the shape's verdict.
    public var finding: Int
    /// Where it is in the body, in bytes.
    public var range: Range<Int>
  }

  /// More shapes are too many to be remembered.
  private static let maxShapes = 20_000

  /// The shapes met so far. The first is that of ``BodyScanner/quietVerdict``.
  public private(set) var shapes: [Shape]
  /// The places of the findings in the body whose shape was asked for last, in the order of a verdict's
  /// findings.
  public private(set) var places: [Place] = []

  private let plain: BodyScanner
  private let compiled: CompiledRules
  private let set: PatternSet
  private let maxBodyBytes: Int
  private var subject = Subject("")
  /// The body that was searched last if it has escapes, and what was searched instead.
  private var written: [UInt8]?
  private var read = MappedText()
  private var result = PatternSetResult()
  /// The shapes of bodies in which a single pattern matches, by pattern; −1 where it is not known.
  private var shapeOfPattern: [Int32]
  private var shapeOfPatterns: [[Int]: Int] = [:]

  /// Makes a search.
  public init(_ plain: BodyScanner) {
    self.plain = plain
    compiled = plain.scanner.compiled
    set = compiled.sets[0]
    maxBodyBytes = max(0, plain.scanner.limits.maxBodyBytes)
    shapes = [Shape(verdict: plain.quietVerdict, hits: [])]
    shapeOfPattern = [Int32](repeating: -1, count: set.count)
  }
}

extension BodySearch {
  /// Looks for the rules' patterns in a body.
  ///
  /// - Parameters:
  ///   - body: well-formed UTF-8, not that of a placeholder.
  ///   - format: how it is written.
  /// - Complexity: O(*n*) in its bytes, and at most the time the limits allow; no allocation once the
  ///   results have grown.
  public mutating func scan(_ body: [UInt8], format: BodyFormat) -> Outcome {
    written = nil
    guard body.count <= maxBodyBytes else { return .tooLong }
    if format == .markdown, ByteSearch.contains(UInt8(ascii: "&"), in: body),
      MarkdownEscapes.read(body, into: &read)
    {
      written = body
      subject = Subject(repairing: read.bytes)
    } else {
      subject = Subject(repairing: body)
    }
    set.scan(subject, wanting: .first, into: &result)
    return result.hits.isEmpty && result.undecided.isEmpty ? .quiet : .matched
  }

  /// Lets go of the body that was searched last, so that its memory can be used again. Then there is no
  /// such body: ``shape()`` and ``verdict(comment:thread:author:)`` are those of one in which nothing was
  /// found.
  public mutating func release() {
    subject = Self.nothing
    if written != nil { written = nil }
    result.removeAll()
  }

  private var body: [UInt8] { written ?? subject.bytes }

  /// Where something was found in the body, as it was written.
  private func place(_ hit: PatternHit) -> Range<Int> {
    written == nil ? hit.range : read.original(hit.range)
  }

  private static let nothing = Subject("")

  /// The verdict on the comment whose body was searched last.
  ///
  /// - Complexity: O(*k* log *k*) in the patterns that matched.
  public mutating func verdict(comment: String, thread: String?, author: String?) -> Verdict {
    guard let number = shape() else {
      return newVerdict(comment: comment, thread: thread, author: author).verdict
    }
    let shape = shapes[number].verdict
    var verdict = shape
    verdict.comment = comment
    verdict.thread = thread
    verdict.author = author
    for (index, place) in places.enumerated() {
      verdict.findings[index] = shape.findings[place.finding]
      verdict.findings[index].range = place.range
      verdict.findings[index].text = String(decoding: body[place.range], as: UTF8.self)
    }
    return verdict
  }
}

// MARK: - Shapes

extension BodySearch {
  /// The index in ``shapes`` of the verdict on the body that was searched last, with ``places``; `nil` if
  /// it has none, because a limit was hit or there are too many shapes.
  ///
  /// - Complexity: O(*k*) in the patterns that matched, for a shape that is known.
  public mutating func shape() -> Int? {
    guard result.undecided.isEmpty, let number = knownShape() ?? learnShape() else { return nil }
    places.removeAll(keepingCapacity: true)
    // No copy of the shape: it would count all that it holds as used once more.
    for finding in shapes[number].hits.indices {
      let hit = result.hits[shapes[number].hits[finding]]
      let place = Place(finding: finding, range: self.place(hit))
      var at = places.count
      // As ``CommentScanner`` sorts findings; there are few of them.
      while at > 0, isBefore(place, places[at - 1], shapes[number].verdict.findings) { at -= 1 }
      places.insert(place, at: at)
    }
    return number
  }

  private func isBefore(_ a: Place, _ b: Place, _ findings: [Finding]) -> Bool {
    CommentScanner.isBefore(
      (findings[a.finding], a.range),
      (findings[b.finding], b.range)
    )
  }

  private func knownShape() -> Int? {
    switch result.hits.count {
    case 0: return 0
    case 1:
      let number = shapeOfPattern[result.hits[0].patternIndex]
      return number < 0 ? nil : Int(number)
    default: return shapeOfPatterns[result.hits.map(\.patternIndex)]
    }
  }

  private mutating func learnShape() -> Int? {
    guard shapes.count < Self.maxShapes else { return nil }
    let (found, hits) = newVerdict(comment: "", thread: nil, author: nil, isBare: true)
    let number = shapes.count
    shapes.append(Shape(verdict: found, hits: hits))
    if result.hits.count == 1 {
      shapeOfPattern[result.hits[0].patternIndex] = Int32(number)
    } else {
      shapeOfPatterns[result.hits.map(\.patternIndex)] = number
    }
    return number
  }
}

// MARK: - Verdicts anew

extension BodySearch {
  /// Evidence and the hit it came from.
  private typealias Evidence = (evidence: RuleMatch.Evidence, hit: Int)

  /// The verdict as ``CommentScanner`` comes to it.
  ///
  /// - Parameter isBare: Whether findings stay in the order of the rules, without places and texts.
  /// - Returns: The verdict, and if it is bare, of each finding the index of its hit.
  private func newVerdict(
    comment: String,
    thread: String?,
    author: String?,
    isBare: Bool = false
  ) -> (verdict: Verdict, hits: [Int]) {
    var incomplete: IncompleteReason?
    if let reason = result.undecided.first?.reason { incomplete = IncompleteReason(reason) }
    var found: [(match: RuleMatch, hits: [Int])] = []
    var turns = CompiledRules.Turns(compiled)
    for index in candidates() where turns.has(index) {
      var evidence: [Evidence] = []
      guard truth(of: compiled.nodes[index], &evidence) == .yes else { continue }
      turns.take(index)
      let kept = evidence.prefix(RuleMatch.maxEvidence)
      let match = RuleMatch(
        rule: index,
        evidence: kept.map { found in
          var evidence = found.evidence
          if isBare { evidence.range = 0..<0 }
          return evidence
        }
      )
      found.append((match, kept.map(\.hit)))
    }
    found.sort { $0.match.rule < $1.match.rule }
    let draft = BodyScanner.draft(
      of: Comment(id: comment, body: "", thread: thread, author: author),
      body,
      matches: found.map(\.match),
      incomplete: incomplete,
      plain.scanner
    )
    let verdict = plain.scanner.verdict(from: draft, thread: thread, sortsFindings: !isBare)
    return (verdict, found.flatMap(\.hits))
  }

  /// The rules of the patterns that matched, each once, in the order of their turns.
  private func candidates() -> [Int] {
    var candidates: [Int] = []
    for hit in result.hits {
      let rule = Int(plain.ruleOfPattern[hit.patternIndex])
      if candidates.last != rule { candidates.append(rule) }
    }
    candidates.sort()
    var last = -1
    candidates = candidates.filter { rule in
      defer { last = rule }
      return rule != last
    }
    return candidates.filter(compiled.isRemoval) + candidates.filter { !compiled.isRemoval($0) }
  }

  /// As in ``RuleMatcher``, for the conditions that ``BodyScanner`` takes.
  private func truth(of node: CompiledRules.Node, _ evidence: inout [Evidence]) -> Truth {
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

  private func truth(ofText index: Int, _ evidence: inout [Evidence]) -> Truth {
    let text = compiled.texts[index]
    var answer = Truth.no
    for (_, patterns) in text.patterns {
      var number = firstHit(of: patterns.lowerBound)
      while number < result.hits.count, result.hits[number].patternIndex < patterns.upperBound {
        let hit = result.hits[number]
        answer = .yes
        evidence.append(
          (
            RuleMatch.Evidence(
              view: TextView.raw.rawValue,
              range: place(hit),
              entry: text.values.count > 1
                ? text.values[hit.patternIndex - patterns.lowerBound] : nil,
              check: index
            ), number
          )
        )
        number += 1
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
