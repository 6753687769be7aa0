// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Makes comments of rows: of tables, and of objects whose fields have names of any system.
struct RowComments: WaitingReader {
  /// What a row belongs to that does not say so itself.
  struct Outer {
    var thread: String?
    var title: String?
    /// The comment whose answer it is.
    var parent: String?
    /// The name under which it stands in an object: its id, unless it has one that says more.
    var key: String?
  }

  private let fileName: String
  /// What the words are in where a row does not say.
  private let bodyFormat: BodyFormat?
  /// Rows, for ids where they have none.
  private var number = 0
  private var posts = TablePosts()
  /// Comments that are called what elsewhere stands for a missing parent ("0"), with their threads.
  private var placeholders: Set<[String]> = []
  /// What comments answer, by their ids, where those that are answered name them.
  private var answered: [String: String] = [:]
  /// The latest comment at each level of an outline: "2", "2-1".
  private var outline: [(number: Substring, id: String)] = []

  /// - Parameters:
  ///   - fileName: The thread of comments that name none.
  ///   - bodyFormat: What the words are in where a row does not say; `nil` goes by the names of the columns.
  init(fileName: String, bodyFormat: BodyFormat?) {
    self.fileName = fileName
    self.bodyFormat = bodyFormat
  }

  var isWaiting: Bool { posts.isWaiting }
  func settle(_ comment: inout Comment) { posts.settle(&comment) }
  mutating func endWaiting() { posts.endWaiting() }
}

extension RowComments {
  /// Counts a row, whatever it is.
  mutating func begin() { number += 1 }

  /// The kind of a row that is a post and no comment, which is kept in mind; `nil` for others.
  ///
  /// A post answers nothing, and is in no thread but its own.
  mutating func postKind(of row: inout RowValues) -> String? {
    guard let kind = row.kind else { return nil }
    let parent = row.bytes(.parent)
    guard parent.isEmpty || parent.elementsEqual("0".utf8) else { return nil }
    let thread = row.bytes(.thread)
    guard thread.isEmpty || thread == row.bytes(.id) || thread == row.bytes(.url) else {
      return nil
    }
    guard
      TableColumns.postKinds.contains(kind)
        || TableColumns.titledKinds.contains(kind) && !row.bytes(.title).isEmpty
    else { return nil }
    if let id = row.identifier(.id) { posts.add(id) }
    return kind
  }

  /// The comment of a row.
  ///
  /// - Parameters:
  ///   - words: What was said.
  ///   - outer: What the row belongs to.
  mutating func comment(
    of row: inout RowValues,
    words: ArraySlice<UInt8>,
    in outer: Outer? = nil
  ) -> Comment {
    let id = row.identifier(.id).map(Self.nameOfDocument).map { RedditName($0).commentID ?? $0 }
    // Beside a name that is no number, an id in the row may be that of who wrote it.
    let key = outer?.key.flatMap { id == nil || Int($0) == nil ? $0 : nil }
    var comment = Comment(id: key ?? id ?? "row-\(number)", body: row.decode(words))
    if row.isDeleted { comment.keepOnlyPlace() }
    // Others may have answered it.
    if row.isNotice { comment.body = "[deleted]" }
    switch row.text(.bodyFormat) {
    case "html": comment.bodyFormat = .html
    case "markdown": comment.bodyFormat = .markdown
    case nil: comment.bodyFormat = bodyFormat ?? (row.columns.isHTML ? .html : .text)
    case "text": break
    default: row.note("unknown-body-format")
    }
    setPlace(of: &comment, in: outer, &row)
    comment.author = row.name(.author)
    comment.authorID = row.reference(.authorID)
    comment.title = row.text(.title) ?? outer?.title
    comment.url = row.text(.url)
    comment.lang = row.text(.lang)
    comment.createdAt = row.time(.createdAt)
    comment.authorCreatedAt = row.time(.authorCreatedAt)
    comment.score = row.number(.score)
    comment.authorKarma = row.number(.authorKarma)
    comment.isSubmitter = row.boolean(.isSubmitter)
    comment.isModerator = row.boolean(.isModerator)
    return comment
  }

  /// Remembers that a comment which comes later answers another.
  mutating func note(_ answer: String, to comment: String) {
    if answered.count < InputMemory.maxPosts, answered[answer] == nil { answered[answer] = comment }
  }

  /// The comment that named a comment among its answers.
  private func answered(_ id: String) -> String? { answered.isEmpty ? nil : answered[id] }

  /// An id; of the path of a document, as Firestore has for one, the last part.
  private static func nameOfDocument(_ id: String) -> String {
    guard id.utf8.starts(with: "projects/".utf8),
      let slash = id.utf8.lastIndex(of: UInt8(ascii: "/"))
    else { return id }
    return String(id[id.utf8.index(after: slash)...])
  }

  /// What a comment answers, and in which thread.
  private mutating func setPlace(
    of comment: inout Comment,
    in outer: Outer?,
    _ row: inout RowValues
  ) {
    let thread = row.named(.thread).map { RedditName($0).bare } ?? outer?.thread
    let placeholder = row.placeholder(.parent)
    comment.parent =
      row.parent().flatMap { RedditName($0).parent(in: nil) }
      ?? placeholder.flatMap { placeholders.contains([thread ?? "", $0]) ? $0 : nil }
      ?? answered(comment.id) ?? outer?.parent
    // One that is said to answer itself only says that it answers nothing.
    if RowValues.isPlaceholder(comment.id), placeholder != comment.id,
      placeholders.count < InputMemory.maxPosts
    {
      placeholders.insert([thread ?? "", comment.id])
    }
    // Some systems say of the first comment of a tree that it answers itself.
    if comment.parent?.utf8.elementsEqual(comment.id.utf8) ?? false, outer?.parent == nil {
      comment.parent = nil
    }
    comment.thread = thread
    // A table without threads is the comments of one thing, but for what answers something else. Where
    // posts are in the table, it is their comments.
    if comment.thread == nil, comment.parent == nil, row.columns.place(of: .thread) == nil,
      row.columns.kind == nil || posts.isEmpty
    {
      comment.thread = fileName
    }
    if row.columns.kind != nil, comment.thread == nil, comment.parent != nil { posts.wait() }
    posts.look(at: comment)
    answerOutline(&comment, row)
  }

  /// A comment with the number "2-1" answers the latest with the number "2".
  private mutating func answerOutline(_ comment: inout Comment, _ row: RowValues) {
    guard let number = row.outlineNumber else { return }
    while let last = outline.last, !number.hasPrefix(last.number + "-") { outline.removeLast() }
    if let last = outline.last {
      comment.parent = last.id
      comment.thread = comment.thread ?? fileName
    }
    outline.append((number, comment.id))
  }
}
