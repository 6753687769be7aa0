// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ThreadModeration

/// The tool: parses arguments and wires the modules; it has no moderation logic of its own.
@main
struct Moderate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moderate",
    abstract: "Flags spam, bad links and hostility in comment threads, and says why.",
    discussion: """
      Start with a dump of comments:

        moderate scan comments.jsonl --report report.html

      and ask about a single comment:

        moderate explain "You are such a disgrace."

      Exit status: 0 done; 1 done, and something reached --fail-on; 64 usage; 65 bad input data; \
      66 no such input; 74 input/output error; 78 bad rule file; 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      ScanCommand.self, ReportCommand.self, ExplainCommand.self, ThreadsCommand.self,
      RulesCommand.self, FormatsCommand.self, EvaluateCommand.self, LearnCommand.self,
    ]
  )

  static func main() async {
    Interruption.install()
    do {
      try checkCommandName()
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as ToolFailure {
      Terminal.say("moderate: \(failure.message)")
      exit(withError: ExitCode(failure.status))
    } catch Terminal.Closed.pipe {
      // Whoever read the output has had enough: `| head`.
      exit(withError: nil)
    } catch {
      // Status 1 is taken: something reached --fail-on.
      guard error is ExitCode || exitCode(for: error) != .failure else {
        Terminal.say("moderate: \(error)")
        exit(withError: ExitCode(ToolFailure.internalError))
      }
      exit(withError: error)
    }
    exit(withError: nil)
  }

  /// Says which command was meant: the parser itself suggests names for options only.
  private static func checkCommandName() throws {
    var command: any ParsableCommand.Type = Moderate.self
    for argument in CommandLine.arguments.dropFirst() {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return }
      // A key path here crashes the compiler (Swift 6.3.1).
      let names = subcommands.compactMap { $0.configuration.commandName }
      guard let index = names.firstIndex(of: argument) else {
        let nearest = EditDistance.nearest(to: argument, among: names) ?? ""
        let hint =
          EditDistance.between(argument, nearest) <= 3 ? "; did you mean \"\(nearest)\"" : ""
        throw ToolFailure(
          ToolFailure.usage,
          "there is no command \"\(argument)\"\(hint). There are: \(names.joined(separator: ", "))"
        )
      }
      command = subcommands[index]
    }
  }
}
