// SPDX-License-Identifier: Apache-2.0

// The JSON of a verdict, as `Docs/Formats.md` promises it to other programs.

extension Verdict: Codable {
  private enum CodingKeys: String, CodingKey {
    case id, thread, author, action, scores, incomplete, findings, signals, domains, unjudged
    case sideEffects = "side_effects"
  }

  /// The keys of verdicts that were stored before their JSON was that of the lines.
  private enum OldKeys: String, CodingKey { case comment, sideEffects, signals, scores }

  /// Writes the object that `VerdictLines` of the module ModerationReports writes as a line, with the same keys:
  /// `null` for what there is not; `signals`, `side_effects`, `domains` and `unjudged` only if there are any.
  ///
  /// Numbers are written in full and texts uncut, so that reading gives back the same verdict; `VerdictLines` rounds
  /// scores to four decimals, cuts long texts and escapes what could forge a line. The order of the keys is the encoder's.
  ///
  /// - Throws: What the encoder throws, such as for a score that is no number.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(comment, forKey: .id)
    try fields.encode(thread, forKey: .thread)
    try fields.encode(author, forKey: .author)
    try fields.encode(action, forKey: .action)
    var byCategory = fields.nestedContainer(keyedBy: NameKey.self, forKey: .scores)
    for category in Category.allCases {
      try byCategory.encode(scores[category], forKey: NameKey(stringValue: category.name))
    }
    try fields.encode(incomplete, forKey: .incomplete)
    try fields.encode(findings, forKey: .findings)
    if !signals.isEmpty {
      var byName = fields.nestedContainer(keyedBy: NameKey.self, forKey: .signals)
      // Of two readings with one name, the first: the last that is written stays.
      for signal in signals.reversed() {
        try byName.encode(signal.value, forKey: NameKey(stringValue: signal.name))
      }
    }
    let effects = sideEffects.flatMap { entry in
      entry.effects.map { StoredEffect(rule: entry.rule, effect: $0) }
    }
    if !effects.isEmpty { try fields.encode(effects, forKey: .sideEffects) }
    if !domains.isEmpty { try fields.encode(domains, forKey: .domains) }
    if !unjudged.isEmpty { try fields.encode(unjudged, forKey: .unjudged) }
  }

  /// Reads what ``encode(to:)`` or `VerdictLines` wrote, or an earlier version of this library.
  ///
  /// Keys that are not known are passed over; categories without a score have 0. Signals come in the order of
  /// ``Signals/all``, effects of one rule that follow each other as one entry.
  ///
  /// - Throws: `DecodingError` if id, action, scores or findings are missing or are none.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let old = try decoder.container(keyedBy: OldKeys.self)
    let isOld = !fields.contains(.id) && old.contains(.comment)
    self.init(
      comment: isOld
        ? try old.decode(String.self, forKey: .comment)
        : try fields.decode(String.self, forKey: .id),
      thread: try fields.decodeIfPresent(String.self, forKey: .thread),
      author: try fields.decodeIfPresent(String.self, forKey: .author),
      action: try fields.decode(Action.self, forKey: .action),
      incomplete: try fields.decodeIfPresent(IncompleteReason.self, forKey: .incomplete),
      findings: try fields.decode([Finding].self, forKey: .findings),
      domains: try fields.decodeIfPresent([String].self, forKey: .domains) ?? [],
      unjudged: try fields.decodeIfPresent([Unjudged].self, forKey: .unjudged) ?? []
    )
    guard !isOld else {
      scores = try old.decode(CategoryValues<Double>.self, forKey: .scores)
      signals = try old.decode([SignalReading].self, forKey: .signals)
      sideEffects = try old.decode([SideEffects].self, forKey: .sideEffects)
      return
    }
    let byCategory = try fields.nestedContainer(keyedBy: NameKey.self, forKey: .scores)
    for category in Category.allCases {
      let key = NameKey(stringValue: category.name)
      scores[category] = try byCategory.decodeIfPresent(Double.self, forKey: key) ?? 0
    }
    if fields.contains(.signals) {
      let byName = try fields.nestedContainer(keyedBy: NameKey.self, forKey: .signals)
      signals = try byName.allKeys.map { key in
        SignalReading(name: key.stringValue, value: try byName.decode(Double.self, forKey: key))
      }
      signals.sort { a, b in
        let (left, right) = (
          Signals.index(named: a.name) ?? .max, Signals.index(named: b.name) ?? .max
        )
        return left != right ? left < right : a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
      }
    }
    for stored in try fields.decodeIfPresent([StoredEffect].self, forKey: .sideEffects) ?? [] {
      if let last = sideEffects.last, last.rule.utf8.elementsEqual(stored.rule.utf8) {
        sideEffects[sideEffects.count - 1].effects.append(stored.effect)
      } else {
        sideEffects.append(SideEffects(rule: stored.rule, effects: [stored.effect]))
      }
    }
  }
}

/// A member of `side_effects`: the parts of an effect stand beside its name.
private struct StoredEffect: Codable {
  var rule: String
  var effect: SideEffect

  private static let rule = NameKey(stringValue: "rule")
  private static let name = NameKey(stringValue: "do")
  private static let target = NameKey(stringValue: "target")
  private static let ownKeys = ["rule", "do", "target"]
  /// The order of parts in rule files; an object has none of its own.
  private static let parts = [
    "subject", "text", "css_class", "template_id", "locked", "stickied", "overwrite",
  ]

  init(rule: String, effect: SideEffect) { (self.rule, self.effect) = (rule, effect) }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: NameKey.self)
    rule = try fields.decode(String.self, forKey: Self.rule)
    let keys = fields.allKeys.filter { !Self.ownKeys.contains($0.stringValue) }
    var parts = try keys.map { key in
      SideEffect.Part(name: key.stringValue, text: try fields.decode(String.self, forKey: key))
    }
    parts.sort { a, b in
      let (left, right) = (Self.parts.firstIndex(of: a.name), Self.parts.firstIndex(of: b.name))
      if left != right { return left ?? .max < right ?? .max }
      return a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }
    effect = SideEffect(
      try fields.decode(String.self, forKey: Self.name),
      on: try fields.decode(SideEffect.Target.self, forKey: Self.target),
      parts: parts
    )
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: NameKey.self)
    for part in effect.parts.reversed() {
      try fields.encode(part.text, forKey: NameKey(stringValue: part.name))
    }
    try fields.encode(rule, forKey: Self.rule)
    try fields.encode(effect.name, forKey: Self.name)
    try fields.encode(effect.target, forKey: Self.target)
  }
}
