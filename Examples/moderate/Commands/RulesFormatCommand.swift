// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RuleFiles

struct RulesFormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format",
    abstract: "Lay rule files out in one way; comments and meaning stay.",
    discussion: """
      Prints the file in its new layout, or writes it with --in-place. With --check nothing is \
      written, and the exit status is 1 if a file is not laid out so.
      """
  )

  @Argument(help: ArgumentHelp("Rule files; - is standard input.", valueName: "file"))
  var files: [String]

  @Flag(help: "Write the files instead of printing them.")
  var inPlace = false

  @Flag(help: "Only say which files would change.")
  var check = false

  func validate() throws {
    if inPlace, check { throw ValidationError("--in-place and --check: use one of them") }
    if inPlace, files.contains("-") {
      throw ValidationError("--in-place: standard input has no place")
    }
  }

  func run() throws {
    var changed = 0
    for path in files {
      let bytes = try RuleOptions.bytes(of: path, limit: RuleFile.maxBytes + 1)
      let result = RuleFormatter.format(bytes, name: path)
      for line in result.untouched {
        Terminal.say("\(path):\(line): note: this section is left as it is")
      }
      if check {
        if result.text != bytes {
          changed += 1
          try Terminal.print(path)
        }
      } else if inPlace {
        if result.text != bytes { try OutputFile.write(result.text, to: path) }
      } else {
        try Terminal.write(result.text)
      }
    }
    if changed > 0 { throw ExitCode(1) }
  }
}
