// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A page that says in JSON-LD what its comments are, in the words of schema.org: `Comment` and `Answer`,
/// under `comment`, `acceptedAnswer` and `suggestedAnswer`, nested or with `parentItem`.
struct LinkedDataPage {
  private let page: HTMLDocument
  private let name: String

  private static let lists = ["comment", "acceptedAnswer", "suggestedAnswer"]
  /// Where a posting stands in other things.
  private static let outer = ["@graph", "mainEntity", "hasPart", "itemListElement", "item"]
  private static let addresses = ["@id", "url", "identifier"]

  init(_ page: HTMLDocument, name: String) {
    self.page = page
    self.name = name
  }

  private struct Found {
    var value: JSONValue
    var id: String
    /// Index of the comment whose list it is in.
    var outer: Int?
    var hasWords: Bool
  }

  private static let words = ["text", "articleBody", "description"]

  /// The names of people by the ids by which comments name them.
  private typealias People = [String: String]

  /// Adds the comments; says whether there were any.
  func read(into sink: inout RecordSink) -> Bool {
    var found: [Found] = []
    /// Comments whose lists name others by their ids alone.
    var listed: [String: Int] = [:]
    var people: People = [:]
    for (index, node) in page.nodes.enumerated() where node.name == "script" {
      guard
        page.attribute("type", of: index)?.lowercased().hasPrefix("application/ld+json") ?? false
      else { continue }
      let tree = JSONTree(page.bytes, node.content)
      let count = found.count
      if let root = tree.root { collect(root, &found, &listed, &people, into: &sink) }
      if let fault = tree.fault, found.count > count {
        sink.reject("\(fault.reason); what came before was read", at: fault.index)
      }
    }
    let places = Dictionary(found.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let (thread, title) = (HTMLPages.fileName(name), page.title)
    // Of each the nearest with words among itself and those it is in, which were found before it.
    var nearest: [Int?] = []
    for (index, one) in found.enumerated() {
      nearest.append(one.hasWords ? index : one.outer.flatMap { nearest[$0] })
    }
    for index in found.indices {
      var comment = Comment(id: found[index].id, body: "")
      comment.thread = thread
      comment.title = title
      let outer =
        found[index].outer ?? listed[found[index].id] ?? parentItem(of: found[index].value, places)
      if let outer = outer.flatMap({ nearest[$0] }), outer != index {
        comment.parent = found[outer].id
      }
      add(found[index].value, comment, people, into: &sink)
    }
    return !found.isEmpty
  }

  private func parentItem(of value: JSONValue, _ places: [String: Int]) -> Int? {
    guard let parent = value["parentItem"] else { return nil }
    var about = JSONFields(parent)
    let id = parent.kind == .string ? about.decode(parent) : about.string(Self.addresses)
    return id.flatMap { places[$0] }
  }

  private func collect(
    _ root: JSONValue,
    _ found: inout [Found],
    _ listed: inout [String: Int],
    _ people: inout People,
    into sink: inout RecordSink
  ) {
    var waiting: [(value: JSONValue, outer: Int?, isComment: Bool)] = [(root, nil, false)]
    while let (value, outer, isComment) = waiting.popLast() {
      if value.isArray {
        waiting += value.elements.map { ($0, outer, isComment) }.reversed()
        continue
      }
      guard value.isObject else {
        if isComment, value.kind != .null {
          sink.reject("\(value.kind.words), where a comment is needed", at: value.start)
        }
        continue
      }
      if ["Person", "Organization"].contains(where: { Self.isOf(value, type: $0) }) {
        var about = JSONFields(value)
        if let id = about.string(["@id"]) { people[id] = about.string(["name", "alternateName"]) }
      }
      var inner = outer
      if isComment || ["Comment", "Answer"].contains(where: { Self.isOf(value, type: $0) }) {
        var fields = JSONFields(value)
        let id = Self.addresses.lazy.compactMap { key in
          fields.object[key]?.kind == .string ? fields.string([key]) : nil
        }.first
        if let id, value.members.allSatisfy({ $0.key.isString("@id") }) {
          // A reference to a comment that stands elsewhere.
          if let outer { listed[id] = outer }
          continue
        }
        inner = found.count
        found.append(
          Found(
            value: value,
            id: id ?? "c\(found.count + 1)",
            outer: outer,
            hasWords: Self.words.contains { value[$0]?.kind == .string }
          )
        )
      }
      var next: [(value: JSONValue, outer: Int?, isComment: Bool)] = []
      for key in Self.lists { if let list = value[key] { next.append((list, inner, true)) } }
      for key in Self.outer { if let thing = value[key] { next.append((thing, inner, false)) } }
      waiting += next.reversed()
    }
  }

  private static func isOf(_ value: JSONValue, type: String) -> Bool {
    guard let types = value["@type"] else { return false }
    return types.isString(type) || types.elements.contains { $0.isString(type) }
  }

  /// Adds a comment of which all is known but what its own object says.
  private func add(
    _ value: JSONValue,
    _ known: Comment,
    _ people: People,
    into sink: inout RecordSink
  ) {
    var fields = JSONFields(value)
    var comment = known
    do throws(RecordFault) {
      comment.body = try fields.body(Self.words)
      if let author = value["author"] ?? value["creator"] {
        let person = author.isArray ? author.first ?? author : author
        var about = JSONFields(person)
        comment.author =
          person.kind == .string
          ? fields.decode(person)
          : about.string(["name", "alternateName"]) ?? about.string(["@id"]).flatMap { people[$0] }
      }
      let time = fields.object["dateCreated"] ?? fields.object["datePublished"]
      comment.createdAt =
        time?.kind == .string ? time.flatMap { HTMLPages.time(fields.decode($0)) } : nil
      if comment.createdAt == nil {
        comment.createdAt = fields.time(["dateCreated", "datePublished"])
      }
      comment.score = fields.integer(["upvoteCount"])
      if fields.object["url"]?.kind == .string { comment.url = fields.string(["url"]) }
      sink.add(comment, at: value.start, notes: fields.notes)
    } catch {
      sink.reject(error.reason, at: error.index)
    }
  }
}
