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
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard case .symbolicLink = at(path) else { return at(path) }
    // The links of /dev/fd lead to pipes that have no path: `other`.
    let target = at(URL(filePath: path).resolvingSymlinksInPath().path)
    if case .symbolicLink = target { return .other }
    return target
  }

  /// What stands at a path itself: a symbolic link is one.
  static func at(_ path: String) -> FileEntry {
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else {
      return .other
    }
    switch facts[.type] as? FileAttributeType {
    case .typeRegular?: return .file((facts[.size] as? NSNumber)?.intValue ?? 0)
    case .typeDirectory?: return .folder
    case .typeSymbolicLink?: return .symbolicLink
    default: return .other
    }
  }
}
