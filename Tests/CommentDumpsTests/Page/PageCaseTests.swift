// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TestSupport
import ThreadModeration

@testable import CommentDumps

/// Every page in `Tests/Cases/pages` against the text beside it: see the README there.
@Suite struct PageCaseTests {
  private static let folder = SharedData.caseURL("pages")

  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
  }()

  @Test("the cases are here")
  func presence() { #expect(Self.names.count >= 20) }

  @Test("a page is read as expected", arguments: names)
  func page(name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: "\(name).txt")))
    let file = Self.folder.appending(path: "\(name).expected")
    let found = Self.outline(bytes, name: "\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_PAGE_CASES"] != nil {
      try Data(found.utf8).write(to: file)
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(found == expected)
  }

  static func outline(_ bytes: [UInt8], name: String) -> String {
    let page = PageReader.comments(in: bytes, name: name)
    var text = ""
    for (comment, line) in zip(page.comments, page.lines) {
      text += "\(comment.id) line \(line) parent \(comment.parent ?? "-")"
      if let author = comment.author { text += " author \(author)" }
      if let time = comment.createdAt { text += " at \(time)" }
      if let score = comment.score { text += " points \(score)" }
      text += "\n"
      for line in comment.body.split(separator: "\n", omittingEmptySubsequences: false) {
        text += line.isEmpty ? "  |\n" : "  | \(line)\n"
      }
    }
    for record in page.rejected {
      text += "rejected line \(record.line) byte \(record.byteOffset): \(record.reason)\n"
    }
    return text.isEmpty ? "nothing\n" : text
  }
}
