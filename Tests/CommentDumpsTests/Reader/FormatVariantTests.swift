// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

/// Files of known formats as other exports of them look, with the counts they should give.
@Suite("Variants of formats") struct FormatVariantTests {
  struct Variant: Sendable, CustomTestStringConvertible {
    var name: String
    var format: DumpFormat
    /// Comments, threads, roots, orphans, the largest depth, authors, records that cannot be read.
    var counts: [Int]
    var text: String
    /// The name of the file.
    var file = "x"
    var testDescription: String { name }
  }

  private static let json: [Variant] = [
    Variant(
      name: "Hacker News, the story behind its comments",
      format: .hackerNews,
      counts: [3, 1, 2, 0, 2, 2, 0],
      text: #"""
        {"comments":[{"by":"ada","id":2,"parent":1,"text":"a","time":2,"type":"comment"},
        {"by":"bob","id":3,"parent":2,"text":"b","time":3,"type":"comment"},
        {"by":"ada","id":4,"parent":1,"text":"c","time":4,"type":"comment"}],
        "post":{"by":"eve","id":1,"kids":[2,4],"time":1,"title":"t","type":"story"}}
        """#
    ),
    Variant(
      name: "Algolia's search, with how it was made",
      format: .hackerNews,
      counts: [1, 1, 1, 0, 1, 1, 0],
      text: #"""
        {"exhaustive":{"nbHits":true},"hits":[{"author":"ada","comment_text":"a","created_at_i":5,
        "objectID":"7","parent_id":1,"story_id":1,"_tags":["comment"],
        "_highlightResult":{"author":{"matchLevel":"none","value":"ada"}}}],
        "processingTimingsMS":{"_request":{"roundTrip":12},"total":3}}
        """#
    ),
    Variant(
      name: "an item tree of Algolia, whose beginning ends inside its answers",
      format: .hackerNews,
      counts: [9_000, 1, 9_000, 0, 1, 1, 0],
      text: #"{"author":"eve","children":["#
        + (0..<9_000).map { number in
          #"{"author":"ada","children":[],"created_at":"2024-01-01T00:00:00.000Z","created_at_i":1,"#
            + #""id":\#(100 + number),"parent_id":1,"story_id":1,"text":"\#(number)","type":"comment"}"#
        }.joined(separator: ",")
        + #"],"created_at_i":1,"id":1,"parent_id":null,"story_id":1,"title":"t","type":"story"}"#
    ),
    Variant(
      name: "a Discourse topic in pages",
      format: .discourse,
      counts: [2, 1, 1, 0, 2, 2, 0],
      text: #"""
        [{"id":5,"title":"t","post_stream":{"posts":[
        {"id":10,"post_number":1,"username":"eve","cooked":"q"},
        {"id":11,"post_number":2,"username":"ada","cooked":"a"}]}},
        {"id":5,"post_stream":{"posts":[
        {"id":12,"post_number":3,"reply_to_post_number":2,"username":"bob","cooked":"b"}]}}]
        """#
    ),
    Variant(
      name: "boosts in a list of statuses",
      format: .mastodon,
      counts: [1, 1, 1, 0, 1, 1, 0],
      text: #"""
        [{"id":"1","in_reply_to_id":null,"content":"<p>a</p>","account":{"id":"9","acct":"ada"},"reblog":null},
        {"id":"2","in_reply_to_id":null,"content":"","account":{"id":"9","acct":"ada"},
        "reblog":{"id":"3","content":"<p>b</p>","account":{"id":"8","acct":"bob"}}}]
        """#
    ),
    Variant(
      name: "pages of YouTube's interface in a list, each a list",
      format: .youTube,
      counts: [2, 1, 2, 0, 1, 2, 0],
      text: "["
        + ["a", "b"].map { id in
          #"[{"kind":"youtube#commentThread","snippet":{"videoId":"v","topLevelComment":{"id":"\#(id)","#
            + #""snippet":{"textDisplay":"x","authorDisplayName":"\#(id)"}}}}]"#
        }.joined(separator: ",") + "]"
    ),
    Variant(
      name: "a deleted comment without words keeps its place",
      format: .remark42,
      counts: [2, 1, 1, 0, 2, 2, 0],
      text: #"""
        {"comments":[{"id":"a","pid":"","text":null,"delete":true,"user":{"name":"ada","id":"u1"},
        "locator":{"site":"s","url":"https://s.example/1"},"time":"2024-01-01T00:00:00Z"},
        {"id":"b","pid":"a","text":"b","user":{"name":"bob","id":"u2"},
        "locator":{"site":"s","url":"https://s.example/1"},"time":"2024-01-01T00:00:01Z"}]}
        """#
    ),
    Variant(
      name: "rows of WikiConv, one comment a line",
      format: .wikiConv,
      counts: [2, 1, 1, 0, 2, 2, 0],
      text: #"""
        {"conversation_id":"c","id":"1.2.2","replyTo_id":null,"content":"a","user_text":"ada","type":"ADDITION"}
        {"conversation_id":"c","id":"1.3.3","replyTo_id":"1.2.2","content":"b","user_text":"bob","type":"ADDITION"}
        """#
    ),
    Variant(
      name: "flat Reddit comments with the ids of posts",
      format: .redditFlat,
      counts: [2, 1, 1, 0, 2, 2, 0],
      text: #"""
        [{"comment_id":"c1","post_id":"p1","parent_id":"t3_p1","body":"a","author":"ada"},
        {"comment_id":"c2","post_id":"p1","parent_id":"t1_c1","body":"b","author":"bob"}]
        """#
    ),
    Variant(
      name: "a first page without comments",
      format: .isso,
      counts: [1, 1, 1, 0, 1, 1, 0],
      text: #"""
        [{"id":"/a/","title":"A","comments":[]},
        {"id":"/b/","title":"B","comments":[{"id":1,"author":"ada","text":"a","created":1.5,
        "remote_addr":"192.0.2.1","parent":null}]}]
        """#
    ),
    Variant(
      name: "a playlist of videos",
      format: .ytDlp,
      counts: [3, 2, 2, 0, 2, 3, 0],
      text: #"""
        {"_type":"playlist","id":"l","title":"t","comments":null,"entries":[{"id":"v1","comments":[
        {"id":"a","text":"a","author":"ada","parent":"root"},{"id":"a.b","text":"b","author":"bob","parent":"a"}]},
        null,{"_type":"url","id":"v3"},{"id":"v2","comments":[{"id":"c","text":"c","author":"cy","parent":"root"}]}]}
        """#
    ),
    Variant(
      name: "listings under names",
      format: .redditListing,
      counts: [1, 1, 1, 0, 1, 1, 0],
      text: #"""
        {"post":{"kind":"Listing","data":{"children":[{"kind":"t3","data":{"id":"p","title":"t"}}]}},
        "comments":{"kind":"Listing","data":{"children":[{"kind":"t1","data":{"id":"a","body":"a",
        "author":"ada","link_id":"t3_p","parent_id":"t3_p","replies":""}}]}}}
        """#
    ),
  ]

  private static let pages: [Variant] = [
    Variant(
      name: "microdata inside the element with the comment's number",
      format: .html,
      counts: [3, 1, 2, 0, 2, 3, 0],
      text: """
        <!DOCTYPE html><html><body><ol>\(li(1, "ada", inside: "<ul>\(li(2, "bob"))</ul>"))\(li(3, "cy"))</ol></body></html>
        """
    ),
    Variant(
      name: "a pingback, nothing but a link",
      format: .html,
      counts: [2, 1, 2, 0, 1, 1, 0],
      text: """
        <!DOCTYPE html><html><body><ol><li class="comment" id="comment-1"><cite>Ada</cite><p>a</p></li>
        <li class="pingback" id="comment-2"><div class="comment-body">Pingback: <a href="https://x.example/">x</a></div>
        </li></ol></body></html>
        """
    ),
    Variant(
      name: "a blog with a link to Lobsters",
      format: .html,
      counts: [1, 1, 1, 0, 1, 1, 0],
      text: """
        <!DOCTYPE html><html><body><a href="https://lobste.rs/s/abc">Discuss on Lobsters</a>
        <ol><li class="comment" id="comment-1"><cite>Ada</cite><p>a</p></li></ol></body></html>
        """
    ),
    Variant(
      name: "a block theme",
      format: .html,
      counts: [1, 1, 1, 0, 1, 1, 0],
      text: """
        <!DOCTYPE html><html><body><ol class="wp-block-comment-template"><li id="comment-1" class="comment">
        <div class="wp-block-comment-author-name"><a href="https://a.example">Ada</a></div>
        <div class="wp-block-comment-content"><p>a</p></div></li></ol></body></html>
        """
    ),
    Variant(
      name: "a theme with numbered items and no classes",
      format: .html,
      counts: [2, 1, 2, 0, 1, 2, 0],
      text: """
        <!DOCTYPE html><html><body><ol class="commentlist"><li class="alt" id="comment-1"><cite>Ada</cite> Says:<br />
        <small class="commentmetadata"><a href="#comment-1">January 5th, 2007</a></small><p>a</p></li>
        <li id="comment-2"><cite>Bob</cite> Says:<p>b</p></li></ol></body></html>
        """
    ),
    Variant(
      name: "wpDiscuz, whose elements have two numbers",
      format: .html,
      counts: [2, 1, 1, 0, 2, 2, 0],
      text: """
        <!DOCTYPE html><html><body><div id="wpd-comm-5_0" class="comment depth-1 wpd-comment">
        <div id="comment-5" class="wpd-comment-right"><div class="wpd-comment-author">Ada</div>
        <div class="wpd-comment-text"><p>a</p></div></div>
        <div id="wpd-comm-6_5" class="comment depth-2 wpd-comment wpd-reply"><div id="comment-6" class="wpd-comment-right">
        <div class="wpd-comment-author">Bob</div><div class="wpd-comment-text"><p>b</p></div></div></div></div></body></html>
        """
    ),
    Variant(
      name: "Drupal, which indents answers behind what they answer",
      format: .html,
      counts: [4, 1, 2, 0, 3, 1, 0],
      text: "<!DOCTYPE html><html><body>"
        + [
          drupal(1), "<div class=\"indented\">", drupal(2), "<div class=\"indented\">", drupal(3),
          "</div></div>",
          drupal(4), "</body></html>",
        ].joined()
    ),
    Variant(
      name: "JSON-LD, nested and with a link to what is answered",
      format: .html,
      counts: [4, 1, 2, 0, 2, 3, 0],
      text: #"""
        <!DOCTYPE html><html><head><script type="application/ld+json">{"@context":"https://schema.org","@graph":[
        {"@type":"DiscussionForumPosting","headline":"t","author":{"name":"eve"},"comment":[
        {"@type":"Comment","@id":"#1","text":"a","author":{"@type":"Person","name":"ada"},
        "comment":{"@type":"Comment","text":"b","author":[{"name":"bob"}]}},
        {"@type":"Comment","@id":"#3","text":"c","author":"cy"},
        {"@type":"Comment","@id":"#4","text":"d","author":"cy","parentItem":{"@id":"#3"}}]}]}</script></head>
        <body><p>c</p></body></html>
        """#
    ),
    Variant(
      name: "JSON-LD with references, a comment without words and a fault behind it",
      format: .html,
      counts: [3, 1, 1, 0, 3, 0, 2],
      text: #"""
        <!DOCTYPE html><html><head><script type="application/ld+json">{"@graph":[{"@type":"Comment","@id":"#1",
        "text":"a","comment":[{"@id":"#2"}]},{"@type":"Comment","@id":"#2","text":"b",
        "comment":{"@type":"Comment","comment":{"@type":"Comment","text":"c"}}},,]}</script></head><body></body></html>
        """#
    ),
    Variant(
      name: "an indented element behind the comments that is none",
      format: .html,
      counts: [1, 1, 1, 0, 1, 1, 0],
      text: """
        <!DOCTYPE html><html><body><ol class="commentlist"><li id="comment-1"><cite>Ada</cite><p>a</p></li></ol>
        <div class="indented"><p>Imprint</p></div></body></html>
        """
    ),
    Variant(
      name: "a deleted post of Disqus without a message",
      format: .disqus,
      counts: [2, 1, 1, 0, 2, 1, 0],
      text: """
        <?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
        <thread dsq:id="1"><link>https://s.example/1</link></thread>
        <post dsq:id="10"><isDeleted>true</isDeleted><thread dsq:id="1"/></post>
        <post dsq:id="11"><message>b</message><author><name>Bob</name></author><thread dsq:id="1"/>
        <parent dsq:id="10"/></post></disqus>
        """
    ),
  ]

  private static func li(_ number: Int, _ author: String, inside: String = "") -> String {
    """
    <li class="comment" id="comment-\(number)"><article itemprop="comment" itemscope \
    itemtype="https://schema.org/Comment"><span itemprop="author"><span itemprop="name">\(author)</span></span>\
    <div itemprop="text"><p>words \(number)</p></div></article>\(inside)</li>
    """
  }

  private static func drupal(_ number: Int) -> String {
    """
    <article id="comment-\(number)" class="comment js-comment"><footer><p class="comment__author"><span>Ada</span></p>\
    </footer><div class="content"><h3><a href="#">x</a></h3><div><p>words \(number)</p></div></div></article>
    """
  }

  private static let mail: [Variant] = [
    Variant(
      name: "messages without dates, ids without brackets",
      format: .mbox,
      counts: [2, 1, 1, 0, 2, 2, 0],
      text: """
        From ada@example.invalid
        From: Ada <ada@example.invalid>
        Message-ID: <a@x>

        From here on all is well, as
        From bob to cy

        From cy@example.invalid

        nothing came.
        From cy@example.invalid
        Note: as before.

        From bob@example.invalid
        From: Bob <bob@example.invalid>
        Message-ID: <b@x>
        In-Reply-To: a@x

        b

        """
    ),
    Variant(
      name: "dates of RFC 3339",
      format: .mbox,
      counts: [2, 1, 1, 0, 2, 2, 0],
      text: """
        From ada@example.invalid 2024-01-05T10:00:00Z
        From: Ada <ada@example.invalid>
        Message-ID: <a@x>
        Date: 2024-01-05T10:00:00Z

        From 2024-01-05T10:00:00Z to 2024-01-05T11:00:00Z it was down.

        From bob@example.invalid

        From bob@example.invalid 2024-01-05T11:00:00Z
        From: Bob <bob@example.invalid>
        References: <a@x>

        b

        """
    ),
  ]

  private static let tables: [Variant] = [
    Variant(
      name: "tabs, and quotes that quote nothing",
      format: .tsv,
      counts: [6, 1, 6, 0, 1, 6, 0],
      text: """
        id\ttext\tauthor
        1\t"never closed\tada
        2\t"closed" in the middle\tbob
        3\t5" long\tcy
        4\t"quoted ""twice"" over"\tdee
        5\t"of two
        lines"\teve
        6\t"never closed either\tfay

        """
    ),
    Variant(
      name: "tabs inside a quoted text of several lines",
      format: .tsv,
      counts: [2, 1, 2, 0, 1, 2, 0],
      text: "id\ttext\tauthor\n1\t\"line one\nif x:\n\treturn 5\"\tada\n2\tplain\tbob\n"
    ),
    Variant(
      name: "a lone quote, and one at the end of a later value",
      format: .tsv,
      counts: [2, 1, 2, 0, 1, 2, 0],
      text: "text\tauthor\n\"never closed\tada\nsix feet 5\"\tbob\n"
    ),
    Variant(
      name: "Excel's line before the header",
      format: .csv,
      counts: [2, 1, 2, 0, 1, 2, 0],
      text: "sep=;\r\nid;text;author\r\n1;a, and more;ada\r\n2;b;bob\r\n"
    ),
    Variant(
      name: "one column",
      format: .csv,
      counts: [2, 1, 2, 0, 1, 0, 0],
      text: "\"Comment\"\n\"a, and more\"\nb\n",
      file: "comments.csv"
    ),
    Variant(
      name: "Reddit's prefixes in a table",
      format: .csv,
      counts: [3, 1, 1, 1, 2, 3, 0],
      text: """
        id,link_id,parent_id,author,body
        c1,t3_p,t3_p,ada,a
        c2,t3_p,t1_c1,bob,b
        c3,t3_p,t1_gone,cy,c

        """
    ),
    Variant(
      name: "the post beside the comment's own id",
      format: .csv,
      counts: [3, 2, 2, 0, 2, 3, 0],
      text: """
        comment_id,post_id,parent_id,author,comment_text
        1,900,900,ada,a
        2,900,1,bob,b
        3,901,901,cy,c

        """
    ),
    Variant(
      name: "numbers with gaps, as some programs write them",
      format: .csv,
      counts: [3, 1, 1, 0, 3, 2, 0],
      text: """
        id,parent_id,video_id,author,text
        1,,7,ada,a
        2,1.0,7,bob,b
        3,2.0,7,ada,c

        """
    ),
    Variant(
      name: "words of comments beside unknown columns",
      format: .csv,
      counts: [2, 1, 2, 0, 1, 2, 0],
      text: """
        Channel,Commenter,Comment Content,Published Date,Total Likes
        News,ada,a,2024-01-01,3
        News,bob,"b, and more",2024-01-02,0

        """
    ),
    Variant(
      name: "paths of a flattened document",
      format: .csv,
      counts: [1, 1, 1, 0, 1, 1, 0],
      text: """
        id,snippet.topLevelComment.snippet.textDisplay,snippet.topLevelComment.snippet.authorDisplayName
        a1,a,ada

        """
    ),
  ]

  @Test("counts", arguments: json + pages + mail + tables)
  func counts(variant: Variant) throws {
    let read = try ReadAll(source: BytesSource(Array(variant.text.utf8)), name: variant.file)
    #expect(read.format == variant.format)
    let counts = DumpCounts(read.comments)
    #expect(
      [
        counts.comments, counts.threads, counts.roots, counts.orphans, counts.maxDepth,
        counts.authors, read.rejected.count,
      ] == variant.counts,
      "\(counts); \(read.rejected.first?.reason ?? "")"
    )
  }
}
