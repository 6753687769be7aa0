// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file that appears whole or not at all: written under another name beside its place, flushed to
/// disk, then renamed.
struct OutputFile: ~Copyable {
  let path: String
  private let temporary: String
  private let handle: FileHandle
  private var isDone = false

  /// - Throws: ``ToolFailure`` with status 74 if the file cannot be made.
  init(path: String) throws {
    self.path = path
    temporary = "\(path).partial-\(ProcessInfo.processInfo.processIdentifier)"
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw ToolFailure(ToolFailure.inputOutput, "\(path): is a folder; name a file in it")
    }
    guard FileManager.default.createFile(atPath: temporary, contents: nil),
      let handle = FileHandle(forWritingAtPath: temporary)
    else {
      throw ToolFailure(
        ToolFailure.inputOutput,
        "\(path): cannot be written: \(String(cString: strerror(errno)))"
      )
    }
    self.handle = handle
  }

  deinit {
    if !isDone { try? FileManager.default.removeItem(atPath: temporary) }
  }

  mutating func write(_ bytes: [UInt8]) throws {
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      throw ToolFailure(ToolFailure.inputOutput, "\(path): \(Terminal.reason(error))")
    }
  }

  /// Puts the file in its place.
  consuming func finish() throws {
    do {
      try handle.synchronize()
      try handle.close()
    } catch {
      throw ToolFailure(ToolFailure.inputOutput, "\(path): \(Terminal.reason(error))")
    }
    guard rename(temporary, path) == 0 else {
      throw ToolFailure(
        ToolFailure.inputOutput,
        "\(path): \(String(cString: strerror(errno)))"
      )
    }
    isDone = true
  }

  /// Whether a path names a device or pipe, which is written as it is.
  static func isSpecial(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let type = attributes?[.type] as? FileAttributeType else { return false }
    return type != .typeRegular && type != .typeDirectory && type != .typeSymbolicLink
  }

  /// Writes all of a file at once.
  static func write(_ bytes: [UInt8], to path: String) throws {
    if isSpecial(path) {
      guard let handle = FileHandle(forWritingAtPath: path) else {
        throw ToolFailure(ToolFailure.inputOutput, "\(path): cannot be opened for writing")
      }
      do {
        try handle.write(contentsOf: Data(bytes))
      } catch {
        throw ToolFailure(ToolFailure.inputOutput, "\(path): \(Terminal.reason(error))")
      }
      return
    }
    var file = try OutputFile(path: path)
    try file.write(bytes)
    try file.finish()
  }
}
