// SPDX-License-Identifier: Apache-2.0

/// The links of a thread while they are built: see ``CommentThread``.
///
/// Nothing here recurses: a reply chain of any depth costs only its arrays.
struct ThreadTree {
  var notes: [ThreadNote] = []
  var parents: [Int32]
  var depths: [Int32]
  var preorder: [Int32]
  var positions: [Int32]
  var subtreeSizes: [Int32]
  var childCounts: [Int32]

  init(comments: [Comment]) {
    let count = comments.count
    parents = [Int32](repeating: -1, count: count)
    depths = [Int32](repeating: 0, count: count)
    preorder = []
    positions = [Int32](repeating: 0, count: count)
    subtreeSizes = [Int32](repeating: 1, count: count)
    childCounts = [Int32](repeating: 0, count: count)
    link(comments)
    cutCycles()
    order()
    notes.sort { ($0.index, $0.kind.rawValue) < ($1.index, $1.kind.rawValue) }
  }

  private mutating func link(_ comments: [Comment]) {
    var firstWithID: [[UInt8]: Int32] = [:]
    firstWithID.reserveCapacity(comments.count)
    for index in comments.indices {
      let key = Array(comments[index].id.utf8)
      if firstWithID[key] == nil {
        firstWithID[key] = Int32(index)
      } else {
        notes.append(ThreadNote(kind: .duplicateID, index: index))
      }
    }
    for index in comments.indices {
      guard let parent = comments[index].parent else { continue }
      if parent.utf8.elementsEqual(comments[index].id.utf8) {
        notes.append(ThreadNote(kind: .selfParent, index: index))
      } else if let parentIndex = firstWithID[Array(parent.utf8)] {
        parents[index] = parentIndex
      } else {
        notes.append(ThreadNote(kind: .orphan, index: index))
      }
    }
  }

  /// Cuts each cycle at its member with the smallest index, so that the place does not depend on
  /// where the walk began.
  private mutating func cutCycles() {
    // 0: not seen, otherwise the number of the walk that saw it: 2 and more.
    var seenBy = [Int32](repeating: 0, count: parents.count)
    for start in parents.indices where seenBy[start] == 0 {
      let walk = Int32(truncatingIfNeeded: start) + 2
      var current = start
      while seenBy[current] == 0 {
        seenBy[current] = walk
        guard parents[current] >= 0 else { break }
        current = Int(parents[current])
      }
      guard parents[current] >= 0, seenBy[current] == walk else { continue }
      var smallest = current
      var member = Int(parents[current])
      while member != current {
        smallest = min(smallest, member)
        member = Int(parents[member])
      }
      parents[smallest] = -1
      notes.append(ThreadNote(kind: .cycle, index: smallest))
    }
  }

  private mutating func order() {
    let count = parents.count
    // Children in input order as a linked list: first child and next sibling.
    var firstChild = [Int32](repeating: -1, count: count)
    var nextSibling = [Int32](repeating: -1, count: count)
    for index in stride(from: count - 1, through: 0, by: -1) where parents[index] >= 0 {
      let parent = Int(parents[index])
      nextSibling[index] = firstChild[parent]
      firstChild[parent] = Int32(index)
      childCounts[parent] += 1
    }
    preorder.reserveCapacity(count)
    for top in 0..<count where parents[top] < 0 {
      var current = top
      depths[top] = 1
      visit: while true {
        positions[current] = Int32(preorder.count)
        preorder.append(Int32(current))
        if firstChild[current] >= 0 {
          let child = Int(firstChild[current])
          depths[child] = depths[current] + 1
          current = child
          continue
        }
        // Up until there is a sibling to go to.
        while nextSibling[current] < 0 {
          guard current != top else { break visit }
          current = Int(parents[current])
        }
        guard current != top else { break }
        let sibling = Int(nextSibling[current])
        depths[sibling] = depths[current]
        current = sibling
      }
    }
    for position in stride(from: count - 1, through: 0, by: -1) {
      let index = Int(preorder[position])
      if parents[index] >= 0 { subtreeSizes[Int(parents[index])] += subtreeSizes[index] }
    }
  }
}
