// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The built command-line tool, run as its users run it.
enum Tool {
  /// What a run left behind.
  struct Outcome: Sendable {
    var status: Int32
    var output: String
    var error: String
    var seconds: Double

    var lines: [String] {
      output.split(separator: "\n").map(String.init)
    }
  }

  enum Failure: Error { case noExecutable, tookTooLong(String) }

  /// The tool that `MODERATE_TOOL` names (CI's optimized one, which starts ten times as fast), or
  /// else `moderate` in the folder of the test bundle.
  static let executable: URL? = {
    if let named = ProcessInfo.processInfo.environment["MODERATE_TOOL"] {
      precondition(
        FileManager.default.isExecutableFile(atPath: named),
        "MODERATE_TOOL names no program: \(named)"
      )
      return URL(filePath: named)
    }
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let arguments = CommandLine.arguments.filter { $0.contains(".xctest") }.map {
      URL(filePath: $0)
    }
    for place in bundles + arguments + [URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()] {
      var folder = place
      for _ in 0..<5 {
        folder.deleteLastPathComponent()
        let tool = folder.appending(path: "moderate")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: tool.path, isDirectory: &isFolder),
          !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: tool.path)
        {
          return tool
        }
      }
    }
    return nil
  }()

  /// Whether the tool was optimized: then there has to be ten times as much to do, where a test comes
  /// in between.
  static let isOptimized: Bool = {
    #if DEBUG
      ProcessInfo.processInfo.environment["MODERATE_TOOL"] != nil
    #else
      true
    #endif
  }()

  /// Runs the tool with arguments.
  static func run(
    _ arguments: String...,
    input: [UInt8] = [],
    in folder: Folder? = nil,
    within limit: Double = 60
  ) throws -> Outcome {
    guard let executable else { throw Failure.noExecutable }
    return try run(executable, arguments, input: input, in: folder, within: limit)
  }

  /// Runs a command line in which `$moderate` stands for the tool. The status is that of the first
  /// command of a pipe that failed.
  static func shell(_ line: String, in folder: Folder, within limit: Double = 60) throws -> Outcome
  {
    guard let executable else { throw Failure.noExecutable }
    return try run(
      URL(filePath: "/bin/bash"),
      ["-c", "set -o pipefail; moderate='\(executable.path)'; " + line],
      in: folder,
      within: limit
    )
  }

  /// Output goes to files, so that no pipe can fill up.
  static func run(
    _ executable: URL,
    _ arguments: [String],
    input: [UInt8] = [],
    in folder: Folder?,
    within limit: Double,
    whileRunning: (Process) throws -> Void = { _ in }
  ) throws -> Outcome {
    let scratch = try Folder()
    for name in ["out", "err"] { try scratch.write([], to: name) }
    try scratch.write(input, to: "in")
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder?.url ?? scratch.url
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOME": scratch.path, "COLUMNS": "80", "LC_ALL": "C.UTF-8",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    process.standardInput = try FileHandle(forReadingFrom: scratch.url("in"))
    process.standardOutput = try FileHandle(forWritingTo: scratch.url("out"))
    process.standardError = try FileHandle(forWritingTo: scratch.url("err"))
    let start = ContinuousClock.now
    func seconds() -> Double {
      let taken = start.duration(to: .now).components
      return Double(taken.seconds) + Double(taken.attoseconds) / 1e18
    }
    try process.run()
    try whileRunning(process)
    while process.isRunning {
      if seconds() > limit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        throw Failure.tookTooLong(arguments.joined(separator: " "))
      }
      usleep(2_000)
    }
    let status =
      process.terminationReason == .uncaughtSignal
      ? 128 + process.terminationStatus : process.terminationStatus
    return Outcome(
      status: status,
      output: String(decoding: try scratch.bytes("out"), as: UTF8.self),
      error: String(decoding: try scratch.bytes("err"), as: UTF8.self),
      seconds: seconds()
    )
  }
}

/// A folder of one test's own, removed with the value.
final class Folder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "moderate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }

  func url(_ name: String) -> URL { url.appending(path: name) }

  func write(_ bytes: [UInt8], to name: String) throws { try Data(bytes).write(to: url(name)) }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(name))) }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// The names of all files, sorted.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
