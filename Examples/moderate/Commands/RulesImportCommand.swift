// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RuleFiles

struct RulesImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a rule file of another system's list.",
    discussion: """
      smokedetector  keywords, websites or user names: a regular expression a line
      wordpress      moderation or disallowed keys: a text a line
      discourse      watched words: CSV of word, action, case
      coral          banned and suspect words: JSON settings, or a word a line
      wordlist       a word a line
      domains        a domain a line
      wikipedia      spam blacklist: a piece of an address a line
      lemmy          slur filter: one regular expression

        moderate rules import --from wordlist en.txt > words.yaml
        moderate rules check words.yaml
      """
  )

  @Option(help: ArgumentHelp("Whose list it is; see above.", valueName: "kind"))
  var from: String

  @Option(
    help: ArgumentHelp(
      "What rules do: report, filter, remove or approve (default: as the system would).",
      valueName: "action"
    )
  )
  var action: String?

  @Option(help: ArgumentHelp("Write to this file.", valueName: "file"))
  var output: String?

  @Argument(help: ArgumentHelp("The list; - is standard input.", valueName: "file"))
  var file: String

  func validate() throws {
    guard RuleImporter.Kind(rawValue: from) != nil else {
      let names = RuleImporter.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--from \(from): there are \(names)")
    }
    if let action, !["report", "filter", "remove", "approve"].contains(action) {
      throw ValidationError("--action \(action): use report, filter, remove or approve")
    }
  }

  func run() throws {
    if let output { try OutputFile.refuse(output, over: [file], as: "list") }
    let bytes = try RuleOptions.bytes(of: file, limit: RuleFile.maxListBytes + 1, kind: "file")
    guard bytes.count <= RuleFile.maxListBytes else {
      throw ToolFailure(ToolFailure.badInput, "\(file): more than 16 MiB")
    }
    guard let kind = RuleImporter.Kind(rawValue: from) else { return }
    let result = RuleImporter.importing(bytes, as: kind, name: file, action: action)
    for skipped in result.skipped.prefix(20) { Terminal.say("\(file): \(skipped.description)") }
    Terminal.say(
      "\(file): \(result.entries) entries, \(result.repeated) repeated, \(result.skipped.count) skipped"
    )
    guard result.entries > 0 else {
      throw ToolFailure(ToolFailure.badInput, "\(file): there is nothing to import")
    }
    if let output {
      try OutputFile.write(result.text, to: output)
    } else {
      try Terminal.write(result.text)
    }
  }
}
