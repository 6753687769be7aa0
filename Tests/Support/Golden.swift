// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whole outputs, compared byte for byte with the files of `Tests/Golden/`.
///
/// After a change that is meant: `REGENERATE_GOLDEN=1 swift test --filter NAME-OF-THE-TESTS`, then
/// read the diff.
public enum Golden {
  /// What differs first between an output and its stored file; `nil` if nothing does.
  ///
  /// - Parameters:
  ///   - bytes: The output.
  ///   - path: The file, below `Tests/Golden/`.
  public static func difference(of bytes: [UInt8], from path: String) throws -> String? {
    let file = SharedData.packageRoot.appending(path: "Tests/Golden").appending(path: path)
    if ProcessInfo.processInfo.environment["REGENERATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(bytes).write(to: file)
    }
    let stored = [UInt8](try Data(contentsOf: file))
    guard stored != bytes else { return nil }
    let newLines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let oldLines = stored.split(separator: 0x0A, omittingEmptySubsequences: false)
    let line =
      zip(oldLines, newLines).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(oldLines.count, newLines.count)
    func text(_ lines: [ArraySlice<UInt8>]) -> String {
      lines.indices.contains(line) ? String(decoding: lines[line], as: UTF8.self) : "(ends)"
    }
    return """
      \(path):\(line + 1) differs
      stored: \(text(oldLines))
      now:    \(text(newLines))
      """
  }
}
