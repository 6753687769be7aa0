// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

/// Numbers that a caller may get wrong: none of them ends the program or keeps it busy for ever.
@Suite("Odd numbers for readers") struct OddNumbersTests {
  private typealias Comment = ThreadModeration.Comment

  private static let limits: [(String, @Sendable (inout DumpOptions, Int) -> Void)] = [
    ("maxRecordBytes", { $0.maxRecordBytes = $1 }), ("maxPageBytes", { $0.maxPageBytes = $1 }),
    ("maxDocumentBytes", { $0.maxDocumentBytes = $1 }),
    ("maxRatio", { $0.unpacking.maxRatio = $1 }), ("freeBytes", { $0.unpacking.freeBytes = $1 }),
    ("maxLargeRatio", { $0.unpacking.maxLargeRatio = $1 }),
    ("largeBytes", { $0.unpacking.largeBytes = $1 }),
    ("maxWindowLog", { $0.unpacking.maxWindowLog = $1 }),
  ]

  @Test("limits that are set later are at least 1 as well, and reading ends", arguments: 0..<8)
  func limitsSetLater(index: Int) throws {
    let (name, change) = Self.limits[index]
    let text = #"{"id":"a","body":"b"}"# + "\n" + #"{"id":"b","body":"b"}"#
    for number in [Int.min, -1, 0, 1, .max] {
      var options = DumpOptions()
      change(&options, number)
      var reader = try DumpReader(source: BytesSource(text), name: "x", options: options)
      var records = 0
      while let batch = try reader.next(maxComments: 1) {
        records += batch.comments.count + batch.rejected.count
        try #require(records <= 2, "\(name) = \(number)")
      }
      #expect(records == 2, "\(name) = \(number)")
      #expect(1...Int.max ~= options.maxRecordBytes && 1...Int.max ~= options.maxDocumentBytes)
      #expect(1...Int.max ~= options.unpacking.maxRatio && 1...Int.max ~= options.maxPageBytes)
      #expect(10...31 ~= options.unpacking.maxWindowLog)
      #expect(options.unpacking.passed(packed: 1, unpacked: 1) == nil)
    }
    let options = DumpOptions(
      maxRecordBytes: 0,
      maxPageBytes: -1,
      maxDocumentBytes: .min,
      unpacking: UnpackingLimits(
        maxRatio: 0,
        freeBytes: -1,
        maxLargeRatio: 0,
        largeBytes: 0,
        maxWindowLog: 99
      )
    )
    #expect(options.maxRecordBytes == 1 && options.maxPageBytes == 1)
    #expect(options.maxDocumentBytes == 1 && options.unpacking.maxWindowLog == 31)
  }

  @Test("no bytes are read where none or fewer are wanted")
  func bytes() {
    var source = BytesSource(Array("abc".utf8), largestRead: -1)
    #expect(source.read(upToCount: -1) == [] && source.read(upToCount: 0) == [])
    #expect(source.read(upToCount: 9) == Array("a".utf8))
    #expect(source.read(upToCount: .min) == [] && source.read(upToCount: .max) == Array("b".utf8))
  }

  @Test("campaigns: any limit and any memory")
  func campaigns() throws {
    let words = "buy our very cheap pills at this great shop today friends"
    for (memory, limit, named) in [
      (-1, 5, 1), (64 << 20, -1, 0), (64 << 20, 0, 0), (.min, .min, 0), (64 << 20, .max, 1),
    ] {
      var finder = CampaignFinder(maxMemoryBytes: memory)
      for number in 0..<10 {
        let record = CampaignRecord(
          Comment(id: "\(number)", body: words, author: "a"),
          thread: "t\(number)",
          ordinal: number,
          action: .hold
        )
        try finder.add(#require(record))
      }
      let result = try finder.finish(limit: limit)
      #expect(result.campaigns.count == named && result.left == 1 - named)
    }
  }

  @Test("of many campaigns the largest are named, and the others counted, for any limit")
  func manyCampaigns() throws {
    for limit in [0, 1, 70, 200, .max] {
      var finder = CampaignFinder()
      for number in 0..<600 {
        let text = (0..<12).map { "word\((number % 150) * 100 + $0) letters" }
        let letters = text.joined(separator: " ").map { character in
          character.wholeNumberValue.map { String("abcdefghij".dropFirst($0).prefix(1)) }
            ?? String(character)
        }
        let record = CampaignRecord(
          Comment(id: "\(number)", body: letters.joined()),
          thread: "t\(number)",
          ordinal: number,
          action: .allow
        )
        try finder.add(#require(record))
      }
      let result = try finder.finish(limit: limit)
      #expect(result.campaigns.count == min(limit, result.campaigns.count + result.left))
      #expect(result.campaigns.count + result.left > 64)
    }
  }

  @Test("a spool's memory is at least 64 KiB, also when it is set later")
  func spoolMemory() {
    var options = SpoolOptions(maxMemoryBytes: .min)
    #expect(options.maxMemoryBytes == 1 << 16)
    options.maxMemoryBytes = -1
    #expect(options.maxMemoryBytes == 1 << 16)
  }

  @Test("the example of ThreadQualifier: threads of a batch, named in a copy")
  func qualifierExample() throws {
    let qualifier = ThreadQualifier(
      inputs: ["blogs/a/12.html", "blogs/b/12.html"].map { DumpInput(path: $0) }
    )
    var batch = DumpBatch()
    batch.comments = [Comment(id: "1", body: "x", thread: "12.html")]
    var comments = batch.comments
    qualifier.apply(to: &comments, of: 1, format: .html)
    #expect(comments.map(\.thread) == ["blogs/b/12.html"])
  }
}
