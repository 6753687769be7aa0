// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("Threads of extreme shape, end to end")
struct DeepThreadTests {
  @Test func `a chain of 2,000 replies is scanned, drawn and reported`() throws {
    let folder = try Folder()
    var dump = "{\"id\":\"c0\",\"body\":\"reply\"}\n"
    for index in 1..<2_000 {
      dump += "{\"id\":\"c\(index)\",\"parent\":\"c\(index - 1)\",\"body\":\"reply\"}\n"
    }
    try folder.write(dump, to: "in.jsonl")
    let outcome = try Tool.run(
      "scan",
      "in.jsonl",
      "--quiet",
      "--output",
      "v.jsonl",
      "--report",
      "s.json",
      "--report",
      "r.html",
      in: folder
    )
    #expect(outcome.status == 0)
    #expect(try folder.text("v.jsonl").split(separator: "\n").count == 2_000)
    #expect(try folder.text("s.json").contains("\"max_depth\": 2000"))
    #expect(try Tool.run("threads", "in.jsonl", in: folder).status == 0)
  }

  /// Parts know their own shape only: the depth and the orphans are those of the whole thread.
  @Test func `a thread that is cut for want of memory keeps its depth and its orphans`() throws {
    let folder = try Folder()
    var dump = #"{"id":"x","thread":"t","parent":"nowhere","body":"me too"}"# + "\n"
    for index in 0..<30_000 {
      let parent = index == 0 ? "null" : "\"c\(index - 1)\""
      dump += #"{"id":"c\#(index)","thread":"t","parent":\#(parent),"body":"ok \#(index)"}"# + "\n"
    }
    try folder.write(dump, to: "in.jsonl")
    let outcome = try Tool.shell(
      """
      $moderate scan in.jsonl --no-builtin-rules --quiet --memory 160M --report s.json --jobs 2 \
        --output v.jsonl
      """,
      in: folder,
      within: 120
    )
    #expect(outcome.status == 0)
    let summary = try folder.text("s.json")
    #expect(summary.contains("part of a thread larger than the memory allows"))
    for figure in [
      "\"comments\": 30001,", "\"threads\": 1,", "\"roots\": 1,", "\"orphans\": 1,",
      "\"max_depth\": 30000,",
    ] {
      #expect(summary.contains(figure), "\(figure)")
    }
    #expect(try folder.bytes("v.jsonl").count { $0 == 10 } == 30_001)
  }

  #if !DEBUG
    /// The promise: a million levels, freeing included, under 30 s and 2 GiB.
    @Test(
      .enabled(if: SharedData.isPresent, "\(SharedData.absence)"),
      .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/zstd"), "needs zstd"),
      .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/time"), "needs time")
    )
    func `a chain of a million replies stays within time and memory`() throws {
      let folder = try Folder()
      let chain = SharedData.url("attacks/own-threads/chain-1e6.ndjson.zst").path
      let unpacked = try Tool.shell("zstd -dq '\(chain)' -o in.ndjson", in: folder)
      #expect(unpacked.status == 0)
      let outcome = try Tool.shell(
        "/usr/bin/time -f %M -o memory $moderate scan in.ndjson --quiet --output v.jsonl && wc -l < v.jsonl",
        in: folder,
        within: 90
      )
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("1000000"))
      #expect(outcome.seconds < 30)
      let kilobytes = Int(try folder.text("memory").split(separator: "\n").last ?? "") ?? .max
      #expect(kilobytes < 2 << 20)
    }
  #endif
}
