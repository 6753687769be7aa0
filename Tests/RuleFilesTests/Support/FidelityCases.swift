// SPDX-License-Identifier: Apache-2.0

import Foundation
import RuleFiles
import TestSupport
import ThreadModeration

/// A case of `Tests/Cases/rules/fidelity.txt`; the file's first lines say how it is written.
struct FidelityCase: Sendable, CustomStringConvertible {
  var name: String
  var line: Int
  var rules = ""
  var expectations: [(verb: String, text: String)] = []

  var description: String { name }

  static func all() throws -> [FidelityCase] {
    let url = SharedData.caseURL("rules/fidelity.txt")
    var cases: [FidelityCase] = []
    let text = try String(contentsOf: url, encoding: .utf8)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("## ") {
        cases.append(FidelityCase(name: String(line.dropFirst(3)), line: index + 1))
      } else if line.hasPrefix("=> "), !cases.isEmpty {
        let parts = line.dropFirst(3).split(separator: ":", maxSplits: 1).map(String.init)
        let text = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        cases[cases.count - 1].expectations.append((parts[0], text))
      } else if !cases.isEmpty, cases[cases.count - 1].expectations.isEmpty {
        cases[cases.count - 1].rules += line + "\n"
      }
    }
    return cases
  }
}

/// A comment with what stands above it.
struct FidelityComment {
  var comments: [ThreadModeration.Comment]
  var isAlone = false

  /// Reads plain words, or a JSON object.
  init(_ text: String) throws {
    guard text.hasPrefix("{\"") else {
      comments = [
        ThreadModeration.Comment(
          id: "c1",
          body: text.replacing("\\n", with: "\n"),
          thread: "t"
        )
      ]
      return
    }
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    comments = []
    isAlone = object["thread"] is NSNull
    read(object, depth: 1)
    comments.reverse()
  }

  private mutating func read(_ object: [String: Any], depth: Int) {
    let number = { (key: String) in (object[key] as? NSNumber)?.intValue }
    let flag = { (key: String) in (object[key] as? NSNumber)?.boolValue }
    let parent = object["parent"] as? [String: Any]
    var comment = ThreadModeration.Comment(
      id: object["id"] as? String ?? "c\(depth)",
      body: object["body"] as? String ?? "",
      thread: object["thread"] is NSNull ? nil : object["thread"] as? String ?? "t",
      parent: parent.map { $0["id"] as? String ?? "c\(depth + 1)" },
      author: object["author"] as? String,
      authorID: object["author_id"] as? String,
      createdAt: number("created_at").map(Int64.init),
      title: object["title"] as? String,
      url: object["url"] as? String,
      authorCreatedAt: number("author_created_at").map(Int64.init),
      authorKarma: number("author_karma"),
      isSubmitter: flag("is_submitter"),
      isModerator: flag("is_moderator")
    )
    for detail in CommentDetails.Text.allCases {
      if let value = object[detail.rawValue] as? String { comment.details[detail] = value }
    }
    for detail in CommentDetails.Number.allCases {
      if let value = number(detail.rawValue) { comment.details[detail] = Double(value) }
    }
    for detail in CommentDetails.Flag.allCases {
      if let value = flag(detail.rawValue) { comment.details[detail] = value }
    }
    comments.append(comment)
    if let parent { read(parent, depth: depth + 1) }
  }

  func verdict(by scanner: CommentScanner) -> Verdict? {
    if isAlone || comments.isEmpty { return comments.last.map { scanner.verdict(for: $0) } }
    let thread = CommentThread(id: comments[0].thread ?? "t", comments: comments)
    return scanner.verdicts(for: thread).last
  }
}
