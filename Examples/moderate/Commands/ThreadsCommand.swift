// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import ModerationReports
import ThreadModeration

struct ThreadsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "threads",
    abstract: "Show the threads as trees, with flags beside the comments.",
    discussion: """
        moderate threads comments.jsonl
        moderate threads comments.jsonl --flagged --color always | less -R
      """
  )

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions

  @Flag(help: "Only threads with a flagged comment.")
  var flagged = false

  @Option(
    help: ArgumentHelp(
      "Colors: auto (on a terminal, unless NO_COLOR is set), always or never.",
      valueName: "when"
    )
  )
  var color: ScanCommand.When = .auto

  func run() async throws {
    let scanner = try ruleOptions.makeScanner()
    let line = ProgressLine(isOn: Terminal.errorCanRedraw)
    let dataset = try input.read(progress: line)
    let scanned = try await Scan.run(
      CommentThread.threads(of: dataset.comments),
      with: scanner,
      jobs: ProcessInfo.processInfo.activeProcessorCount,
      progress: line
    )
    line.clear()
    let text = TerminalText(
      width: Terminal.width,
      usesColor: color == .always || color == .auto && Terminal.usesColor
    )
    var isFirst = true
    for thread in scanned where !flagged || thread.flagged > 0 {
      if !isFirst { try Terminal.write([0x0A]) }
      isFirst = false
      try Terminal.write(text.threadTree(thread))
    }
    RejectedRecords.say(dataset.summary)
  }
}
