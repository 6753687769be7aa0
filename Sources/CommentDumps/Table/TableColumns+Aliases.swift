// SPDX-License-Identifier: Apache-2.0

extension TableColumns {
  /// Our fields, and the names that columns of other systems have for them, in lower case with
  /// nothing but letters and digits.
  static let aliases: [(field: String, names: [String])] = [
    (
      "id",
      [
        "id", "commentid", "cid", "idstr", "tweetid", "statusid", "reviewid", "replyid",
        "commentnumberid", "postid", "messageid", "uid", "commenthex", "commentpk", "commentuuid",
        "respondentid", "responseid", "idcomment", "idpost", "rpid", "recommendationid",
        "commentno", "contentuuid", "eventid", "objectid", "postcid", "rowid", "restid", "posturi",
      ]
    ),
    (
      "body",
      [
        "body", "text", "comment", "content", "commenttext", "commentbody", "commentcontent",
        "message", "textoriginal", "textdisplay", "tweet", "review", "reviewtext", "markdown",
        "commentactual", "commentdisplayed", "comments", "usercomment", "messagebody",
        "messagetext", "fulltext", "tweettext", "tweetcontent", "replytext", "reviewbody",
        "reviewcontent", "commentmessage", "commenttextoriginal", "commenttextdisplay",
        "textcontent", "bodytext", "rawtext", "originaltext", "posttext",
        "kommentar", "commentaire", "comentario", "comentarios", "kommentare", "commento",
        "komentarz", "reactie", "yorum", "комментарий", "отзыв", "сообщение", "текст", "评论内容",
        "评论", "内容", "コメント", "댓글", "texto", "texte", "testo", "avis", "resena", "mensaje",
        "mensagem", "nachricht",
        "openendedresponse", "feedback", "contents", "sentence",
        "contenthtml", "bodyhtml", "commentary", "contenttext", "plaintext", "note",
        "raw", "cooked", "msg",
      ]
    ),
    (
      "thread",
      [
        "thread", "threadid", "tid", "linkid", "videoid", "articleid", "storyid", "topicid",
        "pageid",
        "submissionid", "conversationid", "conversationidstr", "discussionid", "mediaid",
        "contentid", "parentpostid", "shortcode", "commentpostid", "postid", "posturl", "postlink",
        "videourl", "videoweburl", "articleurl", "pageurl", "storylink", "inputurl", "productid",
        "asin", "businessid", "idarticle", "idthread", "idstory", "idvideo", "movieid", "bookid",
        "gameid",
        "newsid", "placeid", "ticketid", "awemeid", "noteid", "entityidid", "threaduuid",
        "rootpostid", "activityid", "issueurl", "issueid", "pullrequesturl", "noteableid",
        "facebookurl", "bugid", "idpost",
      ]
    ),
    (
      "parent",
      [
        "parent", "parentid", "replyto", "replytoid", "inreplyto", "inreplytoid", "commentparent",
        "parentcommentid", "commentparentid", "repliestoid", "replytocid", "replytocommentid",
        "inreplytostatusid", "inreplytostatusidstr", "inreplytotweetid", "inreplytocommentid",
        "parentcid", "parentmessageid", "replytomessageid", "parenttweetid", "parentcommentpk",
        "idparentpost", "idparentcomment", "idparent", "parentuuid", "parenturi", "repliedtoid",
        "referencemessageid", "replytomessagemessageid", "inreplytoeventid", "parentcommentno",
        "pidid", "replytoeventid", "replycommentid", "replytostatusid", "inreplytocommentcommentid",
        "inreplytomessageid", "isreplyto", "replytotweetid", "parentreplyid",
        "antwortauf", "tmid",
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
        "acct", "fromname", "autor", "auteur", "benutzer", "verfasser", "usuario", "utilisateur",
        "emailaddress", "login", "senderfullname", "actorname", "authortext", "sendername",
        "personaname", "uname", "from", "membername",
        "creator", "nick", "bynickname",
        "автор", "пользователь", "имя", "作者", "用户名", "昵称", "用户", "ユーザー名", "작성자",
      ]
    ),
    // Not "channelid": in some exports of YouTube it is the author's, in others the video's.
    (
      "author_id",
      [
        "authorid", "userid", "authorchannelid", "commentauthorid", "commenterid", "profileid",
        "fromid", "ownerid", "useridstr", "authorfullname", "creatorid", "iduser",
        "idauthor", "senderid", "steamid", "authorsteamid", "actoruuid", "actorid", "reviewerid",
        "authordid", "authorrestid", "authormid", "accountid", "pubkey", "did", "usercreated",
        "uid",
      ]
    ),
    (
      "created_at",
      [
        "createdat", "createdutc", "created", "dateunixtime", "date", "time", "timestamp",
        "published",
        "publishedat", "datetime", "commentdategmt", "commentdate", "creationdate", "commenttime",
        "publisheddate",
        "datepublished", "postedon", "postedat", "commentedat", "createtime", "createtimeiso",
        "createddate", "createdtime", "createdate", "datecreated", "publishtime", "publishedtime",
        "publishdate", "creationtime", "commentedon", "commentpublishedat", "commenttimestamp",
        "commentcreatedat", "dateposted", "postdate", "posttime", "posted", "pubdate", "timets",
        "approvedate", "utc", "createdatutc", "commentcreatetimestamp", "createdtimestamp",
        "submittedat", "tweetcreated", "tweetcreatedat", "tweetdate", "reviewdate",
        "unixreviewtime",
        "reviewtime",
        "commentdatetime", "dateofcomment", "dateadded", "at", "startdate", "datum", "fecha",
        "insertedat", "createddatetime", "createat",
        "publishedatdate", "createdon", "timestampcreated", "writtenat", "originserverts",
        "regtime",
        "ctime", "timestampms", "replydate", "platformcreatedat", "publishedtimestamp",
        "commentcreateddate", "dategmt", "dateutc",
        "data", "дата", "评论时间", "发布时间",
        "时间", "日期", "日時", "날짜", "updated", "ts", "sent", "sentat", "datecreate",
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
        "reactionscount", "thumbsupcount", "votesup", "sympathycount",
      ]
    ),
    ("lang", ["lang", "language"]),
    ("body_format", ["bodyformat"]),
    ("author_created_at", ["authorcreatedat", "authorcreatedutc"]),
    ("author_karma", ["authorkarma"]),
    ("is_submitter", ["issubmitter", "isop"]),
    ("is_moderator", ["ismoderator"]),
  ]
}
