// SPDX-License-Identifier: Apache-2.0

/// How much work one pattern, or one set of patterns, may cost.
///
/// ```swift
/// var limits = MatchLimits.default
/// limits.timePerPattern = .milliseconds(10)
/// let pattern = try Pattern(#"(a+)+$"#, limits: limits)
/// ```
///
/// A search that reaches a limit is undecided and names the limit; it is never "no match". Every
/// value is kept between 1 (times: 0) and its ``ceiling``: a value outside is moved to the nearer
/// end, silently, so that no setting can switch a limit off. `Sendable`.
///
/// | limit | default | ceiling | reached |
/// | --- | --- | --- | --- |
/// | `matchSteps` | 10,000 | 10,000,000 | `match-limit` |
/// | `depth` | 100,000 | 10,000,000 | `depth-limit` |
/// | `heapKibibytes` | 65,536 | 1,048,576 | `heap-limit` |
/// | `maxSubjectBytes` | 1,048,576 | 104,857,600 | `subject-size` |
/// | `maxPatternBytes` | 16,384 | 1,048,576 | does not compile |
/// | `timePerPattern` | 50 ms | 60 s | `time-limit` |
/// | `timePerSet` | 250 ms | 600 s | `time-limit` |
/// | `maxMatchesPerPattern` | 1,000 | 1,000,000 | `match-count` |
///
/// - Note: Time is processor time of the thread that searches, so that what is decided does not
///   depend on who else is at work. Its clock is read between slices of start positions, but for
///   texts of up to 2,048 bytes with the default `matchSteps` and machine code. One slice
///   cannot be interrupted; it is bounded by `matchSteps` and by the slice's width, which shrinks as
///   the text grows. Up to 32 KiB of text, 343 hostile patterns with machine code took 60 ms at most; the interpreter, for
///   which one step costs ten times as much, took 260 ms.
public struct MatchLimits: Sendable, Hashable {
  /// Steps of the matcher for one start position. PCRE2 counts anew at each, so this is not a time.
  public var matchSteps: Int {
    didSet { matchSteps = Self.clamped(matchSteps, to: Self.ceiling.matchSteps) }
  }

  /// Nested backtracking points. Only the interpreter counts them; machine code has its stack.
  public var depth: Int { didSet { depth = Self.clamped(depth, to: Self.ceiling.depth) } }

  /// Memory for backtracking, in KiB. Only the interpreter uses any; machine code has its stack.
  public var heapKibibytes: Int {
    didSet { heapKibibytes = Self.clamped(heapKibibytes, to: Self.ceiling.heapKibibytes) }
  }

  /// The longest text that is searched, in UTF-8 bytes. A longer one is not searched at all.
  public var maxSubjectBytes: Int {
    didSet { maxSubjectBytes = Self.clamped(maxSubjectBytes, to: Self.ceiling.maxSubjectBytes) }
  }

  /// The longest source that is compiled, in UTF-8 bytes.
  public var maxPatternBytes: Int {
    didSet { maxPatternBytes = Self.clamped(maxPatternBytes, to: Self.ceiling.maxPatternBytes) }
  }

  /// Time for one pattern on one text, all its matches together.
  public var timePerPattern: Duration {
    didSet { timePerPattern = Self.clamped(timePerPattern, to: Self.ceiling.timePerPattern) }
  }

  /// Time for a whole set on one text. Patterns which are not reached are undecided.
  public var timePerSet: Duration {
    didSet { timePerSet = Self.clamped(timePerSet, to: Self.ceiling.timePerSet) }
  }

  /// Matches that are listed for one pattern and one text.
  public var maxMatchesPerPattern: Int {
    didSet {
      maxMatchesPerPattern =
        Self.clamped(maxMatchesPerPattern, to: Self.ceiling.maxMatchesPerPattern)
    }
  }

  /// Creates limits; those not named keep their defaults.
  public init(
    matchSteps: Int = 10_000,
    depth: Int = 100_000,
    heapKibibytes: Int = 65_536,
    maxSubjectBytes: Int = 1 << 20,
    maxPatternBytes: Int = 16 << 10,
    timePerPattern: Duration = .milliseconds(50),
    timePerSet: Duration = .milliseconds(250),
    maxMatchesPerPattern: Int = 1_000
  ) {
    let ceiling = Self.ceiling
    self.matchSteps = Self.clamped(matchSteps, to: ceiling.matchSteps)
    self.depth = Self.clamped(depth, to: ceiling.depth)
    self.heapKibibytes = Self.clamped(heapKibibytes, to: ceiling.heapKibibytes)
    self.maxSubjectBytes = Self.clamped(maxSubjectBytes, to: ceiling.maxSubjectBytes)
    self.maxPatternBytes = Self.clamped(maxPatternBytes, to: ceiling.maxPatternBytes)
    self.timePerPattern = Self.clamped(timePerPattern, to: ceiling.timePerPattern)
    self.timePerSet = Self.clamped(timePerSet, to: ceiling.timePerSet)
    self.maxMatchesPerPattern = Self.clamped(maxMatchesPerPattern, to: ceiling.maxMatchesPerPattern)
  }

  private init(ceilings: Void) {
    matchSteps = 10_000_000
    depth = 10_000_000
    heapKibibytes = 1 << 20
    maxSubjectBytes = 100 << 20
    maxPatternBytes = 1 << 20
    timePerPattern = .seconds(60)
    timePerSet = .seconds(600)
    maxMatchesPerPattern = 1_000_000
  }
}

extension MatchLimits {
  /// The limits that hold when nothing else is said.
  public static let `default` = MatchLimits()

  /// The highest value that each limit can take.
  public static let ceiling = MatchLimits(ceilings: ())

  private static func clamped(_ value: Int, to ceiling: Int) -> Int { max(1, min(value, ceiling)) }

  private static func clamped(_ value: Duration, to ceiling: Duration) -> Duration {
    max(.zero, min(value, ceiling))
  }
}
