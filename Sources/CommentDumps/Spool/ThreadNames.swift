// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Finds the threads of comments that name none, by hashes alone: 24 bytes a comment.
///
/// The rules are those of ``CommentThread/threads(of:)``: the thread of the nearest comment above that
/// names one, else the topmost comment's id, else the missing parent's. Hashes are Swift's keyed
/// ones, which nobody outside can aim at: two of *n* ids share one with a probability of *n*² / 2⁶⁵.
/// Threads that come together so share a partition, no more: there, names are compared as they are.
struct ThreadNames {
  private var ids: [UInt64] = []
  private var parents: [UInt64] = []
  private var ordinals: [Int] = []
  /// Named comments that unnamed ones answer: the first of each id.
  private var named: [UInt64: (ordinal: Int, thread: UInt64)] = [:]
  /// No parent.
  private static let none: UInt64 = 0

  /// The comments that name no thread.
  var count: Int { ids.count }

  /// The memory that is taken, and that ``resolved()`` takes besides.
  var memoryBytes: Int { count * (24 + 28) + named.count * 48 }

  /// The hash of a thread's name or a comment's id; never 0.
  func hash(_ text: String) -> UInt64 {
    var hasher = Hasher()
    // Byte for byte: two spellings that Swift calls equal are two names.
    for byte in text.utf8 { hasher.combine(byte) }
    return max(1, UInt64(bitPattern: Int64(hasher.finalize())))
  }

  /// Adds a comment that names no thread.
  mutating func add(_ comment: Comment, ordinal: Int) {
    ids.append(hash(comment.id))
    parents.append(comment.parent.map(hash) ?? Self.none)
    ordinals.append(ordinal)
  }

  /// The parents that may be comments that name a thread.
  func parentsElsewhere() -> Set<UInt64> { Set(parents.lazy.filter { $0 != Self.none }) }

  /// Looks at a comment that names a thread.
  mutating func offer(id: String, ordinal: Int, thread: UInt64, among wanted: Set<UInt64>) {
    let key = hash(id)
    guard wanted.contains(key) else { return }
    if let known = named[key], known.ordinal <= ordinal { return }
    named[key] = (ordinal, thread)
  }

  /// For each comment, in the order in which they were added, the hash of its thread's name.
  ///
  /// - Complexity: O(*n* log *n*).
  func resolved() -> [UInt64] {
    // Comments by id, the first of each id in front.
    let order = ids.indices.map { Int32($0) }.sorted { a, b in
      let (a, b) = (Int(a), Int(b))
      return ids[a] == ids[b] ? a < b : ids[a] < ids[b]
    }
    func first(_ id: UInt64) -> Int? {
      var low = 0
      var high = order.count
      while low < high {
        let middle = (low + high) / 2
        if ids[Int(order[middle])] < id { low = middle + 1 } else { high = middle }
      }
      guard low < order.count, ids[Int(order[low])] == id else { return nil }
      return Int(order[low])
    }
    var result = [UInt64](repeating: Self.none, count: count)
    var isOnPath = [Bool](repeating: false, count: count)
    var path: [Int] = []
    for start in ids.indices where result[start] == Self.none {
      var current = start
      var found = Self.none
      while found == Self.none {
        if result[current] != Self.none {
          found = result[current]
        } else if isOnPath[current] {
          // A cycle: its first member in the input names it.
          let members = path[(path.firstIndex(of: current) ?? 0)...]
          found = ids[members.min() ?? current]
        } else {
          isOnPath[current] = true
          path.append(current)
          let parent = parents[current]
          guard parent != Self.none else {
            found = ids[current]
            break
          }
          let next = first(parent)
          if let known = named[parent], next == nil || known.ordinal < ordinals[next ?? 0] {
            found = known.thread
          } else if let next {
            current = next
          } else {
            found = parent
          }
        }
      }
      for index in path {
        result[index] = found
        isOnPath[index] = false
      }
      path.removeAll(keepingCapacity: true)
    }
    return result
  }
}
