// SPDX-License-Identifier: Apache-2.0

/// One comment, as its platform recorded it.
///
/// ```swift
/// let comment = Comment(id: "c2", body: "Thanks, that helped.", parent: "c1", author: "ada")
/// ```
///
/// Only ``id`` and ``body`` are required. What a platform does not record stays `nil`, which rules
/// read as *unknown*: an unknown value never matches, and never passes for its opposite either.
///
/// Equality compares texts byte for byte: two spellings of one accented letter differ. (Swift's own
/// `String` comparison normalises, which a hostile comment can make quadratic.)
public struct Comment: Sendable {
  /// The comment's id: exact text, never trimmed or read as a number.
  public var id: String
  /// The comment's words, in ``bodyFormat``. Byte ranges in findings count UTF-8 bytes of this text.
  public var body: String
  /// The id of the thread (the article, post or video). `nil` when the platform has none: then the
  /// topmost comment names the thread.
  public var thread: String?
  /// The id of the comment this one answers; `nil` when it answers the article or post itself.
  public var parent: String?
  /// The author's displayed name.
  public var author: String?
  /// The author's stable id, where it differs from the name.
  public var authorID: String?
  /// When it was written, in Unix seconds.
  public var createdAt: Int64?
  /// The markup of ``body``.
  public var bodyFormat: BodyFormat
  /// The title of the article or post.
  public var title: String?
  /// The address of the comment or its page.
  public var url: String?
  /// Votes, as the platform counts them.
  public var score: Int?
  /// When the author's account was made, in Unix seconds.
  public var authorCreatedAt: Int64?
  /// The author's karma or reputation.
  public var authorKarma: Int?
  /// Whether the author also wrote the article or post.
  public var isSubmitter: Bool?
  /// Whether the author moderates this place.
  public var isModerator: Bool?
  /// The language as a BCP 47 tag, where the platform says so.
  public var lang: String?
  private var box: DetailsBox?

  /// Makes a comment; everything but its id and its words may be left out.
  public init(
    id: String,
    body: String,
    thread: String? = nil,
    parent: String? = nil,
    author: String? = nil,
    authorID: String? = nil,
    createdAt: Int64? = nil,
    bodyFormat: BodyFormat = .text,
    title: String? = nil,
    url: String? = nil,
    score: Int? = nil,
    authorCreatedAt: Int64? = nil,
    authorKarma: Int? = nil,
    isSubmitter: Bool? = nil,
    isModerator: Bool? = nil,
    lang: String? = nil,
    details: CommentDetails = CommentDetails()
  ) {
    self.id = id
    self.body = body
    self.thread = thread
    self.parent = parent
    self.author = author
    self.authorID = authorID
    self.createdAt = createdAt
    self.bodyFormat = bodyFormat
    self.title = title
    self.url = url
    self.score = score
    self.authorCreatedAt = authorCreatedAt
    self.authorKarma = authorKarma
    self.isSubmitter = isSubmitter
    self.isModerator = isModerator
    self.lang = lang
    self.box = details.isEmpty ? nil : DetailsBox(details)
  }

  /// Details in a box of their own: most comments have none, and many comments are kept at once.
  private final class DetailsBox: Sendable {
    let details: CommentDetails
    init(_ details: CommentDetails) { self.details = details }
  }

  /// What the platform records beyond the fields above: flair, reports, kinds of karma and more.
  ///
  /// - Complexity: Setting allocates.
  public var details: CommentDetails {
    get { box?.details ?? CommentDetails() }
    set { box = newValue.isEmpty ? nil : DetailsBox(newValue) }
  }
}

// MARK: - What can be said of a comment by itself

extension Comment {
  /// Whether the platform kept only the comment's place: its body is Reddit's `[deleted]`, `[removed]` or
  /// `[ Removed by Reddit ]`, and so there are no words to judge.
  public var isPlaceholder: Bool { Self.isPlaceholder(body.utf8) }

  /// The same of the bytes of a body.
  package static func isPlaceholder(_ body: some Collection<UInt8>) -> Bool {
    switch body.count {
    case 9: body.elementsEqual("[deleted]".utf8) || body.elementsEqual("[removed]".utf8)
    case 21: body.elementsEqual("[ Removed by Reddit ]".utf8)
    default: false
    }
  }

  /// What tells two authors apart: the stable id if there is one, else the name; `nil` for nobody
  /// (no author given, or an account that was deleted).
  public var authorKey: [UInt8]? {
    if let authorID, !authorID.utf8.isEmpty { return Array(authorID.utf8) }
    guard let author, !Self.isNobody(author.utf8) else { return nil }
    return Array(author.utf8)
  }

  /// Whether a name is nobody's: it is empty, or what Reddit puts in place of an account that was deleted.
  static func isNobody(_ author: some Collection<UInt8>) -> Bool {
    author.isEmpty || author.elementsEqual("[deleted]".utf8)
  }
}

extension Comment: Equatable {
  /// Whether all fields are the same, texts byte for byte.
  public static func == (a: Comment, b: Comment) -> Bool {
    sameBytes(a.id, b.id) && sameBytes(a.body, b.body) && sameBytes(a.thread, b.thread)
      && sameBytes(a.parent, b.parent) && sameBytes(a.author, b.author)
      && sameBytes(a.authorID, b.authorID) && a.createdAt == b.createdAt
      && a.bodyFormat == b.bodyFormat && sameBytes(a.title, b.title) && sameBytes(a.url, b.url)
      && a.score == b.score && a.authorCreatedAt == b.authorCreatedAt
      && a.authorKarma == b.authorKarma && a.isSubmitter == b.isSubmitter
      && a.isModerator == b.isModerator && sameBytes(a.lang, b.lang) && a.details == b.details
  }
}

/// Whether two optional texts are the same bytes.
private func sameBytes(_ a: String?, _ b: String?) -> Bool {
  switch (a, b) {
  case (nil, nil): true
  case (let a?, let b?): a.utf8.elementsEqual(b.utf8)
  default: false
  }
}
