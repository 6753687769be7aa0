// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import Foundation
import ThreadModeration

/// What a scan with `--resume` keeps on disk, so that it can go on after it was killed.
///
/// When all comments are read, they stand in files here, and the manifest says how long each is. From
/// then on each part of the dump that was judged leaves its lines, records and counts; a part whose
/// counts are there is done. Files get their names when they are whole. When the scan is done, the
/// folder goes.
struct ResumeFolder: Sendable {
  /// What the scan was asked to do, down to the contents of the rule files: another question gets
  /// another answer.
  struct Question: Codable, Equatable {
    /// Of the program, and of the form in which it stores what it counted.
    var version: String
    var options: [String]
    var inputs: [String]
  }

  /// What is there when all comments are read.
  struct Manifest: Codable {
    var question: Question
    var spool: ThreadSpool.State
    var names: [String]
    var summary: Summary
    var sourceBytes: Int
  }

  /// What can be read of a manifest of any version.
  private struct AnyManifest: Decodable {
    var question: Question
  }

  private struct Part: Codable {
    var material: ReportMaterial
    var strongest: Action
    var lineBytes: Int
    var recordBytes: Int
  }

  /// The form of ``Summary`` and ``ReportMaterial`` in files: a new one for each change after which older
  /// files would be misread or refused. 2: actions, categories and limits by name.
  static let stateVersion = 3

  let path: String
  private let lock: Lock

  /// What the folder beside an output file is called.
  static func path(beside output: String) -> String { output + ".resume" }

  /// The folder beside an output file, which is this process's until it ends.
  ///
  /// - Throws: ``ToolFailure`` with status 74 if it cannot be made, or another process is at work there.
  init(beside output: String) throws {
    path = Self.path(beside: output)
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ToolFailure(ToolFailure.inputOutput, "\(path): \(Terminal.reason(error))")
    }
    lock = try Lock(path: "\(path)/lock", for: output)
  }

  /// A file that one process holds at a time. The system lets go of it however the process ends.
  private final class Lock: Sendable {
    private let descriptor: Int32

    init(path: String, for output: String) throws {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      // One that ended between the two calls took its folder along: its file locks nobody out.
      if file >= 0, flock(file, LOCK_EX | LOCK_NB) == 0, Self.isInPlace(file, path) {
        descriptor = file
        return
      }
      let isHeld = file >= 0 && (errno == EWOULDBLOCK || errno == ENOENT)
      let reason = String(cString: strerror(errno))
      if file >= 0 { close(file) }
      throw ToolFailure(
        ToolFailure.inputOutput,
        isHeld
          ? "\(output): another scan with --resume is at work on it; wait for it, or write to another file"
          : "\(path): \(reason)"
      )
    }

    deinit { close(descriptor) }

    private static func isInPlace(_ file: Int32, _ path: String) -> Bool {
      var own = stat()
      var now = stat()
      guard fstat(file, &own) == 0, stat(path, &now) == 0 else { return false }
      if own.st_dev == now.st_dev, own.st_ino == now.st_ino { return true }
      errno = ENOENT
      return false
    }
  }

  /// What an earlier run with the same question left; `nil` if it did not get as far as reading all.
  ///
  /// - Throws: ``ToolFailure`` with status 64 if the earlier run had another question.
  func manifest(for question: Question) throws -> Manifest? {
    let file = "\(path)/manifest.json"
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let unreadable = ToolFailure(
      ToolFailure.inputOutput,
      "\(path): cannot be read; remove the folder to start again"
    )
    // The question first: what another version has stored cannot be read as a whole.
    guard let bytes = FileManager.default.contents(atPath: file),
      let asked = try? JSONDecoder().decode(AnyManifest.self, from: bytes)
    else { throw unreadable }
    guard asked.question == question else {
      throw ToolFailure(
        ToolFailure.usage,
        """
        \(path): left by a scan with other options, rules or inputs; use the same ones to go on, or \
        remove the folder to start again
        """
      )
    }
    guard let manifest = try? JSONDecoder().decode(Manifest.self, from: bytes) else {
      throw unreadable
    }
    return manifest
  }

  func save(_ manifest: Manifest) throws {
    try write([UInt8](try JSONEncoder().encode(manifest)), to: "manifest.json")
  }

  func isDone(_ part: Int) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/part-\(part).json")
  }

  /// Keeps what a part gave; its counts last, for they say that it is done.
  func save(_ result: DumpScan.PartResult, lines: [UInt8], part: Int) throws {
    let records = CampaignRecord.encoded(result.records)
    try write(lines, to: "part-\(part).lines")
    try write(records, to: "part-\(part).records")
    let counts = Part(
      material: result.material,
      strongest: result.strongest,
      lineBytes: lines.count,
      recordBytes: records.count
    )
    try write([UInt8](try JSONEncoder().encode(counts)), to: "part-\(part).json")
  }

  func load(_ part: Int) throws -> (result: DumpScan.PartResult, lines: [UInt8]) {
    func bytes(_ ending: String) -> Data? {
      FileManager.default.contents(atPath: "\(path)/part-\(part).\(ending)")
    }
    guard let json = bytes("json"),
      let counts = try? JSONDecoder().decode(Part.self, from: json),
      let lines = bytes("lines"), lines.count == counts.lineBytes,
      let records = bytes("records"), records.count == counts.recordBytes
    else {
      throw ToolFailure(
        ToolFailure.inputOutput,
        "\(path): part \(part) cannot be read; remove the folder to start again"
      )
    }
    var result = DumpScan.PartResult(partOf: counts.material)
    result.material = counts.material
    result.strongest = counts.strongest
    result.records = CampaignRecord.records([UInt8](records))
    return (result, [UInt8](lines))
  }

  /// Takes the folder away.
  func remove() { try? FileManager.default.removeItem(atPath: path) }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try OutputFile.write(bytes, to: "\(path)/\(name)")
  }
}
