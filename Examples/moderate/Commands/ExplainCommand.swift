// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommentDumps
import Foundation
import ModerationReports
import ThreadModeration

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why: every signal, every finding, the text with its ranges marked.",
    discussion: """
      Judges one text, or one comment of a dump in its thread.

        moderate explain "Check out my channel!!!"
        moderate explain --thread comments.jsonl --comment c42
        moderate explain < comment.txt
      """
  )

  @Argument(help: "The text; left out or -, standard input is read.")
  var text: String?

  @Option(help: ArgumentHelp("A dump that holds the comment.", valueName: "file"))
  var thread: String?

  @Option(help: ArgumentHelp("The id of the comment in it.", valueName: "id"))
  var comment: String?

  @Flag(help: "Print the verdict as a JSON line instead, signals included.")
  var json = false

  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions

  func validate() throws {
    if (thread == nil) != (comment == nil) {
      throw ValidationError(
        "--thread and --comment go together: a dump, and the id of a comment in it"
      )
    }
    if thread != nil, text != nil {
      throw ValidationError("give either a text or --thread and --comment, not both")
    }
  }

  func run() async throws {
    let scanner = try ruleOptions.makeScanner(keepsSignals: true)
    let (judged, verdict) = try judge(with: scanner)
    if json {
      var bytes: [UInt8] = []
      VerdictLines.append(verdict, to: &bytes)
      try Terminal.write(bytes)
    } else {
      let text = TerminalText(width: Terminal.width, usesColor: Terminal.outputIsTerminal)
      try Terminal.write(text.explanation(judged, verdict))
    }
  }

  private func judge(with scanner: CommentScanner) throws -> (Comment, Verdict) {
    guard let thread, let id = comment else {
      let comment = Comment(id: "text", body: try givenText(), thread: "text")
      return (comment, scanner.verdict(for: comment))
    }
    var options = InputOptions()
    options.dumps = [thread]
    options.format = "auto"
    options.map = nil
    options.strict = false
    let dataset = try options.read(progress: ProgressLine(isOn: false))
    for assembled in CommentThread.threads(of: dataset.comments) {
      let comments = assembled.thread.comments
      guard let index = comments.firstIndex(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
        continue
      }
      return (comments[index], scanner.verdicts(for: assembled.thread)[index])
    }
    let nearest = EditDistance.nearest(to: id, among: dataset.comments.prefix(10_000).map(\.id))
    throw ToolFailure(
      ToolFailure.badInput,
      "\(thread): no comment has the id \"\(id)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
    )
  }

  /// The text that was given, or standard input: nobody asks what a lone dash says.
  private func givenText() throws -> String {
    guard let text, text != "-" else { return try Self.standardInput() }
    return text
  }

  private static func standardInput() throws -> String {
    if isatty(0) != 0 { Terminal.say("moderate: type a comment; end with Ctrl-D") }
    do {
      let data = try FileHandle.standardInput.readToEnd() ?? Data()
      var bytes = [UInt8](data)
      if bytes.contains(0), String(validating: bytes, as: UTF8.self) == nil {
        throw ToolFailure(
          ToolFailure.badInput,
          "standard input: this is no text (NUL bytes, and not UTF-8)"
        )
      }
      if bytes.last == 0x0A { bytes.removeLast() }
      return String(decoding: bytes, as: UTF8.self)
    } catch let failure as ToolFailure {
      throw failure
    } catch {
      throw ToolFailure(ToolFailure.inputOutput, "standard input: \(Terminal.reason(error))")
    }
  }
}
