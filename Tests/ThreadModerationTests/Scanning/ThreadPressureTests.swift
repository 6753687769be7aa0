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

  private static let level = 0.5

  /// Pile-ons and spirals by their definitions.
  private func naive(
    _ thread: CommentThread,
    _ hostility: [Double]
  ) -> (piles: [Int], spirals: [Int]) {
    let authors = thread.comments.map(\.authorKey)
    func isClear(_ index: Int) -> Bool { hostility[index] >= Self.level }
    func isRaised(_ index: Int) -> Bool { hostility[index] >= Self.level / 2 }
    func target(_ index: Int) -> [UInt8]? {
      guard isRaised(index), let parent = thread.parent(of: index), let author = authors[index],
        let other = authors[parent], author != other
      else { return nil }
      return other
    }
    let indices = thread.comments.indices
    let piles = indices.map { index -> Int in
      guard isClear(index), let person = target(index) else { return 0 }
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
        guard inside.contains(where: isClear) else { continue }
        most = max(most, Set(inside.compactMap { authors[$0] }).count)
      }
      return most >= 3 ? most : 0
    }
    let spirals = indices.map { index -> Int in
      guard isClear(index) else { return 0 }
      let path = [index] + Array(thread.ancestors(of: index))
      var longest = 0
      for length in stride(from: 4, through: min(path.count, ThreadPressure.maxSpiral), by: 1) {
        let end = path.prefix(length)
        let people = end.map { authors[$0] }
        guard !people.contains(nil), people[0] != people[1],
          zip(people, people.dropFirst(2)).allSatisfy({ $0 == $1 })
        else { continue }
        let raised = end.filter(isRaised)
        let each = [people[0], people[1]].map { person in
          raised.filter { authors[$0] == person }.count
        }
        if raised.count * 2 >= length, each.allSatisfy({ $0 >= 2 }), end.filter(isClear).count >= 2
        {
          longest = length
        }
      }
      return longest
    }
    return (piles, spirals)
  }

  @Test("pile-ons and spirals agree with their definitions", arguments: 0..<160)
  func definitions(seed: Int) {
    var random = Seeds(UInt64(seed) + 77)
    let count = 24
    // Distinct times: of attacks at one time the definition has no order.
    let times = random.shuffled(Array(0..<count)).map { Int64($0 * 700) }
    let names = seed % 2 == 0 ? ["a", "b", "c", "d"] : ["a", "b"]
    let comments = (0..<count).map { number in
      Comment(
        id: "\(number)",
        body: "",
        parent: number == 0 || random.chance(0.1) ? nil : "\(max(0, number - random.int(1..<4)))",
        author: random.chance(0.1) ? nil : random.pick(names),
        createdAt: times[number]
      )
    }
    let thread = CommentThread(id: "t", comments: comments)
    let hostility = comments.map { _ in random.pick([0.05, 0.2, 0.25, 0.3, 0.45, 0.5, 0.7, 0.99]) }
    let pressure = ThreadPressure(
      thread,
      facts: ThreadFacts(thread),
      hostility: hostility,
      level: Self.level
    )
    let expected = naive(thread, hostility)
    #expect(pressure.pileOnAuthors == expected.piles, "seed \(seed)")
    #expect(pressure.spiralLengths == expected.spirals, "seed \(seed)")
  }

  private func chain(_ people: [String], hostility: [Double], every seconds: Int64 = 60)
    -> ThreadPressure
  {
    let comments = people.enumerated().map { number, author in
      Comment(
        id: "\(number)",
        body: "",
        parent: number == 0 ? nil : "\(number - 1)",
        author: author,
        createdAt: Int64(number) * seconds
      )
    }
    let thread = CommentThread(id: "t", comments: comments)
    return ThreadPressure(
      thread,
      facts: ThreadFacts(thread),
      hostility: hostility,
      level: Self.level
    )
  }

  @Test("two spirals of different people do not add up")
  func twoSpirals() {
    let hostile = [Double](repeating: 0.9, count: 6)
    #expect(
      chain(["a", "b", "a", "c", "a", "c"], hostility: hostile).spiralLengths == [0, 0, 0, 0, 0, 4]
    )
  }

  @Test("a spiral needs both: one who only answers calmly is attacked")
  func oneSided() {
    let people = ["a", "b", "a", "b", "a", "b", "a"]
    let oneSided = chain(people, hostility: [0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1])
    #expect(oneSided.spiralLengths.allSatisfy { $0 == 0 })
    #expect(oneSided.oneSided.map(\.indices) == [[1, 3, 5]])
    #expect(oneSided.oneSided.map { String(decoding: $0.target, as: UTF8.self) } == ["a"])
    let mutual = chain(people, hostility: [0.1, 0.9, 0.3, 0.9, 0.3, 0.9, 0.1])
    #expect(mutual.spiralLengths[5] == 6 && mutual.oneSided.isEmpty)
    // A calm beginning does not thin out how it ends.
    let calm = chain(
      people + people.dropFirst(),
      hostility: [Double](repeating: 0.05, count: 9) + [0.9, 0.9, 0.9, 0.9]
    )
    #expect(calm.spiralLengths[12] == 8)
  }

  @Test("who is mentioned is aimed at, whoever is answered")
  func mentions() {
    func attack(_ number: Int, _ body: String) -> Comment {
      Comment(id: "h\(number)", body: body, parent: "r", author: "h\(number)", createdAt: 60)
    }
    let root = Comment(id: "r", body: "", author: "Root", createdAt: 0)
    let thread = CommentThread(
      id: "t",
      comments: [
        root, attack(1, "@Kit you"), attack(2, "so @kit is"), attack(3, "what @kit does"),
        attack(4, "both @kit and @root"), attack(5, "@root you"),
      ]
    )
    let pressure = ThreadPressure(
      thread,
      facts: ThreadFacts(thread),
      hostility: [0, 0.9, 0.9, 0.3, 0.9, 0.9],
      level: Self.level
    )
    #expect(pressure.pileOns.map(\.authors) == [3])
    #expect(pressure.pileOns.first.map { String(decoding: $0.target, as: UTF8.self) } == "kit")
    #expect(pressure.pileOnAuthors == [0, 3, 3, 0, 0, 0])
    #expect(pressure.targets[4] == Array("Root".utf8) && pressure.targets[5] == Array("Root".utf8))
  }

  @Test("what counts as a mention of one person")
  func mentioned() {
    for (body, author, expected) in [
      ("@bob.smith you", "bob.smith", Mentioned.answered),
      ("@Bob Smith you", "Bob Smith", .answered),
      ("so @Frédéric is", "Frédéric", .answered), ("so @frédéric is", nil, .nobody),
      ("@bob you", "bob.smith", .other("bob")), ("@lena.paints. no", "x", .other("lena.paints")),
      ("see https://medium.com/@user/x", "x", .nobody), ("> @carl said\nno", "x", .nobody),
      ("@a1 and @b2", "x", .nobody), ("u/ann and /u/ann", nil, .other("ann")),
      ("mail me@there.org", nil, .nobody), ("@bobby", "bob", .other("bobby")), ("", nil, .nobody),
    ] {
      #expect(Mentioned.one(in: body, answering: author) == expected, "\(body)")
    }
  }
}
