// SPDX-License-Identifier: Apache-2.0

/// Many compiled patterns that are looked for together.
///
/// ```swift
/// let set = try PatternSet([
///   PatternDefinition("free money", isLiteral: true, method: .includesWord),
///   PatternDefinition(#"\d+ ?usd"#),
/// ])
/// set.matches(in: Subject("Free money, 500 USD!")).hits
/// // [PatternHit(patternIndex: 0, range: 0..<10), PatternHit(patternIndex: 1, range: 12..<19)]
/// ```
///
/// A scan walks the text once to find which literals can be in it, and confirms those; regular
/// expressions are tried one by one, unless the text lacks a byte they need. What a set finds is
/// what each pattern would find by itself.
///
/// `Sendable`: a set never changes and any number of tasks may scan with it at once. Copies share
/// the compiled code.
public struct PatternSet: Sendable {
  /// What the set was made from, in the order that pattern indices count.
  public let definitions: [PatternDefinition]

  /// The limits of every scan with this set.
  public let limits: MatchLimits

  private let core: SetCore
  private let pool: ScratchPool
  /// What every scan's time begins with.
  private let budget: SetBudget

  /// Compiles all definitions.
  ///
  /// Checks each with PCRE2 and builds the tables that find literals. Machine code is made for a
  /// pattern when a text first gets past the tables; ``compileNow()`` makes all of it.
  ///
  /// - Complexity: O(*n*) in the bytes of the sources: some 4 µs for a word and 25 µs for a regular
  ///   expression (means over 65,756 and 29,200).
  /// - Throws: ``PatternError`` for the first definition that does not compile, with its index; the
  ///   codes are those of ``Pattern/init(_:limits:useJIT:)-(PatternDefinition,_,_)``.
  public init(
    _ definitions: [PatternDefinition],
    limits: MatchLimits = .default,
    useJIT: Bool = true
  ) throws(PatternError) {
    var forms: [PatternForm?] = []
    forms.reserveCapacity(definitions.count)
    for (index, definition) in definitions.enumerated() {
      do throws(PatternError) {
        forms.append(try PatternForm(definition, limits: limits))
      } catch {
        var error = error
        error.patternIndex = index
        throw error
      }
    }
    self.init(definitions, forms: forms, limits: limits, useJIT: useJIT)
  }

  private init(
    _ definitions: [PatternDefinition],
    forms: [PatternForm?],
    limits: MatchLimits,
    useJIT: Bool
  ) {
    self.definitions = definitions
    self.limits = limits
    budget = SetBudget(limits)
    core = SetCore(definitions, forms: forms, limits: limits, useJIT: useJIT)
    pool = ScratchPool(
      captureCount: core.maxCaptureCount,
      patternCount: definitions.count,
      limits: limits
    )
  }
}

extension PatternSet {
  /// Compiles what compiles, and says of the rest why not.
  ///
  /// A definition which does not compile keeps its index and never matches.
  ///
  /// - Complexity: As ``init(_:limits:useJIT:)``.
  /// - Returns: The set, and one error, with its index, for each definition that did not compile.
  public static func compiling(
    _ definitions: [PatternDefinition],
    limits: MatchLimits = .default,
    useJIT: Bool = true
  ) -> (set: PatternSet, errors: [PatternError]) {
    var forms: [PatternForm?] = []
    var errors: [PatternError] = []
    forms.reserveCapacity(definitions.count)
    for (index, definition) in definitions.enumerated() {
      do throws(PatternError) {
        forms.append(try PatternForm(definition, limits: limits))
      } catch {
        var error = error
        error.patternIndex = index
        errors.append(error)
        forms.append(nil)
      }
    }
    return (PatternSet(definitions, forms: forms, limits: limits, useJIT: useJIT), errors)
  }

  /// Makes the machine code of all patterns that may need any, now rather than when a text first
  /// does: for services whose first texts must not wait for a compiler.
  ///
  /// - Complexity: O(*n*) in the bytes of the sources of the patterns that literals do not decide, each
  ///   of which is compiled up to twice.
  public func compileNow() {
    for code in core.codes { code?.compile() }
  }

  /// How the set looks for its patterns.
  public var statistics: PatternSetStatistics { core.counts }

  /// How many definitions there are, those included that did not compile.
  public var count: Int { definitions.count }

  /// Finds which patterns match and where.
  ///
  /// With ``MatchDetail/first`` and a result that is used again, nothing is allocated once its
  /// buffers have grown.
  ///
  /// - Complexity: O(*n*) in the bytes of the text, plus a search for each regular expression whose
  ///   literals are in it; bounded by the limits.
  /// - Parameters:
  ///   - subject: The text.
  ///   - detail: Whether only the first range of each pattern is wanted, or all.
  ///   - result: Emptied first; holds hits and undecided patterns afterwards.
  public func scan(
    _ subject: Subject,
    wanting detail: MatchDetail = .first,
    into result: inout PatternSetResult
  ) {
    var own: SetBudget?
    scan(subject, wanting: detail, sharing: &own, into: &result)
  }

  /// The time of a scan, to be spent on several texts: see ``scan(_:wanting:sharing:into:)``.
  package func makeBudget() -> SetBudget { budget }

  /// As ``scan(_:wanting:into:)``, for one of several texts that have the time of a scan together.
  ///
  /// - Parameter shared: what they have left; `nil`: the text has all the time of a scan.
  package func scan(
    _ subject: Subject,
    wanting detail: MatchDetail = .first,
    sharing shared: inout SetBudget?,
    into result: inout PatternSetResult
  ) {
    result.removeAll()
    guard subject.bytes.count <= limits.maxSubjectBytes else {
      markUndecided(.subjectSize, in: &result)
      return
    }
    let isDone: Void? = pool.withScratch { scratch in
      // Sound: the buffer is only used inside this call, and `Subject` proves it to be UTF-8.
      unsafe subject.bytes.withUnsafeBufferPointer { bytes in
        let text = unsafe SetText(bytes, state: scratch.state)
        var facts = unsafe TextFacts(text)
        unsafe core.collect(text, detail: detail, facts: &facts, state: scratch.state)
        if scratch.state.count > 0 {
          unsafe confirm(
            text,
            facts: &facts,
            detail: detail,
            sharing: &shared,
            with: scratch,
            into: &result
          )
        }
      }
    }
    if isDone == nil { markUndecided(.heapLimit, in: &result) }
  }

  /// Finds which patterns match and where, into a new result.
  public func matches(
    in subject: Subject,
    wanting detail: MatchDetail = .first
  ) -> PatternSetResult {
    var result = PatternSetResult()
    scan(subject, wanting: detail, into: &result)
    return result
  }

  /// Finds one pattern's first match with its captures, for those who need more than a range.
  ///
  /// - Precondition: `index` is below ``count``; `start` is in `0...subject.bytes.count`.
  /// - Complexity: As ``Pattern/firstMatch(in:from:)``.
  /// - Returns: `notMatched` for a definition that did not compile.
  public func firstMatch(
    ofPattern index: Int,
    in subject: Subject,
    from start: Int = 0
  ) -> MatchOutcome {
    precondition(
      start >= 0 && start <= subject.bytes.count,
      "A search begins inside its text or at its end."
    )
    guard core.facts[index].didCompile else { return .notMatched }
    guard subject.bytes.count <= limits.maxSubjectBytes else { return .undecided(.subjectSize) }
    guard let pattern = core.code(of: index)?.compiled(isASCII: false) else {
      return .undecided(.heapLimit)
    }
    let outcome = pool.withScratch { scratch in
      // Sound: as in `scan`; `characterBoundary` makes the start a boundary.
      unsafe subject.bytes.withUnsafeBufferPointer { bytes in
        var budget = TimeBudget(limits.timePerPattern)
        let result = unsafe scratch.search(
          pattern,
          in: bytes,
          from: Scratch.characterBoundary(atOrAfter: start, in: bytes),
          budget: &budget
        )
        return scratch.makeOutcome(of: pattern, result: result)
      }
    }
    return outcome ?? .undecided(.heapLimit)
  }

  /// The numbers of one pattern's named groups; empty for a definition that did not compile.
  ///
  /// - Complexity: O(*g*) in its groups, and its compilation if no text has needed it so far.
  /// - Precondition: `index` is that of a definition, 0 up to ``count``.
  public func captureNames(ofPattern index: Int) -> [String: Int] {
    core.code(of: index)?.compiled(isASCII: false)?.captureNames ?? [:]
  }
}

extension PatternSet {
  /// Turns what the filter found into hits, asking PCRE2 where the filter does not decide.
  @inline(__always)
  private func confirm(
    _ text: SetText,
    facts: inout TextFacts,
    detail: MatchDetail,
    sharing shared: inout SetBudget?,
    with scratch: Scratch,
    into result: inout PatternSetResult
  ) {
    let state = scratch.state
    state.sort()
    if detail == .all { state.occurrences.sort() }
    var budget = shared ?? self.budget
    defer { if shared != nil { shared = budget } }
    for index in 0..<state.count {
      // Sound: the first `count` records are those of this scan.
      let record = unsafe state.records[index]
      let pattern = Int(record.pattern)
      if !record.isCandidate, detail == .first {
        let range = Int(record.start)..<Int(record.end)
        result.hits.append(PatternHit(patternIndex: pattern, range: range))
        continue
      }
      // All of too many are left to PCRE2.
      if !record.isCandidate, !state.occurrences.isCutOff {
        appendOccurrences(of: record.pattern, from: state, into: &result)
        continue
      }
      unsafe confirm(
        record,
        in: text,
        facts: &facts,
        detail: detail,
        budget: &budget,
        with: scratch,
        into: &result
      )
    }
  }

  /// All matches of a pattern that the filter found, none overlapping.
  private func appendOccurrences(
    of pattern: UInt32,
    from state: ScanState,
    into result: inout PatternSetResult
  ) {
    let index = Int(pattern)
    var end = 0
    var count = 0
    for occurrence in state.occurrences.matches(of: pattern) where Int(occurrence.start) >= end {
      if count == limits.maxMatchesPerPattern {
        result.undecided.append(UndecidedPattern(patternIndex: index, reason: .matchCount))
        return
      }
      count += 1
      end = Int(occurrence.end)
      let range = Int(occurrence.start)..<end
      result.hits.append(PatternHit(patternIndex: index, range: range))
    }
  }

  private func confirm(
    _ record: ScanState.Record,
    in text: SetText,
    facts: inout TextFacts,
    detail: MatchDetail,
    budget: inout SetBudget,
    with scratch: Scratch,
    into result: inout PatternSetResult
  ) {
    let pattern = Int(record.pattern)
    // A pattern without a window and a literal has been asked before.
    let isWide = record.last == .max
    guard
      unsafe core.meetsNeeds(record.pattern, isWide: isWide, text: text, facts: &facts)
    else { return }
    var reason: UndecidedReason?
    if let code = core.code(of: pattern)?.compiled(isASCII: unsafe text.isASCII) {
      guard budget.hasTime else {
        result.undecided.append(UndecidedPattern(patternIndex: pattern, reason: .timeLimit))
        return
      }
      guard unsafe code.needs.minimumBytes <= text.bytes.count else { return }
      reason = unsafe search(
        code,
        record,
        in: text,
        detail: detail,
        budget: &budget,
        with: scratch,
        into: &result
      )
    } else {
      reason = .heapLimit
    }
    if let reason {
      result.undecided.append(UndecidedPattern(patternIndex: pattern, reason: reason))
    }
  }

  private func search(
    _ code: CompiledPattern,
    _ record: ScanState.Record,
    in text: SetText,
    detail: MatchDetail,
    budget: inout SetBudget,
    with scratch: Scratch,
    into result: inout PatternSetResult
  ) -> UndecidedReason? {
    let pattern = Int(record.pattern)
    let bytes = unsafe text.bytes
    guard detail == .first else {
      var own = budget.begin(starts: bytes.count, hasMachineCode: code.hasMachineCode)
      defer { budget.spend(starts: bytes.count) }
      return unsafe scratch.searchAll(code, in: bytes, limits: limits, budget: &own) {
        result.hits.append(PatternHit(patternIndex: pattern, range: scratch.range))
      }
    }
    // A match that the filter found begins inside the window.
    var first = Int(record.first)
    var last = Int(record.last)
    if record.isFound {
      first = min(first, Int(record.start))
      last = max(last, Int(record.start))
    }
    if code.isIndivisible { (first, last) = (0, bytes.count) }
    first = min(first, bytes.count)
    last = min(core.facts[pattern].isAtStart ? 0 : last, bytes.count)
    if first > last { return nil }
    // Sound: `first` is above zero and below the count in the loop.
    while first > 0, first < bytes.count, unsafe bytes[first] & 0xC0 == 0x80 { first -= 1 }
    let starts = last &- first &+ 1
    var own = budget.begin(starts: starts, hasMachineCode: code.hasMachineCode)
    let outcome = unsafe scratch.search(
      code,
      in: bytes,
      from: first,
      through: last,
      budget: &own
    )
    budget.spend(starts: starts)
    switch outcome {
    case .matched:
      result.hits.append(PatternHit(patternIndex: pattern, range: scratch.range))
      return nil
    case .notMatched: return nil
    case .undecided(let reason): return reason
    }
  }

  private func markUndecided(_ reason: UndecidedReason, in result: inout PatternSetResult) {
    for (index, pattern) in core.facts.enumerated() where pattern.didCompile {
      result.undecided.append(UndecidedPattern(patternIndex: index, reason: reason))
    }
  }
}
