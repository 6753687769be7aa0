// SPDX-License-Identifier: Apache-2.0

/// A definition in the form in which the library gets it: checked, and known to compile.
struct PatternForm {
  /// The source with what the method puts around it.
  var source: [UInt8]
  var options: PCRE2.CompileOptions
  var isIndivisible = false
  /// Groups the author wrote.
  var captureCount = 0
}

extension PatternForm {
  /// Literals up to this length always compile: no character takes more than three bytes of code for
  /// each of its own, and a pattern has 64 KiB.
  private static let maxUncheckedLiteral = 16 << 10

  /// Checks a definition, or says in the author's terms what is wrong.
  ///
  /// The source is compiled by itself first: that is where errors and their places come from, and
  /// what refuses `a)(b`, which between parentheses would be two groups.
  init(_ definition: PatternDefinition, limits: MatchLimits) throws(PatternError) {
    if let problem = PatternLibrary.problem { throw problem }
    let source = Array(definition.source.utf8)
    guard source.count <= limits.maxPatternBytes else {
      throw PatternError(
        code: .patternTooLong,
        byteOffset: limits.maxPatternBytes,
        message: "the pattern has \(source.count) bytes, \(limits.maxPatternBytes) are allowed"
      )
    }
    options = CompiledPattern.baseOptions
    if !definition.isCaseSensitive { options.insert(.caseless) }

    if definition.isLiteral {
      self.source = Self.literalSource(source, placement: definition.placement)
      if source.count <= Self.maxUncheckedLiteral { return }
      do throws(PCRE2.Refusal) {
        _ = try CompiledPattern(self.source, options: options, useJIT: false)
      } catch {
        throw PatternError(tooComplex: error)
      }
      return
    }
    self.source = source
    try checkRegex(definition.placement)
  }

  private static func literalSource(_ literal: [UInt8], placement: Placement) -> [UInt8] {
    let (before, after) = PatternSource.surroundings(of: placement, literal: literal)
    return Array(before.utf8) + PatternSource.escaped(literal) + Array(after.utf8)
  }

  private mutating func checkRegex(_ placement: Placement) throws(PatternError) {
    let author = source
    let isBare = placement == .method(.includes)
    let scanner = SourceScanner(author)
    isIndivisible = scanner.steersSearch
    do throws(PCRE2.Refusal) {
      captureCount = try CompiledPattern(author, options: options, useJIT: false).captureCount
    } catch {
      throw PatternError(error)
    }
    if let finding = scanner.findings.first(where: {
      !isBare || $0.construct != .wholePatternRecursion
    }) {
      throw PatternError(finding)
    }
    if isBare { return }

    let (before, after) = PatternSource.surroundings(of: placement)
    var first: PCRE2.Refusal?
    for closer in PatternSource.closers {
      source = Array(before.utf8) + author + Array(closer.utf8) + Array(after.utf8)
      do throws(PCRE2.Refusal) {
        _ = try CompiledPattern(source, options: options, useJIT: false)
        return
      } catch {
        first = first ?? error
      }
    }
    throw PatternError(
      tooComplex: first ?? PCRE2.Refusal(status: .compileOutOfMemory, byteOffset: 0)
    )
  }
}
