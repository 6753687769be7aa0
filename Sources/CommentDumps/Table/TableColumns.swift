// SPDX-License-Identifier: Apache-2.0

/// Which column of a table is what.
struct TableColumns {
  /// The index of each field's column.
  private(set) var places: [String: Int] = [:]
  /// The same by the number of the field, for those who ask at each row; -1 without a column.
  private var placesByField: [Int] = []

  /// - Parameters:
  ///   - header: The names of the columns.
  ///   - named: Columns that the caller names: by field.
  ///   - isTable: Whether it is known to be one: a name we do not know may be guessed, and the caller may
  ///     say the number of a column, from 1.
  init(header: [[UInt8]], named: [String: String], isTable: Bool = false) {
    let names = header.map(Self.text)
    let plain = names.map(Self.plainPath)
    // "Comment (in English)"
    let short = isTable ? names.map { Self.plain(String($0.prefix { $0 != "(" })) } : []
    for (field, column) in named {
      places[field] =
        names.firstIndex { $0.utf8.elementsEqual(column.utf8) }
        ?? plain.firstIndex { $0 == Self.plain(column) }
        ?? (isTable ? Int(column) : nil).flatMap { names.indices.contains($0 - 1) ? $0 - 1 : nil }
    }
    // A whole name: "media.type" is about something else.
    kind = names.firstIndex { Self.kindNames.contains(Self.plain($0)) }
    deleted = plain.firstIndex {
      ["isdeleted", "deleted", "deletedat", "isremoved", "isdelete"].contains($0)
    }
    let taken = Set(places.values)
    var candidates = Self.candidates(plain, short)
    let inComment = Self.inComment(names, candidates["body"] ?? [])
    for (field, _) in Self.aliases where named[field] == nil {
      // What is said of a comment in an event says more of it than what is said of the event.
      candidates[field]?.sort { ($0.rank, $0.index) < ($1.rank, $1.index) }
      if let found = candidates[field], found.contains(where: { inComment.contains($0.index) }) {
        candidates[field] = found.filter { inComment.contains($0.index) }
      }
      // An id inside of something else is that of the other thing where the row has one of its own.
      if field == "id",
        candidates[field]?.contains(where: { !names[$0.index].contains(".") }) ?? false
      {
        candidates[field]?.removeAll { names[$0.index].contains(".") }
      }
      places[field] =
        candidates[field]?.first {
          !taken.contains($0.index)
            // A post may be the comment itself; beside another id it is what is commented on.
            && (!["thread", "author_id"].contains(field) || places["id"] != $0.index)
        }?.index
    }
    // What an answer to something is called may be its own id, and beside one of its own it is not.
    if places["parent"] == nil, let id = places["id"], ["id", "cid"].contains(plain[id]) {
      places["parent"] = plain.firstIndex(of: "replyid")
    }
    if isTable, places["body"] == nil, named["body"] == nil {
      let guesses = plain.indices.filter { Self.isAboutWords(plain[$0]) }
      if guesses.count == 1, !places.values.contains(guesses[0]) { places["body"] = guesses[0] }
    }
    // Google's answer to a request for one's own data: the channel is that of who wrote the comments.
    if places["author_id"] == nil, plain.contains("commentcreatetimestamp") {
      places["author_id"] = plain.firstIndex(of: "channelid")
    }
    // Elsewhere it is what was said that is answered.
    if places["parent"] == nil, places["id"] != nil,
      let above = plain.firstIndex(of: "parentcomment")
    {
      places["parent"] = above
      parentMayBeWords = true
    }
    // The number of a comment, and of an answer behind that of its comment: "2", "2-1".
    if places["id"] == nil, places["parent"] == nil, names.first?.isEmpty ?? false { outline = 0 }
    // Slack names messages by their time, and what is answered by that of the first.
    let namesID = named["id"] != nil || plain.contains("id")
    if !namesID, let time = plain.firstIndex(of: "ts"), let first = plain.firstIndex(of: "threadts")
    {
      (places["id"], places["created_at"]) = (time, time)
      (places["thread"], places["parent"]) = (first, first)
    }
    // Valine, Waline and Artalk: what is answered, or the first of those above, and the page.
    if places["parent"] == nil, plain.contains("nick"), let root = plain.firstIndex(of: "rid") {
      places["parent"] = plain.firstIndex(of: "pid") ?? root
      if places["thread"] == nil {
        places["thread"] = plain.firstIndex(of: "pagekey") ?? plain.firstIndex(of: "url")
      }
    }
    // Rocket.Chat has comments in rooms.
    if places["thread"] == nil, let words = places["body"], plain[words] == "msg" {
      places["thread"] = plain.firstIndex(of: "rid")
    }
    // Forums that number posts and topics.
    if !namesID, let post = plain.firstIndex(of: "pid"), plain.contains("tid"),
      plain.contains("uid")
    {
      places["id"] = post
      places["author_id"] = places["author_id"] ?? plain.firstIndex(of: "uid")
      places["parent"] = places["parent"] ?? plain.firstIndex(of: "topid")
    }
    // Discourse names what is answered by its number in the topic.
    if let number = plain.firstIndex(of: "postnumber"),
      let above = plain.firstIndex(of: "replytopostnumber"), named["id"] == nil
    {
      (places["id"], places["parent"]) = (number, above)
      places["thread"] = plain.firstIndex(of: "topicid") ?? places["thread"]
    }
    // Reddit's answer to a request for one's own data: beside the comment's own address, that of its post.
    if places["thread"] == nil, plain.contains("permalink"),
      let link = plain.firstIndex(of: "link"), !places.values.contains(link)
    {
      places["thread"] = link
    }
    placesByField = RowField.allCases.map { places[$0.name] ?? -1 }
    let all = Set(plain)
    if all.contains("ts") { notice = names.firstIndex { Self.plain($0) == "subtype" } }
    isHTML = places["body"].map { Self.isHTML(plain[$0], among: all) } ?? false
    hasParts = !all.isDisjoint(with: ["commentcreatetimestamp", "livechatcreatetimestamp"])
  }

  /// Whether a table whose words are in a column can only be one of HTML: that of WordPress, or that of Hacker News
  /// in BigQuery.
  private static func isHTML(_ words: String, among all: Set<String>) -> Bool {
    words == "commentcontent"
      || words == "text" && all.isSuperset(of: ["by", "parent"])
        && !all.isDisjoint(with: ["ranking", "descendants"])
  }

  /// The index of a field's column; `nil` without one.
  ///
  /// - Complexity: O(1).
  func place(of field: RowField) -> Int? {
    let place = placesByField[field.rawValue]
    return place < 0 ? nil : place
  }

  /// The columns that stand in an object called a comment, beside its words; none if it has no words.
  private static func inComment(
    _ names: [String],
    _ words: [(rank: Int, index: Int)]
  ) -> Set<Int> {
    func isInside(_ index: Int) -> Bool {
      names[index].split(separator: ".").dropLast().contains { plain(String($0)) == "comment" }
    }
    return words.contains { isInside($0.index) } ? Set(names.indices.filter(isInside)) : []
  }

  /// What each alias may be: the field, and how far behind the alias stands among the field's.
  private static let meanings: [String: [(field: String, rank: Int)]] = {
    var meanings: [String: [(field: String, rank: Int)]] = [:]
    for (field, names) in aliases {
      for (rank, name) in names.enumerated() { meanings[name, default: []].append((field, rank)) }
    }
    return meanings
  }()

  /// Whether a name is one of the words of comments.
  static func isWords(_ name: String) -> Bool {
    meanings[plain(name)]?.contains { $0.field == "body" } ?? false
  }

  /// Whether a path is one of what is answered.
  static func isParent(_ path: [UInt8]) -> Bool {
    let name = plainPath(String(decoding: path, as: UTF8.self))
    return meanings[name]?.contains { $0.field == "parent" } ?? false
  }

  /// The columns that may be each field: of several with one name the first.
  ///
  /// - Parameter short: Other names of the columns, which count where no column has them in full.
  private static func candidates(
    _ plain: [String],
    _ short: [String]
  ) -> [String: [(rank: Int, index: Int)]] {
    var candidates: [String: [(rank: Int, index: Int)]] = [:]
    let full = Set(plain)
    for (names, isShort) in [(plain, false), (short, true)] {
      for (index, name) in names.enumerated() where !isShort || !full.contains(name) {
        guard let found = meanings[name] else { continue }
        for (field, rank) in found { candidates[field, default: []].append((rank, index)) }
      }
    }
    return candidates
  }

  /// The last part of a path in a flattened document ("snippet.textDisplay"); what may be a name of many
  /// things counts as one of the thing around it ("subreddit.name" is no author's), and so does all that
  /// is inside of what is answered or quoted ("reply_to.text" is not what is said).
  private static func plainPath(_ name: String) -> String {
    var parts = name.split(separator: ".").map { $0 == "_source" ? "data" : plain(String($0)) }
    // What only says in which form the words are: "content.raw".
    while parts.count > 1, formNames.contains(parts[parts.count - 1]) { parts.removeLast() }
    guard let last = parts.popLast() else { return "" }
    if let other = parts.lastIndex(where: isAboutOthers) {
      return parts[other...].filter { !outerNames.contains($0) }.joined() + last
    }
    if let setting = parts.last(where: settingNames.contains) { return setting + last }
    guard commonNames.contains(last) else {
      return parts.contains(where: isPerson) ? namedOfPerson(last) : last
    }
    return (parts.last { !outerNames.contains($0) } ?? "") + last
  }

  /// Of what is said of a person, their name and id; when they joined is not when they wrote.
  private static func namedOfPerson(_ last: String) -> String {
    let fields = (meanings[last] ?? []).map(\.field)
    if fields.contains("author") || fields.contains("author_id") { return last }
    if fields.contains("created_at") { return "authorcreatedat" }
    return meanings["author" + last] == nil ? "person" + last : "author" + last
  }

  private static func isPerson(_ plain: String) -> Bool { personNames.contains(plain) }

  /// What is inside of these is said of a person: other comments of theirs are no answers.
  static let personNames: Set<String> = [
    "user", "author", "owner", "from", "creator", "profile", "account", "sender", "commenter",
    "member", "actor", "userresults", "userinfo", "authordetails", "postedby", "createdby",
  ]

  private static let formNames: Set<String> = [
    "raw", "html", "rendered", "label", "t", "value", "processed", "runs", "simpletext",
  ]
  private static let commonNames: Set<String> = [
    "id", "name", "url", "title", "link", "likes", "cid", "uri", "messageid", "eventid",
  ]
  /// What is inside of these is how somebody wants something to be: "notify_props.comments" is no comment.
  private static let settingNames: Set<String> = [
    "notifyprops", "settings", "preferences", "permissions", "config", "configuration",
  ]
  /// Things around a comment that are nothing themselves.
  private static let outerNames: Set<String> = [
    "data", "node", "snippet", "item", "fields", "attributes", "toplevelcomment", "after",
    "doc", "value", "row", "record", "payload", "object", "message", "relationships",
  ]
  /// Whether something, by its name, is what is answered, quoted or was there before.
  static func isAboutOthers(_ plain: String) -> Bool {
    otherNames.contains(where: plain.hasPrefix)
  }

  private static let otherNames = [
    "parent", "replyto", "inreplyto", "repliedto", "quoted", "retweeted", "reference", "root",
    "before",
  ]

  /// The name of a column: of a table in windows-1252 too.
  private static func text(_ name: [UInt8]) -> String {
    let isUTF8 = UTF8Check.firstFault(in: name.span, 0..<name.count) == nil
    return String(decoding: isUTF8 ? name : Windows1252.utf8(name), as: UTF8.self)
  }

  /// Whether a name that we do not know ends like one of words: "your comment", not "number of comments".
  private static func isAboutWords(_ name: String) -> Bool {
    // What is answered is not what is said.
    let others = ["parent", "original", "replyto", "inreply", "quoted", "previous", "question"]
    guard !others.contains(where: name.contains) else { return false }
    let isSeveral = name.hasSuffix("comments")
    if isSeveral,
      !["your", "any", "additional", "other", "further", "general", "user", "customer"]
        .contains(where: name.hasPrefix)
    {
      return false
    }
    return isSeveral
      || ["comment", "feedback", "text"].contains { name.hasSuffix($0) }
        && !["num", "total", "count", "has", "is", "no", "allow", "likes", "of", "alt"].contains {
          name.hasPrefix($0)
        } && !name.contains("numberof") && !name.hasSuffix("context")
  }

  /// The column with numbers such as "2-1", which say what is answered.
  private(set) var outline: Int?

  /// Whether the column of what is answered may have its words rather than its id.
  private(set) var parentMayBeWords = false

  /// The column that says what kind of thing a row is.
  private(set) var kind: Int?

  /// The column that says whether a comment was deleted.
  private(set) var deleted: Int?

  /// The column that says which messages of Slack are nothing that somebody said: "channel_join".
  private(set) var notice: Int?

  /// Whether the words are HTML by what the columns are called.
  private(set) var isHTML = false

  /// Whether the words may be in parts, each a JSON object, as Google gives people their own comments.
  private(set) var hasParts = false

  private static let kindNames: Set<String> = ["type", "kind", "itemtype", "posttype"]

  /// The kinds of rows that are posts, and those that are if they have a title and answer nothing.
  static let postKinds: Set<String> = [
    "story", "submission", "job", "poll", "pollopt", "service",
  ]
  static let titledKinds: Set<String> = ["post", "article", "link", "topic", "question"]

  /// Lower case, letters and digits alone, those of the Latin alphabet without accents.
  static func plain(_ name: String) -> String {
    var plain = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": plain.unicodeScalars.append(scalar)
      // Most names are ASCII; what follows costs a hundred times as much.
      case "A"..."Z":
        plain.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) | 0x20))
      case "\0"..."\u{7F}": break
      default:
        guard scalar.properties.isAlphabetic else { continue }
        let lower = scalar.properties.lowercaseMapping
        plain += accents.first { $0.letters.contains(lower) }?.plain ?? lower
      }
    }
    return plain
  }

  private static let accents: [(letters: String, plain: String)] = [
    ("àáâãäå", "a"), ("ç", "c"), ("èéêë", "e"), ("ìíîï", "i"), ("ñ", "n"), ("òóôõö", "o"),
    ("ùúûü", "u"), ("ý", "y"),
  ]
}
