// SPDX-License-Identifier: Apache-2.0

@testable import ThreadModeration

/// A thread's tree by walking dictionaries: slow, and plain to read.
struct NaiveThread {
  var parents: [Int?]
  var notes: Set<ThreadNote> = []

  init(_ comments: [Comment]) {
    var first: [[UInt8]: Int] = [:]
    for (index, comment) in comments.enumerated() {
      let id = Array(comment.id.utf8)
      if first[id] != nil {
        notes.insert(ThreadNote(kind: .duplicateID, index: index))
      } else {
        first[id] = index
      }
    }
    parents = comments.map { _ in nil }
    for (index, comment) in comments.enumerated() {
      guard let parent = comment.parent else { continue }
      if Array(parent.utf8) == Array(comment.id.utf8) {
        notes.insert(ThreadNote(kind: .selfParent, index: index))
      } else if let place = first[Array(parent.utf8)] {
        parents[index] = place
      } else {
        notes.insert(ThreadNote(kind: .orphan, index: index))
      }
    }
    // A comment that meets itself on its way up is on a cycle; the first of each cycle is cut.
    for index in comments.indices {
      var seen: Set<Int> = []
      var current = parents[index]
      while let place = current, place != index, seen.insert(place).inserted {
        current = parents[place]
      }
      if current == index {
        parents[index] = nil
        notes.insert(ThreadNote(kind: .cycle, index: index))
      }
    }
  }

  func ancestors(_ index: Int) -> [Int] {
    var result: [Int] = []
    var current = parents[index]
    while let place = current {
      result.append(place)
      current = parents[place]
    }
    return result
  }

  func replies(_ index: Int?) -> [Int] { parents.indices.filter { parents[$0] == index } }

  func subtree(_ index: Int) -> [Int] { [index] + replies(index).flatMap { subtree($0) } }
}
