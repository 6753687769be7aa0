// SPDX-License-Identifier: Apache-2.0

extension CompiledPattern {
  /// The options of every pattern.
  static let baseOptions: PCRE2.CompileOptions = [
    .utf, .unicodeProperties, .neverBackslashC, .dotMatchesNewline, .useOffsetLimit,
  ]

  /// Compiles a definition, or says in the author's terms why not.
  static func compiling(
    _ definition: PatternDefinition,
    limits: MatchLimits,
    useJIT: Bool
  ) throws(PatternError) -> CompiledPattern {
    let form = try PatternForm(definition, limits: limits)
    do throws(PCRE2.Refusal) {
      return try CompiledPattern(
        form.source,
        options: form.options,
        useJIT: useJIT,
        isIndivisible: form.isIndivisible
      )
    } catch {
      throw PatternError(tooComplex: error)
    }
  }
}

extension PatternError {
  /// The library refused the author's own source.
  init(_ refusal: PCRE2.Refusal) {
    switch refusal.status {
    case .backslashCIsDisabled:
      // The library stops behind the `C`.
      self.init(
        SourceScanner.Finding(
          construct: .singleCodeUnit,
          byteOffset: max(0, refusal.byteOffset - 2)
        )
      )
      libraryCode = refusal.status.rawValue
    case .compileOutOfMemory:
      self.init(.outOfMemory, refusal)
    default:
      self.init(.syntax, refusal)
    }
  }

  /// The library took the author's source, but not with the method around it.
  init(tooComplex refusal: PCRE2.Refusal) {
    let isMemory = refusal.status == .compileOutOfMemory
    self.init(isMemory ? .outOfMemory : .patternTooComplex, refusal)
    byteOffset = 0
  }

  private init(_ code: Code, _ refusal: PCRE2.Refusal) {
    self.init(
      code: code,
      byteOffset: refusal.byteOffset,
      libraryCode: refusal.status.rawValue,
      message: PCRE2.message(for: refusal.status)
    )
  }

  init(_ finding: SourceScanner.Finding) {
    let (code, message): (Code, String) =
      switch finding.construct {
      case .callout: (.callout, "callouts (?C) are not allowed")
      case .singleCodeUnit: (.singleCodeUnit, #"\C is not allowed: it splits characters"#)
      case .searchStartAnchor:
        (.searchStartAnchor, #"\G is not allowed: use ^ for the start of the text"#)
      case .leadingVerb: (.leadingVerb, "settings such as (*UTF) at the start are not allowed")
      case .wholePatternRecursion:
        (
          .wholePatternRecursion,
          "recursion of the whole pattern needs the method includes: put the value in a group"
            + " and call it with (?1)"
        )
      }
    self.init(code: code, byteOffset: finding.byteOffset, message: message)
  }
}
