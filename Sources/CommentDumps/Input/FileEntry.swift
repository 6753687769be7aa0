// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What stands at a path.
enum FileEntry {
  /// A regular file of so many bytes.
  case file(Int)
  case folder
  case symbolicLink
  /// A pipe, a device, a socket.
  case other

  var byteCount: Int? {
    if case .file(let byteCount) = self { byteCount } else { nil }
  }

  var isFolder: Bool {
    if case .folder = self { true } else { false }
  }

  /// What a path leads to, through symbolic links; `nil` when nothing is there.
  static func behind(_ path: String) -> FileEntry? {
    FileStatus.of(path, followsLinks: true).map(entry)
  }

  /// What stands at a path itself: a symbolic link is one.
  static func at(_ path: String) -> FileEntry {
    FileStatus.of(path, followsLinks: false).map(entry) ?? .other
  }

  private static func entry(_ status: (kind: mode_t, byteCount: Int)) -> FileEntry {
    switch status.kind {
    case S_IFREG: .file(status.byteCount)
    case S_IFDIR: .folder
    case S_IFLNK: .symbolicLink
    default: .other
    }
  }
}
