// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The flagged comments of a page: their cards as packed markup, and what the script filters by.
struct ReportQueue {
  /// One card.
  struct Card {
    let entry: FlaggedComment
    let anchor: HTMLAnchor
    /// The card as packed markup.
    let markup: [UInt8]
  }

  /// The cards that are on the page, the most severe first.
  private(set) var cards: [Card] = []
  /// The cards' place by the comment's id: the first one with it.
  private(set) var anchors: [[UInt8]: HTMLAnchor] = [:]
  /// The rules that are named, by the number of cards, then by id.
  private(set) var rules: [(id: String, cards: Int)] = []
  private var shapes: [[UInt8]] = []

  /// - Complexity: O(*b*) in the bytes of the cards.
  init(_ entries: ArraySlice<FlaggedComment>, options: HTMLReport.Options) {
    var builder = HTMLBuilder(packing: PackedMarkup())
    var bytes = 0
    var count: [[UInt8]: Int] = [:]
    for (place, entry) in entries.enumerated() {
      let id = Array(entry.verdict.comment.utf8)
      let anchor = HTMLAnchor.card(
        entry.verdict.comment,
        isUnique: anchors[id] == nil,
        place: place
      )
      ReportCard(entry: entry, anchor: anchor, place: place, options: options).write(&builder)
      guard let (markup, packed) = builder.takePacked() else { break }
      shapes = packed.shapes
      bytes += markup.count + 200
      if bytes > options.maxQueueBytes, place > 0 { break }
      if anchors[id] == nil { anchors[id] = anchor }
      cards.append(Card(entry: entry, anchor: anchor, markup: markup))
      for rule in Set(entry.verdict.findings.map { Array($0.rule.utf8) }) {
        count[rule, default: 0] += 1
      }
    }
    rules = count.sorted { a, b in
      a.value == b.value ? a.key.lexicographicallyPrecedes(b.key) : a.value > b.value
    }.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }

  /// What the script needs besides the cards, as JSON.
  func data() -> JSONWriter {
    var json = JSONWriter(isForHTML: true)
    json.beginObject()
    json.key("shapes")
    json.beginArray()
    for shape in shapes { json.written(shape) }
    json.endArray()
    json.key("rules")
    json.beginArray()
    for rule in rules { json.string(rule.id) }
    json.endArray()
    json.key("actions")
    json.beginArray()
    for action in Action.allCases { json.string(action.name) }
    json.endArray()
    json.key("categories")
    json.beginArray()
    for category in Category.allCases { json.string(category.name) }
    json.endArray()
    json.key("rows")
    json.beginArray(isSpread: true)
    let numbers = Dictionary(
      uniqueKeysWithValues: rules.enumerated().map { (Array($1.id.utf8), $0) }
    )
    for card in cards { write(card, numbers, to: &json) }
    json.endArray()
    json.member("block", Self.cardsPerBlock)
    json.endObject()
    return json
  }

  /// How many cards stand in one block: the script reads a block when one of them is looked at, or in a
  /// spare moment. Reading all of them at once took most of the time of loading a large page.
  static let cardsPerBlock = 100

  /// The cards as packed markup, in blocks.
  func blocks() -> [JSONWriter] {
    stride(from: 0, to: cards.count, by: Self.cardsPerBlock).map { start in
      var json = JSONWriter(isForHTML: true)
      json.beginArray(isSpread: true)
      for card in cards[start..<min(start + Self.cardsPerBlock, cards.count)] {
        json.written(card.markup)
      }
      json.endArray()
      return json
    }
  }

  /// `[id, anchor, author, thread, action, categories, rules, scores in 1/10,000, limit, time]`
  private func write(_ card: Card, _ numbers: [[UInt8]: Int], to json: inout JSONWriter) {
    let verdict = card.entry.verdict
    json.beginArray()
    json.string(verdict.comment)
    json.string(card.anchor.name)
    json.string(orNull: verdict.author)
    json.string(orNull: verdict.thread)
    json.integer(Int(verdict.action.rawValue))
    json.beginArray()
    for category in Category.allCases
    where verdict.findings.contains(where: {
      $0.category == category && verdict.countsAgainst($0)
    }) {
      json.integer(Int(category.rawValue))
    }
    json.endArray()
    json.beginArray()
    let own = Set(verdict.findings.compactMap { numbers[Array($0.rule.utf8)] })
    for number in own.sorted() { json.integer(number) }
    json.endArray()
    json.beginArray()
    for category in Category.allCases {
      let score = verdict.scores[category]
      json.integer(score.isNaN ? 0 : Int((min(max(score, 0), 1) * 10_000).rounded()))
    }
    json.endArray()
    json.string(orNull: verdict.incomplete?.rawValue)
    if let time = card.entry.comment?.createdAt { json.integer(Int(time)) } else { json.null() }
    json.endArray()
  }
}
