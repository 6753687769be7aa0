// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

@Suite struct MailTests {
  @Test(
    arguments: [
      ("Mon, 25 Nov 2002 14:46:29 +0100", 1_038_231_989), ("25 Nov 2002 14:46 GMT", 1_038_235_560),
      ("Wed, 9 Feb 00 22:02:24 EST", 950_151_744), ("Tue, 31 Feb 2002 14:46:29 +0100", nil),
      ("yesterday", nil),
    ] as [(String, Int64?)]
  )
  func `dates are read as mail writes them`(text: String, seconds: Int64?) {
    #expect(MailText.date(text) == seconds)
  }

  @Test(arguments: [
    ("=?utf-8?Q?caf=C3=A9_noir?=", "café noir"), ("=?iso-8859-1?q?caf=E9?= x", "café x"),
    ("=?UTF-8?B?w6k=?=  =?UTF-8?B?w6k=?=", "éé"), ("=?x?y?z", "=?x?y?z"), ("a =?b", "a =?b"),
    ("=?utf-8?B?!!!!?=", ""), ("plain", "plain"),
  ])
  func `encoded words are resolved`(raw: String, text: String) {
    #expect(MailText.words(Array(raw.utf8)) == text)
  }

  @Test func `a thread is named after its topmost message, whatever the order`() throws {
    func message(_ id: String, _ references: String) -> String {
      "From a@b Thu Feb 29 12:35:00 2024\nFrom: a@b\nMessage-ID: <\(id)>\n"
        + (references.isEmpty ? "" : "References: \(references)\n") + "\nx\n\n"
    }
    let read = try ReadAll(
      message("c", "<a> <b>") + message("b", "<a>") + message("a", "") + message("y", "<x>")
        + message("z", "<x>"),
      format: nil
    )
    #expect(read.format == .mbox)
    #expect(read.comments.map(\.thread) == ["a", "a", "a", "y", "z"])
    #expect(read.comments.map(\.parent) == ["b", "a", nil, "x", "x"])
  }

  @Test func `a circle of references ends`() throws {
    let text =
      "From a@b Thu Feb 29 12:35:00 2024\nMessage-ID: <a>\nReferences: <b>\n\nx\n\n"
      + "From a@b Thu Feb 29 12:35:00 2024\nMessage-ID: <b>\nReferences: <a>\n\nx\n"
    let read = try ReadAll(text, format: .mbox)
    #expect(read.comments.count == 2)
    #expect(read.comments[0].thread == read.comments[1].thread)
  }

  @Test func `a message over the limit is rejected and the next one is read`() throws {
    let text =
      "From a@b Thu Feb 29 12:35:00 2024\nMessage-ID: <a>\n\n"
      + String(repeating: "line of words\n", count: 1000)
      + "From a@b Thu Feb 29 12:35:00 2024\nMessage-ID: <b>\n\nx\n"
    let read = try ReadAll(Array(text.utf8), DumpOptions(format: .mbox, maxRecordBytes: 1000))
    #expect(read.comments.map(\.id) == ["b"])
    #expect(read.rejected.map(\.reason) == ["a message of more than 1000 bytes"])
  }

  @Test func `parts that are not closed are still read`() throws {
    let text =
      "From a@b Thu Feb 29 12:35:00 2024\nMessage-ID: <a>\n"
      + "Content-Type: multipart/mixed; boundary=q\n\n--q\n\nwords\n"
    #expect(try ReadAll(text, format: .mbox).comments.map(\.body) == ["words"])
  }

  @Test(
    arguments: [
      ("Date: Thu, 29 Feb 2024 10:00:00 +0000\n", 1_709_200_800, []), ("", 1_709_210_100, []),
      ("Date: noon\n", 1_709_210_100, ["unreadable-time"]),
      ("Resent-Date: Thu, 29 Feb 2024 11:00:00 +0000\n", 1_709_204_400, []),
    ] as [(String, Int64, [String])]
  )
  func `a message without a date has that of its delivery`(
    header: String,
    seconds: Int64,
    notes: [String]
  ) throws {
    let read = try ReadAll(
      "From a@b Thu Feb 29 12:35:00 2024\nMessage-ID: <a>\n\(header)\nx\n",
      format: .mbox
    )
    #expect(read.comments.map(\.createdAt) == [seconds] && read.repairKinds == notes)
  }

  @Test(
    arguments: [
      ("From a@b Thu Feb 29 12:35:00 2024", 1_709_210_100),
      ("From a at b  Thu Feb 29 12:35:00 2024\r", 1_709_210_100),
      ("From a@b Thu Feb 29 12:35:00 +0100 2024", 1_709_206_500),
      ("From a@b Thu Feb 29 12:35:00 2024 +0100", 1_709_206_500),
      ("From a@b 2024-02-29T12:35:00Z", 1_709_210_100), ("From a@b", nil),
      ("From - 12:35:00 2024", nil), ("From here 12:35:00", nil),
    ] as [(String, Int64?)]
  )
  func `a line that begins a message says when it was delivered`(line: String, seconds: Int64?) {
    #expect(MailSignature.delivered(Array(line.utf8)[...]) == seconds)
  }

  @Test(arguments: [
    ("application/pkcs7-mime; name=\"x\"", ""), ("image/png", ""), ("text/x-patch", "words"),
    ("text", "words"), ("%22application/pdf", "words"), ("multipart/mixed", "words"),
  ])
  func `a message that is a file has no words`(type: String, body: String) throws {
    let read = try ReadAll(
      "From a@b Thu Feb 29 12:35:00 2024\nMessage-ID: <a>\nContent-Type: \(type)\n\nwords\n",
      format: .mbox
    )
    #expect(read.comments.map(\.body) == [body])
    #expect(read.repairKinds == (body.isEmpty ? ["not-a-comment:attachment"] : []))
  }
}
