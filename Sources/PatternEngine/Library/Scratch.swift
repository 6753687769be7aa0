// SPDX-License-Identifier: Apache-2.0

/// What one search writes to: match data, match context, the machine code's stack, and buffers.
///
/// - Important: `@unchecked Sendable` holds because a scratch is used by one search at a time:
///   `ScratchPool` hands it out to one borrower and gets it back when the search has ended.
@safe
final class Scratch: @unchecked Sendable {
  // Sound: all three are created in `init`, freed in `deinit`, and never leave this file except as
  // arguments of calls that end before they return.
  private let matchData: OpaquePointer
  private let matchContext: OpaquePointer
  private let stack: OpaquePointer?

  // Sound: points into `matchData`, lives as long, and has `pairs` × 2 entries.
  private let offsets: UnsafeMutablePointer<Int>
  private let pairs: Int

  // An address for empty texts: an empty array may have none.
  private let placeholder: UnsafeMutablePointer<UInt8>

  /// The position after which no match may begin, as the context has it now. Behind a pointer, since
  /// a property of a class is checked for overlapping access at each use.
  private let lastStart: UnsafeMutablePointer<Int>

  /// What a set's scan writes to.
  let state: ScanState

  /// Whether a start position takes no more steps than ``TimeBudget`` counts on.
  let hasFewSteps: Bool

  /// Creates scratch for patterns with at most `captureCount` groups; `nil` without memory.
  init?(captureCount: Int, patternCount: Int = 1, limits: MatchLimits) {
    let pairs = captureCount + 1
    let matchData = unsafe PCRE2.makeMatchData(pairs: pairs)
    let matchContext = unsafe PCRE2.makeMatchContext(limits: limits)
    guard let matchData = unsafe matchData, let matchContext = unsafe matchContext,
      let offsets = unsafe PCRE2.offsets(of: matchData)
    else {
      if let matchData = unsafe matchData { unsafe PCRE2.free(matchData: matchData) }
      if let matchContext = unsafe matchContext { unsafe PCRE2.free(matchContext: matchContext) }
      return nil
    }
    // 32 KiB is what machine code takes from the thread's stack without one of these; 1 MiB is the
    // most that a hostile text gets before the interpreter takes over.
    let stack = unsafe PCRE2.makeStack(startBytes: 32 << 10, maxBytes: 1 << 20)
    if let stack = unsafe stack { unsafe PCRE2.assign(stack: stack, to: matchContext) }
    unsafe self.matchData = matchData
    unsafe self.matchContext = matchContext
    unsafe self.stack = stack
    unsafe self.offsets = offsets
    self.pairs = pairs
    hasFewSteps = limits.matchSteps <= MatchLimits.default.matchSteps
    state = ScanState(patternCount: patternCount)
    unsafe lastStart = .allocate(capacity: 1)
    unsafe lastStart.initialize(to: PCRE2.unset)
    unsafe placeholder = .allocate(capacity: 1)
    unsafe placeholder.initialize(to: 0)
  }

  deinit {
    // Sound: each was created in `init` and is freed nowhere else.
    if let stack = unsafe stack { unsafe PCRE2.free(stack: stack) }
    unsafe PCRE2.free(matchContext: matchContext)
    unsafe PCRE2.free(matchData: matchData)
    unsafe placeholder.deallocate()
    unsafe lastStart.deallocate()
  }
}

extension Scratch {
  /// Matches once, beginning at a position in `start...last` (`last` unset: up to the end).
  ///
  /// `subject` is the bytes of a `Subject`, and `start` the boundary of a character in it.
  @inline(__always)
  func match(
    _ pattern: CompiledPattern,
    subject: UnsafeBufferPointer<UInt8>,
    from start: Int,
    lastStart last: Int = PCRE2.unset,
    options: PCRE2.MatchOptions
  ) -> PCRE2.Status {
    if unsafe last != lastStart.pointee {
      unsafe PCRE2.setLastStart(last, of: matchContext)
      unsafe lastStart.pointee = last
    }
    // Sound: the pointer is valid for `subject.count` bytes during the call; a `Subject` proves
    // that they are well-formed UTF-8 and `start` is a boundary, so the check may be left out; the
    // match data has a pair for every group of every pattern that this pool serves.
    return unsafe PCRE2.match(
      pattern.code,
      subject: subject.baseAddress ?? UnsafePointer(placeholder),
      count: subject.count,
      from: start,
      options: options.union(.withoutTextCheck),
      into: matchData,
      with: matchContext
    )
  }

  /// Start and end of the last match as the library has them; `\K` can put the start after the end.
  @inline(__always)
  var rawRange: (start: Int, end: Int) {
    // Sound: there is always the pair of the whole match.
    unsafe (offsets[0], offsets[1])
  }

  /// The last match; with `\K` set behind the end, the empty range at the end.
  @inline(__always)
  var range: Range<Int> {
    let (start, end) = rawRange
    return min(start, end) == start ? start..<end : end..<end
  }

  /// What groups 1 to `count` captured.
  func captures(_ count: Int) -> [Range<Int>?] {
    guard count > 0 else { return [] }
    return (1...min(count, pairs - 1)).map { group in
      // Sound: `group` is below `pairs`. Groups that took no part are unset after every match
      // (pcre2api, "HOW PCRE2_MATCH() RETURNS A STRING AND CAPTURED SUBSTRINGS").
      let (start, end) = unsafe (offsets[2 * group], offsets[2 * group + 1])
      if start == PCRE2.unset || end == PCRE2.unset { return nil }
      return start <= end ? start..<end : end..<end
    }
  }

  /// The start position from which the last match was found.
  var startPosition: Int { unsafe PCRE2.startPosition(of: matchData) }
}
