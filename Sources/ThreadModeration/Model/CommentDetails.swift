// SPDX-License-Identifier: Apache-2.0

/// What some platforms record of a comment, its author and its post beyond the fields of ``Comment``.
///
/// ```swift
/// comment.details[.authorFlair] = "Helper"
/// comment.details[.reports] = 3
/// comment.details[.isEdited] = false
/// ```
///
/// A detail that is not set is *unknown*: rules that ask for it neither match nor pass for their
/// opposite. An empty text is known to be empty: an author without a flair has the flair `""`.
///
/// `Sendable`. A comment without details spends one word on them; with details, an allocation.
public struct CommentDetails: Sendable, Hashable {
  /// A detail that is a text.
  public enum Text: String, Sendable, Hashable, CaseIterable, Codable {
    /// The author's flair in this community.
    case authorFlair = "author_flair_text"
    /// The CSS class of the author's flair.
    case authorFlairClass = "author_flair_css_class"
    /// The id of the template of the author's flair.
    case authorFlairTemplate = "author_flair_template_id"
    /// The author's name as shown, where it differs from the account's.
    case authorDisplayName = "author_display_name"
    /// What authors say of themselves.
    case authorBio = "author_bio"
    /// The addresses of the author's pages elsewhere, one a line.
    case authorSocialLinks = "author_social_links"
    /// The titles of the author's pages elsewhere, one a line.
    case authorSocialTitles = "author_social_link_titles"
    /// The community, without `r/`.
    case community = "subreddit"
    /// The label of the community's temporary event.
    case eventLabel = "event_label"
    /// The text of the post.
    case postBody = "post_body"
    /// The address that the post links to.
    case postURL = "post_url"
    /// The domain that the post links to, or `self.community`.
    case postDomain = "post_domain"
    /// The post's flair.
    case postFlair = "post_flair_text"
    /// The CSS class of the post's flair.
    case postFlairClass = "post_flair_css_class"
    /// The id of the template of the post's flair.
    case postFlairTemplate = "post_flair_template_id"
  }

  /// A detail that is a number.
  public enum Number: String, Sendable, Hashable, CaseIterable, Codable {
    /// The author's karma from comments.
    case commentKarma = "author_comment_karma"
    /// The author's karma from posts.
    case postKarma = "author_post_karma"
    /// The author's karma from both.
    case combinedKarma = "author_combined_karma"
    /// The author's karma from comments in this community.
    case communityCommentKarma = "author_comment_subreddit_karma"
    /// The author's karma from posts in this community.
    case communityPostKarma = "author_post_subreddit_karma"
    /// The author's karma from both in this community.
    case communityCombinedKarma = "author_combined_subreddit_karma"
    /// The contributor quality: 1 lowest, 2 low, 3 moderate, 4 high, 5 highest.
    case contributorQuality = "author_contributor_quality"
    /// How often the comment was reported.
    case reports = "reports"
    /// How often the post was reported.
    case postReports = "post_reports"
    /// When the post was made, in Unix seconds.
    case postCreatedAt = "post_created_at"
  }

  /// A detail that is a yes or no.
  public enum Flag: String, Sendable, Hashable, CaseIterable {
    /// The comment was edited.
    case isEdited = "is_edited"
    /// A moderator has approved the comment.
    case isApproved = "is_approved"
    /// A moderator has removed the comment.
    case isRemoved = "is_removed"
    /// The author pays for the platform.
    case authorIsGold = "author_is_gold"
    /// The author is an approved contributor.
    case authorIsContributor = "author_is_contributor"
    /// The author has confirmed an email address.
    case authorHasVerifiedEmail = "author_has_verified_email"
    /// The author is banned from the whole platform.
    case authorIsBanned = "author_is_banned"
    /// The community is not for minors.
    case communityIsNSFW = "subreddit_is_nsfw"
    /// The post was edited.
    case postIsEdited = "post_is_edited"
    /// The post is marked as its author's own work.
    case postIsOriginalContent = "post_is_original_content"
    /// The post is a poll.
    case postIsPoll = "post_is_poll"
    /// The post is a gallery.
    case postIsGallery = "post_is_gallery"
    /// The post is about another post.
    case postIsMetaDiscussion = "post_is_meta_discussion"
    /// The post is a chat.
    case postIsChat = "post_is_chat"
    /// The post is not for minors.
    case postIsNSFW = "post_is_nsfw"
  }

  /// In the order of the cases, so that equal details are equal in whatever order they were set.
  private var texts: [TextEntry] = []
  private var numbers: [NumberEntry] = []
  private var flags: UInt64 = 0
  /// Texts that are known to be empty, one bit each: nearly every comment of a dump has no flair.
  private var emptyTexts: UInt32 = 0

  /// Makes details of which nothing is known.
  public init() {}
}

extension CommentDetails {
  /// A text; `nil`: unknown.
  public subscript(detail: Text) -> String? {
    get { emptyTexts & Self.bit(of: detail) == 0 ? texts.first { $0.key == detail }?.value : "" }
    set {
      texts.removeAll { $0.key == detail }
      emptyTexts &= ~Self.bit(of: detail)
      guard let newValue else { return }
      if newValue.utf8.isEmpty {
        emptyTexts |= Self.bit(of: detail)
      } else {
        let place = texts.firstIndex { Self.bit(of: $0.key) > Self.bit(of: detail) }
        texts.insert(TextEntry(key: detail, value: newValue), at: place ?? texts.count)
      }
    }
  }

  /// A number; `nil`: unknown.
  public subscript(detail: Number) -> Double? {
    get { numbers.first { $0.key == detail }?.value }
    set {
      numbers.removeAll { $0.key == detail }
      guard let newValue else { return }
      let place = numbers.firstIndex { Self.rank(of: $0.key) > Self.rank(of: detail) }
      numbers.insert(NumberEntry(key: detail, value: newValue), at: place ?? numbers.count)
    }
  }

  /// A yes or no; `nil`: unknown.
  public subscript(detail: Flag) -> Bool? {
    get {
      let bits = flags >> Self.shift(of: detail) & 3
      return bits == 0 ? nil : bits == 2
    }
    set {
      let shift = Self.shift(of: detail)
      flags &= ~(3 << shift)
      if let newValue { flags |= (newValue ? 2 : 1) << shift }
    }
  }

  /// Whether nothing is known.
  public var isEmpty: Bool { texts.isEmpty && numbers.isEmpty && flags == 0 && emptyTexts == 0 }

  private static func bit(of text: Text) -> UInt32 {
    1 << UInt32(Text.allCases.firstIndex(of: text) ?? 0)
  }

  private static func rank(of number: Number) -> Int {
    Number.allCases.firstIndex(of: number) ?? 0
  }

  /// Two bits a flag: 0 unknown, 1 no, 2 yes.
  private static func shift(of flag: Flag) -> UInt64 {
    UInt64(Flag.allCases.firstIndex(of: flag) ?? 0) * 2
  }

  private struct TextEntry: Sendable, Hashable, Decodable {
    var key: Text
    var value: String

    /// Byte for byte: Swift's own comparison normalizes, which hostile text can make quadratic.
    static func == (a: Self, b: Self) -> Bool {
      a.key == b.key && a.value.utf8.elementsEqual(b.value.utf8)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(key)
      hasher.combine(value.utf8.count)
    }
  }

  private struct NumberEntry: Sendable, Hashable, Decodable {
    var key: Number
    var value: Double
  }
}

// MARK: - Codable

/// By their names, each detail a field of its own: cases that are added change nothing that was stored.
extension CommentDetails: Codable {
  /// Reads details back; names of details that are not known are passed over.
  ///
  /// - Throws: `DecodingError` if a detail has a value of another kind.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: NameKey.self)
    if fields.contains(NameKey(stringValue: Listed.CodingKeys.emptyTexts.rawValue)) {
      self = try Listed(from: decoder).details
      return
    }
    self.init()
    for key in Text.allCases {
      self[key] = try fields.decodeIfPresent(
        String.self,
        forKey: NameKey(stringValue: key.rawValue)
      )
    }
    for key in Number.allCases {
      self[key] = try fields.decodeIfPresent(
        Double.self,
        forKey: NameKey(stringValue: key.rawValue)
      )
    }
    for key in Flag.allCases {
      self[key] = try fields.decodeIfPresent(Bool.self, forKey: NameKey(stringValue: key.rawValue))
    }
  }

  /// Writes the details that are known.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: NameKey.self)
    for key in Text.allCases {
      try fields.encodeIfPresent(self[key], forKey: NameKey(stringValue: key.rawValue))
    }
    for key in Number.allCases {
      try fields.encodeIfPresent(self[key], forKey: NameKey(stringValue: key.rawValue))
    }
    for key in Flag.allCases {
      try fields.encodeIfPresent(self[key], forKey: NameKey(stringValue: key.rawValue))
    }
  }

  /// The form in which details were stored before: lists, and flags by their places among the cases of that time.
  private struct Listed: Decodable {
    enum CodingKeys: String, CodingKey { case texts, numbers, flags, emptyTexts }
    var texts: [TextEntry]
    var numbers: [NumberEntry]
    var flags: UInt64
    var emptyTexts: UInt32

    var details: CommentDetails {
      var details = CommentDetails()
      for entry in texts { details[entry.key] = entry.value }
      for entry in numbers { details[entry.key] = entry.value }
      details.flags = flags
      details.emptyTexts = emptyTexts
      return details
    }
  }
}
