// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("ThreadPressure") struct ThreadPressureTests {
  @Test(
    "the largest value of the windows that cover a place, against trying all",
    arguments: 0..<150
  )
  func windows(seed: Int) {
    var random = Seeds(UInt64(seed))
    let count = random.int(0..<30)
    var starts: [Int] = []
    for position in 0..<count {
      starts.append(max(starts.last ?? 0, random.int(0..<position + 1)))
    }
    let values = (0..<count).map { _ in random.int(0..<9) }
    let expected = (0..<count).map { place in
      (place..<count).filter { starts[$0] <= place }.map { values[$0] }.max() ?? 0
    }
    #expect(
      ThreadPressure.maximaOfCoveringWindows(starts: starts, values: values) == expected,
      "seed \(seed)"
    )
  }

  /// Pile-ons and spirals by their definitions.
  private func naive(_ thread: CommentThread, _ hostile: [Bool]) -> (piles: [Int], spirals: [Int]) {
    let authors = thread.comments.map(\.authorKey)
    func target(_ index: Int) -> [UInt8]? {
      guard hostile[index], let parent = thread.parent(of: index), let author = authors[index],
        let other = authors[parent], author != other
      else { return nil }
      return other
    }
    let indices = thread.comments.indices
    let piles = indices.map { index -> Int in
      guard let person = target(index) else { return 0 }
      let attacks = indices.filter { target($0) == person }
      let time = thread.comments[index].createdAt ?? 0
      var most = 0
      for last in attacks {
        let end = thread.comments[last].createdAt ?? 0
        guard end >= time, end - time <= 3_600 else { continue }
        let inside = attacks.filter {
          let other = thread.comments[$0].createdAt ?? 0
          return other <= end && end - other <= 3_600
        }
        most = max(most, Set(inside.compactMap { authors[$0] }).count)
      }
      return most >= 3 ? most : 0
    }
    let spirals = indices.map { index -> Int in
      guard hostile[index] else { return 0 }
      var path = [index] + Array(thread.ancestors(of: index))
      // As long as two people alternate.
      var length = 1
      while length < path.count {
        guard let a = authors[path[length - 1]], let b = authors[path[length]], a != b,
          length < 2 || authors[path[length - 2]] == b
        else { break }
        length += 1
      }
      path = Array(path.prefix(length))
      let share = path.filter { hostile[$0] }.count * 2
      return length >= 4 && share >= length ? length : 0
    }
    return (piles, spirals)
  }

  @Test("pile-ons and spirals agree with their definitions", arguments: 0..<120)
  func definitions(seed: Int) {
    var random = Seeds(UInt64(seed) + 77)
    let count = 24
    // Distinct times: of attacks at one time the definition has no order.
    let times = random.shuffled(Array(0..<count)).map { Int64($0 * 700) }
    let comments = (0..<count).map { number in
      Comment(
        id: "\(number)",
        body: "",
        parent: number == 0 || random.chance(0.1) ? nil : "\(max(0, number - random.int(1..<4)))",
        author: random.chance(0.1) ? nil : random.pick(["a", "b", "c", "d"]),
        createdAt: times[number]
      )
    }
    let thread = CommentThread(id: "t", comments: comments)
    let hostile = comments.map { _ in random.chance(0.7) }
    let pressure = ThreadPressure(thread, isHostile: hostile)
    let expected = naive(thread, hostile)
    #expect(pressure.pileOnAuthors == expected.piles, "seed \(seed)")
    #expect(pressure.spiralLengths == expected.spirals, "seed \(seed)")
  }

  @Test("two spirals of different people do not add up")
  func twoSpirals() {
    let authors = ["a", "b", "a", "c", "a", "c"]
    let comments = authors.enumerated().map { number, author in
      Comment(
        id: "\(number)",
        body: "",
        parent: number == 0 ? nil : "\(number - 1)",
        author: author
      )
    }
    let pressure = ThreadPressure(
      CommentThread(id: "t", comments: comments),
      isHostile: [Bool](repeating: true, count: 6)
    )
    #expect(pressure.spiralLengths == [0, 0, 0, 0, 0, 4])
  }
}
