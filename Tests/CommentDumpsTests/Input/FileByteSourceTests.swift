// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import CommentDumps

@Suite struct FileByteSourceTests {
  @Test func `a file is read in pieces to its end`() throws {
    try withFolder { folder in
      let file = folder + "/a.ndjson"
      try Data("hello".utf8).write(to: URL(filePath: file))
      var source = try FileByteSource(path: file)
      #expect(try source.read(upToCount: 2) == Array("he".utf8))
      #expect(try source.read(upToCount: 100) == Array("llo".utf8))
      #expect(try source.read(upToCount: 100).isEmpty)
    }
  }

  @Test func `a missing file is no such input, and names the path`() throws {
    let error = #expect(throws: DumpError.self) { try FileByteSource(path: "/no/such/file") }
    #expect(error?.code == .noSuchInput)
    #expect(error?.description == "/no/such/file: no such file")
  }

  @Test func `a folder is not readable as a file`() throws {
    try withFolder { folder in
      let error = #expect(throws: DumpError.self) { try FileByteSource(path: folder) }
      #expect(error?.code == .notReadable)
      #expect(error?.description.contains(folder) == true)
    }
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may read everything"))
  func `a file without permission is not readable`() throws {
    try withFolder { folder in
      let file = folder + "/a.ndjson"
      try Data("hello".utf8).write(to: URL(filePath: file))
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
      let error = #expect(throws: DumpError.self) { try FileByteSource(path: file) }
      #expect(error?.code == .notReadable)
    }
  }

  @Test func `a reader reads a file`() throws {
    try withFolder { folder in
      let file = folder + "/a b.ndjson"
      let line = #"{"id":"a","body":"x"}"# + "\n"
      try Data(String(repeating: line, count: 30_000).utf8).write(to: URL(filePath: file))
      let read = try ReadAll(source: FileByteSource(path: file))
      #expect(read.comments.count == 30_000)
      #expect(read.lines.last == 30_000)
      #expect(read.bytesRead == 30_000 * line.utf8.count)
    }
  }
}

/// Runs `body` with the path of a new folder, and removes it.
func withFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "dumps-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.path)
}
