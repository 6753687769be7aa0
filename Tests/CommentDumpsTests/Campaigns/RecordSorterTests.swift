// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import CommentDumps

@Suite("Sorting and linking in files") struct RecordSorterTests {
  private static let folder = FileManager.default.temporaryDirectory.path

  private static func all<Record>(_ sorter: RecordSorter<Record>) throws -> [Record] {
    var stream = sorter.sorted()
    var result: [Record] = []
    while let record = try stream.next() { result.append(record) }
    return result
  }

  /// Keys that differ in all digits, in the last ones only, and not at all.
  @Test("records come out sorted, whatever their keys", arguments: 0..<12)
  func sorting(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let range: ClosedRange<UInt64> = seed % 3 == 0 ? 0...UInt64.max : 0...UInt64(seed * 20)
    let texts = (0..<3_000).map { number in
      BandedText(
        key: .random(in: range, using: &random),
        letters: seed % 2 == 0 ? UInt64(number) : .random(in: range, using: &random),
        sketch: SIMD16(repeating: UInt16(number))
      )
    }
    for memory in [1 << 12, 1 << 24] {
      var sorter = RecordSorter<BandedText>(maxMemoryBytes: memory, folder: Self.folder)
      for text in texts { try sorter.append(text) }
      let found = try Self.all(sorter)
      #expect(found.map(\.sortKey) == texts.map(\.sortKey).sorted(), "seed \(seed)")
      #expect(Set(found.map { $0.sketch[0] }).count == texts.count, "seed \(seed)")
    }
  }

  @Test("links that came often come once")
  func copies() throws {
    var sorter = RecordSorter<TextLink>(maxMemoryBytes: 1 << 12, folder: Self.folder)
    for number in 0..<60_000 { try sorter.append(TextLink(7, UInt64(number % 3))) }
    #expect(try Self.all(sorter).map(\.other) == [0, 1, 2])
  }

  /// Random links, one long chain, one star: with little memory, forests go to files again and again.
  @Test("groups of links are those of a forest in memory", arguments: 0..<12)
  func linking(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let hashes = (0..<2_000).map { _ in UInt64.random(in: 1...UInt64.max, using: &random) }
    var links: [(UInt64, UInt64)] = []
    for _ in 0..<[0, 200, 1_000, 3_000][seed % 4] {
      links.append((hashes.randomElement(using: &random)!, hashes.randomElement(using: &random)!))
    }
    if seed % 3 == 0 { links += zip(hashes[..<700], hashes[1...700]).map { ($0, $1) } }
    if seed % 3 == 1 { links += hashes[..<300].map { ($0, hashes[0]) } }
    links.shuffle(using: &random)
    links.removeAll { $0 == $1 }

    var leaders: [UInt64: UInt64] = [:]
    for (a, b) in links {
      let (first, second) = (leaders[a] ?? a, leaders[b] ?? b)
      leaders[a] = first
      leaders[b] = second
      for (text, leader) in leaders where leader == first || leader == second {
        leaders[text] = min(first, second)
      }
    }
    for memory in [1 << 10, 1 << 13, 1 << 20] {
      var texts = TextLinks(maxMemoryBytes: memory, folder: Self.folder)
      for (a, b) in links { try texts.join(a, b) }
      let found = try Self.all(texts.leaders())
      #expect(found.count == leaders.count, "seed \(seed), \(memory) bytes")
      for link in found { #expect(leaders[link.text] == link.other, "seed \(seed)") }
    }
  }
}
