// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a set knows of its patterns: the filter's tables, and for each pattern the code that
/// confirms it. Filled in `init`, only read afterwards, but for the lazy code, which takes care of
/// itself.
final class SetCore: Sendable {
  /// One pattern, as confirming it needs it. Plain numbers: what is copied for each candidate must
  /// not be counted.
  struct Facts: Sendable {
    /// Where in `needs` the pattern's counts are; −1: it has none.
    var needs: Int32
    var minBytes: Int32
    var didCompile: Bool
    /// Whether every match begins at the text's beginning.
    var isAtStart = false
  }

  let facts: [Facts]
  /// What confirms what the filter finds; `nil` for a pattern that the filter decides, and for one
  /// that did not compile.
  let codes: [PatternCode?]
  let needs: [ScanNeeds]
  let byteProbes: ByteProbes
  let windows: [ClassWindow]

  /// Patterns for which no literal is looked for.
  let always: [UInt32]

  /// Patterns whose literals are those of ASCII texts: tried on all others.
  let alwaysBeyondASCII: [UInt32]

  /// Patterns whose literals are those of texts without some bytes: tried on all others.
  let exceptions: ByteExceptions

  let folded: LiteralIndex
  let squeezed: LiteralIndex
  /// Whether ASCII texts are squeezed too; otherwise only those in which `alwaysBeyondASCII` would be
  /// tried.
  let squeezesASCII: Bool
  /// Patterns that the squeezed text's literals stand for.
  let squeezedPatterns: [UInt32]

  let maxCaptureCount: Int
  let counts: PatternSetStatistics

  /// Code of patterns that the filter decides, for the few texts in which it cannot.
  private let exactCode = Mutex<[Int: PatternCode]>([:])
  private let definitions: [PatternDefinition]
  private let limits: MatchLimits
  private let useJIT: Bool

  init(
    _ definitions: [PatternDefinition],
    forms: [PatternForm?],
    limits: MatchLimits,
    useJIT: Bool
  ) {
    self.definitions = definitions
    self.limits = limits
    self.useJIT = useJIT
    var builder = SetBuilder()
    for (index, definition) in definitions.enumerated() {
      builder.add(definition, form: forms[index], index: index, useJIT: useJIT)
    }
    builder.chooseViews()
    facts = builder.facts
    codes = builder.codes
    needs = builder.needs
    byteProbes = builder.byteClasses.probes()
    windows = builder.windows
    always = builder.always
    alwaysBeyondASCII = builder.alwaysBeyondASCII
    exceptions = builder.exceptions
    squeezedPatterns = builder.squeezedPatterns
    squeezesASCII = builder.squeezesASCII
    folded = LiteralIndex(builder.foldedLiterals)
    squeezed = LiteralIndex(builder.squeezedLiterals)
    maxCaptureCount = forms.lazy.compactMap { $0?.captureCount }.max() ?? 0
    counts = PatternSetStatistics(
      patterns: definitions.count,
      decidedByLiterals: builder.exactCount,
      filtered: builder.filteredCount,
      unfiltered: always.count,
      literals: folded.literalCount + squeezed.literalCount,
      tableBytes: folded.byteCount + squeezed.byteCount
    )
  }

  /// The code that decides a pattern with PCRE2; `nil` if it did not compile.
  func code(of pattern: Int) -> PatternCode? {
    if let code = codes[pattern] { return code }
    return facts[pattern].didCompile ? makeExactCode(of: pattern) : nil
  }

  private func makeExactCode(of pattern: Int) -> PatternCode? {
    exactCode.withLock { known in
      if let code = known[pattern] { return code }
      guard let form = try? PatternForm(definitions[pattern], limits: limits) else { return nil }
      let code = PatternCode(form, useJIT: useJIT, hasASCIIForm: false)
      known[pattern] = code
      return code
    }
  }
}

/// Makes a set's plans and collects what they need.
struct SetBuilder {
  private(set) var facts: [SetCore.Facts] = []
  private(set) var codes: [PatternCode?] = []
  private(set) var needs: [ScanNeeds] = []
  private(set) var byteClasses = ByteClasses()
  private(set) var windows: [ClassWindow] = []
  private(set) var always: [UInt32] = []
  private(set) var alwaysBeyondASCII: [UInt32] = []
  private(set) var exceptions = ByteExceptions()
  private(set) var squeezedPatterns: [UInt32] = []
  private(set) var squeezesASCII = false
  private(set) var foldedLiterals = LiteralIndexBuilder()
  private(set) var squeezedLiterals = LiteralIndexBuilder()
  private(set) var exactCount = 0
  private(set) var filteredCount = 0

  /// Patterns which PCRE2 confirms, until their view is chosen.
  private var waiting: [(index: Int, plan: PatternPlan)] = []

  /// What the squeezed view has to save, in the same units, before it is made for every text: about
  /// two candidates a comment.
  private static let squeezeCost: Float = 0.013

  init() {}

  mutating func add(
    _ definition: PatternDefinition,
    form: PatternForm?,
    index: Int,
    useJIT: Bool
  ) {
    guard let form else {
      append(SetCore.Facts(needs: -1, minBytes: 0, didCompile: false), code: nil)
      return
    }
    var plan: PatternPlan
    let source = Array(definition.source.utf8)
    if definition.isLiteral {
      plan = PatternPlan(
        literal: source,
        isCaseSensitive: definition.isCaseSensitive,
        placement: definition.placement
      )
    } else {
      let tree = RegexParser.parse(source, isCaseSensitive: definition.isCaseSensitive)
      plan = PatternPlan(tree, placement: definition.placement)
      plan.hasASCIIForm = tree != nil && ASCIIForm.isPossible(for: source)
    }
    if case .exact(let strings) = plan.search {
      exactCount += 1
      for (rank, string) in strings.enumerated() {
        foldedLiterals.add(
          string,
          pattern: index,
          rank: rank,
          isAnswer: true,
          minDistance: 0,
          maxDistance: 0
        )
      }
      append(SetCore.Facts(needs: -1, minBytes: 0, didCompile: true), code: nil)
      return
    }
    var place: Int32 = -1
    if !plan.needs.isEmpty {
      place = Int32(needs.count)
      needs.append(ScanNeeds(plan.needs, classes: &byteClasses, windows: &windows))
    }
    append(
      SetCore.Facts(
        needs: place,
        minBytes: Int32(clamping: plan.minBytes),
        didCompile: true,
        isAtStart: plan.isAtStart
      ),
      code: PatternCode(form, useJIT: useJIT, hasASCIIForm: plan.hasASCIIForm)
    )
    waiting.append((index, plan))
  }

  private mutating func append(_ pattern: SetCore.Facts, code: PatternCode?) {
    facts.append(pattern)
    codes.append(code)
  }

  /// Decides whether the squeezed view pays, and gives each pattern its view.
  mutating func chooseViews() {
    let gain = waiting.reduce(0) { $0 + max(0, $1.plan.squeezedGain) }
    let isSqueezed = gain > Self.squeezeCost
    squeezesASCII = isSqueezed
    for (index, plan) in waiting {
      let usesSqueezed = isSqueezed && plan.squeezedGain > 0
      if plan.usesLiterals(squeezed: usesSqueezed),
        !exceptions.add(UInt32(index), plan.absent)
      {
        always.append(UInt32(index))
      } else if usesSqueezed, let set = plan.squeezed {
        filteredCount += 1
        squeezedPatterns.append(UInt32(index))
        Self.add(set, index, to: &squeezedLiterals)
      } else if case .filtered(let set) = plan.search {
        filteredCount += 1
        Self.add(set, index, to: &foldedLiterals)
        guard plan.isForASCII else { continue }
        if let squeezed = plan.literalsOfOtherTexts {
          squeezedPatterns.append(UInt32(index))
          Self.add(squeezed, index, to: &squeezedLiterals)
        } else {
          alwaysBeyondASCII.append(UInt32(index))
        }
      } else {
        always.append(UInt32(index))
      }
    }
    waiting = []
  }

  private static func add(_ set: LiteralSet, _ index: Int, to builder: inout LiteralIndexBuilder) {
    for string in set.strings {
      builder.add(
        string,
        pattern: index,
        rank: 0,
        isAnswer: false,
        minDistance: set.minDistance,
        maxDistance: set.maxDistance
      )
    }
  }
}
