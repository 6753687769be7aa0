// SPDX-License-Identifier: Apache-2.0

/// The formats that are read. `Docs/Formats.md` has the fields and rules of each.
///
/// Sendable.
public enum DumpFormat: String, Sendable, Hashable, CaseIterable {
  /// One JSON object a line, in this project's own fields; also a JSON list of such objects.
  case jsonLines = "jsonl"
  /// Reddit comments as the Pushshift dumps have them.
  case reddit
  /// Reddit listings, as the site answers `….json`.
  case redditListing = "reddit-listing"
  /// Flat lists of Reddit comments with `comment_id` and `parent_comment_id`.
  case redditFlat = "reddit-flat"
  /// Hacker News as JSON: Firebase items, Algolia, BigQuery rows.
  case hackerNews = "hackernews"
  /// A saved page of Hacker News.
  case hackerNewsHTML = "hackernews-html"
  /// A WordPress export (WXR).
  case wordPress = "wordpress"
  /// A Disqus export, or answers of its interface.
  case disqus
  /// `Comments.xml` of a Stack Exchange dump, or answers of its interface.
  case stackExchange = "stackexchange"
  /// A Blogger or Atom export.
  case blogger
  /// A Discourse topic.
  case discourse
  /// Answers of the YouTube Data API.
  case youTube = "youtube"
  /// What yt-dlp and youtube-comment-downloader write.
  case ytDlp = "yt-dlp"
  /// Mastodon and other ActivityPub servers.
  case mastodon
  /// An Isso export.
  case isso
  /// A Commento export.
  case commento
  /// A Remark42 backup or answer.
  case remark42
  /// Documents or answers of Coral.
  case coral
  /// Lobsters as JSON.
  case lobsters
  /// A saved page of Lobsters.
  case lobstersHTML = "lobsters-html"
  /// Answers of Lemmy's interface.
  case lemmy
  /// WikiConv conversations and ConvoKit utterances.
  case wikiConv = "wikiconv"
  /// A mailbox.
  case mbox
  /// A table with a header, values separated by commas or semicolons.
  case csv
  /// A table with a header, values separated by tabs.
  case tsv
  /// JSON objects whose fields have names of no system we know, read like the rows of a table.
  case jsonRows = "json-rows"
  /// A web page with comment markup.
  case html
  /// The text of one web page.
  case page
}

extension DumpFormat {
  /// The format in one sentence, for help texts.
  public var explanation: String {
    switch self {
    case .jsonLines: "JSON Lines, or a JSON list: objects with at least \"id\" and \"body\"."
    case .reddit: "Reddit comments, one JSON object a line, as in the Pushshift dumps (RC_*)."
    case .redditListing: "Reddit listings with nested replies, as the site answers .json addresses."
    case .redditFlat: "Flat JSON lists of Reddit comments (comment_id, parent_comment_id)."
    case .hackerNews: "Hacker News as JSON: Firebase items, Algolia, BigQuery rows."
    case .hackerNewsHTML: "A saved Hacker News page."
    case .wordPress: "A WordPress export (WXR), or comments as REST or WPGraphQL answer (JSON)."
    case .disqus: "A Disqus export (XML), or posts as its interface answers (JSON)."
    case .stackExchange: "Comments.xml of a Stack Exchange dump, or what its interface answers."
    case .blogger: "A Blogger or Atom export (XML), or what Blogger's interface answers (JSON)."
    case .discourse: "A Discourse topic (/t/ID.json) or a list of posts."
    case .youTube: "Answers of the YouTube Data API: commentThreads and comments."
    case .ytDlp: "A video's .info.json by yt-dlp, or youtube-comment-downloader's JSON Lines."
    case .mastodon: "Mastodon and ActivityPub: outbox, context, statuses, notes."
    case .isso: "An Isso export (JSON)."
    case .commento: "A Commento export (JSON)."
    case .remark42: "A Remark42 backup or list of comments (JSON)."
    case .coral: "Coral: database documents or GraphQL answers (JSON)."
    case .lobsters: "A Lobsters story with its comments (JSON)."
    case .lobstersHTML: "A saved Lobsters page."
    case .lemmy: "Comments of Lemmy, as its interface answers (JSON)."
    case .wikiConv: "WikiConv conversations or ConvoKit utterances (JSON Lines)."
    case .mbox: "A mailbox or messages by themselves (.eml); threads by References and In-Reply-To."
    case .csv: "A table with a header line, values separated by commas or semicolons."
    case .tsv: "A table with a header line, values separated by tabs."
    case .jsonRows: "JSON Lines, or lists in JSON, with fields of any names, as tables have them."
    case .html: "A web page with comment markup (WordPress, schema.org, hAtom)."
    case .page: "The comments of one page, copied or saved as plain text."
    }
  }
}
