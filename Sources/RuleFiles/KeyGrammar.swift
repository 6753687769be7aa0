// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// A search key taken apart: `~body+title#label (includes, regex)`.
struct SearchKey {
  var isNegated = false
  var fields: [String] = []
  var label: String?
  var modifiers: [String] = []

  /// Takes a key apart; `nil` if the brackets do not match.
  ///
  /// Source: the AutoModerator reference, `~`? field (`+` field)* (`#` label)? (`(` modifiers `)`)?,
  /// case ignored.
  init?(_ key: String) {
    var rest = Self.trimmed(key.lowercased()[...])
    if rest.utf8.first == UInt8(ascii: "~") {
      isNegated = true
      rest = Self.trimmed(rest.dropFirst())
    }
    if let open = rest.firstIndex(of: "(") {
      guard rest.last == ")" else { return nil }
      modifiers = rest[rest.index(after: open)...].dropLast().split(separator: ",")
        .map { String(Self.trimmed($0)) }.filter { !$0.isEmpty }
      rest = Self.trimmed(rest[..<open])
    } else if rest.contains(")") {
      return nil
    }
    if let hash = rest.firstIndex(of: "#") {
      label = String(Self.trimmed(rest[rest.index(after: hash)...]))
      rest = Self.trimmed(rest[..<hash])
    }
    fields = rest.split(separator: "+", omittingEmptySubsequences: false)
      .map { String(Self.trimmed($0)) }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}

/// The keys of rule files.
enum KnownKeys {
  /// Keys of a rule that are read.
  static let rule: [String] = [
    "type", "priority", "action", "action_reason", "report_reason", "is_top_level",
    "body_longer_than", "body_shorter_than", "author", "body", "id", "moderators_exempt",
    // ours
    "category", "kind", "score", "description", "tests", "signals",
  ]

  /// Actions beside the verdict: accepted, and not carried out.
  static let sideEffects: Set<String> = [
    "comment", "comment_locked", "comment_stickied", "modmail", "modmail_subject", "message",
    "message_subject", "set_flair", "overwrite_flair", "set_sticky", "set_nsfw", "set_spoiler",
    "set_contest_mode", "set_original_content", "set_locked", "set_suggested_sort",
    "set_post_crowd_control_level",
  ]

  /// Fields that only submissions have. Joined with others (`title+body`) they are passed over, as
  /// AutoModerator does for comments; by themselves they leave their rule out.
  static let submissionFields: Set<String> = [
    "title", "domain", "url", "flair_text", "flair_css_class", "flair_template_id",
    "poll_option_text", "poll_option_count", "crosspost_id", "crosspost_title", "media_author",
    "media_author_url", "media_title", "media_description",
  ]

  /// Checks of the language that are not evaluated yet: a rule with one of them is left out.
  static let notYet: Set<String> = [
    "standard", "parent_submission", "crosspost_author", "crosspost_subreddit", "subreddit",
    "reports", "ignore_blockquotes", "is_edited", "is_original_content", "is_poll", "is_gallery",
    "is_meta_discussion", "past_archive_date", "discussion_type", "event_label", "any", "all",
    "none", "parent_comment", "thread", "lists", "requires", "include", "user", "link_id",
    "link_title", "link_url", "is_reply", "user_conditions", "body_min_length", "body_max_length",
    "modifiers", "author_is_submitter", "author_flair_text", "author_flair_css_class",
    "link_flair_text", "link_flair_class", "user_flair_text", "user_flair_class", "set_options",
  ]

  /// Keys below `author` that are read.
  static let author: [String] = ["name", "is_submitter", "is_moderator"]

  /// Keys below `author` that are not evaluated yet.
  static let authorNotYet: Set<String> = [
    "id", "flair_text", "flair_css_class", "flair_template_id", "comment_karma", "post_karma",
    "link_karma", "combined_karma", "comment_subreddit_karma", "post_subreddit_karma",
    "combined_subreddit_karma", "account_age", "contributor_quality", "satisfy_any_threshold",
    "is_gold", "is_contributor", "has_verified_email",
  ]

  /// Actions on the author: accepted, and not carried out.
  static let authorEffects: Set<String> = ["set_flair", "overwrite_flair"]

  static let methods: [String] = MatchMethod.allCases.map(\.rawValue)

  /// Modifiers that choose a view of the body.
  static let views: [String] = ["normalized", "quoted", "unquoted"]

  /// Modifiers of search keys.
  static let modifiers: [String] = methods + ["regex", "case-sensitive"] + views

  /// Every key of a rule, for suggestions.
  static let all: [String] = rule + (sideEffects.union(notYet).union(submissionFields)).sorted()

  static let actions: [String] = ["approve", "remove", "spam", "filter", "report", "hold"]
}
