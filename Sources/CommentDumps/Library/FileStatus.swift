// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the system says about a path, by `stat`.
///
/// Not by `FileManager.attributesOfItem`: it looks up the names of the file's owner and group, which
/// reads `/etc/passwd` and asks a name service over a socket, for each file. Nothing that reads
/// hostile files should do either.
enum FileStatus {
  /// The kind of the entry, as the system's `S_IF…` constants name it, and its size in bytes; `nil`
  /// when nothing is there or it cannot be reached.
  static func of(_ path: String, followsLinks: Bool) -> (kind: mode_t, byteCount: Int)? {
    var facts = stat()
    // Sound: the path becomes a C string for the call, and the call fills the structure that it is
    // given and keeps neither.
    let status = followsLinks ? unsafe stat(path, &facts) : unsafe lstat(path, &facts)
    guard status == 0 else { return nil }
    return (facts.st_mode & S_IFMT, Int(facts.st_size))
  }
}
