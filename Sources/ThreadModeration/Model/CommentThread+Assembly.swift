// SPDX-License-Identifier: Apache-2.0

extension CommentThread {
  /// A thread and where its comments stood in the input.
  public struct Assembled: Sendable {
    /// The thread.
    public let thread: CommentThread
    /// For each of its comments, the index in the input.
    public let ordinals: [Int]
  }

  /// Sorts comments of many threads into their threads, in the order in which threads first appear.
  ///
  /// A comment belongs to the thread it names. One that names none belongs to the thread of the
  /// nearest comment above it that does; failing that, the topmost comment's id names the thread,
  /// or the missing parent's id, so that replies to the same missing comment stay together.
  ///
  /// - Complexity: O(*n*) time and memory for *n* comments, plus hashing their ids.
  public static func threads(of comments: [Comment]) -> [Assembled] {
    let names = threadNames(of: comments)
    var slots: [[UInt8]: Int] = [:]
    var order: [(name: [UInt8], ordinals: [Int])] = []
    for (ordinal, name) in names.enumerated() {
      if let slot = slots[name] {
        order[slot].ordinals.append(ordinal)
      } else {
        slots[name] = order.count
        order.append((name, [ordinal]))
      }
    }
    return order.map { entry in
      Assembled(
        thread: CommentThread(
          id: String(decoding: entry.name, as: UTF8.self),
          comments: entry.ordinals.map { comments[$0] }
        ),
        ordinals: entry.ordinals
      )
    }
  }

  private static func threadNames(of comments: [Comment]) -> [[UInt8]] {
    var names = comments.map { $0.thread.map { Array($0.utf8) } }
    guard names.contains(where: { $0 == nil }) else { return names.map { $0 ?? [] } }

    var firstWithID: [[UInt8]: Int] = [:]
    for (index, comment) in comments.enumerated() {
      let key = Array(comment.id.utf8)
      if firstWithID[key] == nil { firstWithID[key] = index }
    }
    var path: [Int] = []
    var isOnPath = [Bool](repeating: false, count: comments.count)
    for start in comments.indices where names[start] == nil {
      var current = start
      var found: [UInt8]?
      while found == nil {
        if let name = names[current] {
          found = name
        } else if isOnPath[current] {
          // A cycle of comments without a thread: its first member in the input names it.
          let members = path[(path.firstIndex(of: current) ?? 0)...]
          found = Array(comments[members.min() ?? current].id.utf8)
        } else {
          isOnPath[current] = true
          path.append(current)
          guard let parent = comments[current].parent.map({ Array($0.utf8) }) else {
            found = Array(comments[current].id.utf8)
            break
          }
          guard let next = firstWithID[parent] else {
            found = parent
            break
          }
          current = next
        }
      }
      for index in path {
        names[index] = found
        isOnPath[index] = false
      }
      path.removeAll(keepingCapacity: true)
    }
    return names.map { $0 ?? [] }
  }
}
