// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// Evaluates the compiled rules on one comment.
///
/// Each text that rules look at is matched once, against all patterns for it. Rules that take a
/// comment out of sight are tried first, by priority, and the first that matches ends their turn; of
/// the others every one that matches counts.
struct RuleMatcher {
  let rules: CompiledRules
  let context: CommentContext
  private let above: Above
  /// The comment, and those above it as far as rules asked for them.
  var levels: [Level]
  private(set) var level = 0
  var results: [TargetResult?]
  /// The targets in which nothing was found, and nothing left open: most of them.
  private var isQuiet: [Bool]
  private var ruleTruths: [(truth: Truth, missing: String?)?]
  /// The first thing that the data lacks of what the present rule asks for.
  var missing: String?
  /// Rules of the scanner's owner that could not be judged for that.
  private(set) var unjudged: [Verdict.Unjudged] = []
  /// The first limit that a pattern hit.
  private(set) var incomplete: IncompleteReason?

  /// A comment that conditions look at.
  ///
  /// A class, so that asking for one thing does not count all others as used once more.
  final class Level {
    let comment: Comment
    let views: TextViews
    /// Of comments above, made when asked for.
    var signals: SignalValues?
    /// Of comments above, what the patterns for their texts found, by target: the same for all answers.
    var results: [Int: TargetResult] = [:]

    init(comment: Comment, views: TextViews, signals: SignalValues?) {
      self.comment = comment
      self.views = views
      self.signals = signals
    }
  }

  /// What comments above are read with.
  struct Above {
    var scorer: LearnedModel?
    var limits: ScanLimits
    /// What was read of them for other comments of the thread.
    var known: KnownParents?
  }

  /// What the patterns for one text found.
  struct TargetResult {
    /// Sorted by pattern.
    var hits: [Hit]
    /// Patterns without an answer, sorted.
    var undecided: [Int]
    /// Whether the text is missing in the data.
    var isUnknown: Bool
    /// The first limit that a pattern hit.
    var incomplete: IncompleteReason?
  }

  struct Hit {
    var pattern: Int
    /// Bytes of the text that was searched.
    var own: Range<Int>
    /// Bytes of the original body, where the text is a view of the comment's own.
    var range: Range<Int>?
  }

  init(
    rules: CompiledRules,
    comment: Comment,
    context: CommentContext,
    views: TextViews,
    signals: SignalValues,
    above: Above
  ) {
    self.rules = rules
    self.context = context
    self.above = above
    self.levels = [Level(comment: comment, views: views, signals: signals)]
    self.results = [TargetResult?](repeating: nil, count: rules.targets.count)
    self.isQuiet = [Bool](repeating: false, count: rules.targets.count)
    self.ruleTruths = []
  }

  var comment: Comment { levels[level].comment }
  var views: TextViews { levels[level].views }

  mutating func matches() -> [RuleMatch] {
    guard !levels[0].comment.isPlaceholder else { return [] }
    let courtesy = Courtesy(toward: levels[0].comment)
    var matches: [RuleMatch] = []
    var turns = CompiledRules.Turns(rules)
    let isModerator = levels[0].comment.isModerator == true
    // By index: a copy of a rule would count all that it holds as used once more.
    for index in rules.turns where turns.has(index) {
      if isModerator, rules.rules[index].exemptsModerators { continue }
      if courtesy.passesBy || rules.isRemoval(index) && courtesy.keeps,
        rules.rules[index].respectsModerators
      {
        continue
      }
      var evidence: [RuleMatch.Evidence] = []
      missing = nil
      let truth = truth(of: rules.nodes[index], evidence: &evidence)
      if truth == .unknown, let missing, !rules.isBuiltin[index] {
        unjudged.append(Verdict.Unjudged(rule: rules.rules[index].id, missing: missing))
      }
      guard truth == .yes else { continue }
      let rule = rules.rules[index]
      turns.take(index)
      let placeholders = placeholders(of: rule, evidence: evidence)
      if evidence.isEmpty {
        evidence = [RuleMatch.Evidence(view: "comment", range: nil, entry: nil)]
      }
      matches.append(
        RuleMatch(
          rule: index,
          evidence: Array(evidence.prefix(RuleMatch.maxEvidence)),
          placeholders: placeholders
        )
      )
    }
    matches.sort { $0.rule < $1.rule }
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
      let before = missing
      var result = Truth.yes
      for part in parts {
        let truth = truth(of: part, evidence: &evidence)
        if truth != .yes { result = truth }
        if truth == .no { break }
      }
      if result != .yes { evidence.removeSubrange(known...) }
      if result != .unknown { missing = before }
      return result
    case .any(let parts):
      let before = missing
      var result = Truth.no
      for part in parts {
        switch truth(of: part, evidence: &evidence) {
        case .yes:
          missing = before
          return .yes
        case .unknown: result = .unknown
        case .no: break
        }
      }
      return result
    case .not(let part):
      var ignored: [RuleMatch.Evidence] = []
      return !truth(of: part, evidence: &ignored)
    case .text(let index): return truth(ofText: index, evidence: &evidence)
    case .number(let amount, let comparison, let limit):
      guard let value = number(amount) else { return unknown(lacking: lacked(by: amount)) }
      return Truth(comparison.holds(value, limit))
    case .signal(let signal, let comparison, let limit):
      guard let value = value(ofSignal: signal) else { return unknown(lacking: "thread") }
      let holds = comparison.holds(value, limit)
      if holds {
        for found in levels[level].signals?.evidence ?? []
        where found.signal.rawValue == signal {
          evidence.append(
            RuleMatch.Evidence(
              view: level == 0 ? found.view : "parent",
              range: level == 0 ? found.range : nil,
              entry: found.entry
            )
          )
        }
      }
      return Truth(holds)
    case .fact(let check):
      guard let known = fact(check.fact) else {
        return unknown(lacking: check.fact.dataName)
      }
      return Truth(known == check.wanted)
    case .parent(let part): return truth(ofParent: part, evidence: &evidence)
    case .rule(let index):
      if ruleTruths.isEmpty { ruleTruths = Array(repeating: nil, count: rules.nodes.count) }
      if let known = ruleTruths[index] {
        missing = missing ?? known.missing
        return known.truth
      }
      var ignored: [RuleMatch.Evidence] = []
      let before = missing
      missing = nil
      let truth = truth(of: rules.nodes[index], evidence: &ignored)
      ruleTruths[index] = (truth, missing)
      missing = before ?? missing
      return truth
    }
  }

  private mutating func truth(
    ofParent part: CompiledRules.Node,
    evidence: inout [RuleMatch.Evidence]
  ) -> Truth {
    let isTop = level == 0 ? context.isTopLevel : comment.parent == nil
    guard let isTop else { return unknown(lacking: "parent") }
    guard !isTop else { return .no }
    if levels.count == level + 1 {
      guard context.ancestors.indices.contains(level) else {
        return unknown(lacking: "parent comment")
      }
      levels.append(levelAbove(level))
    }
    level += 1
    defer { level -= 1 }
    return truth(of: part, evidence: &evidence)
  }

  /// What is read of a comment above; 0 is the parent. Its body is cut as the comment's own is: only the long
  /// comment itself is incomplete for that.
  private func levelAbove(_ distance: Int) -> Level {
    let indices = context.ancestorIndices
    let index = indices.indices.contains(distance) ? indices[distance] : nil
    if let index, let known = above.known?.level(of: index) { return known }
    let comment = context.ancestors[distance]
    var body = Array(comment.body.utf8)
    _ = above.limits.cut(&body)
    let views = levels[0].views.views(of: body, format: comment.bodyFormat)
    let level = Level(comment: comment, views: views, signals: nil)
    if let index { above.known?.keep(level, of: index) }
    return level
  }

  private func fact(_ fact: FactCheck.Fact) -> Bool? {
    switch fact {
    case .isTopLevel: level == 0 ? context.isTopLevel : comment.parent == nil
    case .isReply: (level == 0 ? context.isTopLevel : comment.parent == nil).map { !$0 }
    case .isSubmitter: comment.isSubmitter
    case .isModerator: comment.isModerator
    case .isSelfReply: level > 0 || context.depth == nil ? nil : context.isSelfReply
    case .isAuthorDeleted:
      comment.author.map { $0.utf8.elementsEqual("[deleted]".utf8) || $0.utf8.isEmpty }
    case .detail(let detail): comment.details[detail]
    }
  }

  mutating func value(ofSignal signal: Int) -> Double? {
    if let id = SignalID(rawValue: signal), id.needsThread {
      if level > 0 || context.depth == nil { return nil }
      guard hasWhatIsCounted(by: id) else { return nil }
    }
    if let known = levels[level].signals { return known.values[signal] }
    let read = readSignals()
    levels[level].signals = read
    return read.values[signal]
  }

  /// Whether the comment has what a signal about the thread is counted by.
  private func hasWhatIsCounted(by signal: SignalID) -> Bool {
    switch signal {
    case .flooding: comment.authorKey != nil && comment.createdAt != nil
    case .selfReply: context.isSelfReply != nil
    case .topLevelSpree, .pileOn, .spiral: comment.authorKey != nil
    default: true
    }
  }

  /// The signals of a comment above, by itself.
  private func readSignals() -> SignalValues {
    var (signals, terms) = SignalReader.reading(
      comment,
      in: CommentContext(alone: comment),
      views: views
    )
    if rules.usesLearnedScorer, let scorer = above.scorer, !comment.isPlaceholder {
      for evidence in signals.add(scorer, views, terms: terms) {
        signals.add(evidence, of: scorer)
      }
    }
    return signals
  }
}

// MARK: - Texts

extension RuleMatcher {
  private mutating func truth(
    ofText index: Int,
    evidence: inout [RuleMatch.Evidence]
  ) -> Truth {
    var mayHold = false
    for (target, _) in rules.texts[index].patterns where !isQuiet[target] { mayHold = true }
    guard mayHold else { return .no }
    let text = rules.texts[index]
    var answer = Truth.no
    var found: [RuleMatch.Evidence] = []
    for (target, patterns) in text.patterns {
      if isQuiet[target] { continue }
      let result = result(for: target)
      if result.isUnknown {
        if answer == .no { answer = unknown(lacking: rules.targets[target].field.dataName) }
        continue
      }
      let description = rules.targets[target]
      var position = Self.lowerBound(of: patterns.lowerBound, in: result.hits)
      while position < result.hits.count, result.hits[position].pattern < patterns.upperBound {
        let hit = result.hits[position]
        answer = .yes
        found.append(
          RuleMatch.Evidence(
            view: description.level > 0
              ? "parent"
              : description.field == .body ? description.view.rawValue : description.field.name,
            range: hit.range,
            entry: text.values.count > 1 ? text.values[hit.pattern - patterns.lowerBound] : nil,
            check: index
          )
        )
        position += 1
      }
      if answer != .yes, result.undecided.contains(where: patterns.contains) { answer = .unknown }
    }
    if answer == .yes { evidence += found }
    return answer
  }

  private static func lowerBound(of pattern: Int, in hits: [Hit]) -> Int {
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
    if level > 0, let known = levels[level].results[target] {
      keep(known, for: target)
      return known
    }
    var result = TargetResult(hits: [], undecided: [], isUnknown: false)
    if description.field == .body, !isTextMissing {
      let view = views.text(description.view)
      let isOwn = level == 0
      scan(views.subject(description.view), target: target, into: &result) {
        isOwn ? view.original($0) : nil
      }
    } else if description.field == .domain, !isTextMissing {
      scanHosts(target: target, into: &result)
    } else if let text = text(of: description.field) {
      scan(Subject(text), target: target, into: &result) { _ in nil }
    } else {
      result.isUnknown = true
    }
    if level > 0 { levels[level].results[target] = result }
    keep(result, for: target)
    return result
  }

  private mutating func keep(_ result: TargetResult, for target: Int) {
    results[target] = result
    isQuiet[target] = result.hits.isEmpty && result.undecided.isEmpty && !result.isUnknown
    // That a text above is too long does not make this comment incomplete.
    if incomplete == nil, level == 0 || result.incomplete != .subjectSize {
      incomplete = result.incomplete
    }
  }

  /// The text of a field that is not a view of the body; `nil`: unknown.
  func text(of field: TextCheck.Field) -> String? {
    switch field {
    case .body, .domain: nil
    case .author: comment.author
    case .id: comment.id
    case .title: comment.title
    case .url: comment.url
    case .authorID: comment.authorID.map { Self.withoutPrefix("t2_", $0) }
    case .postID: comment.thread.map { Self.withoutPrefix("t3_", $0) }
    case .detail(.postDomain): comment.postDomain
    case .detail(let detail): comment.details[detail]
    }
  }

  /// A Reddit id without the sign for what it is the id of.
  private static func withoutPrefix(_ prefix: String, _ id: String) -> String {
    id.utf8.starts(with: prefix.utf8)
      ? String(decoding: id.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : id
  }

  /// Looks at the hosts of all links and the domains above them, each name once. They share the time of one
  /// text: a comment may have a thousand hosts of a hundred labels.
  private mutating func scanHosts(target: Int, into result: inout TargetResult) {
    let set = rules.sets[target]
    var known: [[UInt8]: [PatternHit]] = [:]
    var undecided: Set<Int> = []
    var budget: SetBudget? = set.makeBudget()
    var found = PatternSetResult()
    for link in views.links {
      for name in Self.names(of: link) {
        let key = Array(name)
        if known[key] == nil {
          set.scan(Subject(repairing: key), sharing: &budget, into: &found)
          known[key] = found.hits
          for pattern in found.undecided {
            undecided.insert(pattern.patternIndex)
            result.note(pattern.reason)
          }
        }
        for hit in known[key] ?? [] {
          result.hits.append(
            Hit(
              pattern: hit.patternIndex,
              own: hit.range,
              range: level == 0 ? link.range : nil
            )
          )
        }
      }
    }
    result.hits.sort { $0.pattern < $1.pattern }
    result.undecided = undecided.sorted()
  }

  /// Of the domains above a host, those that are looked at: the nearest to the registrable one.
  private static let maxDomains = 16

  /// A host and the domains above it, down to the registrable one.
  private static func names(of link: Link) -> [Substring.UTF8View] {
    var names: [Substring.UTF8View] = []
    var rest = link.host.utf8[...]
    while rest.count > link.domain.utf8.count, let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
      rest = rest[rest.index(after: dot)...]
      names.append(rest)
    }
    return [link.host.utf8[...]] + names.suffix(maxDomains)
  }

  private mutating func scan(
    _ subject: Subject,
    target: Int,
    into result: inout TargetResult,
    place: (Range<Int>) -> Range<Int>?
  ) {
    let found = rules.sets[target].matches(in: subject, wanting: .first)
    for hit in found.hits {
      result.hits.append(Hit(pattern: hit.patternIndex, own: hit.range, range: place(hit.range)))
    }
    for undecided in found.undecided {
      result.undecided.append(undecided.patternIndex)
      result.note(undecided.reason)
    }
  }
}

extension RuleMatcher.TargetResult {
  mutating func note(_ reason: UndecidedReason) {
    if incomplete == nil { incomplete = IncompleteReason(reason) }
  }
}

extension IncompleteReason {
  /// The limit behind a pattern without an answer.
  init(_ reason: UndecidedReason) {
    self =
      switch reason {
      case .matchLimit: .matchLimit
      case .depthLimit: .depthLimit
      case .heapLimit: .heapLimit
      case .stackLimit: .stackLimit
      case .subjectSize: .subjectSize
      case .timeLimit: .timeLimit
      case .libraryError: .libraryError
      // Only where all matches are asked for: rules ask for the first.
      case .matchCount: .matchLimit
      }
  }
}
