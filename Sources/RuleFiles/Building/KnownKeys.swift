// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine
internal import ThreadModeration

/// A group of checks: what its keys are about.
enum KeyGroup: String {
  /// The comment itself: the rule's own keys.
  case comment
  /// Below `author`.
  case author
  /// Below `parent_submission`.
  case post = "parent_submission"
  /// Below `subreddit`.
  case community = "subreddit"
  /// Below `parent_comment`.
  case parent = "parent_comment"
  /// Below `thread`.
  case thread
  /// Below `crosspost_author`: comments are never crossposts, so its keys are only looked at.
  case crosspostAuthor = "crosspost_author"
  /// Below `crosspost_subreddit`.
  case crosspostCommunity = "crosspost_subreddit"
}

/// The keys of rule files.
///
/// - Source: the AutoModerator reference, sections 3 to 10; what is ours is marked so.
enum KnownKeys {
  /// Keys of a rule that say what it is.
  static let rule: [String] = [
    "type", "priority", "moderators_exempt", "standard", "action", "action_reason", "report_reason",
  ]

  /// Our keys of a rule.
  static let ours: [String] = [
    "id", "category", "kind", "score", "description", "tests", "signals", "lists", "requires",
    "include", "any", "all", "none", "parent_comment", "thread", "link_domain",
  ]

  /// Groups of checks in a rule.
  static let groups: [String] = [
    "author", "parent_submission", "crosspost_author", "crosspost_subreddit", "subreddit",
  ]

  /// Checks of comments and posts alike that are no searches.
  static let itemChecks: [String] = [
    "reports", "body_longer_than", "body_shorter_than", "ignore_blockquotes", "is_edited",
  ]

  /// Checks that only posts have and that are no searches.
  static let postChecks: Set<String> = [
    "is_original_content", "is_poll", "is_gallery", "is_meta_discussion", "past_archive_date",
    "discussion_type", "is_nsfw",
  ]

  /// What a rule does besides acting on the comment.
  static let sideEffects: Set<String> = [
    "comment", "comment_locked", "comment_stickied", "modmail", "modmail_subject", "message",
    "message_subject", "set_locked",
  ]

  /// Actions that only posts have.
  static let postEffects: Set<String> = [
    "set_flair", "overwrite_flair", "set_sticky", "set_nsfw", "set_spoiler", "set_contest_mode",
    "set_original_content", "set_suggested_sort", "set_post_crowd_control_level",
  ]

  /// Fields that only posts have. Joined with others (`title+body`) they are passed over, as
  /// AutoModerator does for comments; by themselves they make a rule one about posts.
  static let postFields: Set<String> = [
    "title", "domain", "url", "flair_text", "flair_css_class", "flair_template_id",
    "poll_option_text", "poll_option_count", "crosspost_id", "crosspost_title", "media_author",
    "media_author_url", "media_title", "media_description",
  ]

  /// The dialect of before 2015, and what stands there today.
  static let old: Set<String> = [
    "user", "link_id", "link_title", "link_url", "author_flair_text", "author_flair_css_class",
    "parent_comment_id", "is_reply", "author_is_submitter", "body_min_length", "body_max_length",
    "user_conditions", "modifiers", "link_flair_text", "link_flair_class", "link_flair_css_class",
    "user_flair_text", "user_flair_class", "user_flair_css_class", "set_options", "media_user",
  ]

  /// Keys of the automod-neo extension.
  static let neo: Set<String> = [
    "stop_on_match", "day_of_week", "friendly_name", "verbose_logs", "discord_alert", "age",
    "comment_crowd_control_collapsed",
  ]

  /// Fields of an author to search in.
  static let authorFields: [String: TextCheck.Field] = [
    "name": .author, "id": .authorID, "flair_text": .detail(.authorFlair),
    "flair_css_class": .detail(.authorFlairClass),
    "flair_template_id": .detail(.authorFlairTemplate),
    "display_name": .detail(.authorDisplayName), "bio_text": .detail(.authorBio),
    "social_links": .detail(.authorSocialLinks), "social_link_title": .detail(.authorSocialTitles),
  ]

  /// Thresholds of an author.
  static let thresholds: [String: CommentDetails.Number] = [
    "comment_karma": .commentKarma, "post_karma": .postKarma, "link_karma": .postKarma,
    "combined_karma": .combinedKarma, "comment_subreddit_karma": .communityCommentKarma,
    "post_subreddit_karma": .communityPostKarma, "link_subreddit_karma": .communityPostKarma,
    "combined_subreddit_karma": .communityCombinedKarma,
  ]

  /// Facts about an author.
  static let authorFacts: [String: FactCheck.Fact] = [
    "is_submitter": .isSubmitter, "is_moderator": .isModerator, "is_gold": .detail(.authorIsGold),
    "is_contributor": .detail(.authorIsContributor),
    "has_verified_email": .detail(.authorHasVerifiedEmail),
    "is_shadowbanned": .detail(.authorIsBanned),
  ]

  static let author: [String] =
    (Array(authorFields.keys) + Array(thresholds.keys) + Array(authorFacts.keys)).sorted() + [
      "account_age", "contributor_quality", "satisfy_any_threshold", "is_nsfw", "set_flair",
      "overwrite_flair",
    ]

  /// Fields of the post to search in; `nil` where no data has them.
  static let postSearches: [String: TextCheck.Field?] = [
    "id": .postID, "title": .title, "domain": .detail(.postDomain), "url": .detail(.postURL),
    "body": .detail(.postBody), "flair_text": .detail(.postFlair),
    "flair_css_class": .detail(.postFlairClass),
    "flair_template_id": .detail(.postFlairTemplate), "poll_option_text": .none,
    "poll_option_count": .none, "crosspost_id": .none, "crosspost_title": .none,
    "media_author": .none, "media_author_url": .none, "media_title": .none,
    "media_description": .none,
  ]

  static let postFacts: [String: CommentDetails.Flag] = [
    "is_edited": .postIsEdited, "is_original_content": .postIsOriginalContent,
    "is_poll": .postIsPoll, "is_gallery": .postIsGallery,
    "is_meta_discussion": .postIsMetaDiscussion, "is_nsfw": .postIsNSFW,
  ]

  static let post: [String] =
    postSearches.keys.sorted() + postFacts.keys.sorted() + [
      "reports", "body_longer_than", "body_shorter_than", "past_archive_date", "discussion_type",
      "ignore_blockquotes", "action", "action_reason", "report_reason", "set_locked",
    ] + postEffects.sorted()

  static let community: [String] = ["name", "is_nsfw", "event_label"]

  static let parent: [String] = [
    "body", "id", "author", "is_top_level", "is_edited", "reports", "body_longer_than",
    "body_shorter_than", "ignore_blockquotes", "parent_comment", "signals", "link_domain", "any",
    "all", "none",
  ]

  static let thread: [String] =
    NumberCheck.ThreadQuantity.allCases.map(\.rawValue) + ["is_self_reply", "title", "id"]

  static let methods: [String] = MatchMethod.allCases.map(\.rawValue)

  /// Modifiers that choose a view of the body.
  static let views: [String] = ["normalized", "quoted", "unquoted"]

  /// Modifiers of search keys.
  static let modifiers: [String] = methods + ["regex", "case-sensitive"] + views

  /// Every key of a rule that is no field to search in.
  static let notFields: Set<String> = Set(rule + ours + groups + itemChecks)
    .union(["is_top_level"]).union(postChecks).union(sideEffects).union(postEffects).union(neo)
    .subtracting(["id", "author", "link_domain"])

  /// Every key of a rule, for suggestions.
  static let all: [String] =
    (["body", "is_top_level"] + rule + itemChecks + ours + groups)
    + (sideEffects.union(postEffects).union(postFields).union(postChecks).union(old).union(neo))
    .sorted()

  /// The usual keys, listed where none is near.
  static let usual: [String] = [
    "body", "author", "is_top_level", "body_longer_than", "body_shorter_than", "type", "action",
    "action_reason", "priority", "moderators_exempt", "parent_submission", "parent_comment",
    "any", "all", "none", "id", "category", "score", "description", "tests", "signals",
  ]

  static let actions: [String] = ["approve", "remove", "spam", "filter", "report", "hold"]

  static let types: [String] = [
    "comment", "submission", "text submission", "link submission", "crosspost submission",
    "poll submission", "gallery submission", "any",
  ]

  /// Lowest first; a comment's quality is 1 to 5.
  static let qualities: [String] = ["lowest", "low", "moderate", "high", "highest"]

  static let sorts: Set<String> = [
    "best", "confidence", "new", "qa", "top", "controversial", "hot", "old", "random", "blank",
  ]

  static let crowdControlLevels: Set<String> = ["off", "lenient", "medium", "strict"]

  static let weekdays: [String] = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// Placeholders besides those that begin with `match`.
  static let placeholders: Set<String> = [
    "author", "author_flair_text", "author_flair_css_class", "author_flair_template_id", "body",
    "permalink", "subreddit", "kind", "title", "domain", "url", "media_author", "media_author_url",
    "media_title", "media_description", "friendly-name",
  ]
}
