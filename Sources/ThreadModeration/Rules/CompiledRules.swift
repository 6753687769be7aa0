// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// A rule set made ready to match: every pattern compiled, all patterns that look at one text in one
/// ``PatternSet``. Immutable, shared by all tasks.
struct CompiledRules: Sendable {
  /// A text that patterns are matched against.
  struct Target: Hashable, Sendable {
    var field: TextCheck.Field
    var view: TextView
  }

  /// A text check with the places of its patterns.
  struct Text: Sendable {
    /// For each target, the half-open range of its pattern indices.
    var patterns: [(target: Int, range: Range<Int>)]
    /// The values, so that evidence can name its entry.
    var values: [String]
  }

  indirect enum Node: Sendable {
    case all([Node])
    case any([Node])
    case not(Node)
    case text(Int)
    case number(NumberCheck)
    case fact(FactCheck)
    case signal(Int, NumberCheck.Comparison, Double)
  }

  /// Rules in the order in which they are tried.
  let rules: [Rule]
  let nodes: [Node]
  let texts: [Text]
  let targets: [Target]
  let sets: [PatternSet]
  /// Whether a rule asks for a signal that is known only after the whole thread was judged once.
  let usesVerdicts: Bool

  /// - Throws: ``RuleError`` for the first rule that cannot be compiled.
  init(_ rules: [Rule], limits: MatchLimits) throws(RuleError) {
    var builder = Builder()
    // Stable: rules of equal priority keep their order.
    let ordered = rules.enumerated().sorted {
      ($1.element.priority, $0.offset) < ($0.element.priority, $1.offset)
    }.map(\.element)
    var ids: Set<[UInt8]> = []
    var nodes: [Node] = []
    for rule in ordered {
      guard ids.insert(Array(rule.id.utf8)).inserted else {
        throw RuleError(
          .duplicateID,
          rule: rule,
          "another rule has this id already; ids appear in reports, so each rule needs its own"
        )
      }
      guard Signals.index(named: rule.id) == nil else {
        throw RuleError(
          .duplicateID,
          rule: rule,
          "a signal has this id; ids appear in reports, so a rule needs its own"
        )
      }
      guard rule.condition.depth() <= Condition.maxDepth else {
        throw RuleError(
          .tooDeep,
          rule: rule,
          "conditions are nested more than \(Condition.maxDepth) levels deep"
        )
      }
      nodes.append(try builder.node(for: rule.condition, of: rule))
    }
    var sets: [PatternSet] = []
    for (index, definitions) in builder.definitions.enumerated() {
      let compiled = PatternSet.compiling(definitions, limits: limits, useJIT: true)
      if let error = compiled.errors.first {
        let at = error.patternIndex ?? 0
        throw RuleError(
          .pattern,
          rule: builder.owners[index][at],
          "pattern does not compile at byte \(error.byteOffset): \(error.message)",
          pattern: definitions[at].source,
          patternError: error
        )
      }
      sets.append(compiled.set)
    }
    self.rules = ordered
    self.nodes = nodes
    self.texts = builder.texts
    self.targets = builder.targets
    self.sets = sets
    self.usesVerdicts = builder.usesVerdicts
  }

  /// Collects patterns by target while conditions are compiled.
  private struct Builder {
    var targets: [Target] = []
    var definitions: [[PatternDefinition]] = []
    var owners: [[Rule]] = []
    var texts: [Text] = []
    var usesVerdicts = false
    private var slots: [Target: Int] = [:]

    mutating func node(for condition: Condition, of rule: Rule) throws(RuleError) -> Node {
      switch condition {
      case .all(let parts):
        var nodes: [Node] = []
        for part in parts { nodes.append(try node(for: part, of: rule)) }
        return .all(nodes)
      case .any(let parts):
        var nodes: [Node] = []
        for part in parts { nodes.append(try node(for: part, of: rule)) }
        return .any(nodes)
      case .not(let part): return .not(try node(for: part, of: rule))
      case .fact(let check): return .fact(check)
      case .number(let check):
        guard case .signal(let name) = check.quantity else { return .number(check) }
        guard let signal = Signals.index(named: name) else {
          throw RuleError(
            .unknownSignal,
            rule: rule,
            "there is no signal \"\(name)\"; did you mean \"\(Signals.nearestName(to: name))\"?"
          )
        }
        if SignalID(rawValue: signal)?.needsVerdicts == true { usesVerdicts = true }
        return .signal(signal, check.comparison, check.limit)
      case .text(let check): return .text(add(check, of: rule))
      }
    }

    private mutating func add(_ check: TextCheck, of rule: Rule) -> Int {
      var text = Text(patterns: [], values: check.values)
      for field in check.fields {
        let target = Target(field: field, view: field == .body ? check.view : .raw)
        let slot =
          slots[target]
          ?? {
            targets.append(target)
            definitions.append([])
            owners.append([])
            slots[target] = targets.count - 1
            return targets.count - 1
          }()
        let start = definitions[slot].count
        for value in check.values {
          definitions[slot].append(
            PatternDefinition(
              value,
              isLiteral: !check.isRegex,
              isCaseSensitive: check.isCaseSensitive,
              method: check.method
            )
          )
          owners[slot].append(rule)
        }
        text.patterns.append((slot, start..<definitions[slot].count))
      }
      texts.append(text)
      return texts.count - 1
    }
  }
}

extension CompiledRules {
  /// The plain words that rules look for in a normalized view: what a disguise may hide. Of regular
  /// expressions, the runs of four and more letters.
  static func literalWords(of rules: [Rule]) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var pending = rules.map(\.condition)
    while let condition = pending.popLast() {
      switch condition {
      case .all(let parts), .any(let parts): pending += parts
      case .not(let part): pending.append(part)
      case .text(let check):
        guard check.view == .normalized || check.view == .normalizedBody else { continue }
        for value in check.values {
          words += check.isRegex ? letterRuns(of: value) : self.words(of: value)
        }
      case .number, .fact: continue
      }
    }
    return words
  }

  private static func words(of value: String) -> [[UInt8]] {
    var words: [[UInt8]] = [[]]
    for scalar in ScalarFolder.fold(Array(value.utf8), maxOutputScalars: 256).scalars {
      if Normalizer.isSpace(scalar.value) {
        words.append([])
      } else {
        UTF8Bytes.append(scalar.value, to: &words[words.count - 1])
      }
    }
    return words
  }

  /// A run may be half a word or a name of a class: it only widens what a disguise is tried for.
  private static func letterRuns(of pattern: String) -> [[UInt8]] {
    var runs: [[UInt8]] = []
    var run: [UInt8] = []
    var isEscaped = false
    for byte in pattern.utf8 {
      if !isEscaped, ByteClass.isLetter(byte) {
        run.append(ByteClass.lowered(byte))
      } else {
        if run.count >= 4 { runs.append(run) }
        run = []
      }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    if run.count >= 4 { runs.append(run) }
    return runs
  }
}
