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

  /// One for each definition; `nil` for those which did not compile.
  private let patterns: [CompiledPattern?]
  private let gate: LiteralGate
  private let pool: ScratchPool

  /// Compiles all definitions.
  ///
  /// - Complexity: O(*n*) in the bytes of the sources: some 10 to 50 µs for each pattern.
  /// - Throws: ``PatternError`` for the first definition that does not compile, with its index; the
  ///   codes are those of ``Pattern/init(_:limits:useJIT:)-(PatternDefinition,_,_)``.
  public init(
    _ definitions: [PatternDefinition],
    limits: MatchLimits = .default,
    useJIT: Bool = true
  ) throws(PatternError) {
    var patterns: [CompiledPattern?] = []
    patterns.reserveCapacity(definitions.count)
    for (index, definition) in definitions.enumerated() {
      do throws(PatternError) {
        patterns.append(
          try CompiledPattern.compiling(definition, limits: limits, useJIT: useJIT)
        )
      } catch {
        var error = error
        error.patternIndex = index
        throw error
      }
    }
    self.init(definitions, patterns: patterns, limits: limits)
  }

  private init(
    _ definitions: [PatternDefinition],
    patterns: [CompiledPattern?],
    limits: MatchLimits
  ) {
    self.definitions = definitions
    self.limits = limits
    self.patterns = patterns
    gate = LiteralGate(definitions) { patterns[$0] != nil }
    let captureCount = patterns.lazy.compactMap { $0?.captureCount }.max() ?? 0
    pool = ScratchPool(captureCount: captureCount, limits: limits)
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
    var patterns: [CompiledPattern?] = []
    var errors: [PatternError] = []
    patterns.reserveCapacity(definitions.count)
    for (index, definition) in definitions.enumerated() {
      do throws(PatternError) {
        patterns.append(
          try CompiledPattern.compiling(definition, limits: limits, useJIT: useJIT)
        )
      } catch {
        var error = error
        error.patternIndex = index
        errors.append(error)
        patterns.append(nil)
      }
    }
    return (PatternSet(definitions, patterns: patterns, limits: limits), errors)
  }

  /// How many definitions there are, those included that did not compile.
  public var count: Int { definitions.count }

  /// Finds which patterns match and where.
  ///
  /// With ``MatchDetail/first`` and a result that is used again, nothing is allocated once its
  /// buffers have grown.
  ///
  /// - Complexity: O(*n*) in the bytes of the text, plus one search for each literal that is in it
  ///   and for each regular expression; bounded by the limits.
  /// - Parameters:
  ///   - subject: The text.
  ///   - detail: Whether only the first range of each pattern is wanted, or all.
  ///   - result: Emptied first; holds hits and undecided patterns afterwards.
  public func scan(
    _ subject: Subject,
    wanting detail: MatchDetail = .first,
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
        unsafe gate.markCandidates(in: bytes, scratch: &scratch.gate)
        unsafe confirmCandidates(in: bytes, detail: detail, with: scratch, into: &result)
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
    guard let pattern = patterns[index] else { return .notMatched }
    guard subject.bytes.count <= limits.maxSubjectBytes else { return .undecided(.subjectSize) }
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
  public func captureNames(ofPattern index: Int) -> [String: Int] {
    patterns[index]?.captureNames ?? [:]
  }
}

extension PatternSet {
  private func confirmCandidates(
    in subject: UnsafeBufferPointer<UInt8>,
    detail: MatchDetail,
    with scratch: Scratch,
    into result: inout PatternSetResult
  ) {
    let present = unsafe ByteSet(of: subject)
    var setBudget = TimeBudget(limits.timePerSet)
    var isTimeLeft = true
    for wordIndex in scratch.gate.candidates.indices {
      var word = scratch.gate.candidates[wordIndex]
      while word != 0 {
        let index = wordIndex << 6 | word.trailingZeroBitCount
        word &= word &- 1
        guard let pattern = patterns[index],
          pattern.needs.allow(count: subject.count, present: present)
        else { continue }
        guard isTimeLeft else {
          result.undecided.append(UndecidedPattern(patternIndex: index, reason: .timeLimit))
          continue
        }
        unsafe confirm(
          pattern,
          index: index,
          in: subject,
          detail: detail,
          setBudget: &setBudget,
          with: scratch,
          into: &result
        )
        isTimeLeft = setBudget.spend(starts: subject.count)
      }
    }
  }

  @inline(__always)
  private func confirm(
    _ pattern: CompiledPattern,
    index: Int,
    in subject: UnsafeBufferPointer<UInt8>,
    detail: MatchDetail,
    setBudget: inout TimeBudget,
    with scratch: Scratch,
    into result: inout PatternSetResult
  ) {
    // A search of one call never looks at the clock: a budget of its own would only cost a reading.
    let reason: UndecidedReason?
    if SliceWidth.coversAll(subject.count, hasMachineCode: pattern.hasMachineCode) {
      reason = unsafe record(
        pattern,
        index,
        in: subject,
        detail,
        with: scratch,
        &setBudget,
        into: &result
      )
    } else {
      var budget = TimeBudget(limits.timePerPattern, within: setBudget)
      reason = unsafe record(
        pattern,
        index,
        in: subject,
        detail,
        with: scratch,
        &budget,
        into: &result
      )
    }
    if let reason {
      result.undecided.append(UndecidedPattern(patternIndex: index, reason: reason))
    }
  }

  @inline(__always)
  private func record(
    _ pattern: CompiledPattern,
    _ index: Int,
    in subject: UnsafeBufferPointer<UInt8>,
    _ detail: MatchDetail,
    with scratch: Scratch,
    _ budget: inout TimeBudget,
    into result: inout PatternSetResult
  ) -> UndecidedReason? {
    switch detail {
    case .first:
      switch unsafe scratch.search(pattern, in: subject, from: 0, budget: &budget) {
      case .matched:
        result.hits.append(PatternHit(patternIndex: index, range: scratch.range))
        return nil
      case .notMatched: return nil
      case .undecided(let limit): return limit
      }
    case .all:
      return unsafe scratch.searchAll(pattern, in: subject, limits: limits, budget: &budget) {
        result.hits.append(PatternHit(patternIndex: index, range: scratch.range))
      }
    }
  }

  private func markUndecided(_ reason: UndecidedReason, in result: inout PatternSetResult) {
    for index in patterns.indices where patterns[index] != nil {
      result.undecided.append(UndecidedPattern(patternIndex: index, reason: reason))
    }
  }
}
