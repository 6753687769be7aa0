// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

@Suite struct TableTests {
  private func read(_ text: String, _ columns: [String: String] = [:]) throws -> ReadAll {
    try ReadAll(
      Array(text.utf8),
      DumpOptions(format: columns.isEmpty ? .csv : nil, columns: columns)
    )
  }

  @Test func `columns are known by many names, whatever their case`() throws {
    let table = try read(
      "Comment ID,User Name,Text,Parent_ID,Video ID\n1,ada,hello,,v\n2,ben,hi,1,v\n"
    )
    #expect(table.comments.map(\.id) == ["1", "2"])
    #expect(table.comments.map(\.author) == ["ada", "ben"])
    #expect(table.comments.map(\.parent) == [nil, "1"])
    #expect(table.comments.map(\.thread) == ["v", "v"])
  }

  @Test func `the caller can say which column is what`() throws {
    let table = try read("a;b;c\nx;y;z\n", ["body": "c", "author": "1"])
    #expect(table.format == .csv)
    #expect(table.comments.map(\.body) == ["z"])
    #expect(table.comments.map(\.author) == ["x"])
    let error = #expect(throws: DumpError.self) { try read("a;b\nx;y\n", ["body": "q"]) }
    #expect(error?.message.contains("no column \"q\" for \"body\"") == true)
  }

  @Test func `rows of other lengths are kept and noted`() throws {
    let table = try read("id,author,text\n1,ada,one\n2,ben,two, with, commas\n3,cem\n4,dan,four\n")
    #expect(table.comments.map(\.id) == ["1", "2", "4"])
    #expect(table.comments[1].body == "two, with, commas")
    #expect(table.rejected.map(\.line) == [4])
    #expect(table.rejected[0].reason == "a row of 2 values has no words; the header has 3")
    #expect(table.repairKinds == ["ragged-row"])
  }

  @Test func `line ends and quotes inside quotes are kept as they are`() throws {
    let table = try read("id,text\r\n1,\"a\r\nb \"\"c\"\" \n d\"\r\n2,\"\"\r\n")
    #expect(table.comments.map(\.body) == ["a\r\nb \"c\" \n d", ""])
    #expect(table.lines == [2, 5])
  }

  @Test func `a quote that is never closed takes the rest, and says so`() throws {
    let table = try read("id,text\n1,\"one\n2,two\n3,three")
    #expect(table.comments.map(\.body) == ["one\n2,two\n3,three"])
    #expect(table.repairKinds == ["cut-off"])
  }

  @Test func `a row over the limit is not held, and the next one is read`() throws {
    let long = String(repeating: "x", count: 5000)
    let table = try ReadAll(
      Array("id,text\n1,\"\(long)\n\(long)\"\n2,two\n".utf8),
      DumpOptions(format: .csv, maxRecordBytes: 1000)
    )
    #expect(table.comments.map(\.id) == ["2"])
    #expect(table.lines == [4])
    #expect(table.rejected.map(\.reason) == ["a row of more than 1000 bytes"])
  }

  @Test func `10 MB of quotes cost linear time`() throws {
    let start = ContinuousClock.now
    let bytes = Array("id,text\n1,".utf8) + [UInt8](repeating: UInt8(ascii: "\""), count: 10 << 20)
    let table = try ReadAll(bytes, DumpOptions(format: .csv))
    #expect(table.records == 1)
    // A second in a release build.
    #expect(start.duration(to: .now) < .seconds(60))
  }

  @Test(arguments: [("id, text\n1, ", " ", "\"x\"\n"), ("id,text\n1,\"\\\"y", "\\\"\n", "z\"\n")])
  func `10 MB of spaces, and of quotes at ends of lines, cost linear time`(
    before: String,
    part: String,
    after: String
  ) throws {
    let start = ContinuousClock.now
    let middle = String(repeating: part, count: (10 << 20) / part.utf8.count)
    let table = try ReadAll(Array((before + middle + after).utf8), DumpOptions(format: .csv))
    #expect(table.records == 1)
    #expect(start.duration(to: .now) < .seconds(60))
  }

  @Test func `nobody hides the next row by a quote or a backslash at the end of a comment`() throws
  {
    for rows in [
      "id,author,text\n0,a,\"x\\\"y\"\n1,eve,\"bye\\\"\n2,ben,\"fine\"\n",
      "id,author,text\n0,a,\"x\\\"y\"\n1,eve,\"bye\\\"\n2,ben,\"two\nlines, or, three\"\n",
      "id\tauthor\ttext\n0\ta\tx\n1\teve\t\"bye\n2\tben\tfine\"\n",
      "id\tauthor\ttext\n0\ta\tx\n1\teve\t\"bye\n2\tben\"\tfine\n",
    ] {
      let table = try ReadAll(Array(rows.utf8), DumpOptions())
      #expect(table.comments.map(\.id) == ["0", "1", "2"], "\(rows)")
    }
  }

  @Test func `text of one byte a character is read, and noted`() throws {
    let table = try ReadAll(Array("id,text\n1,d".utf8) + [0xE9, 0x6A, 0xE0, 0x20, 0x96, 0x0A])
    #expect(table.comments.map(\.body) == ["déjà –"])
    #expect(table.repairKinds == ["encoding:windows-1252"])
  }

  @Test func `a table without a column of words is an error that says what to do`() throws {
    let error = #expect(throws: DumpError.self) { try read("a,b\n1,2\n") }
    #expect(error?.message.contains("--map body=COLUMN") == true)
  }
}
