// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import CommentDumps

@Suite struct DumpInputsTests {
  private func make(_ folder: String, _ files: [String]) throws {
    for file in files {
      let url = URL(filePath: folder + "/" + file)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(file.utf8).write(to: url)
    }
  }

  @Test func `a folder stands for its files, sorted by bytes, hidden ones passed over`() throws {
    try withFolder { folder in
      try make(
        folder,
        ["b", "B", "a/z", "a/é", "a.x", ".hidden", ".git/config", "a/.h/x", "c/d/e"]
      )
      let inputs = try DumpInputs.expand(paths: [folder])
      #expect(
        inputs.map { $0.path.dropFirst(folder.utf8.count + 1) }
          == ["B", "a.x", "a/z", "a/é", "b", "c/d/e"]
      )
      #expect(inputs.map(\.byteCount) == [1, 3, 3, 4, 1, 5])
      #expect(try DumpInputs.expand(paths: [folder + "/"]).first?.path == folder + "/B")
    }
  }

  @Test func `links are followed when named and passed over in a folder`() throws {
    try withFolder { folder in
      try make(folder, ["in/file", "out/secret"])
      let manager = FileManager.default
      try manager.createSymbolicLink(
        atPath: folder + "/in/link",
        withDestinationPath: folder + "/out/secret"
      )
      try manager.createSymbolicLink(
        atPath: folder + "/in/loop",
        withDestinationPath: folder + "/in"
      )
      try manager.createSymbolicLink(
        atPath: folder + "/named",
        withDestinationPath: folder + "/in"
      )
      #expect(
        try DumpInputs.expand(paths: [folder + "/in"]).map(\.path) == [folder + "/in/file"]
      )
      #expect(
        try DumpInputs.expand(paths: [folder + "/named"]).map(\.path) == [folder + "/named/file"]
      )
      let link = try DumpInputs.expand(paths: [folder + "/in/link"])
      #expect(link == [DumpInput(path: folder + "/in/link", byteCount: 10)])
    }
  }

  @Test(arguments: [
    ("*.zst", "RC_1.zst", true), ("*.zst", "RC_1.zs", false), ("RC_?.zst", "RC_1.zst", true),
    ("RC_?.zst", "RC_12.zst", false), ("RC_[1-3].zst", "RC_2.zst", true),
    ("RC_[!1-3].zst", "RC_2.zst", false), ("*", ".hidden", false), (".*", ".hidden", true),
    ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false), ("*é*", "café au lait", true),
    ("[x", "[x", true), ("**", "anything", true), ("a*", "a", true),
  ])
  func `a pattern matches as shells have it`(pattern: String, name: String, isMatch: Bool) {
    #expect(NamePattern(path: "folder/" + pattern)?.matches(name) == isMatch)
  }

  @Test func `a path that names nothing is a pattern over its folder`() throws {
    try withFolder { folder in
      try make(folder, ["RC_1.zst", "RC_2.zst", "RS_1.zst", "RC_3.d/x", "odd*name"])
      #expect(
        try DumpInputs.expand(paths: [folder + "/RC_*"]).map(\.path)
          == [folder + "/RC_1.zst", folder + "/RC_2.zst"]
      )
      // A file of that very name is no pattern.
      #expect(
        try DumpInputs.expand(paths: [folder + "/odd*name"]).map(\.path) == [folder + "/odd*name"]
      )
      let error = #expect(throws: DumpError.self) {
        try DumpInputs.expand(paths: [folder + "/XX_*"])
      }
      #expect(error?.code == .noSuchInput)
    }
  }

  @Test func `paths keep their order, and a dash is standard input`() throws {
    try withFolder { folder in
      try make(folder, ["a", "b"])
      let inputs = try DumpInputs.expand(paths: [folder + "/b", "-", folder + "/a"])
      #expect(inputs.map(\.path) == [folder + "/b", "-", folder + "/a"])
      #expect(inputs[1].isStandardInput && inputs[1].byteCount == nil)
      #expect(try DumpInputs.expand(paths: []).isEmpty)
    }
  }

  @Test func `a missing path and a dangling link are no such input`() throws {
    try withFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link",
        withDestinationPath: folder + "/none"
      )
      for path in [folder + "/none", folder + "/link", ""] {
        let error = #expect(throws: DumpError.self) { try DumpInputs.expand(paths: [path]) }
        #expect(error?.code == .noSuchInput)
      }
    }
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may list everything"))
  func `a folder that cannot be listed is not readable`() throws {
    try withFolder { folder in
      try make(folder, ["sub/a"])
      let sub = folder + "/sub"
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: sub)
      defer {
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: sub)
      }
      let error = #expect(throws: DumpError.self) { try DumpInputs.expand(paths: [folder]) }
      #expect(error?.code == .notReadable && error?.input == sub)
    }
  }
}
