// SPDX-License-Identifier: Apache-2.0

/// Tells JSON formats apart by the keys that only one of them has.
enum JSONSignature {
  /// The format of a document, an element of a list or a line, and whether other things stand around its
  /// comments; `nil` if it is in none.
  static func format(of value: JSONValue) -> (format: DumpFormat, isWrapped: Bool)? {
    if let format = readable(value) { return (format, false) }
    let outer = value.isArray ? value.elements.first { $0.isObject } : value
    return outer.flatMap(JSONWrapping.format).map { ($0, true) }
  }

  /// The format that a value is in by itself, so that its reader can take it.
  static func readable(_ value: JSONValue) -> DumpFormat? {
    if value.isArray {
      // Lists in a list are looked into once. The first element may say nothing: a page without comments,
      // an error among the answers.
      for element in value.elements.lazy.filter({ $0.isObject || $0.isArray }).prefix(8) {
        let found = element.isArray ? element.first.flatMap { object($0) } : object(element)
        if let found { return found }
      }
      return nil
    }
    return object(value)
  }

  private static func object(_ value: JSONValue) -> DumpFormat? {
    guard value.isObject else { return nil }
    if let format = special(value) { return format }
    if isReddit(value) { return .reddit }
    if value.has("id"), value.has("body") || value.has("text") || value.has("content") {
      return .jsonLines
    }
    if let list = FlatRecordsReader.list(in: value), let first = list.first, special(first) == nil {
      return isReddit(first) ? .reddit : first.has("id") ? .jsonLines : nil
    }
    return nil
  }

  /// Whether an object has Reddit's fields.
  private static func isReddit(_ value: JSONValue) -> Bool {
    value.has("subreddit") || value.has("selftext") || value["link_id"]?.hasPrefix("t3_") ?? false
      || value["parent_id"]?.hasPrefix("t1_") ?? false
      || value["parent_id"]?.hasPrefix("t3_") ?? false
  }

  private static let recognizers: [(DumpFormat, @Sendable (JSONValue) -> Bool)] = [
    (.redditListing, isRedditListing), (.youTube, isYouTube), (.discourse, isDiscourse),
    (.blogger, isBlogger), (.wordPress, isWordPress),
    (.commento, isCommento), (.remark42, isRemark42), (.lobsters, isLobsters), (.lemmy, isLemmy),
    (.mastodon, isActivityPub), (.wikiConv, isConversation), (.coral, isCoral),
    (.hackerNews, isHackerNews), (.ytDlp, isYtDlp), (.isso, isIsso),
    (.redditFlat, isRedditFlat), (.disqus, isDisqus), (.stackExchange, isStackExchange),
  ]

  private static func special(_ value: JSONValue) -> DumpFormat? {
    recognizers.first { $0.1(value) }?.0
  }
}

extension JSONSignature {
  @Sendable private static func isRedditListing(_ value: JSONValue) -> Bool {
    if value["json"]?["data"]?["things"] != nil { return true }
    func isThing(_ value: JSONValue) -> Bool {
      guard let kind = value["kind"], value["data"]?.isObject ?? false else { return false }
      return ["Listing", "t1", "t3", "more"].contains { kind.isString($0) }
    }
    if isThing(value) { return true }
    // Several answers, each under a name; those to a comment may stand before its other fields.
    return !isOurs(value) && value.members.first { _ in true }.map { isThing($0.value) } ?? false
  }

  @Sendable private static func isYouTube(_ value: JSONValue) -> Bool {
    if value["kind"]?.hasPrefix("youtube#") ?? false { return true }
    let item = value["items"]?.first ?? value
    if item["kind"]?.hasPrefix("youtube#comment") ?? false { return true }
    guard let snippet = item["snippet"] else { return false }
    return snippet.has("topLevelComment") || snippet.has("textDisplay")
      || snippet.has("textOriginal")
  }

  @Sendable private static func isDiscourse(_ value: JSONValue) -> Bool {
    value.has("post_stream") || value.has("latest_posts")
      || value.has("post_number") && (value.has("cooked") || value.has("raw"))
      || ["posts", "user_actions"].contains { value[$0]?.first?.has("post_number") ?? false }
      || value.has("post_number") && value.has("action_type") && value.has("excerpt")
  }

  /// Whether an object is a comment as Blogger answers, or holds some.
  @Sendable private static func isBlogger(_ value: JSONValue) -> Bool {
    for item in [value, value["items"]?.first] where item?["kind"]?.hasPrefix("blogger#") ?? false {
      return true
    }
    let entry = value["feed"]?["entry"]?.first ?? value
    return entry.has("thr$in-reply-to")
      || entry["id"]?["$t"]?.hasPrefix("tag:blogger.com") ?? false
  }

  /// Whether an object is a comment as WordPress answers, or a post with such comments.
  @Sendable private static func isWordPress(_ value: JSONValue) -> Bool {
    func isComment(_ value: JSONValue) -> Bool {
      if let content = value["content"], content.has("rendered") {
        return value.has("author_name") || value.has("post") && value.has("parent")
      }
      return value.has("content") && (value.has("dateGmt") || value.has("parentDatabaseId"))
    }
    let list = value["comments"]
    let node = list?["nodes"]?.first ?? list?["edges"]?.first?["node"] ?? list?.first ?? value
    return isComment(node)
  }

  @Sendable private static func isCommento(_ value: JSONValue) -> Bool {
    // Comentario, which came of it, has ids.
    value.has("commentHex")
      || value["comments"].map { comments in
        comments.first?.has("commentHex") ?? value.has("commenters")
      } ?? false
  }

  @Sendable private static func isRemark42(_ value: JSONValue) -> Bool {
    func isComment(_ value: JSONValue) -> Bool {
      value.has("locator") && (value.has("pid") || value.has("user"))
    }
    if isComment(value) || value.has("version") && value.has("users") && value.has("posts") {
      return true
    }
    if let comment = value["comment"], isComment(comment) { return true }
    guard let first = value["comments"]?.first else { return false }
    return isComment(first) || first["comment"].map(isComment) ?? false
  }

  @Sendable private static func isLobsters(_ value: JSONValue) -> Bool {
    value.has("short_id")
      && (value.has("comment") || value.has("comment_plain") || value.has("submitter_user")
        || value.has("comments") || value.has("commenting_user"))
  }

  /// Whether a comment is one in our own fields, whatever else it has.
  private static func isOurs(_ value: JSONValue) -> Bool {
    value.has("id") && value.has("body")
  }

  @Sendable private static func isLemmy(_ value: JSONValue) -> Bool {
    let view = value["comments"]?.first ?? value["comment_view"] ?? value
    guard !isOurs(view) else { return false }
    guard let comment = view["comment"] else { return false }
    return comment.has("post_id") && (comment.has("path") || comment.has("content"))
  }

  @Sendable private static func isActivityPub(_ value: JSONValue) -> Bool {
    if value.has("orderedItems") || value.has("ancestors") && value.has("descendants") {
      return true
    }
    // Some programs leave out what is null, such as what the first of a thread answers.
    if let account = value["account"],
      value.has("in_reply_to_id") || value.has("content") && account.has("acct")
    {
      return true
    }
    if value.has("content"), value.has("attributedTo") || value.has("inReplyTo") { return true }
    guard let type = value["type"], value.has("@context") || value.has("actor") else {
      return false
    }
    return ["Create", "Announce", "Update", "Note", "Like", "Delete", "Follow", "Undo", "Add"]
      .contains { type.isString($0) } || type.hasPrefix("OrderedCollection")
      || type.hasPrefix("Collection")
  }

  @Sendable private static func isConversation(_ value: JSONValue) -> Bool {
    func isUtterance(_ value: JSONValue) -> Bool {
      guard value.has("id") else { return false }
      if value.has("comment_type"), value.has("content") { return true }
      let isLinked = ["reply-to", "reply_to", "replyTo_id", "replyTo"].contains { value.has($0) }
      let hasRoot = value.has("conversation_id") || value.has("root")
      // What opens a conversation may lack what it answers.
      if value.has("content"), hasRoot, value.has("replyTo_id") || value.has("cleaned_content") {
        return true
      }
      return value.has("text") && (isLinked || hasRoot)
        && (value.has("speaker") || value.has("user") || hasRoot && isLinked)
    }
    if isUtterance(value) { return true }
    guard let (_, first) = value.members.first(where: { _ in true }), first.isObject else {
      return false
    }
    return isUtterance(first)
  }

  @Sendable private static func isCoral(_ value: JSONValue) -> Bool {
    if value.has("revisions") || value.has("storyID") && value.has("id") { return true }
    if value.has("asset_id"), value.has("body") { return true }
    let data = value["data"] ?? value
    func isConnection(_ value: JSONValue?) -> Bool {
      guard let value, value.has("nodes") || value.has("edges") else { return false }
      let node = value["nodes"]?.first ?? value["edges"]?.first?["node"]
      return node.map { $0.has("body") || !$0.has("text") && !$0.has("content") } ?? true
    }
    for key in ["story", "asset"] where isConnection(data[key]?["comments"]) { return true }
    return ["comments", "stories", "assets"].contains { isConnection(data[$0]) }
  }

  @Sendable private static func isHackerNews(_ value: JSONValue) -> Bool {
    func isItem(_ value: JSONValue) -> Bool {
      // As the site's own programs for telephones have them.
      if value.has("time_ago"), value.has("comments"), value.has("user"), value.has("content") {
        return true
      }
      if value.has("by"), value.has("parent") || value.has("type") || value.has("kids") {
        return true
      }
      if value.has("id"), value["type"]?.isString("comment") ?? false,
        value.has("parent") || value.has("parent_id")
      {
        return true
      }
      if value.has("objectID"),
        value.has("comment_text") || value.has("story_id") || value.has("_tags")
      {
        return true
      }
      // Of a large tree only the beginning is seen, which may end inside its answers.
      return [value, value["children"]?.first].contains {
        guard let item = $0 else { return false }
        return item.has("children") && (item.has("story_id") || item.has("created_at_i"))
      }
    }
    if isItem(value) || value["hits"]?.first.map(isItem) ?? false { return true }
    if value["comments"]?.first.map(isItem) ?? false { return true }
    guard let (_, first) = value.members.first(where: { _ in true }) else { return false }
    return first.isObject && first.has("by") && isItem(first)
  }

  @Sendable private static func isYtDlp(_ value: JSONValue) -> Bool {
    func isComment(_ value: JSONValue) -> Bool {
      // Programs that have comments from yt-dlp may give them fields of their own.
      value.has("text") && (value.has("id") || value.has("cid"))
        // TikTok has a "cid", too.
        && (value.has("cid")
          && !["aweme_id", "createTime", "create_time"].contains(where: value.has)
          || value.has("author_is_uploader") || value.has("author_thumbnail")
          || value.has("_time_text")
          || value["parent"]?.isString("root") ?? false && value.has("author_id"))
    }
    // The comments of a video stand behind its formats, perhaps far behind.
    if isComment(value) || value.has("formats") && value.has("thumbnails") { return true }
    if value["entries"]?.isArray ?? false, value.has("extractor") || value.has("_type") {
      return true
    }
    guard let comments = value["comments"] else { return false }
    return comments.first.map(isComment) ?? false
      || value.has("extractor") || value.has("extractor_key")
  }

  @Sendable private static func isIsso(_ value: JSONValue) -> Bool {
    if let first = value["comments"]?.first, value.has("id"), first.has("text") {
      return first.has("remote_addr") || first.has("created")
    }
    if value.has("total_replies"), value.has("replies") { return true }
    return value.has("text") && value.has("mode") && (value.has("hash") || value.has("tid"))
  }

  @Sendable private static func isDisqus(_ value: JSONValue) -> Bool {
    let post = value["response"]?.first ?? value
    guard !isOurs(post) else { return false }
    return post.has("raw_message") || post.has("message") && post.has("forum") && post.has("thread")
  }

  @Sendable private static func isStackExchange(_ value: JSONValue) -> Bool {
    let item = value["items"]?.first ?? value
    func isComment(_ value: JSONValue) -> Bool {
      value.has("comment_id") && value.has("post_id") && value.has("creation_date")
    }
    // Questions and answers hold their comments; rows of the dump keep their names.
    if item.has("question_id") || item.has("answer_id"), !item.has("text"), !isOurs(item) {
      return item["comments"]?.first.map(isComment) ?? false
        || item["answers"]?.first?.has("answer_id") ?? false
    }
    if item.has("PostId"), item.has("Text"), item.has("CreationDate") { return true }
    return !isOurs(item) && isComment(item)
  }

  @Sendable private static func isRedditFlat(_ value: JSONValue) -> Bool {
    if let first = value["comments"]?.first, isRedditFlat(first) { return true }
    if value.has("parsedId"), value.has("dataType") { return true }
    return value.has("comment_id")
      && (value.has("parent_comment_id") || value.has("post_title") || value.has("subreddit")
        || value.has("comment_parent_id") || value.has("body") && value.has("replies")
        || (value.has("post_id") || value.has("submission_id")) && value.has("parent_id"))
  }
}
