// SPDX-License-Identifier: Apache-2.0

/// What a search came to; where the match is, the scratch knows.
enum SearchResult: Equatable {
  case matched
  case notMatched
  case undecided(UndecidedReason)
}

extension Scratch {
  /// The longest text, in bytes, that one call sees whole when it cannot be cut into slices.
  static let maxIndivisibleBytes = 8 << 10

  /// Finds the first match that begins at `start` or later, and at `through` or earlier.
  ///
  /// PCRE2's match limit counts anew at each start position, and a run of characters that it never
  /// gives back does not count at all: `\s+$` on 100 kB of spaces takes a minute without reaching
  /// any limit. So a longer text is searched in slices of start positions, with a look at the clock
  /// between two of them. The whole text is passed each time, hence look-behind and `^` keep their
  /// meaning. A text within the first slice, which most comments are, costs one call.
  func search(
    _ pattern: CompiledPattern,
    in subject: UnsafeBufferPointer<UInt8>,
    from start: Int,
    through lastStart: Int = .max,
    options: PCRE2.MatchOptions = [],
    sliceWidth: Int? = nil,
    budget: inout TimeBudget
  ) -> SearchResult {
    let starts = subject.count - start
    if pattern.isAnchored || options.contains(.anchored) {
      return unsafe searchWhole(pattern, in: subject, from: start, options: options)
    }
    if pattern.isIndivisible {
      guard starts <= Self.maxIndivisibleBytes else { return .undecided(.subjectSize) }
      return unsafe searchWhole(pattern, in: subject, from: start, options: options)
    }
    var slices = SliceWidth(
      subjectBytes: subject.count,
      hasMachineCode: pattern.hasMachineCode,
      fixed: sliceWidth
    )
    return unsafe searchSlices(
      pattern,
      in: subject,
      from: start,
      through: lastStart,
      options: options,
      slices: &slices,
      budget: &budget
    )
  }

  /// One call, and a second one by the interpreter if machine code runs out of stack.
  private func searchWhole(
    _ pattern: CompiledPattern,
    in subject: UnsafeBufferPointer<UInt8>,
    from start: Int,
    options: PCRE2.MatchOptions
  ) -> SearchResult {
    var status = unsafe match(pattern, subject: subject, from: start, options: options)
    var hadStackLimit = false
    if status == .stackLimit {
      hadStackLimit = true
      status = unsafe match(
        pattern,
        subject: subject,
        from: start,
        options: options.union(.withoutMachineCode)
      )
    }
    return Self.result(of: status, hadStackLimit: hadStackLimit)
  }

  private func searchSlices(
    _ pattern: CompiledPattern,
    in subject: UnsafeBufferPointer<UInt8>,
    from start: Int,
    through lastStart: Int,
    options: PCRE2.MatchOptions,
    slices: inout SliceWidth,
    budget: inout TimeBudget
  ) -> SearchResult {
    var (start, options) = (start, options)
    var hadStackLimit = false
    let final = min(lastStart, subject.count)
    let isLong = final - start >= slices.width
    // All starts of a text of this length take no longer than those between two looks at the clock.
    let isShort =
      hasFewSteps && pattern.hasMachineCode && subject.count <= TimeBudget.startsPerReading
    while true {
      // Jumping to a possible first byte here keeps the sum linear: the library would look ahead
      // over the same stretch again in every slice.
      if isLong, let firstBytes = pattern.needs.firstBytes {
        // Sound: `start` is checked against the count before each access.
        while start < subject.count, !firstBytes.contains(unsafe subject[start]) { start += 1 }
        if start == subject.count || start > final { return .notMatched }
      }
      let isLast = final - start < slices.width
      let end = final == subject.count ? PCRE2.unset : final
      let last = isLast ? end : start + slices.width - 1
      let status = unsafe match(
        pattern,
        subject: subject,
        from: start,
        lastStart: last,
        options: options
      )
      switch status {
      case .noMatch:
        if isLast { return .notMatched }
        start = last + 1
        // The next slice begins at a character.
        // Sound: `start` is checked against the count before each access.
        while start < subject.count, unsafe subject[start] & 0xC0 == 0x80 { start += 1 }
        if start > final { return .notMatched }
      case .stackLimit where !hadStackLimit:
        hadStackLimit = true
        options.insert(.withoutMachineCode)
        slices.useInterpreter()
      default:
        return Self.result(of: status, hadStackLimit: hadStackLimit)
      }
      if isShort, !hadStackLimit { continue }
      guard let elapsed = budget.readClock() else { return .undecided(.timeLimit) }
      slices.adapt(to: elapsed)
    }
  }

  private static func result(of status: PCRE2.Status, hadStackLimit: Bool) -> SearchResult {
    if status.isMatch { return .matched }
    switch status {
    case .noMatch: return .notMatched
    case _ where hadStackLimit: return .undecided(.stackLimit)
    case .matchLimit: return .undecided(.matchLimit)
    case .depthLimit: return .undecided(.depthLimit)
    case .heapLimit, .noMemory: return .undecided(.heapLimit)
    case .stackLimit: return .undecided(.stackLimit)
    default: return .undecided(.libraryError)
    }
  }
}
