// SPDX-License-Identifier: Apache-2.0

/// The keys that mean something in a record of one object; all others are skipped.
enum RecordKey: UInt8, CaseIterable {
  case id, name
  case thread, threadID, linkID
  case parent, parentID
  case author, authorID, authorFullname
  case createdAt, createdUTC
  // What other programs call the time; not read in Reddit's records.
  case created, createdAtCamel, timestamp, date, time
  case body, text, content
  case bodyFormat, title, linkTitle, url, permalink
  case score, authorCreatedAt, authorCreatedUTC, authorKarma
  case isSubmitter, isModerator, distinguished
  case lang, subreddit, selftext, isSelf
  // Details: see `RecordReader+Details.swift`.
  case edited, numReports, linkURL
  case authorFlairText, authorFlairClass, authorFlairTemplate
  case authorCommentKarma, authorPostKarma, authorCombinedKarma
  case communityCommentKarma, communityPostKarma, contributorQuality
  case reports, isEdited, isApproved, isRemoved
  case authorIsGold, authorIsContributor, authorHasVerifiedEmail, authorIsBanned
  case postBody, postURL, postDomain, postFlair, postFlairClass, postFlairTemplate, postCreatedAt

  /// The key's place in a set of keys.
  @inline(__always)
  var bit: UInt64 { 1 << UInt64(rawValue) }

  /// The key as it stands in the data. Keys are compared byte for byte.
  var spelling: String {
    switch self {
    case .id: "id"
    case .name: "name"
    case .thread: "thread"
    case .threadID: "thread_id"
    case .linkID: "link_id"
    case .parent: "parent"
    case .parentID: "parent_id"
    case .author: "author"
    case .authorID: "author_id"
    case .authorFullname: "author_fullname"
    case .createdAt: "created_at"
    case .createdUTC: "created_utc"
    case .created: "created"
    case .createdAtCamel: "createdAt"
    case .timestamp: "timestamp"
    case .date: "date"
    case .time: "time"
    case .body: "body"
    case .text: "text"
    case .content: "content"
    case .bodyFormat: "body_format"
    case .title: "title"
    case .linkTitle: "link_title"
    case .url: "url"
    case .permalink: "permalink"
    case .score: "score"
    case .authorCreatedAt: "author_created_at"
    case .authorCreatedUTC: "author_created_utc"
    case .authorKarma: "author_karma"
    case .isSubmitter: "is_submitter"
    case .isModerator: "is_moderator"
    case .distinguished: "distinguished"
    case .lang: "lang"
    case .subreddit: "subreddit"
    case .selftext: "selftext"
    case .isSelf: "is_self"
    case .edited: "edited"
    case .numReports: "num_reports"
    case .linkURL: "link_url"
    case .authorFlairText: "author_flair_text"
    case .authorFlairClass: "author_flair_css_class"
    case .authorFlairTemplate: "author_flair_template_id"
    case .authorCommentKarma: "author_comment_karma"
    case .authorPostKarma: "author_post_karma"
    case .authorCombinedKarma: "author_combined_karma"
    case .communityCommentKarma: "author_comment_subreddit_karma"
    case .communityPostKarma: "author_post_subreddit_karma"
    case .contributorQuality: "author_contributor_quality"
    case .reports: "reports"
    case .isEdited: "is_edited"
    case .isApproved: "is_approved"
    case .isRemoved: "is_removed"
    case .authorIsGold: "author_is_gold"
    case .authorIsContributor: "author_is_contributor"
    case .authorHasVerifiedEmail: "author_has_verified_email"
    case .authorIsBanned: "author_is_banned"
    case .postBody: "post_body"
    case .postURL: "post_url"
    case .postDomain: "post_domain"
    case .postFlair: "post_flair_text"
    case .postFlairClass: "post_flair_css_class"
    case .postFlairTemplate: "post_flair_template_id"
    case .postCreatedAt: "post_created_at"
    }
  }
}

/// Finds the ``RecordKey`` of a key's bytes with one look into a table for nearly all other keys.
struct RecordKeyTable {
  /// One more than the index of a key, or 0; by hash, collisions in the slots that follow.
  private var slots = [UInt8](repeating: 0, count: 256)
  private var spellings: [UInt8] = []
  private var starts: [Int] = [0]

  init() {
    for key in RecordKey.allCases {
      let spelling = Array(key.spelling.utf8)
      spellings += spelling
      starts.append(spellings.count)
      var slot = Self.slot(spelling.span, 0..<spelling.count)
      while slots[slot] != 0 { slot = (slot + 1) & 255 }
      slots[slot] = key.rawValue + 1
    }
  }

  /// The key whose spelling is the bytes in `range`, or `nil`.
  @inline(__always)
  func key(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RecordKey? {
    guard range.count > 1 else { return nil }
    var slot = Self.slot(bytes, range)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) &- 1
      if matches(index, bytes, range) { return RecordKey(rawValue: UInt8(index)) }
      slot = (slot &+ 1) & 255
    }
    return nil
  }

  private func matches(_ index: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = starts[index]
    guard starts[index &+ 1] &- start == range.count else { return false }
    for offset in 0..<range.count
    where spellings[start &+ offset] != bytes[range.lowerBound &+ offset] { return false }
    return true
  }

  @inline(__always)
  private static func slot(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    let first = Int(bytes[range.lowerBound])
    let middle = Int(bytes[range.lowerBound &+ range.count >> 1])
    let last = Int(bytes[range.upperBound &- 1])
    return (range.count &* 11 &+ first &* 5 &+ middle &* 3 &+ last) & 255
  }
}
