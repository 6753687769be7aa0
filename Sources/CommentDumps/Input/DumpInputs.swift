// SPDX-License-Identifier: Apache-2.0

import Foundation

/// From the paths somebody typed to the files that are read.
public enum DumpInputs {
  /// Returns the inputs that `paths` name, in that order.
  ///
  /// A file is itself, also through a symbolic link; `-` is standard input. A folder stands for
  /// the regular files in it and in its subfolders, sorted by the bytes of their paths. Names that
  /// start with a dot are passed over there, and so are symbolic links, so that a folder never
  /// leads out of itself or into a circle.
  ///
  /// - Complexity: One look at each file and folder, and O(*n* log *n*) for sorting.
  /// - Returns: An empty array for a folder without files. That is not an error.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/noSuchInput`` for a missing path,
  ///   ``DumpError/Code/notReadable`` for a folder that cannot be listed.
  public static func expand(paths: [String]) throws(DumpError) -> [DumpInput] {
    var inputs: [DumpInput] = []
    for path in paths {
      if path == "-" {
        inputs.append(DumpInput(path: path))
        continue
      }
      guard let entry = FileEntry.behind(path) else {
        throw DumpError(code: .noSuchInput, input: path, message: "no such file or folder")
      }
      if entry.isFolder {
        inputs += try files(in: path)
      } else {
        inputs.append(DumpInput(path: path, byteCount: entry.byteCount))
      }
    }
    return inputs
  }
}

extension DumpInputs {
  private static func files(in top: String) throws(DumpError) -> [DumpInput] {
    var inputs: [DumpInput] = []
    var waiting = [top]
    while let folder = waiting.popLast() {
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: folder)
      } catch {
        throw DumpError(
          code: .notReadable,
          input: folder,
          message: "the folder cannot be listed; check its permissions"
        )
      }
      for name in names where !name.utf8.starts(with: ".".utf8) {
        let path = folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
        switch FileEntry.at(path) {
        case .file(let byteCount): inputs.append(DumpInput(path: path, byteCount: byteCount))
        case .folder: waiting.append(path)
        case .symbolicLink, .other: break
        }
      }
    }
    return inputs.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
