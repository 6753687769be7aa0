// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file for what does not fit into memory: written at its end, read block by block.
///
/// Without a path it has no name and vanishes with the process, however that ends. The system frees its
/// pages before the process is gone, which takes a second for a gigabyte: that, and the room on the
/// disk, is why blocks are packed (Zstandard).
///
/// A block is two numbers of four bytes, least byte first: of how many bytes it was made, and how many
/// follow. When they are the same, the bytes follow as they are.
final class SpillFile {
  /// The most bytes of which a block is made.
  static let blockBytes = 1 << 16
  private static let headerBytes = 8

  private let handle: FileHandle
  private let folder: String
  /// Where the last block ends, in bytes.
  private(set) var end: Int

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
    end = 0
  }

  /// Opens a file with a name, or makes it; what is beyond `end` is cut off.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/spillFailed``, also if the file is shorter.
  init(path: String, end: Int) throws(DumpError) {
    folder = path
    if end == 0 { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    guard let handle = FileHandle(forUpdatingAtPath: path),
      let length = try? handle.seekToEnd(), length >= end,
      (try? handle.truncate(atOffset: UInt64(end))) != nil
    else {
      throw DumpError(
        code: .spillFailed,
        input: path,
        message: "this file of an earlier run is gone or shorter than it was"
      )
    }
    self.handle = handle
    self.end = end
  }

  /// Appends bytes, and says where their blocks stand.
  @discardableResult
  func append(_ bytes: [UInt8]) throws(DumpError) -> Range<Int> {
    var packed: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: Self.blockBytes) {
      let block = bytes[start..<min(start + Self.blockBytes, bytes.count)]
      let body = ZstdBlock.packed(block)
      for number in [block.count, body?.count ?? block.count] {
        for shift in stride(from: 0, to: 32, by: 8) {
          packed.append(UInt8(truncatingIfNeeded: number >> shift))
        }
      }
      if let body { packed += body } else { packed += block }
    }
    do {
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(packed))
    } catch {
      throw failure("writing", error.localizedDescription)
    }
    defer { end += packed.count }
    return end..<end + packed.count
  }

  /// Waits until all bytes are on the disk.
  func synchronize() throws(DumpError) {
    do { try handle.synchronize() } catch { throw failure("writing", error.localizedDescription) }
  }

  /// The bytes of the block at `position`, which moves behind it; none at the end.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/spillFailed``, also for bytes that ``append(_:)``
  ///   did not write.
  func block(at position: inout Int) throws(DumpError) -> [UInt8] {
    guard position < end else { return [] }
    let header = try read(from: position, count: Self.headerBytes)
    let numbers = [header[..<4], header[4...]].map { bytes in
      bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    let (count, packedCount) = (numbers[0], numbers[1])
    guard count > 0, count <= Self.blockBytes, packedCount <= count else { throw damage }
    let body = try read(from: position + Self.headerBytes, count: packedCount)
    guard let bytes = packedCount == count ? body : ZstdBlock.unpacked(body, count: count)
    else { throw damage }
    position += Self.headerBytes + packedCount
    return bytes
  }

  private func read(from offset: Int, count: Int) throws(DumpError) -> [UInt8] {
    let bytes: [UInt8]
    do {
      try handle.seek(toOffset: UInt64(offset))
      bytes = [UInt8](try handle.read(upToCount: count) ?? Data())
    } catch {
      throw failure("reading", error.localizedDescription)
    }
    guard bytes.count == count else { throw damage }
    return bytes
  }

  private var damage: DumpError { failure("reading", "the file was changed or cut") }

  private func failure(_ doing: String, _ reason: String) -> DumpError {
    DumpError(
      code: .spillFailed,
      input: folder,
      message: "\(doing) what does not fit into memory stopped: \(reason)"
    )
  }
}
