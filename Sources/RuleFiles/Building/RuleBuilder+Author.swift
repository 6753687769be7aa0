// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

// MARK: - The author

extension RuleBuilder {
  /// `author: name`, `~author (regex): […]`, or a mapping of checks below `author`.
  mutating func readAuthor(_ search: SearchKey, key: String, keyNode: Node, value: Node) {
    guard case .mapping(let mapping) = value else {
      var search = search
      search.fields = ["name"]
      let isOurs = search.modifiers.contains { KnownKeys.views.contains($0) }
      if group == .comment, !isPart, !isOurs, !search.modifiers.isEmpty || search.label != nil {
        refusedThere(
          "`author` with a name takes no label and no modifiers",
          at: keyNode,
          suggestion: "write `author:` and below it `name (…): …`"
        )
      }
      conditions += collect(.author) {
        $0.readSearch(search, key: key, keyNode: keyNode, value: value)
      }
      return
    }
    guard search.modifiers.isEmpty, !search.isNegated else {
      report(
        "wrong-type",
        .error,
        "only a plain `author` holds checks; `\(key)` takes a name or a list of names",
        at: keyNode,
        suggestion: "write `author:` and below it `~name: …`"
      )
      return
    }
    let isComment = group == .comment
    readAuthor(entries(of: mapping), keepsEffects: isComment)
  }

  /// Reads the checks below `author`, or below `user_conditions` in the old dialect.
  mutating func readAuthor(
    _ entries: [(key: String, keyNode: Node, value: Node)],
    keepsEffects: Bool
  ) {
    var thresholds: [Condition] = []
    var isAnyEnough = false
    conditions += collect(.author) { builder in
      for (key, keyNode, value) in entries where builder.errors < RuleFile.maxErrors {
        if let threshold = builder.threshold(key, keyNode: keyNode, value: value) {
          thresholds += threshold
        } else if key == "satisfy_any_threshold" {
          isAnyEnough = builder.boolean(value, key: key) ?? false
        } else if KnownKeys.postEffects.contains(key), key.hasSuffix("flair") {
          builder.refuseInPart(keyNode)
          builder.readEffect(key, keyNode: keyNode, value: value, target: .author)
        } else {
          builder.readCheck(key, keyNode: keyNode, value: value)
        }
      }
    }
    guard !thresholds.isEmpty else { return }
    if thresholds.count == 1 || !isAnyEnough {
      conditions += thresholds
    } else {
      conditions.append(.any(thresholds))
    }
  }

  mutating func readAuthorCheck(_ key: String, keyNode: Node, value: Node) -> Bool {
    if let fact = KnownKeys.authorFacts[key] {
      if let wanted = boolean(value, key: key) {
        conditions.append(.fact(FactCheck(fact, is: wanted)))
      }
      return true
    }
    if key == "is_nsfw" {
      if boolean(value, key: key) != nil { conditions.append(.unknown) }
      return true
    }
    // In a part, each threshold stands by itself.
    if let threshold = threshold(key, keyNode: keyNode, value: value) {
      conditions += threshold
      return true
    }
    return false
  }

  /// The conditions of a threshold; `nil` if the key is none.
  private mutating func threshold(_ key: String, keyNode: Node, value: Node) -> [Condition]? {
    let isAge = key == "account_age"
    let isQuality = key == "contributor_quality"
    guard isAge || isQuality || KnownKeys.thresholds[key] != nil else { return nil }
    guard let text = text(value, key: key) else { return [] }
    let parsed = Threshold(text)
    if isQuality {
      guard let parsed, let level = KnownKeys.qualities.firstIndex(of: parsed.rest) else {
        report(
          "threshold",
          .error,
          "`\(key)` is compared with a level, such as `\"< moderate\"`",
          at: value,
          suggestion: "the levels are \(KnownKeys.qualities.joined(separator: ", "))"
        )
        return []
      }
      let quantity = NumberCheck.Quantity.detail(.contributorQuality)
      checkRange(parsed.comparison, Double(level + 1), in: 1...5, of: key, at: value)
      return [.number(NumberCheck(quantity, parsed.comparison, Double(level + 1)))]
    }
    guard let parsed, let number = parsed.number else {
      report(
        "threshold",
        .error,
        "`\(key)` is compared with a whole number, such as `\"< 10\(isAge ? " days" : "")\"`",
        at: value,
        suggestion: Threshold.advice(for: text)
      )
      return []
    }
    if !parsed.rest.isEmpty, let advice = Threshold.advice(for: text) {
      report(
        "threshold",
        .error,
        "`\(text.prefix(60))` is no comparison with one whole number",
        at: value,
        suggestion: advice
      )
      return []
    }
    if parsed.isBare, !isQuality {
      report(
        "bare-threshold",
        .warning,
        "without < or > in front, `\(key)` has to be exactly this",
        at: value,
        suggestion: "write \"< \(text)\" or \"> \(text)\"; \"= \(text)\" if exactly this is meant"
      )
    }
    if isAge { return age(parsed, number: number, at: value) }
    guard parsed.rest.isEmpty, let detail = KnownKeys.thresholds[key] else {
      report("threshold", .error, "karma has no unit: \"\(parsed.rest.prefix(60))\"", at: value)
      return []
    }
    let floor = key.contains("post") || key.contains("link") ? 0.0 : -100
    checkRange(parsed.comparison, number, in: floor...Double.infinity, of: key, at: value)
    return [.number(NumberCheck(.detail(detail), parsed.comparison, number))]
  }

  private mutating func age(_ parsed: Threshold, number: Double, at value: Node) -> [Condition] {
    guard let unit = Threshold.days(in: parsed.rest) else {
      report(
        "threshold",
        .error,
        "there is no unit \"\(parsed.rest.prefix(60))\"",
        at: value,
        suggestion: "use minutes, hours, days, weeks, months or years"
      )
      return []
    }
    checkRange(parsed.comparison, number, in: 0...Double.infinity, of: "account_age", at: value)
    guard parsed.comparison == .equal else {
      return [.number(NumberCheck(.accountAgeInDays, parsed.comparison, number * unit))]
    }
    // An age is never a whole number of days to the second: equal means, in whole units.
    return [
      .number(NumberCheck(.accountAgeInDays, .atLeast, number * unit)),
      .number(NumberCheck(.accountAgeInDays, .less, (number + 1) * unit)),
    ]
  }

  /// Warns of a threshold that always or never holds.
  private mutating func checkRange(
    _ comparison: NumberCheck.Comparison,
    _ limit: Double,
    in range: ClosedRange<Double>,
    of key: String,
    at value: Node
  ) {
    let low = comparison.holds(range.lowerBound, limit)
    let high = comparison.holds(range.upperBound, limit)
    let isInside = range.contains(limit)
    guard low == high, !(isInside && comparison == .equal) else { return }
    report(
      "threshold-range",
      .warning,
      "this \(low ? "always" : "never") holds: `\(key)` is "
        + (range.upperBound.isInfinite
          ? "at least \(Int(range.lowerBound))" : "between lowest and highest"),
      at: value
    )
  }
}

/// `"< 10 days"` taken apart.
struct Threshold {
  var comparison: NumberCheck.Comparison
  /// The number, if one follows.
  var number: Double?
  /// What follows, in small letters: the unit, or a word.
  var rest: String
  /// Whether no sign stands in front.
  var isBare = true

  init?(_ text: String) {
    var text = text.lowercased()[...]
    func skipSpaces() { text = text.drop { $0 == " " || $0 == "\t" } }
    skipSpaces()
    comparison = .equal
    for candidate in [NumberCheck.Comparison.atMost, .atLeast, .less, .greater, .equal]
    where text.hasPrefix(candidate.rawValue) {
      comparison = candidate
      isBare = false
      text = text.dropFirst(candidate.rawValue.count)
      if candidate == .equal, text.hasPrefix("=") { text = text.dropFirst() }
      break
    }
    skipSpaces()
    let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "-" || $0 == "+" }
    if !digits.isEmpty {
      guard let value = Int(digits) else { return nil }
      number = Double(value)
      text = text.dropFirst(digits.count)
      skipSpaces()
    }
    while let last = text.last, last == " " || last == "\t" || last == "\n" { text.removeLast() }
    rest = String(text)
  }

  /// What is usually wrong in a text that is no threshold.
  static func advice(for text: String) -> String? {
    let text = text.lowercased().filter { $0 != " " && $0 != "\t" }
    let body = text.drop { "<>=".contains($0) }
    let rest = body.drop { $0.isNumber || $0 == "-" || $0 == "+" }
    if body.contains(where: { "<>=".contains($0) }) {
      return "the sign stands in front of the number, as in \"< 10\""
    }
    if let sign = rest.first, sign == "," || sign == ".", rest.dropFirst().first?.isNumber == true {
      return sign == ","
        ? "write the number without commas, as in \"> 1000\""
        : "write a whole number, in a smaller unit if need be: \"< 36 hours\" for a day and a half"
    }
    if rest.contains(where: \.isNumber) {
      return "write one number and one unit: \"< 9 days\" for a week and two days"
    }
    return nil
  }

  /// The days in a unit of time; a bare number is days, a month 30 of them, a year 365.
  static func days(in unit: String) -> Double? {
    switch unit {
    case "minute", "minutes": 1 / 1_440
    case "hour", "hours": 1 / 24
    case "", "day", "days": 1
    case "week", "weeks": 7
    case "month", "months": 30
    case "year", "years": 365
    default: nil
    }
  }
}
