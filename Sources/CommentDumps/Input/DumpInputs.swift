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
  /// A path that names nothing and has `*`, `?` or `[…]` in its last part is a pattern over the names
  /// in its folder, as shells have them: for shells that do not expand it, and for names in files.
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
        if let pattern = NamePattern(path: path) {
          inputs += try files(matching: pattern, path: path)
          continue
        }
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
  private static func files(
    matching pattern: NamePattern,
    path: String
  ) throws(DumpError) -> [DumpInput] {
    let folder = pattern.folder.isEmpty ? "." : pattern.folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let inputs = names.filter(pattern.matches).compactMap { name -> DumpInput? in
      guard case .file(let byteCount)? = FileEntry.behind(pattern.folder + name) else { return nil }
      return DumpInput(path: pattern.folder + name, byteCount: byteCount)
    }
    guard !inputs.isEmpty else {
      throw DumpError(code: .noSuchInput, input: path, message: "no file matches this pattern")
    }
    return inputs.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

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
