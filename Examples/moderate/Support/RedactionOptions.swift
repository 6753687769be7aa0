// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ModerationReports

/// The options that take names and words out of what is written.
struct RedactionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take out of everything that is written: none, authors (pseudonyms instead of names), or text (the words as well).",
      valueName: "what"
    )
  )
  var redact: Level = .none

  @Option(
    help: ArgumentHelp(
      "A secret for the pseudonyms: the same one gives the same names in every run.",
      valueName: "text"
    )
  )
  var redactKey: String?

  func validate() throws {
    if redactKey != nil, redact == .none {
      throw ValidationError("--redact-key is for --redact authors or text")
    }
  }

  /// The levels of ``Redaction``, as words of the command line.
  enum Level: String, ExpressibleByArgument, CaseIterable { case none, authors, text }

  var redaction: Redaction {
    let level: Redaction.Level =
      switch redact {
      case .none: .none
      case .authors: .authors
      case .text: .text
      }
    return Redaction(level, key: redactKey ?? "")
  }
}
