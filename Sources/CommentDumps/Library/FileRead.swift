// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reading a file into memory that is there already. `FileHandle` makes a `Data` of its own for each
/// read, which costs two more copies and, for larger reads, fresh pages from the system each time.
enum FileRead {
  /// Appends what one call of `read` gives, at most `count` bytes.
  ///
  /// - Returns: The number of bytes, 0 at the end; a negative `errno` if it failed.
  static func append(_ descriptor: Int32, upToCount count: Int, to bytes: inout [UInt8]) -> Int {
    var result = -1
    var code: Int32 = 0
    bytes.append(addingCapacity: count) { room in
      repeat {
        // Sound: `room` has `count` bytes, and the call writes no more; it says how many it wrote.
        result = unsafe room.withUnsafeMutableBufferPointer { buffer, filled in
          guard let base = buffer.baseAddress else { return 0 }
          let result = unsafe read(descriptor, base, count)
          filled = max(result, 0)
          return result
        }
        code = errno
      } while result < 0 && code == EINTR
    }
    return result < 0 ? -Int(code) : result
  }

  /// What an error number means, in words.
  static func words(_ code: Int32) -> String {
    // Sound: the C library's text lives for ever, or until the next call; it is copied at once.
    unsafe String(cString: strerror(code))
  }
}
