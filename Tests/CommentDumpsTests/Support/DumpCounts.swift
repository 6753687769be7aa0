// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

@testable import CommentDumps

/// The figures of a dump, counted naively from what a reader returns: parents are looked up among
/// all comments of the file.
struct DumpCounts: Equatable, CustomStringConvertible {
  var comments = 0
  var threads = 0
  var roots = 0
  var orphans = 0
  var maxDepth = 0
  var depths: [Int: Int] = [:]
  var authors = 0
  var duplicateIDs = 0

  init() {}

  init(_ comments: [ThreadModeration.Comment]) {
    self.comments = comments.count
    for assembled in CommentThread.threads(of: comments) {
      let thread = assembled.thread
      threads += 1
      for index in thread.comments.indices { depths[thread.depth(of: index), default: 0] += 1 }
      orphans += thread.notes.count { $0.kind == .orphan }
      duplicateIDs += thread.notes.count { $0.kind == .duplicateID }
    }
    roots = comments.count { $0.parent == nil }
    maxDepth = depths.keys.max() ?? 0
    authors = Set(comments.compactMap(\.authorKey)).count
  }

  var description: String {
    let depths = depths.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
      .joined(separator: " ")
    return "comments \(comments), threads \(threads), roots \(roots), orphans \(orphans), "
      + "max depth \(maxDepth), authors \(authors), duplicate ids \(duplicateIDs), depths \(depths)"
  }
}
