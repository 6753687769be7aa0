// SPDX-License-Identifier: Apache-2.0

extension Scratch {
  /// Calls `body` after each match, from left to right, and returns why the search was cut off.
  ///
  /// The way on after an empty match is the one that pcre2demo documents: at the same place, a match
  /// that is not empty; failing that, one character further. CR LF is two characters here.
  @inline(__always)
  func searchAll(
    _ pattern: CompiledPattern,
    in subject: UnsafeBufferPointer<UInt8>,
    limits: MatchLimits,
    budget: inout TimeBudget,
    _ body: () -> Void
  ) -> UndecidedReason? {
    var position = 0
    var isAfterEmpty = false
    var count = 0
    while true {
      let result = unsafe search(
        pattern,
        in: subject,
        from: position,
        options: isAfterEmpty ? [.notEmptyAtStart, .anchored] : [],
        budget: &budget
      )
      switch result {
      case .undecided(let reason): return reason
      case .notMatched:
        guard isAfterEmpty, position < subject.count else { return nil }
        isAfterEmpty = false
        position = unsafe Self.characterBoundary(atOrAfter: position + 1, in: subject)
        if !budget.spend(starts: 1) { return .timeLimit }
      case .matched:
        if count == limits.maxMatchesPerPattern { return .matchCount }
        count += 1
        body()
        let (start, end) = rawRange
        let searched = startPosition - position + 1
        if start >= end {
          // Empty, or turned round by `\K`. If even the second look at this place ends here, only a
          // step forward keeps the search from going round for ever.
          if isAfterEmpty && end <= position {
            guard position < subject.count else { return nil }
            isAfterEmpty = false
            position = unsafe Self.characterBoundary(atOrAfter: position + 1, in: subject)
          } else {
            isAfterEmpty = true
            position = max(position, end)
          }
        } else {
          isAfterEmpty = false
          // `\K` in a look-behind can end a match where its search began.
          if end <= startPosition {
            guard startPosition < subject.count else { return nil }
            position = unsafe Self.characterBoundary(atOrAfter: startPosition + 1, in: subject)
          } else {
            position = end
          }
        }
        if !budget.spend(starts: searched) { return .timeLimit }
      }
    }
  }

  /// The first boundary of a character at `position` or later.
  static func characterBoundary(
    atOrAfter position: Int,
    in subject: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var position = position
    // Sound: the position is checked against the count before each access.
    while position < subject.count, unsafe subject[position] & 0xC0 == 0x80 { position += 1 }
    return position
  }

  /// The last match with its captures.
  func makeMatch(of pattern: CompiledPattern) -> PatternMatch {
    PatternMatch(range: range, captures: captures(pattern.captureCount))
  }

  /// What a caller is told of a search.
  func makeOutcome(of pattern: CompiledPattern, result: SearchResult) -> MatchOutcome {
    switch result {
    case .matched: .matched(makeMatch(of: pattern))
    case .notMatched: .notMatched
    case .undecided(let reason): .undecided(reason)
    }
  }
}
