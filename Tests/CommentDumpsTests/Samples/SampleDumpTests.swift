// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

/// Small dumps of our own, one or more of each format, against stored listings of what is read.
@Suite struct SampleDumpTests {
  private static let names: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: SharedData.caseURL("dumps").path))?
    .sorted() ?? []

  private static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: SharedData.caseURL("dumps/" + name)))
  }

  /// All that was read, one fact a line.
  private static func listing(_ read: ReadAll) -> String {
    var lines = ["format \(read.format.rawValue)", "\(DumpCounts(read.comments))"]
    func text(_ value: String?) -> String { value.map { "\"\($0)\"".debugDescription } ?? "-" }
    for (comment, line) in zip(read.comments, read.lines) {
      lines.append("")
      lines.append("line \(line): \(comment.id), parent \(comment.parent ?? "-")")
      lines.append("  thread \(text(comment.thread)), title \(text(comment.title))")
      lines.append(
        "  author \(text(comment.author)), id \(text(comment.authorID)), at "
          + "\(comment.createdAt.map(String.init) ?? "-")"
      )
      var rest: [String] = []
      if let url = comment.url { rest.append("url \(url)") }
      if let score = comment.score { rest.append("score \(score)") }
      if let time = comment.authorCreatedAt { rest.append("author since \(time)") }
      if let value = comment.isSubmitter { rest.append("submitter \(value)") }
      if let value = comment.isModerator { rest.append("moderator \(value)") }
      if let lang = comment.lang { rest.append("lang \(lang)") }
      if !rest.isEmpty { lines.append("  " + rest.joined(separator: ", ")) }
      lines.append("  \(comment.bodyFormat.rawValue) \(comment.body.debugDescription)")
    }
    if !read.rejected.isEmpty || !read.repairs.isEmpty { lines.append("") }
    for record in read.rejected {
      lines.append("rejected, line \(record.line), byte \(record.byteOffset): \(record.reason)")
    }
    for note in read.repairs {
      lines.append("note, line \(note.line), byte \(note.byteOffset): \(note.kind)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func `there is a sample of every format`() throws {
    var seen: Set<DumpFormat> = []
    for name in Self.names {
      seen.insert(try ReadAll(source: BytesSource(Self.bytes(name)), name: name).format)
    }
    #expect(seen == Set(DumpFormat.allCases))
  }

  @Test(arguments: names)
  func `a sample is recognized and read as its listing says`(name: String) throws {
    let read = try ReadAll(source: BytesSource(Self.bytes(name)), name: name)
    let difference = try Golden.difference(
      of: Array(Self.listing(read).utf8),
      from: "dumps/\(name).txt"
    )
    #expect(difference == nil, "\(difference ?? "")")
    #expect(read.recordsSeen == read.records)
  }

  @Test(arguments: names)
  func `where the reads end does not matter`(name: String) throws {
    let bytes = try Self.bytes(name)
    let whole = Self.listing(try ReadAll(source: BytesSource(bytes), name: name))
    var random = SeededGenerator(seed: 5)
    for largestRead in [1, 2, 3, 5, 7]
      + (0..<6).map({ _ in Int.random(in: 8...900, using: &random) })
    {
      let pieces = try ReadAll(
        source: BytesSource(bytes, largestRead: largestRead),
        maxComments: 2,
        name: name
      )
      let listing = Self.listing(pieces)
      #expect(listing == whole, "reads of \(largestRead) bytes")
    }
  }

  @Test(arguments: names)
  func `a sample that is cut anywhere loses nothing before the cut`(name: String) throws {
    let bytes = try Self.bytes(name)
    let whole = try ReadAll(source: BytesSource(bytes), name: name)
    var random = SeededGenerator(seed: 6)
    var best = 0
    for _ in 0..<60 {
      let length = Int.random(in: 0..<bytes.count, using: &random)
      let cut = Array(bytes[..<length])
      do {
        let read = try ReadAll(
          source: BytesSource(cut),
          DumpOptions(format: whole.format),
          name: name
        )
        #expect(read.comments.count <= whole.comments.count + 1, "cut at \(length)")
        best = max(best, read.comments.count)
        // A document that ends in the middle is never read as if it were whole.
        if read.comments.count < whole.comments.count, length > bytes.count / 2,
          [.disqus, .wordPress, .blogger, .discourse, .mastodon].contains(whole.format)
        {
          #expect(!read.rejected.isEmpty, "cut at \(length)")
        }
      } catch let error as DumpError {
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test(arguments: [31, 32, 33] as [UInt64])
  func `samples with random damage never trap and always end`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for name in Self.names {
      let bytes = try Self.bytes(name)
      let format = try ReadAll(source: BytesSource(bytes), name: name).format
      for round in 0..<12 {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) where !damaged.isEmpty {
          let place = Int.random(in: 0..<damaged.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
          case 1: damaged.removeSubrange(place..<min(damaged.count, place + 5))
          case 2:
            damaged.insert(
              contentsOf: Array("<\"&]]>{}[],'\u{0}\n".utf8).shuffled(using: &random).prefix(3),
              at: place
            )
          default:
            let end = min(damaged.count, place + 40)
            damaged.insert(contentsOf: damaged[place..<end], at: place)
          }
        }
        for format in [nil, format] {
          do {
            let read = try ReadAll(
              source: BytesSource(damaged, largestRead: Int.random(in: 1...500, using: &random)),
              DumpOptions(format: format),
              maxComments: 3,
              name: name
            )
            #expect(read.recordsSeen == read.records, "seed \(seed), \(name), round \(round)")
          } catch let error as DumpError {
            #expect(!error.message.isEmpty)
          }
        }
      }
    }
  }
}
