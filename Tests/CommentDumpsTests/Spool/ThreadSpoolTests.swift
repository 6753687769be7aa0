// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

@Suite("Thread spool") struct ThreadSpoolTests {
  private typealias Comment = ThreadModeration.Comment

  /// Comments of few ids and threads, so that everything odd happens: repeated ids, cycles, parents in
  /// other threads, before and after their replies.
  private static func comments(_ random: inout SeededGenerator, _ count: Int) -> [Comment] {
    let ids = max(2, count / Int.random(in: 1...4, using: &random))
    let namedShare = [0, 0.3, 1].randomElement(using: &random)!
    return (0..<count).map { number in
      Comment(
        id: "\(Int.random(in: 0..<ids, using: &random))",
        body: String(repeating: "é ", count: Int.random(in: 0..<40, using: &random)) + "\(number)",
        thread: Double.random(in: 0..<1, using: &random) < namedShare
          ? "\(Int.random(in: 0..<(ids / 3 + 1), using: &random))" : nil,
        parent: Bool.random(using: &random)
          ? nil : "\(Int.random(in: 0..<ids + 3, using: &random))",
        author: ["a", "b\u{301}", nil].randomElement(using: &random)!
      )
    }
  }

  private static func everyField(_ random: inout SeededGenerator) -> Comment {
    func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
    var comment = Comment(
      id: "é\u{0}\n",
      body: String(repeating: "x", count: Int.random(in: 0..<300, using: &random)),
      thread: maybe(""),
      parent: maybe("p"),
      author: maybe("e\u{301}"),
      authorID: maybe("7"),
      createdAt: maybe(Int64.random(in: .min ... .max, using: &random)),
      bodyFormat: BodyFormat.allCases.randomElement(using: &random)!,
      title: maybe("t"),
      url: maybe("u"),
      score: maybe(Int.random(in: .min ... .max, using: &random)),
      authorCreatedAt: maybe(-1),
      authorKarma: maybe(-5),
      isSubmitter: maybe(Bool.random(using: &random)),
      isModerator: maybe(Bool.random(using: &random)),
      lang: maybe("en")
    )
    for key in CommentDetails.Text.allCases where Bool.random(using: &random) {
      comment.details[key] = ["", "flair"].randomElement(using: &random)!
    }
    for key in CommentDetails.Number.allCases where Bool.random(using: &random) {
      comment.details[key] = Double.random(in: -9...9, using: &random)
    }
    for key in CommentDetails.Flag.allCases where Bool.random(using: &random) {
      comment.details[key] = Bool.random(using: &random)
    }
    return comment
  }

  @Test("a comment comes back as it went in", arguments: 0..<200)
  func codec(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let comment = Self.everyField(&random)
    let ordinal = Int.random(in: 0...(.max), using: &random)
    var bytes: [UInt8] = [1, 2, 3]
    CommentCodec.append(comment, ordinal: ordinal, to: &bytes)
    let extent = try #require(CommentCodec.extent(in: bytes, at: 3))
    #expect(extent.end == bytes.count)
    let back = CommentCodec.record(in: bytes, at: extent.contents)
    #expect(back.comment == comment && back.ordinal == ordinal, "seed \(seed)")
    #expect(CommentCodec.ordinal(in: bytes, at: extent.contents) == ordinal)
  }

  /// A thread as something to compare: its name, and the ordinals and ids of its comments.
  private struct Shape: Hashable, Comparable {
    var name: [UInt8]
    var ordinals: [Int]
    var ids: [String]
    static func < (a: Shape, b: Shape) -> Bool { a.ordinals[0] < b.ordinals[0] }
  }

  private static func shapes(_ threads: [(CommentThread, [Int])]) -> [Shape] {
    threads.map { thread, ordinals in
      Shape(name: Array(thread.id.utf8), ordinals: ordinals, ids: thread.comments.map(\.id))
    }.sorted()
  }

  private static func spooled(_ comments: [Comment], memory: Int) throws -> [SpooledThread] {
    var spool = try ThreadSpool(options: SpoolOptions(maxMemoryBytes: memory))
    for comment in comments { try spool.add(comment) }
    var threads: [SpooledThread] = []
    while let part = try spool.nextPart() { threads += part }
    return threads
  }

  @Test("threads are those that all comments at once would make", arguments: 0..<60)
  func threads(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let comments = Self.comments(&random, Int.random(in: 0..<400, using: &random))
    let expected = Self.shapes(
      CommentThread.threads(of: comments).map { ($0.thread, $0.ordinals) }
    )
    let inMemory = try Self.spooled(comments, memory: 1 << 30)
    #expect(Self.shapes(inMemory.map { ($0.thread, $0.ordinals) }) == expected, "seed \(seed)")
    // Room for some 500 comments at once: most go to files.
    let inFiles = try Self.spooled(comments, memory: 6_000_000)
    #expect(Self.shapes(inFiles.map { ($0.thread, $0.ordinals) }) == expected, "seed \(seed)")
    #expect(inFiles.allSatisfy { $0.part == nil })
  }

  /// What shapes count: orphans, cycles, repeated ids and the deepest level.
  private static func counts(
    _ threads: [(thread: CommentThread, whole: SpooledThread.Whole?)]
  ) -> [Int] {
    var result = [0, 0, 0, 0]
    for (thread, whole) in threads {
      let kinds = thread.notes.map(\.kind)
      result[0] += whole?.orphans ?? kinds.count { $0 == .orphan }
      result[1] += whole?.cycles ?? kinds.count { $0 == .cycle || $0 == .selfParent }
      result[2] += whole?.duplicateIDs ?? kinds.count { $0 == .duplicateID }
      result[3] = max(result[3], whole?.maxDepth ?? thread.maxDepth)
    }
    return result
  }

  @Test("a thread that fits in by itself comes whole, after the others")
  func largeThread() throws {
    var comments = (0..<2_000).map { number in
      Comment(
        id: "\(number)",
        body: "a reply",
        thread: "deep",
        parent: number == 0 ? nil : "\(number - 1)"
      )
    }
    comments += (0..<3_000).map { Comment(id: "o\($0)", body: "another", thread: "\($0)") }
    var spool = try ThreadSpool(options: SpoolOptions(maxMemoryBytes: 4_000_000))
    for comment in comments { try spool.add(comment) }
    var small = 0
    while let part = try spool.nextPart(withLarge: false) { small += part.count }
    #expect(small == 3_000)
    let large = try #require(try spool.nextPart())
    #expect(large.count == 1 && large[0].part == nil && large[0].thread.maxDepth == 2_000)
    #expect(try spool.nextPart() == nil)
  }

  @Test(
    "with little memory threads come whole or in parts, and no comment is lost",
    arguments: 0..<30
  )
  func littleMemory(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let comments = Self.comments(&random, 600)
    let names = Dictionary(
      grouping: CommentThread.threads(of: comments).flatMap { assembled in
        assembled.ordinals.map { ($0, Array(assembled.thread.id.utf8)) }
      },
      by: \.0
    ).mapValues { $0[0].1 }
    let threads = try Self.spooled(comments, memory: 1 << 17)
    #expect(
      Self.counts(threads.map { ($0.thread, $0.part == nil ? nil : $0.whole ?? .init()) })
        == Self.counts(CommentThread.threads(of: comments).map { ($0.thread, nil) }),
      "seed \(seed)"
    )
    #expect(threads.flatMap(\.ordinals).sorted() == Array(comments.indices), "seed \(seed)")
    for spooled in threads {
      for (index, ordinal) in spooled.ordinals.enumerated() {
        #expect(spooled.thread.comments[index] == comments[ordinal])
        #expect(Array(spooled.thread.id.utf8) == names[ordinal], "seed \(seed)")
      }
    }
  }

  @Test("comments are found again by their place in the input")
  func examples() throws {
    var random = SeededGenerator(seed: 3)
    let comments = Self.comments(&random, 500)
    for memory in [1 << 17, 1 << 30] {
      var spool = try ThreadSpool(options: SpoolOptions(maxMemoryBytes: memory))
      for comment in comments { try spool.add(comment) }
      while try spool.nextPart() != nil {}
      var found: [Int: Comment] = [:]
      try spool.forEach(at: [0, 7, 499]) { comment, ordinal in found[ordinal] = comment }
      #expect(found == [0: comments[0], 7: comments[7], 499: comments[499]])
    }
  }

  @Test("more comments without a thread than memory allows are refused, with what would be enough")
  func refused() throws {
    var spool = try ThreadSpool(options: SpoolOptions(maxMemoryBytes: 1 << 16))
    let error = #expect(throws: DumpError.self) {
      for number in 0..<2_000 { try spool.add(Comment(id: "\(number)", body: "")) }
    }
    #expect(error?.code == .tooLittleMemory)
  }

  @Test("a folder that cannot hold files is an error when files are needed")
  func noFolder() throws {
    var spool = try ThreadSpool(options: SpoolOptions(maxMemoryBytes: 1 << 16, folder: "/nowhere"))
    let error = #expect(throws: DumpError.self) {
      for number in 0..<9_000 {
        try spool.add(Comment(id: "\(number)", body: "some words", thread: "\(number % 7)"))
      }
    }
    #expect(error?.code == .spillFailed && error?.input == "/nowhere")
  }
}
