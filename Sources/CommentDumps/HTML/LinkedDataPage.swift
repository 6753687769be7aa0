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
  }

  /// Adds the comments; says whether there were any.
  func read(into sink: inout RecordSink) -> Bool {
    var found: [Found] = []
    for (index, node) in page.nodes.enumerated() where node.name == "script" {
      guard
        page.attribute("type", of: index)?.lowercased().hasPrefix("application/ld+json") ?? false,
        let root = JSONTree(page.bytes, node.content).root
      else { continue }
      collect(root, &found)
    }
    let ids = Set(found.map(\.id))
    for comment in found { add(comment, found, ids, into: &sink) }
    return !found.isEmpty
  }

  private func collect(_ root: JSONValue, _ found: inout [Found]) {
    var waiting: [(value: JSONValue, outer: Int?, isComment: Bool)] = [(root, nil, false)]
    while let (value, outer, isComment) = waiting.popLast() {
      if value.isArray {
        waiting += value.elements.map { ($0, outer, isComment) }.reversed()
        continue
      }
      guard value.isObject else { continue }
      var inner = outer
      if isComment || ["Comment", "Answer"].contains(where: { Self.isOf(value, type: $0) }) {
        var fields = JSONFields(value)
        let id = Self.addresses.lazy.compactMap {
          fields.object[$0]?.kind == .string ? fields.string([$0]) : nil
        }.first
        inner = found.count
        found.append(Found(value: value, id: id ?? "c\(found.count + 1)", outer: outer))
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

  private func add(_ found: Found, _ all: [Found], _ ids: Set<String>, into sink: inout RecordSink)
  {
    var fields = JSONFields(found.value)
    do throws(RecordFault) {
      var comment = Comment(
        id: found.id,
        body: try fields.body(["text", "articleBody", "description"])
      )
      comment.thread = HTMLPages.fileName(name)
      comment.title = page.title
      if let outer = found.outer {
        comment.parent = all[outer].id
      } else if let parent = found.value["parentItem"] {
        var about = JSONFields(parent)
        let id = parent.kind == .string ? fields.decode(parent) : about.string(Self.addresses)
        comment.parent = id.flatMap { ids.contains($0) ? $0 : nil }
      }
      if let author = found.value["author"] ?? found.value["creator"] {
        let person = author.isArray ? author.first ?? author : author
        var about = JSONFields(person)
        comment.author =
          person.kind == .string ? fields.decode(person) : about.string(["name", "alternateName"])
      }
      comment.createdAt = fields.time(["dateCreated", "datePublished"])
      comment.score = fields.integer(["upvoteCount"])
      if fields.object["url"]?.kind == .string { comment.url = fields.string(["url"]) }
      sink.add(comment, at: found.value.start, notes: fields.notes)
    } catch {
      sink.reject(error.reason, at: error.index)
    }
  }
}
