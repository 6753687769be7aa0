// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// A summary as one JSON document, laid out for people and read by other programs.
///
/// ```json
/// {
///   "comments": 12,
///   "threads": 2,
///   …
///   "schema": "threadmoderation/summary/1",
///   "state": { … }
/// }
/// ```
///
/// The keys always come in one order. `actions` and `categories` name every action and category;
/// `limits` and `repairs` name those that occurred. Rules come by comments, most first, then by id.
/// The number of records in the input is `comments` plus `rejected_count`, which is the length of
/// `rejected` unless that names the first 100,000 only. `state` is what
/// merging takes besides: with it, what is read back from the summaries of parts adds up to the
/// summary of the whole, to the byte (`SummaryReader` in CommentDumps).
public enum SummaryJSON {
  /// What the `schema` key says: keys may be added under this name, none removed or changed.
  public static let schema = "threadmoderation/summary/1"
  /// What the `version` of `state` says; it changes whenever an older reader would misread it.
  public static let stateVersion = 1
  /// The most domains, authors and threads that are listed outside `state`.
  public static let maxListed = 100

  /// Writes a summary without anything to look at, with a line feed at the end.
  ///
  /// - Complexity: O(*r* log *r* + *n*) in the rules and the bytes written.
  public static func render(_ summary: Summary) -> [UInt8] {
    var material = ReportMaterial()
    material.summary = summary
    return render(material)
  }

  /// Writes what was counted and chosen, with a line feed at the end.
  ///
  /// - Parameters:
  ///   - material: what was counted and chosen.
  ///   - comparison: what changed since another run; adds the key `comparison`.
  /// - Complexity: O(*r* log *r* + *n*) in the rules and the bytes written.
  public static func render(
    _ material: ReportMaterial,
    comparison: RunComparison? = nil
  ) -> [UInt8] {
    let summary = material.summary
    var json = JSONWriter()
    json.beginObject(isSpread: true)
    for (key, value) in shape(of: summary) {
      json.key(key)
      json.integer(value)
    }
    json.key("rejected")
    json.beginArray(isSpread: true)
    for record in summary.rejected {
      json.beginObject()
      json.member("input", record.input)
      json.member("line", record.line)
      json.member("reason", record.reason)
      json.endObject()
    }
    json.endArray()
    writeCounts(of: summary, to: &json)
    writeAdditions(material, to: &json)
    if let comparison { write(comparison, to: &json) }
    json.member("schema", schema)
    writeState(of: material, to: &json)
    json.endObject()
    json.lineFeed()
    return json.bytes
  }

  private static func shape(of summary: Summary) -> [(String, Int)] {
    [
      ("comments", summary.comments), ("threads", summary.threads), ("roots", summary.roots),
      ("orphans", summary.orphans), ("max_depth", summary.maxDepth), ("authors", summary.authors),
    ]
  }

  private static func writeCounts(of summary: Summary, to json: inout JSONWriter) {
    write("actions", Action.allCases.map { ($0.name, summary.actions[$0] ?? 0) }, to: &json)
    write("categories", Category.allCases.map { ($0.name, summary.categories[$0] ?? 0) }, to: &json)
    writeRules("rules", summary.rulesByComments, to: &json)
    write("limits", summary.limitsInOrder.map { ($0.reason.rawValue, $0.count) }, to: &json)
    let rest = [
      ("rejected_count", summary.rejectedRecords.count),
      ("cycles", summary.cycles), ("duplicate_ids", summary.duplicateIDs),
      ("placeholders", summary.placeholders), ("flagged", summary.flagged),
      ("body_bytes", summary.bodyBytes),
    ]
    for (key, value) in rest { json.member(key, value) }
    if summary.verdictsOnly > 0 { json.member("verdicts_only", summary.verdictsOnly) }
    write("repairs", summary.repairsInOrder, to: &json)
    writeBesides("side_effects", "do", summary.sideEffects, to: &json)
    writeBesides("unjudged", "missing", summary.unjudged, to: &json)
  }

  /// One object a rule and name, by rule, then by name; nothing if there are none.
  private static func writeBesides(
    _ key: String,
    _ nameKey: String,
    _ counts: [String: [String: Int]],
    to json: inout JSONWriter
  ) {
    guard !counts.isEmpty else { return }
    json.key(key)
    json.beginArray(isSpread: true)
    for (rule, names) in counts.sorted(by: { precedes($0.key, $1.key) }) {
      for (name, count) in names.sorted(by: { precedes($0.key, $1.key) }) {
        json.beginObject()
        json.member("rule", rule)
        json.member(nameKey, name)
        json.member("comments", count)
        json.endObject()
      }
    }
    json.endArray()
  }

  static func writeRules(
    _ key: String,
    _ rules: [(id: String, count: Summary.RuleCount)],
    to json: inout JSONWriter
  ) {
    json.key(key)
    json.beginArray(isSpread: true)
    for rule in rules {
      json.beginObject()
      json.member("id", rule.id)
      json.member("category", rule.count.category.name)
      json.member("findings", rule.count.findings)
      json.member("comments", rule.count.comments)
      json.endObject()
    }
    json.endArray()
  }

  private static func write(
    _ key: String,
    _ counts: [(String, Int)],
    to json: inout JSONWriter
  ) {
    json.key(key)
    json.beginObject()
    for (name, count) in counts { json.member(name, count) }
    json.endObject()
  }
}

// MARK: - The order in which every report shows counts

extension Summary {
  /// The rules, most comments first, then by id.
  var rulesByComments: [(id: String, count: RuleCount)] {
    rules.map { (id: $0.key, count: $0.value) }.sorted { a, b in
      a.count.comments == b.count.comments
        ? precedes(a.id, b.id) : a.count.comments > b.count.comments
    }
  }

  /// The limits that were hit, in the order of their declaration.
  var limitsInOrder: [(reason: IncompleteReason, count: Int)] {
    IncompleteReason.allCases.compactMap { reason in
      limits[reason].map { (reason: reason, count: $0) }
    }
  }

  /// What was mended while reading, by kind.
  var repairsInOrder: [(String, Int)] {
    repairs.sorted { precedes($0.key, $1.key) }.map { ($0.key, $0.value) }
  }

  /// Comments that were not judged in full.
  var incomplete: Int { limits.values.reduce(0, +) }
}
