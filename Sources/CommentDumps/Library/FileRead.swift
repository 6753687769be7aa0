// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reading a file into memory that is there already. `FileHandle` makes a `Data` of its own for each
/// read, which costs two more copies and, for larger reads, fresh pages from the system each time.
enum FileRead {
  /// Appends what one call of `read` gives, at most `count` bytes.
  ///
  /// - Returns: The number of bytes, 0 at the end; a negative `errno` if it failed.
  static func append(_ descriptor: Int32, upToCount count: Int, to bytes: inout [UInt8]) -> Int {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    var result = -1
    var code: Int32 = 0
    repeat {
      // Sound: `count` bytes stand behind `start`, and the call writes no more.
      result = unsafe bytes.withUnsafeMutableBytes { buffer in
        guard let base = buffer.baseAddress else { return 0 }
        return unsafe read(descriptor, base + start, count)
      }
      code = errno
    } while result < 0 && code == EINTR
    bytes.removeLast(count - max(result, 0))
    return result < 0 ? -Int(code) : result
  }

  /// What an error number means, in words.
  static func words(_ code: Int32) -> String {
    // Sound: the C library's text lives for ever, or until the next call; it is copied at once.
    unsafe String(cString: strerror(code))
  }
}
