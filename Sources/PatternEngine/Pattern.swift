// SPDX-License-Identifier: Apache-2.0

/// One compiled pattern.
///
/// ```swift
/// let pattern = try Pattern(#"(\d+) (?<unit>usd|eur)"#)
/// let match = pattern.firstMatch(in: Subject("only 500 USD")).match
/// match?.range            // 5..<12
/// match?.captures         // [5..<8, 9..<12]
/// pattern.captureNames    // ["unit": 2]
/// ```
///
/// Every pattern is compiled with PCRE2's `UTF`, `UCP` and `DOTALL`: `\w`, `\d`, `\s` and `\b` follow
/// Unicode, `.` matches a line feed too, `^` and `$` are the ends of the whole text (`$` admits one
/// line feed after it). An author can change the last two for a group: `(?-s)`, `(?m)`.
///
/// Many patterns against the same text are cheaper in a ``PatternSet``.
///
/// `Sendable`: a pattern never changes and any number of tasks may search with it at once. Copies
/// share the compiled code.
public struct Pattern: Sendable {
  /// What the pattern was made from.
  public let definition: PatternDefinition

  /// The limits of every search with this pattern.
  public let limits: MatchLimits

  private let compiled: CompiledPattern
  private let pool: ScratchPool

  /// Compiles a definition.
  ///
  /// - Parameters:
  ///   - definition: What to look for.
  ///   - limits: What a search may cost, and how long a source may be.
  ///   - useJIT: Whether to make machine code where that is possible. Same answers without, slower.
  /// - Complexity: O(*n*) in the bytes of the source: some 10 to 50 µs for an ordinary pattern.
  /// - Throws: ``PatternError`` with `syntax` for what PCRE2 refuses, `patternTooLong`,
  ///   `patternTooComplex`, or the code of a construct that is refused here: `callout`,
  ///   `singleCodeUnit`, `searchStartAnchor`, `leadingVerb`, `wholePatternRecursion`.
  public init(
    _ definition: PatternDefinition,
    limits: MatchLimits = .default,
    useJIT: Bool = true
  ) throws(PatternError) {
    self.definition = definition
    self.limits = limits
    compiled = try CompiledPattern.compiling(definition, limits: limits, useJIT: useJIT)
    pool = ScratchPool(captureCount: compiled.captureCount, limits: limits)
  }

  /// Compiles a regular expression; the same as ``init(_:limits:useJIT:)-(PatternDefinition,_,_)``
  /// with a definition that is not literal.
  public init(
    _ regex: String,
    isCaseSensitive: Bool = false,
    method: MatchMethod = .includes,
    limits: MatchLimits = .default,
    useJIT: Bool = true
  ) throws(PatternError) {
    let definition = PatternDefinition(regex, isCaseSensitive: isCaseSensitive, method: method)
    try self.init(definition, limits: limits, useJIT: useJIT)
  }
}

extension Pattern {
  /// Finds the first match that begins at byte `start` or later.
  ///
  /// A `start` inside a character is moved to the next character. What stands before `start` still
  /// counts for `^`, `\b` and look-behind.
  ///
  /// - Precondition: `start` is in `0...subject.bytes.count`.
  /// - Complexity: O(*n*) in the bytes after `start` for most patterns; bounded by the limits for all.
  /// - Returns: `undecided` when a limit was reached. Not finding anything is not an error.
  public func firstMatch(in subject: Subject, from start: Int = 0) -> MatchOutcome {
    precondition(
      start >= 0 && start <= subject.bytes.count,
      "A search begins inside its text or at its end."
    )
    guard subject.bytes.count <= limits.maxSubjectBytes else { return .undecided(.subjectSize) }
    let outcome = pool.withScratch { scratch in
      firstMatch(in: subject, from: start, with: scratch, sliceWidth: nil)
    }
    return outcome ?? .undecided(.heapLimit)
  }

  /// Finds all matches, from left to right, none overlapping.
  ///
  /// After an empty match the search goes on at the same place for one which is not empty, and then
  /// at the next character, as Perl does: `a*` on `baac` has matches at 0, 1–3, 3 and 4.
  ///
  /// - Complexity: O(*n*) in the bytes for most patterns; bounded by the limits for all, of which
  ///   the time is for all matches together.
  public func allMatches(in subject: Subject) -> PatternMatches {
    guard subject.bytes.count <= limits.maxSubjectBytes else {
      return PatternMatches(undecided: .subjectSize)
    }
    let found = pool.withScratch { scratch in
      var matches: [PatternMatch] = []
      // Sound: the buffer is only used inside this call, and `Subject` proves it to be UTF-8.
      let reason = unsafe subject.bytes.withUnsafeBufferPointer { bytes in
        var budget = TimeBudget(limits.timePerPattern)
        return unsafe scratch.searchAll(compiled, in: bytes, limits: limits, budget: &budget) {
          matches.append(scratch.makeMatch(of: compiled))
        }
      }
      return PatternMatches(matches: matches, undecided: reason)
    }
    return found ?? PatternMatches(undecided: .heapLimit)
  }

  /// Whether searches run as machine code. Where not, they give the same answers, slower.
  public var isCompiledToMachineCode: Bool { compiled.hasMachineCode }

  /// How many groups the author wrote.
  public var captureCount: Int { compiled.captureCount }

  /// The numbers of the named groups; group 1 is `captures[0]`.
  ///
  /// - Complexity: O(*k*) in the number of names, which are read anew at each call.
  public var captureNames: [String: Int] { compiled.captureNames }
}

extension Pattern {
  /// The search behind ``firstMatch(in:from:)``; `sliceWidth` is for tests.
  func firstMatch(
    in subject: Subject,
    from start: Int,
    with scratch: Scratch,
    sliceWidth: Int?
  ) -> MatchOutcome {
    // Sound: the buffer is only used inside this call, `Subject` proves it to be UTF-8, and
    // `characterBoundary` makes the start one of its boundaries.
    unsafe subject.bytes.withUnsafeBufferPointer { bytes in
      var budget = TimeBudget(limits.timePerPattern)
      let result = unsafe scratch.search(
        compiled,
        in: bytes,
        from: Scratch.characterBoundary(atOrAfter: start, in: bytes),
        sliceWidth: sliceWidth,
        budget: &budget
      )
      return scratch.makeOutcome(of: compiled, result: result)
    }
  }

  /// The same search cut into slices of exactly `width` start positions.
  func firstMatch(in subject: Subject, slicedBy width: Int) -> MatchOutcome {
    pool.withScratch { firstMatch(in: subject, from: 0, with: $0, sliceWidth: width) }
      ?? .undecided(.heapLimit)
  }
}
