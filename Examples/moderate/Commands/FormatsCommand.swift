// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommentDumps

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "List the formats of comments that are read."
  )

  func run() throws {
    for format in DumpFormat.allCases {
      let name = format.rawValue + String(repeating: " ", count: max(1, 17 - format.rawValue.count))
      try Terminal.print(name + format.explanation)
    }
  }
}
