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
        moderate explain --thread comments.csv --map body=text --comment 7 --in t1
        moderate explain < comment.txt
      """
  )

  @Argument(help: "The text; left out or -, standard input is read.")
  var text: String?

  @Option(help: ArgumentHelp("A dump that holds the comment.", valueName: "file"))
  var thread: String?

  @Option(help: ArgumentHelp("The id of the comment in it.", valueName: "id"))
  var comment: String?

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp(
      "The thread that holds it, where several have a comment with that id.",
      valueName: "thread"
    )
  )
  var threadID: String?

  @Option(help: ArgumentHelp("The format of the dump: as in `scan`.", valueName: "name"))
  var format = "auto"

  @Option(
    help: ArgumentHelp(
      "Which column or field of the dump is what: as in `scan`.",
      valueName: "field=column,…"
    )
  )
  var map: String?

  @Option(
    help: ArgumentHelp(
      "What the words of the dump are in if it does not say: as in `scan`.",
      valueName: "name"
    )
  )
  var bodyFormat: InputOptions.Markup?

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
    if thread == nil,
      threadID != nil || map != nil || bodyFormat != nil || format != "auto"
    {
      throw ValidationError(
        "--in, --format, --map and --body-format are about a dump; name one with --thread"
      )
    }
    try dumpOptions.validate()
  }

  private var dumpOptions: InputOptions {
    var options = InputOptions()
    options.dumps = thread.map { [$0] } ?? []
    options.format = format
    options.map = map
    options.bodyFormat = bodyFormat
    options.strict = false
    return options
  }

  func run() async throws {
    let scanner = try ruleOptions.makeScanner(keepsSignals: true)
    let (judged, verdict, whole) = try judge(with: scanner)
    if json {
      var bytes: [UInt8] = []
      VerdictLines.append(verdict, to: &bytes)
      try Terminal.write(bytes)
    } else {
      let text = TerminalText(width: Terminal.width, usesColor: Terminal.usesColor)
      try Terminal.write(text.explanation(judged, verdict, policy: scanner.policy))
      if let whole, whole.needsLook {
        try Terminal.print("\nThe thread")
        try Terminal.write(text.threadVerdict(whole))
      }
    }
  }

  private func judge(with scanner: CommentScanner) throws -> (Comment, Verdict, ThreadVerdict?) {
    guard let thread, let id = comment else {
      let comment = Comment(id: "text", body: try givenText(), thread: "text")
      return (comment, scanner.verdict(for: comment), nil)
    }
    let dataset = try dumpOptions.read(progress: ProgressLine(isOn: false))
    let found = CommentThread.threads(of: dataset.comments).lazy.compactMap { assembled in
      assembled.thread.comments.firstIndex { $0.id.utf8.elementsEqual(id.utf8) }
        .map { (thread: assembled.thread, index: $0) }
    }
    let places = Array(found)
    let wanted = places.first { place in
      threadID.map { $0.utf8.elementsEqual(place.thread.id.utf8) } ?? true
    }
    if let wanted {
      if threadID == nil, places.count > 1 { sayThreads(places.map(\.thread.id), id) }
      let comment = wanted.thread.comments[wanted.index]
      let judgement = scanner.judgement(of: wanted.thread)
      return (comment, judgement.verdicts[wanted.index], judgement.thread)
    }
    if let threadID, !places.isEmpty {
      throw ToolFailure(
        ToolFailure.badInput,
        "\(thread): the comment \"\(id)\" is not in a thread \"\(threadID)\"; it is in "
          + Self.list(places.map(\.thread.id))
      )
    }
    // Of short ids every other one is near.
    let nearest = EditDistance.nearest(to: id, among: dataset.comments.prefix(10_000).map(\.id))
      .flatMap { EditDistance.between(id, $0) <= id.utf8.count / 3 ? $0 : nil }
    throw ToolFailure(
      ToolFailure.badInput,
      "\(thread): no comment has the id \"\(id)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
    )
  }

  /// Says that it might be another comment.
  private func sayThreads(_ threads: [String], _ id: String) {
    Terminal.say(
      "moderate: \(threads.count) threads have a comment \"\(id)\": \(Self.list(threads)); this is that "
        + "of \"\(threads[0])\", --in THREAD takes another"
    )
  }

  private static func list(_ threads: [String]) -> String {
    threads.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
      + (threads.count > 5 ? " and \(threads.count - 5) more" : "")
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
