// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file, a pipe or standard input.
///
/// The file is closed when the last copy of the value goes away. Copies share one place in the
/// file.
public struct FileByteSource: ByteSource {
  /// The path as it was given; `-` for standard input.
  public let name: String

  private let handle: FileHandle

  /// Opens a file.
  ///
  /// - Parameter path: The path, absolute or from the working folder; `-` is standard input.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/noSuchInput`` or
  ///   ``DumpError/Code/notReadable``.
  public init(path: String) throws(DumpError) {
    guard path != "-" else {
      self = .standardInput
      return
    }
    guard let entry = FileEntry.behind(path) else {
      throw DumpError(code: .noSuchInput, input: path, message: "no such file")
    }
    guard !entry.isFolder else {
      throw DumpError(
        code: .notReadable,
        input: path,
        message: "is a folder, and a file is needed here"
      )
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw DumpError(
        code: .notReadable,
        input: path,
        message: "cannot be opened; check its permissions"
      )
    }
    self.init(name: path, handle: handle)
  }

  private init(name: String, handle: FileHandle) {
    self.name = name
    self.handle = handle
  }

  /// The standard input of the process.
  public static var standardInput: FileByteSource {
    FileByteSource(name: "-", handle: .standardInput)
  }

  /// Returns the next bytes; none at the end.
  ///
  /// - Complexity: One system call and O(*n*) in the bytes.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/readFailed``.
  public mutating func read(upToCount count: Int) throws -> [UInt8] {
    do {
      return [UInt8](try handle.read(upToCount: count) ?? Data())
    } catch {
      throw DumpError(
        code: .readFailed,
        input: name,
        message: "reading stopped: \(error.localizedDescription)"
      )
    }
  }

  /// Appends the next bytes to `bytes` and says how many; 0 at the end.
  ///
  /// - Complexity: One system call and O(*n*) in the bytes; they are not copied.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/readFailed``.
  public mutating func read(upToCount count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
    let result = FileRead.append(handle.fileDescriptor, upToCount: count, to: &bytes)
    guard result >= 0 else {
      throw DumpError(
        code: .readFailed,
        input: name,
        message: "reading stopped: \(FileRead.words(Int32(-result)))"
      )
    }
    return result
  }
}
