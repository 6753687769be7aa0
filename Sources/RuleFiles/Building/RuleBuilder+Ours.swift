// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

// MARK: - Keys that AutoModerator does not have

extension RuleBuilder {
  /// `links.count: ">= 3"`, or with arithmetic: `links.count + spam.caps: "> 2"`.
  mutating func readSignals(_ value: Node) {
    guard case .mapping(let mapping) = value else {
      report(
        "wrong-type",
        .error,
        "`signals` holds comparisons, such as `links.count: \">= 3\"`",
        at: value
      )
      return
    }
    for (name, keyNode, value) in entries(of: mapping) where errors < RuleFile.maxErrors {
      guard let quantity = quantity(name, at: keyNode) else { continue }
      guard let comparison = text(value, key: name).flatMap(Comparison.init) else {
        report(
          "wrong-type",
          .error,
          "a signal is compared with a number",
          at: value,
          suggestion: "write `\(name): \">= 1\"`"
        )
        continue
      }
      if case .signal = quantity { checkRange(of: name, comparison, at: value) }
      conditions.append(.number(NumberCheck(quantity, comparison.comparison, comparison.limit)))
    }
  }

  /// Signals are never negative; shares and flags are at most 1.
  private mutating func checkRange(of name: String, _ comparison: Comparison, at value: Node) {
    guard let unit = Signals.definition(named: name)?.unit else { return }
    let top = unit == .count ? Double.infinity : 1
    let low = comparison.comparison.holds(0, comparison.limit)
    let high = comparison.comparison.holds(top, comparison.limit)
    guard low == high, comparison.comparison != .equal || !(0...top).contains(comparison.limit)
    else { return }
    report(
      "threshold-range",
      .warning,
      "this \(low ? "always" : "never") holds: `\(name)` is a \(unit.rawValue), "
        + (unit == .count ? "0 or more" : "from 0 to 1"),
      at: value
    )
  }

  /// A signal, or signals and numbers with `+ - * /` and spaces between them; `*` and `/` go first.
  private mutating func quantity(_ text: String, at keyNode: Node) -> NumberCheck.Quantity? {
    let tokens = text.split(separator: " ").map(String.init)
    guard tokens.count % 2 == 1, tokens.count <= 31 else {
      report(
        "signal-arithmetic",
        .error,
        "signals and numbers stand with one of + - * / between them, and spaces around it",
        at: keyNode
      )
      return nil
    }
    var operands: [NumberCheck.Quantity] = []
    var pending: [NumberCheck.Arithmetic] = []
    for (index, token) in tokens.enumerated() {
      if index % 2 == 1 {
        guard let operation = NumberCheck.Arithmetic(rawValue: token) else {
          report(
            "signal-arithmetic",
            .error,
            "\"\(token.prefix(60))\" is none of + - * /",
            at: keyNode
          )
          return nil
        }
        if operation == .plus || operation == .minus { reduce(&operands, &pending) }
        pending.append(operation)
        continue
      }
      guard let operand = operand(token, at: keyNode) else { return nil }
      operands.append(operand)
      if let last = pending.last, last == .times || last == .over { reduce(&operands, &pending) }
    }
    reduce(&operands, &pending)
    return operands.first
  }

  private func reduce(
    _ operands: inout [NumberCheck.Quantity],
    _ pending: inout [NumberCheck.Arithmetic]
  ) {
    while let operation = pending.popLast(), operands.count > 1 {
      let right = operands.removeLast()
      let left = operands.removeLast()
      operands.append(.arithmetic(left, operation, right))
    }
  }

  private mutating func operand(_ name: String, at keyNode: Node) -> NumberCheck.Quantity? {
    if let number = Double(name), number.isFinite { return .constant(number) }
    if name == "body_length" { return .bodyLength }
    if name.hasPrefix("thread."),
      let quantity = NumberCheck.ThreadQuantity(rawValue: String(name.dropFirst(7)))
    {
      return .thread(quantity)
    }
    guard Signals.definition(named: name) != nil else {
      report(
        "unknown-signal",
        .error,
        "there is no signal \"\(name.prefix(60))\"",
        at: keyNode,
        suggestion: "did you mean \"\(Signals.nearestName(to: name))\"?"
      )
      return nil
    }
    return .signal(name)
  }

  /// Reads a key below `thread`; `false` if it is a search.
  mutating func readThreadCheck(_ key: String, keyNode: Node, value: Node) -> Bool {
    if key == "is_self_reply" {
      if let wanted = boolean(value, key: key) {
        conditions.append(.fact(FactCheck(.isSelfReply, is: wanted)))
      }
      return true
    }
    guard let quantity = NumberCheck.ThreadQuantity(rawValue: key) else { return false }
    guard let comparison = text(value, key: key).flatMap(Comparison.init) else {
      report(
        "wrong-type",
        .error,
        "`\(key)` is compared with a number",
        at: value,
        suggestion: "write `\(key): \">= 3\"`"
      )
      return true
    }
    conditions.append(
      .number(NumberCheck(.thread(quantity), comparison.comparison, comparison.limit))
    )
    return true
  }

  /// `requires: other-rule`, or a list: all of them have to match; `~requires`: none of them.
  mutating func readRequires(_ value: Node, isNegated: Bool) {
    for name in texts(value, key: "requires") where !name.isEmpty {
      required.append((name, value))
      conditions.append(isNegated ? .not(.rule(name)) : .rule(name))
    }
  }
}

/// `">= 3"`, `"< 0.5"` or a bare number, which means "at least".
struct Comparison {
  var comparison: NumberCheck.Comparison
  var limit: Double

  init?(_ text: String) {
    var rest = text.filter { $0 != " " }[...]
    comparison = .atLeast
    for candidate in [NumberCheck.Comparison.atMost, .atLeast, .less, .greater, .equal]
    where rest.hasPrefix(candidate.rawValue) {
      comparison = candidate
      rest = rest.dropFirst(candidate.rawValue.count)
      if candidate == .equal, rest.hasPrefix("=") { rest = rest.dropFirst() }
      break
    }
    guard let limit = Double(String(rest)), limit.isFinite else { return nil }
    self.limit = limit
  }
}
