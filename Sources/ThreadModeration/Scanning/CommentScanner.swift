// SPDX-License-Identifier: Apache-2.0

/// Judges comments by the built-in signals and rules and by rules of your own.
///
/// ```swift
/// let scanner = try CommentScanner()
/// let verdict = scanner.verdict(for: Comment(id: "c1", body: "Buy followers at bit.ly/x now!!!"))
/// print(verdict.action.name, verdict.scores[.spam])
/// ```
///
/// A scanner is immutable: make one, keep it, call it from any task. Judging is synchronous and
/// does no input or output; a comment of ordinary length takes tens of microseconds. The same
/// comments, rules and policy give the same verdicts.
public struct CommentScanner: Sendable {
  /// From scores to actions.
  public internal(set) var policy: Policy
  /// What no comment may exceed.
  public internal(set) var limits: ScanLimits
  /// Whether verdicts carry the values of the signals.
  public internal(set) var keepsSignals: Bool
  /// Whether ``Rule/builtin`` belong to the set and signals add to scores.
  public let usesBuiltinRules: Bool
  /// The rules of your own, in the order in which they were given: what ``init(rules:usesBuiltinRules:policy:limits:keepsSignals:model:)``
  /// takes. ``rules`` holds the built-in ones as well.
  public let ownRules: [Rule]

  let compiled: CompiledRules
  let normalizer: NormalizerSource
  var memos = WordMemoPool()
  var weights: Weights
  /// The learned scorer as it was asked for.
  var models: ModelSource
  /// The learned scorer; `nil` when it is switched off or nothing needs it.
  var scorer: LearnedModel?

  /// Compiles rules into a scanner.
  ///
  /// - Parameters:
  ///   - rules: Rules of your own, besides the built-in ones.
  ///   - usesBuiltinRules: Whether ``Rule/builtin`` belong to the set and signals add to scores.
  ///     Without them signals are only there for `signals` conditions.
  ///   - policy: From scores to actions.
  ///   - limits: What no comment may exceed.
  ///   - keepsSignals: Whether verdicts carry the values of the signals.
  ///   - model: The learned scorer of texts; `nil` switches it off. Asked for once at most, when something
  ///     needs it first: the built-in rules, or conditions on what it says.
  /// - Complexity: About 10 µs a pattern.
  /// - Throws: ``RuleError`` for the first rule that cannot be used.
  public init(
    rules: [Rule] = [],
    usesBuiltinRules: Bool = true,
    policy: Policy = .standard,
    limits: ScanLimits = .standard,
    keepsSignals: Bool = false,
    model: @autoclosure @escaping @Sendable () -> LearnedModel? = .shipped
  ) throws(RuleError) {
    try self.init(
      ownRules: rules,
      usesBuiltinRules: usesBuiltinRules,
      policy: policy,
      limits: limits,
      keepsSignals: keepsSignals,
      models: ModelSource(model)
    )
  }

  init(
    ownRules: [Rule],
    usesBuiltinRules: Bool,
    policy: Policy,
    limits: ScanLimits,
    keepsSignals: Bool,
    models: ModelSource
  ) throws(RuleError) {
    let all = (usesBuiltinRules ? Rule.builtin : []) + ownRules
    self.ownRules = ownRules
    self.usesBuiltinRules = usesBuiltinRules
    self.policy = policy
    self.limits = limits
    self.keepsSignals = keepsSignals
    self.models = models
    self.compiled = try CompiledRules(
      all,
      builtin: all.count - ownRules.count,
      limits: limits.matching
    )
    (scorer, weights) = Self.scoring(compiled, usesBuiltinRules, models)
    let words = CompiledRules.literalWords(
      of: (usesBuiltinRules ? Rule.builtinReadInDisguise : []) + ownRules
    )
    normalizer =
      usesBuiltinRules || !words.isEmpty
      ? NormalizerSource(Self.normalizer(words)) : NormalizerSource { Self.normalizer([]) }
  }

  /// The learned scorer, if something needs it, and the weights that go with it.
  static func scoring(
    _ compiled: CompiledRules,
    _ usesBuiltinRules: Bool,
    _ models: ModelSource
  ) -> (scorer: LearnedModel?, weights: Weights) {
    guard usesBuiltinRules || compiled.usesLearnedScorer else { return (nil, .standard) }
    let scorer = models.model
    return (scorer, scorer == nil ? .withoutLearned : .standard)
  }

  /// The normalizer that looks for the words of the lexicon and some others.
  private static func normalizer(_ words: [[UInt8]]) -> Normalizer {
    var vocabulary = Lexicon.shared.vocabulary
    for word in words { vocabulary.insert(word) }
    return Normalizer(vocabulary: vocabulary)
  }

  /// The rules in force, built-in ones included, in the order in which they are tried.
  public var rules: [Rule] { compiled.rules }
}

// MARK: - Judging

extension CommentScanner {
  /// Judges a comment by itself. Whatever needs its thread is unknown.
  ///
  /// - Complexity: O(*n*) for a body of *n* bytes, and at most the time the limits allow.
  public func verdict(for comment: Comment) -> Verdict {
    let context = CommentContext(alone: comment)
    let draft = memos.withScratch { self.draft(of: comment, in: context, $0) }
    return verdict(from: draft, thread: comment.thread)
  }

  /// Judges a comment that is about to be posted in a thread, which does not hold it yet.
  ///
  /// Pile-ons and spirals are not seen, for nobody judged the other comments. Pace needs ``Comment/createdAt``,
  /// copies and answers to oneself need ``Comment/author``. A ``LiveThread`` sees all of it, and does not read
  /// the thread anew for each comment.
  ///
  /// - Complexity: O(*n* + *m*) for a body of *n* bytes and a thread of *m* comments and their bodies: about 5 µs a comment.
  public func verdict(for comment: Comment, answeringIn thread: CommentThread) -> Verdict {
    let whole = CommentThread(id: thread.id, comments: thread.comments + [comment])
    let index = thread.count
    let facts = ThreadFacts(whole)
    let context = facts.context(of: index, in: whole)
    let draft = memos.withScratch { self.draft(of: comment, in: context, $0) }
    return verdict(from: draft, thread: thread.id)
  }

  /// Judges all comments of a thread, each in its context.
  ///
  /// It does not look whether its task was cancelled: ``cancellableVerdicts(for:)`` does.
  ///
  /// - Complexity: O(*n* log *n*) for *n* comments, plus the bytes of their bodies.
  /// - Returns: One verdict a comment, in the order of ``CommentThread/comments``.
  public func verdicts(for thread: CommentThread) -> [Verdict] {
    verdicts(for: thread, ThreadFacts(thread), until: { false })?.verdicts ?? []
  }

  /// - Parameter isOver: Asked before each 64 comments whether to give up.
  /// - Returns: `nil` if it was given up.
  func verdicts(
    for thread: CommentThread,
    _ facts: ThreadFacts,
    until isOver: () -> Bool
  ) -> (verdicts: [Verdict], pressure: ThreadPressure)? {
    memos.withScratch { verdicts(for: thread, facts, $0, until: isOver) }
  }

  private func verdicts(
    for thread: CommentThread,
    _ facts: ThreadFacts,
    _ scratch: JudgingScratch,
    until isOver: () -> Bool
  ) -> (verdicts: [Verdict], pressure: ThreadPressure)? {
    var verdicts = [Verdict](repeating: Verdict(comment: ""), count: thread.count)
    var hostility = [Double](repeating: 0, count: thread.count)
    // Where rules ask about parents, answers to one comment follow each other, and it is read once.
    let known = compiled.usesParents ? KnownParents() : nil
    let order = compiled.usesParents ? thread.levelOrder : Array(thread.comments.indices)
    for (number, index) in order.enumerated() {
      if number & 63 == 0, isOver() { return nil }
      let context = facts.context(of: index, in: thread)
      let draft = draft(of: thread.comments[index], in: context, scratch, above: known)
      hostility[index] = draft.scores[.hostility]
      verdicts[index] = verdict(from: draft, thread: thread.id)
    }
    let pressure = ThreadPressure(
      thread,
      facts: facts,
      hostility: hostility,
      level: policy.thresholds[.hostility].report
    )
    // Judged once more: what was found the first time is too large to be kept for all of a thread.
    for (number, index) in order.enumerated() {
      if number & 63 == 0, isOver() { return nil }
      let authors = pressure.pileOnAuthors[index]
      let length = pressure.spiralLengths[index]
      guard authors > 0 || length > 0 else { continue }
      let context = facts.context(of: index, in: thread)
      context.pileOnAuthors = authors
      context.spiralLength = length
      let draft = draft(of: thread.comments[index], in: context, scratch, above: known)
      verdicts[index] = verdict(from: draft, thread: thread.id)
    }
    return (verdicts, pressure)
  }
}

// MARK: - How a verdict comes about

extension CommentScanner {
  /// What was found in one comment, before findings are written out.
  struct Draft {
    var comment: Comment
    var body: [UInt8]
    var signals: SignalValues
    /// Where the learned scorer's words stand: looked for when they are shown.
    var learned: [LearnedEvidence]
    var matches: [RuleMatch]
    /// Rules that lack data.
    var unjudged: [Verdict.Unjudged] = []
    var incomplete: IncompleteReason?
    var scores: CategoryValues<Double>
    /// Registrable domains of links, each once, in byte order.
    var domains: [String]
  }

  /// Whether anything is made of signals: else they are not looked for, which is most of the work.
  private var readsSignals: Bool {
    usesBuiltinRules || keepsSignals || compiled.usesSignals
  }

  func draft(
    of comment: Comment,
    in context: CommentContext,
    _ scratch: JudgingScratch,
    above known: KnownParents? = nil
  ) -> Draft {
    var body = Array(comment.body.utf8)
    var incomplete: IncompleteReason?
    if limits.cut(&body) { incomplete = .subjectSize }
    let views = TextViews(
      body: body,
      format: comment.bodyFormat,
      normalizer: normalizer,
      scratch: scratch
    ) {
      context.ancestors.map(\.body)
    }
    var signals = SignalValues()
    var terms: [LexiconHit] = []
    if readsSignals {
      (signals, terms) = SignalReader.reading(comment, in: context, views: views)
    }
    var learned: [LearnedEvidence] = []
    if let model = scorer, !comment.isPlaceholder {
      learned = signals.add(model, views, terms: terms)
      // Conditions show where a signal was found; else that is only looked for where it will be shown.
      if compiled.usesLearnedScorer {
        for evidence in learned { signals.add(evidence, of: model) }
        learned = []
      }
    }
    var matcher = RuleMatcher(
      rules: compiled,
      comment: comment,
      context: context,
      views: views,
      signals: signals,
      above: RuleMatcher.Above(scorer: scorer, limits: limits, known: known)
    )
    let matches = matcher.matches()
    if matches.contains(where: { isSpam($0) }) { signals.limitLearnedBesideRule() }
    if views.wasCut { incomplete = incomplete ?? .subjectSize }
    return Draft(
      comment: comment,
      body: body,
      signals: signals,
      learned: learned,
      matches: matches,
      unjudged: matcher.unjudged,
      incomplete: incomplete ?? matcher.incomplete,
      scores: scores(signals, matches),
      domains: Self.domains(of: views.links)
    )
  }

  /// Whether a match is of a rule that speaks for spam.
  private func isSpam(_ match: RuleMatch) -> Bool {
    compiled.rules[match.rule].category == .spam && compiled.rules[match.rule].score > 0
  }

  /// The probability of each category.
  func scores(of draft: Draft) -> CategoryValues<Double> { scores(draft.signals, draft.matches) }

  private func scores(_ signals: SignalValues, _ matches: [RuleMatch]) -> CategoryValues<Double> {
    var logOdds = weights.bias
    for signal in Self.signals where usesBuiltinRules && signals[signal] != 0 {
      let value = signals[signal]
      logOdds[Signals.all[signal.rawValue].category] +=
        weights.contribution(of: signal, value: value)
      logOdds[.spam] += weights.spamContribution(of: signal, value: value)
    }
    if usesBuiltinRules, signals[.undirectedSwearing] > 0 {
      logOdds[.hostility] = softenedForSwearing(logOdds[.hostility])
    }
    for match in matches {
      let rule = compiled.rules[match.rule]
      // Bounded, so that no sum of weights is infinite or no number.
      if !rule.score.isNaN { logOdds[rule.category] += min(max(rule.score, -1_000), 1_000) }
    }
    var scores = CategoryValues(repeating: 0.0)
    for category in Category.allCases {
      scores[category] = probability(ofLogOdds: logOdds[category])
    }
    return scores
  }

  private static let signals = SignalID.allCases

  /// - Parameter sortsFindings: Whether findings stand by category and place, as in every verdict; else in
  ///   the order in which they were found.
  func verdict(from draft: Draft, thread: String?, sortsFindings: Bool = true) -> Verdict {
    var action = policy.action(for: draft.scores)
    var isApproved = false
    for match in draft.matches {
      switch compiled.rules[match.rule].effect {
      case .approve?: isApproved = true
      case let effect?: action = max(action, effect.action)
      case nil: break
      }
    }
    let isRemoved = draft.matches.contains { compiled.rules[$0.rule].effect?.isRemoval == true }
    if isApproved, !isRemoved { action = .allow }
    if draft.incomplete != nil { action = max(action, .report) }
    return Verdict(
      comment: draft.comment.id,
      thread: draft.comment.thread ?? thread,
      author: draft.comment.author,
      action: action,
      scores: draft.scores,
      incomplete: draft.incomplete,
      findings: findings(of: draft, isSorted: sortsFindings),
      signals: keepsSignals ? draft.signals.readings : [],
      sideEffects: sideEffects(of: draft),
      domains: draft.domains,
      unjudged: draft.unjudged
    )
  }

  private static func domains(of links: [Link]) -> [String] {
    guard !links.isEmpty else { return [] }
    let sorted = links.map(\.domain).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return sorted.enumerated().filter { index, domain in
      index == 0 || !domain.utf8.elementsEqual(sorted[index - 1].utf8)
    }.map(\.element)
  }

  private func sideEffects(of draft: Draft) -> [Verdict.SideEffects] {
    draft.matches.compactMap { match in
      let rule = compiled.rules[match.rule]
      guard !rule.sideEffects.isEmpty else { return nil }
      let effects = match.sideEffects(of: rule, for: draft.comment)
      return effects.isEmpty ? nil : Verdict.SideEffects(rule: rule.id, effects: effects)
    }
  }

  private func findings(of draft: Draft, isSorted: Bool) -> [Finding] {
    var findings: [Finding] = []
    for match in draft.matches {
      let rule = compiled.rules[match.rule]
      let reason = match.reason(of: rule, for: draft.comment)
      for (number, evidence) in match.evidence.enumerated() {
        let text = text(of: evidence.range, in: draft.body)
        findings.append(
          Finding(
            rule: rule.id,
            category: rule.category,
            kind: rule.kind,
            score: number == 0 ? rule.score : 0,
            view: evidence.view,
            range: evidence.range,
            text: text,
            entry: evidence.entry,
            reason: reason,
            effect: rule.effect
          )
        )
      }
    }
    var signals = draft.signals
    if let model = scorer {
      for evidence in draft.learned where isShown(evidence.signal, in: draft) {
        signals.add(evidence, of: model)
      }
    }
    guard usesBuiltinRules, !signals.evidence.isEmpty else { return sorted(findings, isSorted) }
    var places = [Int](repeating: 0, count: SignalID.count)
    for evidence in signals.evidence { places[evidence.signal.rawValue] += 1 }
    for evidence in signals.evidence where isShown(evidence.signal, in: draft) {
      let definition = Signals.all[evidence.signal.rawValue]
      let contribution = weights.contribution(
        of: evidence.signal,
        value: signals[evidence.signal]
      )
      findings.append(
        Finding(
          rule: definition.name,
          category: definition.category,
          kind: definition.kind,
          score: contribution / Double(places[evidence.signal.rawValue]),
          view: evidence.view,
          range: evidence.range,
          text: text(of: evidence.range, in: draft.body),
          entry: evidence.entry,
          reason: definition.reason
        )
      )
    }
    return sorted(findings, isSorted)
  }

  private func sorted(_ findings: [Finding], _ isSorted: Bool) -> [Finding] {
    guard isSorted, findings.count > 1 else { return findings }
    return findings.sorted { Self.isBefore(($0, $0.range), ($1, $1.range)) }
  }

  /// Whether places of a signal are shown.
  ///
  /// A word of the list is shown whatever the score is: who asks what was found wants to know. The
  /// learned scorer's words, and those that only sound negative, mean little by themselves: they explain
  /// an action.
  private func isShown(_ signal: SignalID, in draft: Draft) -> Bool {
    let value = draft.signals[signal]
    guard usesBuiltinRules, weights.contribution(of: signal, value: value) > 0 else { return false }
    let level =
      switch signal {
      case .slur, .sexual, .profanity, .profanityDirected, .insultDirect, .putDown, .threat,
        .dehumanizing:
        0.0
      // Mild words only where a short comment is about little else.
      case .insult:
        draft.signals[.insult] >= 1 || draft.signals[.hostileDensity] >= 0.125 ? 0 : 1.0
      case .crudeWord: draft.signals[.crudeWord] >= 1 ? 0 : 1.0
      case .learnedHostility, .learnedSpam, .negativeTone: 2.0
      default: 1.0
      }
    return isWorthShowing(Signals.all[signal.rawValue].category, in: draft, times: level)
      || weights.spamContribution(of: signal, value: value) > 0
        && isWorthShowing(.spam, in: draft, times: level)
  }

  /// The order of a verdict's findings: by category, place and rule.
  static func isBefore(
    _ a: (finding: Finding, range: Range<Int>?),
    _ b: (finding: Finding, range: Range<Int>?)
  ) -> Bool {
    let left = (
      a.finding.category.rawValue, a.range?.lowerBound ?? -1, a.range?.upperBound ?? -1
    )
    let right = (
      b.finding.category.rawValue, b.range?.lowerBound ?? -1, b.range?.upperBound ?? -1
    )
    if left != right { return left < right }
    return a.finding.rule.utf8.lexicographicallyPrecedes(b.finding.rule.utf8)
  }

  private func isWorthShowing(
    _ category: Category,
    in draft: Draft,
    times level: Double = 1
  ) -> Bool {
    draft.scores[category] >= level * policy.detectionLevel(of: category)
  }

  private func text(of range: Range<Int>?, in body: [UInt8]) -> String {
    range.map { String(decoding: body[$0], as: UTF8.self) } ?? ""
  }
}
