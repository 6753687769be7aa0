// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What rules can ask for beyond the fields of a comment: see `CommentDetails`.
///
/// The keys are the names of the details; Reddit's own stand beside them.
extension RecordReader {
  private static let texts: [(RecordKey, CommentDetails.Text)] = [
    (.subreddit, .community), (.authorFlairText, .authorFlair),
    (.authorFlairClass, .authorFlairClass), (.authorFlairTemplate, .authorFlairTemplate),
    (.postBody, .postBody), (.postURL, .postURL), (.linkURL, .postURL),
    (.postDomain, .postDomain), (.postFlair, .postFlair), (.postFlairClass, .postFlairClass),
    (.postFlairTemplate, .postFlairTemplate),
  ]

  private static let numbers: [(RecordKey, CommentDetails.Number)] = [
    (.authorCommentKarma, .commentKarma), (.authorPostKarma, .postKarma),
    (.authorCombinedKarma, .combinedKarma), (.communityCommentKarma, .communityCommentKarma),
    (.communityPostKarma, .communityPostKarma), (.contributorQuality, .contributorQuality),
    (.reports, .reports), (.numReports, .reports), (.postCreatedAt, .postCreatedAt),
  ]

  /// Reddit's words for a contributor's quality, from 1.
  private static let qualities = ["lowest", "low", "moderate", "high", "highest"]

  private static let flags: [(RecordKey, CommentDetails.Flag)] = [
    (.isEdited, .isEdited), (.isApproved, .isApproved), (.isRemoved, .isRemoved),
    (.authorIsGold, .authorIsGold), (.authorIsContributor, .authorIsContributor),
    (.authorHasVerifiedEmail, .authorHasVerifiedEmail), (.authorIsBanned, .authorIsBanned),
  ]

  /// The keys of all details, one bit each.
  static let detailKeys: UInt64 = (texts.map(\.0) + numbers.map(\.0) + flags.map(\.0) + [.edited])
    .reduce(0) { $0 | 1 << UInt64($1.rawValue) }

  mutating func details(_ bytes: [UInt8]) -> CommentDetails {
    var details = CommentDetails()
    for (key, detail) in Self.texts where fields.has(key) {
      if let token = fields[key] {
        if token.kind == .string { details[detail] = decode(token, bytes) }
      } else if isReddit, detail == .authorFlair || detail == .authorFlairClass {
        // Reddit writes null for an author without a flair.
        details[detail] = ""
      }
    }
    for (key, detail) in Self.numbers where fields.hasValue(key) {
      if key == .contributorQuality, let token = fields[key], token.kind == .string,
        let level = Self.qualities.firstIndex(of: decode(token, bytes).lowercased())
      {
        details[detail] = Double(level + 1)
      } else if let number = integer(key, bytes) {
        details[detail] = Double(number)
      }
    }
    for (key, detail) in Self.flags where fields.hasValue(key) {
      details[detail] = boolean(key)
    }
    // `false`, or the time of the last edit.
    if let token = fields[.edited] {
      switch token.kind {
      case .true, .number: details[.isEdited] = true
      case .false: details[.isEdited] = false
      default: break
      }
    }
    return details
  }
}
