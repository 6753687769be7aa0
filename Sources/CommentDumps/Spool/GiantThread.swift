// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Cuts a thread that is larger than the memory allows into parts that are judged one by one.
///
/// A part holds whole trees of replies, in input order, as many as fit; a tree that alone is too large
/// is cut in input order. What comments of one part say about those of another (copies, rates,
/// pile-ons) is not seen then, and replies whose parent is in another part are judged without it. What
/// the shape of the whole thread counts is found here, and goes with its first part.
///
/// - Complexity: O(*n* log *n*) for *n* comments; 48 bytes of memory for each.
enum GiantThread {
  static func cut(
    _ whole: SpoolPartition,
    maxBytes: Int,
    in options: SpoolOptions
  ) throws -> [SpoolPart] {
    let shape = try Shape(of: whole)
    let partOf = shape.parts(maxBytes: maxBytes)
    let figures = shape.whole
    let name = try shape.name(in: whole)
    var pieces = [SpoolPartition](repeating: SpoolPartition(), count: Int(partOf.max() ?? 0) + 1)
    var index = 0
    var buffered = 0
    try whole.forEach { bytes, record in
      let part = Int(partOf[index])
      index += 1
      buffered += pieces[part].append(copyOf: record, in: bytes, key: record.key)
      if buffered > options.maxMemoryBytes / 8 {
        for part in pieces.indices { try pieces[part].spill(in: options.folder) }
        buffered = 0
      }
    }
    return pieces.enumerated().map { number, piece in
      SpoolPart(
        partition: piece,
        level: .max,
        threadName: name,
        number: number,
        whole: number == 0 ? figures : nil
      )
    }
  }
}

/// The tree of a thread, by hashes of ids.
private struct Shape {
  private static let none: Int32 = -1
  /// No hash of an id.
  private static let noID: UInt64 = 0

  private var parents: [Int32] = []
  private var ordinals: [Int] = []
  private var bytes: [Int32] = []
  private var threadName: String?
  /// What its shape counts.
  private(set) var whole = SpooledThread.Whole()
  /// For each comment, the index of the topmost one above it.
  private var tops: [Int32] = []

  init(of partition: SpoolPartition) throws {
    let names = ThreadNames()
    var ids: [UInt64] = []
    var parentIDs: [UInt64] = []
    try partition.forEach { chunk, record in
      let (comment, ordinal) = CommentCodec.record(in: chunk, at: record.contents)
      ids.append(names.hash(comment.id))
      parentIDs.append(comment.parent.map(names.hash) ?? Self.noID)
      ordinals.append(ordinal)
      bytes.append(Int32(clamping: record.end - record.start))
      if threadName == nil { threadName = comment.thread }
    }
    let order = ids.indices.map { Int32($0) }.sorted { a, b in
      let (a, b) = (Int(a), Int(b))
      return ids[a] == ids[b] ? ordinals[a] < ordinals[b] : ids[a] < ids[b]
    }
    parents = parentIDs.map { parent in
      guard parent != Self.noID else { return Self.none }
      var low = 0
      var high = order.count
      while low < high {
        let middle = (low + high) / 2
        if ids[Int(order[middle])] < parent { low = middle + 1 } else { high = middle }
      }
      guard low < order.count, ids[Int(order[low])] == parent else { return Self.none }
      return order[low]
    }
    for (place, index) in order.enumerated().dropFirst()
    where ids[Int(index)] == ids[Int(order[place - 1])] {
      whole.duplicateIDs += 1
    }
    for index in parents.indices where parentIDs[index] != Self.noID {
      if parentIDs[index] == ids[index] {
        // Its own parent: at the top, whatever others have the id.
        parents[index] = Self.none
        whole.cycles += 1
      } else if parents[index] == Self.none {
        whole.orphans += 1
      }
    }
    findTops()
    findDepth()
  }

  /// Finds the deepest level; cycles are cut at the member that came first.
  private mutating func findDepth() {
    var depths = [Int32](repeating: 0, count: parents.count)
    var path: [Int] = []
    for start in parents.indices where depths[start] == 0 {
      var current = start
      while depths[current] == 0 {
        path.append(current)
        guard parents[current] != Self.none, tops[current] != Int32(current) else { break }
        current = Int(parents[current])
      }
      var depth = depths[current]
      for index in path.reversed() {
        depth += 1
        depths[index] = depth
      }
      whole.maxDepth = max(whole.maxDepth, Int(depth))
      path.removeAll(keepingCapacity: true)
    }
  }

  private mutating func findTops() {
    tops = [Int32](repeating: Self.none, count: parents.count)
    var isOnPath = [Bool](repeating: false, count: parents.count)
    var path: [Int] = []
    for start in parents.indices where tops[start] == Self.none {
      var current = start
      var top = Self.none
      while top == Self.none {
        if tops[current] != Self.none {
          top = tops[current]
        } else if isOnPath[current] {
          let members = path[(path.firstIndex(of: current) ?? 0)...]
          top = Int32(members.min { ordinals[$0] < ordinals[$1] } ?? current)
          whole.cycles += 1
        } else {
          isOnPath[current] = true
          path.append(current)
          if parents[current] == Self.none {
            top = Int32(current)
          } else {
            current = Int(parents[current])
          }
        }
      }
      for index in path {
        tops[index] = top
        isOnPath[index] = false
      }
      path.removeAll(keepingCapacity: true)
    }
  }

  /// For each comment, the part it goes to.
  func parts(maxBytes: Int) -> [Int32] {
    var cost = [Int](repeating: 0, count: parents.count)
    for index in parents.indices { cost[Int(tops[index])] += memoryBytes(of: index) }
    let order = parents.indices.sorted { ordinals[$0] < ordinals[$1] }
    var partOfTop = [Int32](repeating: Self.none, count: parents.count)
    var result = [Int32](repeating: 0, count: parents.count)
    var part: Int32 = 0
    var room = maxBytes
    for index in order {
      let top = Int(tops[index])
      let isTooLarge = cost[top] > maxBytes
      if !isTooLarge, partOfTop[top] != Self.none {
        result[index] = partOfTop[top]
        continue
      }
      let needed = isTooLarge ? memoryBytes(of: index) : cost[top]
      if needed > room, room < maxBytes {
        part += 1
        room = maxBytes
      }
      room -= needed
      partOfTop[top] = part
      result[index] = part
    }
    return result
  }

  private func memoryBytes(of index: Int) -> Int {
    SpoolPartition.memoryBytes(comments: 1, bytes: Int(bytes[index]))
  }

  /// The thread's name, by the rules of ``CommentThread/threads(of:)``.
  func name(in partition: SpoolPartition) throws -> String {
    if let threadName { return threadName }
    let top = Int(tops[0])
    let isCycle = parents[top] != Self.none
    var name = ""
    var index = 0
    try partition.forEach { chunk, record in
      defer { index += 1 }
      guard index == top else { return }
      let comment = CommentCodec.record(in: chunk, at: record.contents).comment
      name = isCycle ? comment.id : comment.parent ?? comment.id
    }
    return name
  }
}
