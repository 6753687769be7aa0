// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file for what does not fit into memory: written at its end, read from its start.
///
/// Without a path it has no name and vanishes with the process, however that ends.
final class SpillFile {
  private let handle: FileHandle
  private let folder: String
  /// The bytes that were written.
  private(set) var byteCount: Int

  /// Makes a file without a name.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/spillFailed``.
  init(in folder: String) throws(DumpError) {
    self.folder = folder
    let path = "\(folder)/.moderate-\(UUID().uuidString)"
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forUpdatingAtPath: path),
      (try? FileManager.default.removeItem(atPath: path)) != nil
    else {
      throw DumpError(
        code: .spillFailed,
        input: folder,
        message: "no file can be made in this folder for what does not fit into memory"
      )
    }
    self.handle = handle
    byteCount = 0
  }

  /// Opens a file with a name, or makes it; what is beyond `byteCount` bytes is cut off.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/spillFailed``, also if the file is shorter.
  init(path: String, byteCount: Int) throws(DumpError) {
    folder = path
    if byteCount == 0 { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    guard let handle = FileHandle(forUpdatingAtPath: path),
      let length = try? handle.seekToEnd(), length >= byteCount,
      (try? handle.truncate(atOffset: UInt64(byteCount))) != nil
    else {
      throw DumpError(
        code: .spillFailed,
        input: path,
        message: "this file of an earlier run is gone or shorter than it was"
      )
    }
    self.handle = handle
    self.byteCount = byteCount
  }

  /// Appends bytes.
  func append(_ bytes: [UInt8]) throws(DumpError) {
    do {
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(bytes))
    } catch {
      throw failure("writing", error)
    }
    byteCount += bytes.count
  }

  /// Waits until all bytes are on the disk.
  func synchronize() throws(DumpError) {
    do { try handle.synchronize() } catch { throw failure("writing", error) }
  }

  /// Reads at most `count` bytes from an offset; none at the end.
  func read(from offset: Int, upToCount count: Int) throws(DumpError) -> [UInt8] {
    guard offset < byteCount else { return [] }
    do {
      try handle.seek(toOffset: UInt64(offset))
      return [UInt8](try handle.read(upToCount: min(count, byteCount - offset)) ?? Data())
    } catch {
      throw failure("reading", error)
    }
  }

  private func failure(_ doing: String, _ error: any Error) -> DumpError {
    DumpError(
      code: .spillFailed,
      input: folder,
      message: "\(doing) what does not fit into memory stopped: \(error.localizedDescription)"
    )
  }
}
