// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Compares whole texts with the files of `Tests/Golden/moderate/`.
///
/// After a change that is meant: `REGENERATE_GOLDEN=1 swift test --filter ModerateTests`, then read
/// the diff.
enum Golden {
  static func expect(_ text: String, equals name: String) throws {
    let file = SharedData.packageRoot.appending(path: "Tests/Golden/moderate").appending(path: name)
    if ProcessInfo.processInfo.environment["REGENERATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
    }
    let stored = try String(contentsOf: file, encoding: .utf8)
    #expect(text == stored, "\(name) differs")
  }
}
