// SPDX-License-Identifier: Apache-2.0

/// What other files of a dump say about the posts that its comments answer: `Posts.xml` of a Stack
/// Exchange dump.
///
/// ```swift
/// var options = DumpOptions()
/// options.context = try DumpContext(
///   posts: FileByteSource(path: "Posts.xml"), name: "Posts.xml")
/// var reader = try DumpReader(
///   source: FileByteSource(path: "Comments.xml"), name: "Comments.xml", options: options)
/// ```
///
/// Comments then have the titles of their questions, and say whether they are by the post's own
/// author.
///
/// Sendable.
public struct DumpContext: Sendable, Hashable {
  struct Post: Sendable, Hashable {
    var title: String?
    var question: String?
    var author: String?
  }

  /// The most posts that are kept, about 150 bytes each; comments on later ones have no title.
  public static let maxPosts = 2_000_000

  private(set) var posts: [String: Post] = [:]

  /// A context that knows nothing.
  public init() {}

  /// Reads `Posts.xml`, also compressed.
  ///
  /// - Complexity: O(*n*) in the bytes; memory for the titles.
  /// - Throws: ``DumpError``, as ``DumpReader`` does. Rows that cannot be read are passed over: who
  ///   reads the file as a dump is told of them.
  public init(
    posts source: any ByteSource,
    name: String,
    options: DumpOptions = DumpOptions()
  ) throws {
    let text = try UnpackedInput.open(
      source,
      name: name,
      limits: options.unpacking,
      log: InputLog()
    )
    let table = PostTable()
    var engine = XMLEngine(
      LineReader(source: text, maxLineBytes: options.maxRecordBytes),
      PostsReader(table: table),
      name: name,
      options: options
    )
    while true {
      var batch = DumpBatch()
      try engine.read(into: &batch, maxRecords: 4096)
      if batch.isEmpty { break }
    }
    posts = table.posts
  }

  /// The number of posts that are known.
  public var postCount: Int { posts.count }

  /// The title of a post: a question's own, an answer's of its question.
  func title(of id: String) -> String? {
    guard let post = posts[id] else { return nil }
    return post.title ?? post.question.flatMap { posts[$0]?.title }
  }
}

/// Where the posts go while they are read: a class, because the engine owns its reader.
private final class PostTable {
  var posts: [String: DumpContext.Post] = [:]
}

private struct PostsReader: XMLFormatReader {
  let roots = ["posts"]
  let records = ["row": ["posts"]]
  let markup: Set<String> = []
  let hasEmptyRecords = true
  let table: PostTable

  mutating func read(_ record: XMLElement, in outer: XMLElement?, into sink: inout XMLSink) {
    guard let id = record.attribute("Id"), table.posts.count < DumpContext.maxPosts else { return }
    table.posts[id] = DumpContext.Post(
      title: record.attribute("Title"),
      question: record.attribute("ParentId"),
      author: record.attribute("OwnerUserId")
    )
  }
}
