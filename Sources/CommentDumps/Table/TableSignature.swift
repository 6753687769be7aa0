// SPDX-License-Identifier: Apache-2.0

/// Which column of a table is what.
struct TableColumns {
  /// Our fields, and the names that columns of other systems have for them, in lower case with
  /// nothing but letters and digits.
  static let aliases: [(field: String, names: [String])] = [
    (
      "id",
      [
        "id", "commentid", "cid", "idstr", "tweetid", "statusid", "reviewid", "replyid",
        "commentnumberid", "postid", "messageid", "uid", "commenthex",
      ]
    ),
    (
      "body",
      [
        "body", "text", "content", "comment", "commenttext", "commentbody", "commentcontent",
        "message", "textoriginal", "textdisplay", "tweet", "review", "reviewtext", "markdown",
        "commentactual", "commentdisplayed", "comments", "usercomment", "messagebody",
        "messagetext", "fulltext", "tweettext", "tweetcontent", "replytext", "reviewbody",
        "reviewcontent", "commentmessage", "commenttextoriginal", "commenttextdisplay",
        "textcontent", "bodytext", "rawtext", "originaltext", "posttext",
        "kommentar", "commentaire", "comentario",
      ]
    ),
    (
      "thread",
      [
        "thread", "threadid", "tid", "linkid", "videoid", "articleid", "storyid", "topicid",
        "pageid",
        "submissionid", "conversationid", "conversationidstr", "discussionid", "mediaid",
        "contentid", "parentpostid", "shortcode", "commentpostid", "postid", "posturl", "postlink",
        "videourl", "videoweburl", "articleurl", "pageurl", "storylink", "inputurl",
      ]
    ),
    (
      "parent",
      [
        "parent", "parentid", "replyto", "replytoid", "inreplyto", "inreplytoid", "commentparent",
        "parentcommentid", "commentparentid", "repliestoid", "replytocid", "replytocommentid",
        "inreplytostatusid", "inreplytostatusidstr", "inreplytotweetid", "inreplytocommentid",
        "parentcid", "parentmessageid", "replytomessageid", "parenttweetid",
        "antwortauf",
      ]
    ),
    (
      "author",
      [
        "author", "authorname", "user", "username", "name", "by", "commentauthor",
        "authordisplayname", "displayname", "screenname", "handle", "commenter", "commentername",
        "postedby", "nickname", "uniqueid", "userdisplayname", "authorusername", "userscreenname",
        "commentusername", "commenterusername", "commentauthorname", "ownerusername", "fullname",
        "profilename", "accountname", "reviewername", "usernickname", "owner", "sender",
        "autor", "auteur", "benutzer", "usuario",
      ]
    ),
    // Not "channelid": in some exports of YouTube it is the author's, in others the video's.
    (
      "author_id",
      [
        "authorid", "userid", "authorchannelid", "commentauthorid", "commenterid", "profileid",
        "ownerid", "useridstr", "authorfullname", "creatorid",
      ]
    ),
    (
      "created_at",
      [
        "createdat", "createdutc", "created", "date", "time", "timestamp", "published",
        "publishedat", "datetime", "commentdategmt", "commentdate", "creationdate", "commenttime",
        "publisheddate",
        "datepublished", "postedon", "postedat", "commentedat", "createtime", "createtimeiso",
        "createddate", "createdtime", "createdate", "datecreated", "publishtime", "publishedtime",
        "publishdate", "creationtime", "commentedon", "commentpublishedat", "commenttimestamp",
        "commentcreatedat", "dateposted", "postdate", "posttime", "posted", "pubdate", "timets",
        "approvedate", "utc", "datum", "fecha",
      ]
    ),
    ("title", ["title", "videotitle", "articletitle", "posttitle", "videoname", "topictitle"]),
    ("url", ["url", "permalink", "link"]),
    (
      "score",
      [
        "score", "likes", "likecount", "ups", "votes", "points", "upvotes", "totallikes",
        "commentlikes", "likescount", "commentlikecount", "votecount", "upvotecount", "numlikes",
        "favoritecount", "favouritescount", "diggcount", "recommendations", "reactions",
        "reactionscount", "thumbsupcount",
      ]
    ),
    ("lang", ["lang", "language"]),
    ("body_format", ["bodyformat"]),
    ("author_created_at", ["authorcreatedat", "authorcreatedutc"]),
    ("author_karma", ["authorkarma"]),
    ("is_submitter", ["issubmitter", "isop"]),
    ("is_moderator", ["ismoderator"]),
  ]

  /// The index of each field's column.
  private(set) var places: [String: Int] = [:]

  /// - Parameters:
  ///   - header: The names of the columns.
  ///   - named: Columns that the caller names: by field.
  init(header: [[UInt8]], named: [String: String]) {
    let names = header.map { String(decoding: $0, as: UTF8.self) }
    let plain = names.map(Self.plainPath)
    for (field, column) in named {
      places[field] =
        names.firstIndex { $0.utf8.elementsEqual(column.utf8) }
        ?? plain.firstIndex { $0 == Self.plain(column) }
        ?? Int(column).flatMap { names.indices.contains($0 - 1) ? $0 - 1 : nil }
    }
    // A whole name: "media.type" is about something else.
    kind = names.firstIndex { Self.kindNames.contains(Self.plain($0)) }
    let taken = Set(places.values)
    for (field, aliases) in Self.aliases where named[field] == nil {
      for alias in aliases {
        // A post may be the comment itself; beside another id it is what is commented on.
        if let index = plain.firstIndex(of: alias), !taken.contains(index),
          field != "thread" || places["id"] != index
        {
          places[field] = index
          break
        }
      }
    }
    // Reddit's answer to a request for one's own data: beside the comment's own address, that of its post.
    if places["thread"] == nil, plain.contains("permalink"),
      let link = plain.firstIndex(of: "link"), !places.values.contains(link)
    {
      places["thread"] = link
    }
  }

  /// The last part of a path in a flattened document ("snippet.textDisplay"); what may be a name of many
  /// things counts as one of the thing before it ("subreddit.name" is no author's).
  private static func plainPath(_ name: String) -> String {
    let parts = name.split(separator: ".").map { plain(String($0)) }
    guard let last = parts.last else { return "" }
    guard parts.count > 1, ["id", "name", "url", "title", "link", "likes"].contains(last),
      !["data", "node", "snippet", "item", "source", "fields", "attributes", "toplevelcomment"]
        .contains(parts[parts.count - 2])
    else { return last }
    return parts[parts.count - 2] + last
  }

  /// The column that says what kind of thing a row is.
  private(set) var kind: Int?

  private static let kindNames: Set<String> = ["type", "kind", "itemtype", "posttype"]

  /// The kinds of rows that are posts, and those that are if they have a title and answer nothing.
  static let postKinds: Set<String> = ["story", "submission", "job", "poll", "pollopt"]
  static let titledKinds: Set<String> = ["post", "article", "link", "topic", "question"]

  /// Lower case, letters and digits alone.
  static func plain(_ name: String) -> String {
    String(
      decoding: name.utf8.compactMap { byte -> UInt8? in
        if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { return byte | 0x20 }
        let isPlain =
          byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
          || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        return isPlain ? byte : nil
      },
      as: UTF8.self
    )
  }
}

/// Recognizes tables by their header.
enum TableSignature {
  private static let delimiters: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"),
  ]

  /// The delimiter of a header; `nil` for a line that is none.
  ///
  /// A header names the words of a comment and at least one other thing we know, unless the caller
  /// names columns.
  static func delimiter(ofHeader line: ArraySlice<UInt8>, columns: [String: String]) -> UInt8? {
    for delimiter in delimiters where line.contains(delimiter) {
      let names = line.split(separator: delimiter, omittingEmptySubsequences: false).map {
        $0.filter { $0 != UInt8(ascii: "\"") && $0 != 0x0D }
      }
      guard names.allSatisfy({ $0.count <= 64 }) else { continue }
      let places = TableColumns(header: names, named: columns).places
      if let body = places["body"], places.count > 1 || isCertain(names[body]) { return delimiter }
    }
    return nil
  }

  /// Whether a column can only hold the words of comments, whatever stands beside it.
  private static func isCertain(_ name: [UInt8]) -> Bool {
    let name = TableColumns.plain(String(decoding: name, as: UTF8.self))
    return name.hasPrefix("comment") && name.utf8.count > "comments".utf8.count
  }

  /// Whether a header of one column names the words of comments, in a file that is called a table.
  static func isLoneHeader(_ line: ArraySlice<UInt8>, fileName: String) -> Bool {
    guard isTableName(fileName), !hasDelimiter(line) else { return false }
    return TableColumns(header: [Array(line)], named: [:]).places["body"] != nil
  }

  /// Whether a file is called a table.
  static func isTableName(_ fileName: String) -> Bool {
    let name = fileName.lowercased()
    return [".csv", ".tsv"].contains { name.hasSuffix($0) || name.contains($0 + ".") }
  }

  /// Whether a line may have several values.
  static func hasDelimiter(_ line: ArraySlice<UInt8>) -> Bool {
    delimiters.contains(where: line.contains)
  }

  /// Whether a row is not the header but Excel's line before it, `sep=;`, cut at that delimiter.
  static func isDelimiterLine(_ values: [[UInt8]]) -> Bool {
    values.count == 2 && values[1].isEmpty && values[0].elementsEqual("sep=".utf8)
  }

  /// The delimiter that Excel's line before the header names.
  static func delimiter(named line: ArraySlice<UInt8>) -> UInt8? {
    let line = line.filter { $0 != 0x0D }
    guard line.count == 5, line.starts(with: "sep=".utf8), delimiters.contains(line[4])
    else { return nil }
    return line[4]
  }

  /// The delimiter of a header whatever its names: the most frequent.
  static func likelyDelimiter(ofHeader line: ArraySlice<UInt8>) -> UInt8 {
    delimiters.max { a, b in
      line.count { $0 == a } < line.count { $0 == b }
    } ?? UInt8(ascii: ",")
  }
}
