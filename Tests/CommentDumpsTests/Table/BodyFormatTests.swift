// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

@Suite("What the words of tables are in") struct BodyFormatTests {
  @Test(arguments: [
    ("id,by,text,parent,ranking,descendants\n2,ann,It&#x27;s,1,,\n", BodyFormat.html),
    ("comment_ID,comment_post_ID,comment_content\n2,1,<b>x</b>\n", .html),
    // Other tables have such columns, too.
    ("id,by,text,parent\n2,ann,1 < 2,1\n", .text),
    ("id,text,ranking\n2,1 < 2,1\n", .text),
    ("id,by,text,parent,ranking,body_format\n2,ann,1 < 2,1,,text\n", .text),
    (#"{"comment_ID":"2","comment_post_ID":"1","comment_content":"<b>x</b>"}"# + "\n", .html),
  ])
  func `by the names of the columns`(text: String, format: BodyFormat) throws {
    #expect(try ReadAll(text, format: nil).comments.map(\.bodyFormat) == [format])
  }

  @Test func `as the caller says, where rows do not`() throws {
    var options = DumpOptions(bodyFormat: .markdown)
    let table = "id,text,body_format\n1,a,\n2,b,html\n3,c,text\n"
    #expect(
      try ReadAll(Array(table.utf8), options).comments.map(\.bodyFormat)
        == [.markdown, .html, .text]
    )
    options.bodyFormat = .text
    let posts = "id,by,text,parent,ranking\n2,ann,1 < 2,1,\n"
    #expect(try ReadAll(Array(posts.utf8), options).comments.map(\.bodyFormat) == [.text])
    options.bodyFormat = .html
    let objects = #"{"_id":"1","message":"a b","user":"ann"}"# + "\n"
    #expect(try ReadAll(Array(objects.utf8), options).comments.map(\.bodyFormat) == [.html])
  }

  @Test func `formats that say it themselves are not told`() throws {
    let options = DumpOptions(bodyFormat: .html)
    #expect(throws: DumpError.self) {
      try ReadAll(Array("{\"id\":\"1\",\"body\":\"a\"}\n".utf8), options)
    }
    #expect(try ReadAll([], options).comments.isEmpty)
  }

  @Test func `Google's parts are put together`() throws {
    let all = try ReadAll(
      #"""
      Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text
      U1,UC1,2023-01-01T10:00:00+00:00,0,,v1,"{""text"":""Hello ""},{""text"":""@ben"",""mention"":{""id"":""x""}},{""text"":"" \u00e9""}"
      U2,UC1,2023-01-01T10:01:00+00:00,0,U1,v1,"{""text"":""reply""}"
      U3,UC1,2023-01-01T10:02:00+00:00,0,,v1,"{braces} I wrote"
      U4,UC1,2023-01-01T10:03:00+00:00,0,,v1,"{""note"":1}"
      """#,
      format: nil
    )
    #expect(
      all.comments.map(\.body) == ["Hello @ben é", "reply", "{braces} I wrote", #"{"note":1}"#]
    )
    #expect(all.rejected.isEmpty)
    let other = try ReadAll("id,text,author\n1,\"{\"\"text\"\":\"\"a\"\"}\",x\n", format: nil)
    #expect(other.comments.map(\.body) == [#"{"text":"a"}"#])
  }

  @Test func `XML has no columns`() {
    let xml = "<?xml version=\"1.0\"?><disqus></disqus>"
    let error = #expect(throws: DumpError.self) {
      try ReadAll(Array(xml.utf8), DumpOptions(columns: ["body": "x"]))
    }
    #expect(error?.message.contains("--map is for tables and JSON") ?? false)
  }
}
