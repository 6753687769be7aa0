// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

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
      66 no such input; 74 input/output error; 78 bad rule file.
      """,
    version: "0.1.0",
    subcommands: [
      ScanCommand.self, ExplainCommand.self, ThreadsCommand.self, RulesCommand.self,
      FormatsCommand.self,
    ]
  )

  static func main() async {
    Interruption.install()
    do {
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
      exit(withError: error)
    }
    exit(withError: nil)
  }
}
