// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// A rule set made ready to match: every pattern compiled, all patterns that look at one text in one
/// ``PatternSet``. Immutable, shared by all tasks.
///
/// A class, so that it is handed on without counting all that it holds as used once more.
final class CompiledRules: Sendable {
  /// A text that patterns are matched against.
  struct Target: Hashable, Sendable {
    var field: TextCheck.Field
    var view: TextView
    /// How many comments up: 0 is the comment itself.
    var level: Int
  }

  /// A text check with the places of its patterns.
  struct Text: Sendable {
    /// For each target, the half-open range of its pattern indices.
    var patterns: [(target: Int, range: Range<Int>)]
    /// The values, so that evidence can name its entry.
    var values: [String]
    /// What placeholders call it; `nil` if they cannot.
    var name: String?
    /// One pattern a value, by itself, where a placeholder asks for its groups.
    var capturing: [Pattern] = []
  }

  /// A number, with signals found by name beforehand.
  indirect enum Amount: Sendable {
    case quantity(NumberCheck.Quantity)
    case signal(Int)
    case arithmetic(Amount, NumberCheck.Arithmetic, Amount)
  }

  indirect enum Node: Sendable {
    case all([Node])
    case any([Node])
    case not(Node)
    case text(Int)
    case number(Amount, NumberCheck.Comparison, Double)
    case fact(FactCheck)
    case signal(Int, NumberCheck.Comparison, Double)
    case parent(Node)
    case rule(Int)
  }

  /// Rules in the order in which they are tried.
  let rules: [Rule]
  /// The same by their indices, those first that remove or hold comments: see ``Turns``.
  let turns: [Int]
  /// Whether a rule is one of ``Rule/builtin``.
  let isBuiltin: [Bool]
  let nodes: [Node]
  let texts: [Text]
  let targets: [Target]
  let sets: [PatternSet]
  /// Whether a rule asks for a signal of the comment itself or of one above it.
  let usesSignals: Bool
  /// Whether a rule asks for what the learned scorer says.
  let usesLearnedScorer: Bool
  /// Whether a rule asks for something about the thread beside what signals need.
  let usesThread: Bool
  /// Whether a rule asks for a comment above.
  let usesParents: Bool

  /// - Throws: ``RuleError`` for the first rule that cannot be compiled.
  ///
  /// - Parameter builtin: How many of the rules, the first ones, are built in.
  init(_ rules: [Rule], builtin: Int = 0, limits: MatchLimits) throws(RuleError) {
    // Stable: rules of equal priority keep their order.
    let places = rules.enumerated().sorted {
      ($1.element.priority, $0.offset) < ($0.element.priority, $1.offset)
    }
    let ordered = places.map(\.element)
    isBuiltin = places.map { $0.offset < builtin }
    var ids: [[UInt8]: Int] = [:]
    for (index, rule) in ordered.enumerated() {
      guard ids.updateValue(index, forKey: Array(rule.id.utf8)) == nil else {
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
      guard rule.score.isFinite else {
        throw RuleError(
          .notFinite,
          rule: rule,
          "the score is \(rule.score); a rule's weight is a finite number, 0 for none"
        )
      }
      guard rule.condition.depth() <= Condition.maxDepth else {
        throw RuleError(
          .tooDeep,
          rule: rule,
          "conditions are nested more than \(Condition.maxDepth) levels deep"
        )
      }
    }
    var builder = Builder(ids: ids, limits: limits)
    var nodes: [Node] = []
    for (index, rule) in ordered.enumerated() {
      builder.wantsCaptures = rule.usesCaptures
      builder.current = index
      nodes.append(try builder.node(for: rule.condition, of: rule))
    }
    if let (index, isCircle) = builder.wrongRequirement(among: ordered.count) {
      throw RuleError(
        isCircle ? .cycle : .tooDeep,
        rule: ordered[index],
        isCircle
          ? "the rule requires itself, by way of the rules that it requires"
          : "rules require each other more than \(Condition.maxDepth) levels deep"
      )
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
    let isRemoval = ordered.map { $0.effect?.isRemoval == true }
    turns = ordered.indices.filter { isRemoval[$0] } + ordered.indices.filter { !isRemoval[$0] }
    self.nodes = nodes
    self.texts = builder.texts
    self.targets = builder.targets
    self.sets = sets
    self.usesSignals = builder.usesSignals
    self.usesLearnedScorer = builder.usesLearnedScorer
    self.usesThread = builder.usesThread
    self.usesParents = builder.usesParents
  }

  /// Collects patterns by target while conditions are compiled.
  private struct Builder {
    let ids: [[UInt8]: Int]
    let limits: MatchLimits
    var targets: [Target] = []
    var definitions: [[PatternDefinition]] = []
    var owners: [[Rule]] = []
    var texts: [Text] = []
    var usesSignals = false
    var usesLearnedScorer = false
    var usesThread = false
    var usesParents = false
    /// Whether placeholders of the rule ask for groups.
    var wantsCaptures = false
    /// The rule that is compiled, and the rules that each requires.
    var current = 0
    private var required: [Int: [Int]] = [:]
    private var slots: [Target: Int] = [:]
    private var level = 0

    init(ids: [[UInt8]: Int], limits: MatchLimits) {
      self.ids = ids
      self.limits = limits
    }

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
        guard check.limit.isFinite else {
          throw RuleError(
            .notFinite,
            rule: rule,
            "a number is compared with \(check.limit), which says nothing; use a finite limit"
          )
        }
        guard check.quantity.depth() <= NumberCheck.maxDepth else {
          throw RuleError(
            .tooDeep,
            rule: rule,
            "the arithmetic of a number is nested more than \(NumberCheck.maxDepth) levels deep"
          )
        }
        let amount = try amount(check.quantity, of: rule)
        if case .signal(let signal) = amount {
          return .signal(signal, check.comparison, check.limit)
        }
        return .number(amount, check.comparison, check.limit)
      case .text(let check): return .text(try add(check, of: rule))
      case .parent(let part):
        guard level < Condition.maxParents else {
          throw RuleError(
            .tooFarUp,
            rule: rule,
            "conditions ask at most \(Condition.maxParents) comments up"
          )
        }
        usesParents = true
        level += 1
        defer { level -= 1 }
        return .parent(try node(for: part, of: rule))
      case .rule(let id):
        guard let index = ids[Array(id.utf8)] else {
          throw RuleError(.unknownRule, rule: rule, "there is no rule \"\(id)\" to require")
        }
        guard level == 0 else {
          throw RuleError(
            .tooFarUp,
            rule: rule,
            "a required rule is about the comment itself, not about its parent"
          )
        }
        required[current, default: []].append(index)
        return .rule(index)
      }
    }

    private mutating func amount(
      _ quantity: NumberCheck.Quantity,
      of rule: Rule
    ) throws(RuleError) -> Amount {
      switch quantity {
      case .signal(let name):
        guard let signal = Signals.index(named: name) else {
          throw RuleError(
            .unknownSignal,
            rule: rule,
            "there is no signal \"\(name)\"; did you mean \"\(Signals.nearestName(to: name))\"?"
          )
        }
        usesSignals = true
        if SignalID(rawValue: signal)?.isLearned == true { usesLearnedScorer = true }
        return .signal(signal)
      case .arithmetic(let a, let operation, let b):
        return .arithmetic(try amount(a, of: rule), operation, try amount(b, of: rule))
      case .constant(let number):
        guard number.isFinite else {
          throw RuleError(.notFinite, rule: rule, "a condition reckons with \(number)")
        }
        return .quantity(quantity)
      case .thread:
        usesThread = true
        return .quantity(quantity)
      default: return .quantity(quantity)
      }
    }

    private mutating func add(_ check: TextCheck, of rule: Rule) throws(RuleError) -> Int {
      let patterns = check.values.map { value in
        var pattern = PatternDefinition(
          value,
          isLiteral: !check.isRegex,
          isCaseSensitive: check.isCaseSensitive,
          method: check.method
        )
        pattern.matchesSubdomains = check.matchesSubdomains
        return pattern
      }
      var text = Text(
        patterns: [],
        values: check.entries?.count == check.values.count
          ? check.entries ?? [] : check.values,
        name: level == 0 ? check.placeholderName : nil
      )
      for field in check.fields {
        let target = Target(
          field: field,
          view: field == .body ? check.view : .raw,
          level: level
        )
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
        definitions[slot] += patterns
        owners[slot] += patterns.map { _ in rule }
        text.patterns.append((slot, start..<definitions[slot].count))
      }
      if wantsCaptures, check.isRegex, text.name != nil {
        for pattern in patterns {
          do throws(PatternError) {
            text.capturing.append(try Pattern(pattern, limits: limits))
          } catch {
            throw RuleError(
              .pattern,
              rule: rule,
              "pattern does not compile at byte \(error.byteOffset): \(error.message)",
              pattern: pattern.source,
              patternError: error
            )
          }
        }
      }
      texts.append(text)
      return texts.count - 1
    }

    /// A rule that requires itself by some way, or by too long a way another. Each rule is left
    /// once: O(*n*) in what is required, and no recursion.
    func wrongRequirement(among count: Int) -> (rule: Int, isCircle: Bool)? {
      guard !required.isEmpty else { return nil }
      var needed = [Int](repeating: 0, count: count)
      var levels = [Int](repeating: 0, count: count)
      var users: [Int: [Int]] = [:]
      for (rule, others) in required {
        needed[rule] = others.count
        for other in others { users[other, default: []].append(rule) }
      }
      var free = needed.indices.filter { needed[$0] == 0 }
      while let rule = free.popLast() {
        for user in users[rule] ?? [] {
          levels[user] = max(levels[user], levels[rule] + 1)
          needed[user] -= 1
          if needed[user] == 0 { free.append(user) }
        }
      }
      if let rule = needed.firstIndex(where: { $0 > 0 }) { return (rule, true) }
      return levels.firstIndex { $0 > Condition.maxDepth }.map { ($0, false) }
    }
  }
}

extension CompiledRules {
  /// Whether a rule removes or holds comments.
  func isRemoval(_ index: Int) -> Bool { rules[index].effect?.isRemoval == true }

  /// Which rules have their turn with a comment. Those that take comments out of sight are tried first, and
  /// the first of them that matches ends their turn. With such a comment AutoModerator is done: of the other rules
  /// only those with a score count, which are ours.
  struct Turns {
    private let rules: CompiledRules
    private var isDecided = (removal: false, other: false)
    private var isOutOfSight = false

    init(_ rules: CompiledRules) { self.rules = rules }

    /// Whether a rule has its turn still.
    func has(_ index: Int) -> Bool {
      if rules.isRemoval(index) { return !isDecided.removal }
      let rule = rules.rules[index]
      return !isDecided.other && !(isOutOfSight && rule.respectsModerators && rule.score == 0)
    }

    /// Takes down that a rule matched.
    mutating func take(_ index: Int) {
      if rules.isRemoval(index) {
        isDecided.removal = true
        if rules.rules[index].respectsModerators { isOutOfSight = true }
      } else if rules.rules[index].endsPass {
        isDecided.other = true
      }
    }
  }

  /// The plain words that rules look for in a normalized view: what a disguise may hide. Of regular
  /// expressions, the runs of four and more letters.
  static func literalWords(of rules: [Rule]) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var pending = rules.map(\.condition)
    while let condition = pending.popLast() {
      switch condition {
      case .all(let parts), .any(let parts): pending += parts
      case .not(let part), .parent(let part): pending.append(part)
      case .text(let check):
        guard check.view == .normalized || check.view == .normalizedBody else { continue }
        for value in check.values {
          words += check.isRegex ? letterRuns(of: value) : self.words(of: value)
        }
      case .number, .fact, .rule: continue
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
