// SPDX-License-Identifier: Apache-2.0

/// Why a definition does not become a pattern.
///
/// ```swift
/// do { _ = try Pattern("price (usd") } catch {
///   error.byteOffset   // 10
///   error.message      // "missing closing parenthesis"
/// }
/// ```
///
/// `description` shows no part of the source. `Sendable`.
public struct PatternError: Error, Sendable, Hashable {
  /// What kind of failure it is.
  public var code: Code

  /// Where, in bytes of the author's own source.
  ///
  /// For what the library refuses, the place where it stopped reading; for a construct which is
  /// refused here, its first byte.
  public var byteOffset: Int

  /// PCRE2's own error number; 0 if the library was not asked.
  public var libraryCode: Int32

  /// What is wrong, without the place: PCRE2's own words where it has any.
  public var message: String

  /// The pattern's place in its set; `nil` for a pattern by itself.
  public var patternIndex: Int?

  /// Creates an error.
  public init(
    code: Code,
    byteOffset: Int,
    libraryCode: Int32 = 0,
    message: String,
    patternIndex: Int? = nil
  ) {
    self.code = code
    self.byteOffset = byteOffset
    self.libraryCode = libraryCode
    self.message = message
    self.patternIndex = patternIndex
  }
}

extension PatternError {
  /// A kind of failure. More may be added.
  public struct Code: Sendable, Hashable {
    enum Value: String, Sendable, Hashable, CaseIterable {
      case syntax = "syntax"
      case patternTooLong = "pattern-too-long"
      case patternTooComplex = "pattern-too-complex"
      case callout = "callout"
      case singleCodeUnit = "single-code-unit"
      case searchStartAnchor = "search-start-anchor"
      case leadingVerb = "leading-verb"
      case wholePatternRecursion = "whole-pattern-recursion"
      case libraryTooOld = "library-too-old"
      case libraryWithoutUnicode = "library-without-unicode"
      case outOfMemory = "out-of-memory"
    }

    let value: Value

    /// The library refuses the source; `libraryCode` and `message` are its answer.
    public static var syntax: Self { Self(value: .syntax) }

    /// The source is longer than ``MatchLimits/maxPatternBytes``.
    public static var patternTooLong: Self { Self(value: .patternTooLong) }

    /// The source compiles, but not with what its method puts around it: it is too large or too
    /// deeply nested by a hair.
    public static var patternTooComplex: Self { Self(value: .patternTooComplex) }

    /// `(?C)`, `(?C1)`, `(?C'text')`: callouts do nothing here.
    public static var callout: Self { Self(value: .callout) }

    /// `\C` matches a part of a character.
    public static var singleCodeUnit: Self { Self(value: .singleCodeUnit) }

    /// `\G` is where a search began, which means nothing to a search in slices.
    public static var searchStartAnchor: Self { Self(value: .searchStartAnchor) }

    /// `(*UTF)`, `(*NO_JIT)`, `(*LIMIT_MATCH=9)` and their like at the start change how the library
    /// works; backtracking verbs such as `(*SKIP)` are not among them.
    public static var leadingVerb: Self { Self(value: .leadingVerb) }

    /// `(?R)`, `(?0)` or `\g<0>` with another method than `includes`: the recursion would run
    /// through what the method puts around the value. Number the group and use `(?1)`.
    public static var wholePatternRecursion: Self { Self(value: .wholePatternRecursion) }

    /// The installed PCRE2 is older than 10.34.
    public static var libraryTooOld: Self { Self(value: .libraryTooOld) }

    /// The installed PCRE2 was built without Unicode.
    public static var libraryWithoutUnicode: Self { Self(value: .libraryWithoutUnicode) }

    /// The library could not get memory.
    public static var outOfMemory: Self { Self(value: .outOfMemory) }
  }
}

extension PatternError.Code: CustomStringConvertible {
  /// A short fixed word, fit for a metric's label: `syntax`, `callout`, …
  public var description: String { value.rawValue }
}

extension PatternError: CustomStringConvertible {
  /// One line: `pattern 3 does not compile at byte 7: missing closing parenthesis`.
  public var description: String {
    let subject = patternIndex.map { "pattern \($0)" } ?? "pattern"
    return "\(subject) does not compile at byte \(byteOffset): \(message)"
  }
}
