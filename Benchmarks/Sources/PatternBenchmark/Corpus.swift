// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PatternEngine

/// Comments in the forms that the engines take: subjects for ours, one block of bytes for the peers.
struct Corpus {
  let subjects: [Subject]
  let bytes: [CChar]
  /// Comment `i` is `bytes[offsets[i]..<offsets[i + 1]]`.
  let offsets: [Int]

  var count: Int { subjects.count }
  var meanBytes: Double { Double(bytes.count) / Double(max(count, 1)) }

  init(_ subjects: [Subject]) {
    var bytes: [CChar] = []
    var offsets = [0]
    for subject in subjects {
      bytes.append(contentsOf: subject.bytes.lazy.map { CChar(bitPattern: $0) })
      offsets.append(bytes.count)
    }
    self.subjects = subjects
    self.bytes = bytes
    self.offsets = offsets
  }

  /// Reads the bodies of the first `limit` comments of an NDJSON file.
  init(path: String, limit: Int) throws {
    struct Record: Decodable { var body: String }
    let decoder = JSONDecoder()
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    var subjects: [Subject] = []
    var start = data.startIndex
    while start < data.endIndex, subjects.count < limit {
      let end = data[start...].firstIndex(of: UInt8(ascii: "\n")) ?? data.endIndex
      if end > start {
        subjects.append(Subject(try decoder.decode(Record.self, from: data[start..<end]).body))
      }
      start = end + 1
    }
    guard !subjects.isEmpty else { throw ValidationError("\(path) has no comments.") }
    self.init(subjects)
  }

  /// `count` comments in even steps, so that a small sample has the lengths of the whole.
  func sample(_ count: Int) -> Corpus {
    if count >= self.count { return self }
    return Corpus((0..<count).map { subjects[$0 * self.count / count] })
  }
}
