// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

@Suite struct FormatRecognitionTests {
  private func format(_ bytes: [UInt8]) throws -> DumpFormat {
    try DumpReader(source: BytesSource(bytes), name: "in.dat").format
  }

  private func format(_ text: String) throws -> DumpFormat { try format(Array(text.utf8)) }

  @Test(arguments: [
    ("", DumpFormat.jsonLines), ("\u{FEFF}", .jsonLines), (" \r\n\n", .jsonLines),
    (#"{"id":"a","body":"x"}"#, .jsonLines), ("\u{FEFF}{\"id\":\"a\"}\n", .jsonLines),
    (#"{"id":"a","link_id":"t3_x"}"#, .reddit), (#"{"id":"a","parent_id":"t1_x"}"#, .reddit),
    (#"{"id":"a","parent_id":"t3_x"}"#, .reddit), (#"{"id":"a","subreddit":"x"}"#, .reddit),
    (#"{"id":"a","selftext":""}"#, .reddit), (#"{"id":"a","parent_id":"x"}"#, .jsonLines),
    ("oops\n{\"subreddit\":1}\n", .reddit), ("<p>\n{\"id\":1}\n", .jsonLines),
    (#"{"id":"a","body":"x""#, .jsonLines), ("{'id':'a'}\n", .jsonLines),
    ("{\n{\"id\":\n{", .jsonLines), ("\u{1E}{\"id\":\"a\"}\n", .jsonLines), ("42\n", .jsonLines),
    ("null\n\"x\"\n", .jsonLines), ("Ada wrote:\nHello\n", .page), ("[deleted]\nHello\n", .page),
    ("42\nHello\n", .page), ("<3 love\n", .page), ("- a\n- b\n", .page),
    ("{\"id\":\"a\"}\r{\"id\":\"b\"}\r", .jsonLines),
    ("From a@b Thu Feb 29 12:35:00 2024\nSubject: x\n\n{}\n{\"id\":1}\n", .mbox),
    ("From here on\nit goes down\n", .page), ("Hello\n{}\nworld\n", .page),
    ("id,text\n1,{}\n{\"x\":1}\n", .csv), ("id;body\n", .csv), ("Dear Ann, dear Ben,\n", .page),
    ("id\ttext\n", .tsv), ("[{\"id\":1,\"body\":\"x\"}]", .jsonLines),
    ("{\"comments\":[{\"id\":1,\"body\":\"x\"}]}", .jsonLines),
    ("[\n{\"id\":1,\"link_id\":\"t3_x\",\"body\":\"x\"}\n]\n", .reddit),
  ])
  func `an input is recognized by its first bytes`(text: String, expected: DumpFormat) throws {
    #expect(try format(text) == expected)
  }

  @Test(arguments: [
    #"{"author":"a","body":"well, "#, #"{"id":"a","body":"well,"#, #"{"id":"a","body":"see ["#,
    #"{"id":"a","body":"well"#, #"{"id":"a","#, #"{"author":"a","#, #"{"id":"a","list":["#,
    #"{"id":"a","list":[1,"#, #"{"subreddit":"a","body":"b,"#,
  ])
  func `a first line that was cut costs only itself`(cut: String) throws {
    let lines = #"{"id":"b","body":"x"}|{"id":"c","body":"y"}|{"id":"d","body":"z"}|"#
    for end in ["\n", "\r\n"] {
      let read = try ReadAll(cut + end + lines.replacing("|", with: end), format: nil)
      #expect(read.comments.map(\.id) == ["b", "c", "d"], "\(cut)")
      #expect(read.rejected.map(\.line) == [1], "\(cut)")
    }
  }

  @Test func `a list with an element a line goes on`() throws {
    let elements = "{\"id\":\"b\",\"body\":\"x\"},\n{\"id\":\"c\",\"body\":\"y\"}\n"
    for start in ["{\"comments\":[\n", "{\"a\":[1],\n\"comments\":[\n"] {
      let read = try ReadAll(start + elements + "]}\n", format: nil)
      #expect(read.comments.map(\.id) == ["b", "c"], "\(start)")
    }
  }

  @Test(arguments: [
    ("[{\"x\":1}]", "jq"), ("[\n  {\n    \"x\": 1\n  }\n]\n", "jq"), ("[]", "jq"),
    ("{\n  \"things\": [\n", "jq"), ("[1,2]", "jq"), ("<?xml version=\"1.0\"?><x/>", "<x>"),
    ("<!DOCTYPE x [<!ENTITY a 'b'>]><rss/>", "document type"),
    ("PNG\u{0}\u{1}", "binary"), ("\u{1}\u{2}\u{3}ab", "binary"),
  ])
  func `what is not read says what to do`(text: String, words: String) throws {
    let error = #expect(throws: DumpError.self) { try format(text) }
    #expect(error?.code == .unrecognizedFormat || error?.code == .refusedInput)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.input == "in.dat")
  }

  @Test func `a first record longer than the look is recognized by its first keys`() throws {
    let long = String(repeating: "x", count: 2 << 20)
    #expect(try format(#"{"subreddit":"s","body":"\#(long)"}"#) == .reddit)
    #expect(try format(#"{"id":"s","body":"\#(long)"}"#) == .jsonLines)
    let middling = String(repeating: "x", count: 100 << 10)
    #expect(try format(#"{"body":"\#(middling)","subreddit":"s"}"#) == .reddit)
  }

  @Test func `our own fields can be asked for where others say more`() throws {
    let text = "[\n{\"id\":\"a\",\"text\":\"x\",\"ownerUsername\":\"ada\"}\n]"
    let found = try ReadAll(text, format: nil)
    #expect(found.format == .jsonRows)
    #expect(found.comments.map(\.author) == ["ada"])
    let asked = try ReadAll(text, format: .jsonLines)
    #expect(asked.format == .jsonLines)
    #expect(asked.comments.map(\.id) == ["a"])
    #expect(asked.comments.map(\.author) == [nil])
  }

  @Test func `a format that is asked for is not questioned`() throws {
    let read = try ReadAll("<html>\n{\"id\":\"a\",\"body\":\"x\"}\n", format: .jsonLines)
    #expect(read.comments.count == 1 && read.rejected.count == 1)
  }

  @Test(arguments: [
    #"{"id":"m1","body":"x","pid":7,"tid":1,"uid":3}"#,
    #"{"id":"m1","body":"x","ts":"1700000000.1","thread_ts":"1700000000.1","user":"u"}"#,
    #"{"id":"m1","body":"x","type":"story","user":"a"}"#,
    #"{"id":"m1","text":"x","parent":null,"post_id":"p","username":"a"}"#,
    #"{"id":"m1","content":"x","author":null,"createdAt":5,"user":"a"}"#,
  ])
  func `what has our names is ours, whatever else it has`(line: String) throws {
    let lines = line + "\n" + line.replacing("m1", with: "m2") + "\n"
    let read = try ReadAll(lines, format: nil)
    #expect(read.format == .jsonLines)
    #expect(read.comments.map(\.id) == ["m1", "m2"])
  }

  @Test func `a list without brackets that is longer than the look is read line by line`() throws {
    let count = 2_000
    var lines = (1...count).map {
      #"{"comment_id":"k\#($0)","post_title":"t","parent_comment_id":"t3_p","author":"a","body":"words"}"#
    }
    lines[1_500] = #"{"comment_id":"k1501","#
    let read = try ReadAll(lines.joined(separator: ",\n") + ",\n", format: nil)
    #expect(read.format == .redditFlat)
    #expect(read.comments.count == count - 1)
    #expect(read.rejected.map(\.line) == [1_501])
  }

  @Test(arguments: [false, true])
  func `our own list without brackets may be longer than the look`(isReddit: Bool) throws {
    let count = 20_000
    let place = isReddit ? #""subreddit":"s","link_id":"t3_p""# : #""thread":"p""#
    var lines = (1...count).map {
      #"{"id":"k\#($0)",\#(place),"author":"a","body":"words and words and words"}"#
    }
    lines[15_000] = #"{"id":"k15001","body":"cut"#
    let read = try ReadAll(lines.joined(separator: ",\n") + "\n", format: nil)
    #expect(read.format == (isReddit ? .reddit : .jsonLines))
    #expect(read.comments.count == count - 1 && read.comments.allSatisfy { $0.thread == "p" })
    #expect(read.comments.last?.id == "k\(count)" && read.lines.last == count)
    #expect(read.rejected.map(\.line) == [15_001])
  }

  @Test func `one comma behind a line is a slip, and costs that line at most`() throws {
    let lines = (1...3).map { #"{"id":"k\#($0)","body":"words"}"# }
    let slip = lines[0] + ",\n" + lines[1] + "\n" + lines[2] + "\n"
    #expect(try ReadAll(slip, format: nil).comments.map(\.id) == ["k1", "k2", "k3"])
    let more = String(repeating: lines[2] + "\n", count: 50_000)
    let read = try ReadAll(slip + more, format: nil)
    #expect(read.comments.count == 50_002 && read.rejected.map(\.line) == [1])
  }

  @Test(arguments: [1, 2, 5, 64, Int.max])
  func `a bad record of a sequence costs only itself`(size: Int) throws {
    let records = [
      #"{"id":"a","thread":"t","body":"x"}"# + "\n", "{\"id\":\"b\",\n\"body\":\"cu",
      "{\n\"id\": \"c\",\n\"body\": \"y\"\n}\n", "", #"{"id":"d","body":"z"}"#,
    ]
    let text = records.map { "\u{1E}" + $0 }.joined()
    let read = try ReadAll(Array(text.utf8), largestRead: size)
    #expect(read.format == .jsonLines)
    #expect(read.comments.map(\.id) == ["a", "c", "d"] && read.lines == [1, 3, 7])
    #expect(read.rejected.map(\.line) == [3] && read.records == 4)
  }

  @Test func `a record of a sequence that is too long costs only itself`() throws {
    var options = DumpOptions()
    options.maxRecordBytes = 100
    let long = #"{"id":"b","body":"\#(String(repeating: "x", count: 500_000))"}"#
    let texts = [#"{"id":"a","body":"x"}"#, long, #"{"id":"c","body":"z"}"#]
    let read = try ReadAll(Array(texts.map { "\u{1E}\($0)\n" }.joined().utf8), options)
    #expect(read.comments.map(\.id) == ["a", "c"])
    #expect(read.rejected.map(\.reason) == ["a record of more than 100 bytes"])
  }

  @Test func `a text that begins with a record separator is no sequence`() throws {
    let read = try ReadAll("\u{1E} Comments\n\n1. Ada says:\n   It was wide.\n", format: nil)
    #expect(read.format == .page)
  }

  @Test func `a text with none of our names beside it is read by others`() throws {
    let line = #"{"id":"m1","text":"x","username":"ann","media_id":"p"}"#
    let lines = line + "\n" + line.replacing("m1", with: "m2") + "\n"
    let read = try ReadAll(lines, format: nil)
    #expect(read.format == .jsonRows)
    #expect(read.comments.map(\.author) == ["ann", "ann"])
    #expect(read.comments.map(\.thread) == ["p", "p"])
  }
}
