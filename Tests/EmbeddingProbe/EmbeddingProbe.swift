// SPDX-License-Identifier: Apache-2.0
// The ten lines of README.md, compiled against the public interface alone: it builds only while no C
// type and no internal name leaks out of it.

import PatternEngine
import ThreadModeration

/// Judges a comment in its thread, as README.md shows.
public func moderate() throws -> String {
  let scanner = try CommentScanner()
  let thread = CommentThread(
    id: "t1",
    comments: [
      Comment(id: "c1", body: "The bridge opened in 1902.", author: "ada"),
      Comment(id: "c2", body: "You are an idiot, ada.", parent: "c1", author: "bob"),
    ]
  )
  let verdict = scanner.verdicts(for: thread)[1]
  return "\(verdict.action.name): " + verdict.findings.map(\.rule).joined(separator: ", ")
}

/// Builds a rule in Swift and asks for a pattern's ranges, with both public modules in sight.
public func makeRule() throws -> [Range<Int>] {
  let rule = Rule(
    id: "town.no-raffles",
    category: .spam,
    action: .hold,
    when: .all([
      .text(TextCheck(.body, ["raffle", "lucky draw"], method: .includesWord, view: .normalized)),
      .fact(FactCheck(.isTopLevel)),
    ])
  )
  _ = try CommentScanner(rules: [rule])
  return try Pattern("ra+ffle").allMatches(in: Subject("A raaaffle")).matches.map(\.range)
}
