// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// Verdicts as JSON Lines: one object a line, in UTF-8, the form that other programs read.
///
/// ```swift
/// var bytes: [UInt8] = []
/// VerdictLines.append(verdict, to: &bytes)
/// // {"id":"c2","thread":"t1","author":"a","action":"hold","scores":{"spam":0.02,…},
/// //  "incomplete":null,"findings":[{"rule":"hostility.insult-direct",…}]}
/// ```
///
/// The keys always come in one order, with `null` for what is absent. Seven keys come only when
/// there is something to say: `signals` (an object, when the verdict carries readings),
/// `side_effects` (what rules would do besides, each with `rule`, `do`, `target` and its parts),
/// `domains` (the registrable domains that the body links to), `unjudged` (rules of your own for which the data lacks
/// something, each with `rule` and `missing`), and in a finding `text_cut`, `reason` and `effect`. Scores have at most four decimals, weights three, signals four.
/// Control characters, DEL, C1 controls, U+2028, U+2029 and bidirectional controls are escaped: no
/// text can forge a line, here or on a terminal.
public enum VerdictLines {
  /// The most bytes of a finding's text that a line holds; a longer text is cut between scalars and
  /// marked with `"text_cut":true`.
  public static let maxTextBytes = 2_000

  /// Appends one verdict as a line, its line feed included.
  ///
  /// - Complexity: O(*n*) in the bytes written.
  public static func append(_ verdict: Verdict, to bytes: inout [UInt8]) {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    var json = JSONWriter(after: taken)
    taken = []
    write(verdict, to: &json)
    json.lineFeed()
    bytes = json.bytes
  }

  /// Appends a text as lines have it: quoted, and escaped where it must be.
  ///
  /// - Parameters:
  ///   - text: Well-formed UTF-8; other bytes go out as they are.
  ///   - bytes: What it is appended to.
  /// - Complexity: O(*n*) in its bytes.
  public static func append(text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    var json = JSONWriter(after: taken)
    taken = []
    json.string(utf8: text)
    bytes = json.bytes
  }

  /// The lines of many verdicts, in their order.
  ///
  /// - Complexity: O(*n*) in the bytes written.
  public static func lines(_ verdicts: some Sequence<Verdict>) -> [UInt8] {
    var json = JSONWriter()
    for verdict in verdicts {
      write(verdict, to: &json)
      json.lineFeed()
    }
    return json.bytes
  }
}

extension VerdictLines {
  /// - Parameter exact: whether scores and weights are written in full instead of rounded.
  static func write(_ verdict: Verdict, to json: inout JSONWriter, exact: Bool = false) {
    json.beginObject()
    json.key(Keys.id)
    json.string(verdict.comment)
    json.key(Keys.thread)
    json.string(orNull: verdict.thread)
    json.key(Keys.author)
    json.string(orNull: verdict.author)
    json.key(Keys.action)
    json.string(verdict.action.name)
    json.key(Keys.scores)
    json.beginObject()
    for category in Category.allCases {
      json.key(Keys.categories[Int(category.rawValue)])
      let score = verdict.scores[category]
      if exact { json.exact(score) } else { json.number(score, decimals: 4) }
    }
    json.endObject()
    json.key(Keys.incomplete)
    json.string(orNull: verdict.incomplete?.rawValue)
    json.key(Keys.findings)
    json.beginArray()
    for finding in verdict.findings { write(finding, to: &json, exact: exact) }
    json.endArray()
    if !verdict.signals.isEmpty { write(verdict.signals, to: &json) }
    if !verdict.sideEffects.isEmpty { write(verdict.sideEffects, to: &json) }
    if !verdict.domains.isEmpty {
      json.key(Keys.domains)
      json.beginArray()
      for domain in verdict.domains { json.string(domain) }
      json.endArray()
    }
    if !verdict.unjudged.isEmpty { write(verdict.unjudged, to: &json) }
    json.endObject()
  }

  private static func write(_ entries: [Verdict.Unjudged], to json: inout JSONWriter) {
    json.key("unjudged")
    json.beginArray()
    for entry in entries {
      json.beginObject()
      json.member("rule", entry.rule)
      json.member("missing", entry.missing)
      json.endObject()
    }
    json.endArray()
  }

  private static func write(_ entries: [Verdict.SideEffects], to json: inout JSONWriter) {
    json.key("side_effects")
    json.beginArray()
    for entry in entries {
      for effect in entry.effects {
        json.beginObject()
        json.key("rule")
        json.string(entry.rule)
        json.key("do")
        json.string(effect.name)
        json.key("target")
        json.string(effect.target.rawValue)
        for part in effect.parts {
          json.key(part.name)
          json.string(part.text)
        }
        json.endObject()
      }
    }
    json.endArray()
  }

  private static func write(_ finding: Finding, to json: inout JSONWriter, exact: Bool) {
    json.beginObject()
    json.key(Keys.rule)
    json.string(finding.rule)
    json.key(Keys.category)
    json.string(finding.category.name)
    json.key(Keys.kind)
    json.string(orNull: finding.kind)
    json.key(Keys.score)
    if exact { json.exact(finding.score) } else { json.number(finding.score, decimals: 3) }
    json.key(Keys.view)
    json.string(finding.view)
    json.key(Keys.range)
    if let range = finding.range {
      json.beginArray()
      json.integer(range.lowerBound)
      json.integer(range.upperBound)
      json.endArray()
    } else {
      json.null()
    }
    json.key(Keys.text)
    let isCut = finding.text.utf8.count > maxTextBytes
    if isCut {
      json.string(utf8: VisibleText.prefix(of: finding.text, limit: maxTextBytes).bytes)
    } else {
      json.string(finding.text)
    }
    json.key(Keys.entry)
    json.string(orNull: finding.entry)
    if isCut {
      json.key(Keys.textCut)
      json.boolean(true)
    }
    if let reason = finding.reason {
      json.key(Keys.reason)
      json.string(reason)
    }
    if let effect = finding.effect {
      json.key(Keys.effect)
      json.string(effect.rawValue)
    }
    json.endObject()
  }

  /// By name, so that equal readings give equal bytes; of two readings with one name, the first.
  private static func write(_ signals: [SignalReading], to json: inout JSONWriter) {
    json.key("signals")
    json.beginObject()
    var last: String?
    let order = signals.indices.sorted { a, b in
      if precedes(signals[a].name, signals[b].name) { return true }
      return a < b && !precedes(signals[b].name, signals[a].name)
    }
    for index in order {
      let signal = signals[index]
      if let last, last.utf8.elementsEqual(signal.name.utf8) { continue }
      last = signal.name
      json.key(signal.name)
      json.number(signal.value, decimals: 4, minimum: 0)
    }
    json.endObject()
  }
}

/// The keys of a verdict and its findings.
private enum Keys {
  static let id = JSONWriter.Key("id")
  static let thread = JSONWriter.Key("thread")
  static let author = JSONWriter.Key("author")
  static let action = JSONWriter.Key("action")
  static let scores = JSONWriter.Key("scores")
  static let incomplete = JSONWriter.Key("incomplete")
  static let findings = JSONWriter.Key("findings")
  static let domains = JSONWriter.Key("domains")
  static let rule = JSONWriter.Key("rule")
  static let category = JSONWriter.Key("category")
  static let kind = JSONWriter.Key("kind")
  static let score = JSONWriter.Key("score")
  static let view = JSONWriter.Key("view")
  static let range = JSONWriter.Key("range")
  static let text = JSONWriter.Key("text")
  static let entry = JSONWriter.Key("entry")
  static let textCut = JSONWriter.Key("text_cut")
  static let reason = JSONWriter.Key("reason")
  static let effect = JSONWriter.Key("effect")
  static let categories = Category.allCases.map { JSONWriter.Key($0.name) }
}
