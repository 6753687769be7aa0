// SPDX-License-Identifier: Apache-2.0

extension CompiledPattern {
  /// The options of every pattern.
  static let baseOptions: PCRE2.CompileOptions = [
    .utf, .unicodeProperties, .neverBackslashC, .dotMatchesNewline, .useOffsetLimit,
  ]

  /// Compiles a definition, or says in the author's terms why not.
  ///
  /// The source is compiled by itself first: that is where errors and their places come from, and
  /// what refuses `a)(b`, which between parentheses would be two groups.
  static func compiling(
    _ definition: PatternDefinition,
    limits: MatchLimits,
    useJIT: Bool
  ) throws(PatternError) -> CompiledPattern {
    if let problem = PatternLibrary.problem { throw problem }
    let source = Array(definition.source.utf8)
    guard source.count <= limits.maxPatternBytes else {
      throw PatternError(
        code: .patternTooLong,
        byteOffset: limits.maxPatternBytes,
        message: "the pattern has \(source.count) bytes, \(limits.maxPatternBytes) are allowed"
      )
    }
    var options = baseOptions
    if !definition.isCaseSensitive { options.insert(.caseless) }

    if definition.isLiteral {
      let (before, after) = PatternSource.surroundings(of: definition.method, literal: source)
      let whole = Array(before.utf8) + PatternSource.escaped(source) + Array(after.utf8)
      do throws(PCRE2.Refusal) {
        return try CompiledPattern(whole, options: options, useJIT: useJIT)
      } catch {
        throw PatternError(tooComplex: error)
      }
    }

    let isBare = definition.method == .includes
    let scanner = SourceScanner(source)
    let bare: CompiledPattern
    do throws(PCRE2.Refusal) {
      bare = try CompiledPattern(
        source,
        options: options,
        useJIT: useJIT && isBare && scanner.findings.isEmpty,
        isIndivisible: scanner.steersSearch
      )
    } catch {
      throw PatternError(error)
    }
    if let finding = scanner.findings.first(where: {
      !isBare || $0.construct != .wholePatternRecursion
    }) {
      throw PatternError(finding)
    }
    if isBare { return bare }

    let (before, after) = PatternSource.surroundings(of: definition.method)
    var first: PCRE2.Refusal?
    for closer in PatternSource.closers {
      do throws(PCRE2.Refusal) {
        return try CompiledPattern(
          Array(before.utf8) + source + Array(closer.utf8) + Array(after.utf8),
          options: options,
          useJIT: useJIT,
          isIndivisible: scanner.steersSearch
        )
      } catch {
        first = first ?? error
      }
    }
    throw PatternError(
      tooComplex: first ?? PCRE2.Refusal(status: .compileOutOfMemory, byteOffset: 0)
    )
  }
}

extension PatternError {
  /// The library refused the author's own source.
  fileprivate init(_ refusal: PCRE2.Refusal) {
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
  fileprivate init(tooComplex refusal: PCRE2.Refusal) {
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

  fileprivate init(_ finding: SourceScanner.Finding) {
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
