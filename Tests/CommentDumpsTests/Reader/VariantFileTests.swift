// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

/// Files in `Tests/Cases/variants`: known formats as other exports of them look. `counts.tsv` there says
/// what each has to give; a folder is one export in several files.
@Suite("Files of variants") struct VariantFileTests {
  struct Variant: Sendable, CustomTestStringConvertible {
    var name: String
    var format: String
    /// Comments, threads, roots, orphans, the largest depth, authors, rejected records, comments
    /// without their words, comments with a time.
    var counts: [Int]
    var testDescription: String { name }
  }

  private static let folder = SharedData.caseURL("variants")

  private static let variants: [Variant] = {
    let url = folder.appendingPathComponent("counts.tsv")
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().map { line in
      let values = line.split(separator: "\t").map(String.init)
      return Variant(
        name: values[0],
        format: values[1],
        counts: values[2...].compactMap { Int($0) }
      )
    }
  }()

  @Test func `every file is counted`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let counted = Self.variants.map {
      $0.name.hasSuffix("/") ? String($0.name.dropLast()) : $0.name
    }
    #expect(counted.sorted() == names.filter { $0 != "counts.tsv" }.sorted())
  }

  @Test(arguments: variants)
  func `an export has the counts it should have`(variant: Variant) throws {
    let path = Self.folder.appendingPathComponent(variant.name).path
    let inputs = try DumpInputs.expand(paths: [path])
    let qualifier = ThreadQualifier(inputs: inputs)
    var options = DumpOptions()
    if inputs.count > 1 { options.memory = InputMemory() }
    var comments: [ThreadModeration.Comment] = []
    var rejected: [RejectedRecord] = []
    for (index, input) in inputs.enumerated() {
      let name = input.path.split(separator: "/").last.map(String.init) ?? ""
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: input.path)))
      // Whatever the size of what the file is read in.
      for largestRead in [7, Int.max] {
        // The memory is for one of the two readings.
        if largestRead == 7, inputs.count > 1 { continue }
        var read = try ReadAll(
          source: BytesSource(bytes, largestRead: largestRead),
          options,
          name: name
        )
        #expect(read.format.rawValue == variant.format)
        guard largestRead == Int.max else { continue }
        qualifier.apply(to: &read.comments, of: index, format: read.format)
        comments += read.comments
        rejected += read.rejected
      }
    }
    let counts = DumpCounts(comments)
    let gone = comments.count { $0.body == "[deleted]" || $0.body == "[removed]" }
    #expect(
      [
        counts.comments, counts.threads, counts.roots, counts.orphans, counts.maxDepth,
        counts.authors, rejected.count, gone, comments.count { $0.createdAt != nil },
      ] == variant.counts,
      "\(counts); \(rejected.first?.reason ?? "")"
    )
  }

  /// A comment as `variant-words.tsv` has it: file, id, author, Unix seconds and body.
  struct Words: Equatable {
    var id: String
    var author: String
    var time: String
    var body: String
  }

  @Test func `authors, times and words are those that a reader sees`() throws {
    let text = try String(
      contentsOf: SharedData.caseURL("variant-words.tsv"),
      encoding: .utf8
    )
    var expected: [String: [Words]] = [:]
    for line in text.split(separator: "\n") {
      let values = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(values.count == 5)
      expected[values[0], default: []].append(
        Words(id: values[1], author: values[2], time: values[3], body: values[4])
      )
    }
    for (name, words) in expected {
      let url = Self.folder.appendingPathComponent(name)
      let source = BytesSource([UInt8](try Data(contentsOf: url)))
      let read = try ReadAll(source: source, DumpOptions(), name: name).comments.map { comment in
        Words(
          id: comment.id,
          author: comment.author ?? "",
          time: comment.createdAt.map(String.init) ?? "",
          body: comment.body.replacing("\n", with: "\\n")
        )
      }
      #expect(read == words, "\(name)")
    }
  }
}
