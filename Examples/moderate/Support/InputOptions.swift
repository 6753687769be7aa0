// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommentDumps
import Foundation
import ThreadModeration

/// The options by which commands choose what to read.
struct InputOptions: ParsableArguments {
  /// What words may be in.
  enum Markup: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, html

    var bodyFormat: BodyFormat {
      switch self {
      case .text: .text
      case .markdown: .markdown
      case .html: .html
      }
    }
  }

  @Argument(
    help: ArgumentHelp(
      "Files, folders or patterns such as 'RC_*.zst', compressed or not; - or nothing is standard input.",
      valueName: "dump"
    )
  )
  var dumps: [String] = []

  @Option(
    help: ArgumentHelp(
      "The format of the input: auto, or one of those that `moderate formats` lists.",
      valueName: "name"
    )
  )
  var format = "auto"

  @Option(
    help: ArgumentHelp(
      "For tables and JSON: which column or field is what, as in body=text,author=user.name (of tables also numbers: id=1).",
      valueName: "field=column,…"
    )
  )
  var map: String?

  @Option(
    help: ArgumentHelp(
      "For tables and JSON: what the words are in if the rows do not say.",
      valueName: "name"
    )
  )
  var bodyFormat: Markup?

  @Flag(help: "Stop at the first record that cannot be read (exit status 65).")
  var strict = false

  func validate() throws {
    guard format == "auto" || DumpFormat(rawValue: format) != nil else {
      let names = ["auto"] + DumpFormat.allCases.map(\.rawValue)
      let nearest = EditDistance.nearest(to: format, among: names) ?? "auto"
      throw ValidationError(
        "--format \(format): there is no such format; did you mean \"\(nearest)\"? "
          + "There are: \(names.joined(separator: ", "))."
      )
    }
    _ = try columns()
    guard !["auto", "csv", "tsv", "json-rows"].contains(format) else { return }
    for (name, isGiven) in [("--map", map != nil), ("--body-format", bodyFormat != nil)]
    where isGiven {
      throw ValidationError(
        "\(name) is for tables and JSON objects; use it with --format csv, tsv, json-rows or auto"
      )
    }
  }

  /// The columns that `--map` names, by field.
  func columns() throws -> [String: String] {
    var columns: [String: String] = [:]
    for pair in map?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("--map \(pair): write FIELD=COLUMN, as in body=text")
      }
      guard DumpOptions.columnFields.contains(parts[0]) else {
        let nearest = EditDistance.nearest(to: parts[0], among: DumpOptions.columnFields) ?? "body"
        throw ValidationError(
          "--map \(parts[0]): there is no such field; did you mean \"\(nearest)\"? "
            + "There are: \(DumpOptions.columnFields.joined(separator: ", "))."
        )
      }
      guard columns.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw ValidationError("--map \(parts[0]): named twice; a field has one column")
      }
    }
    return columns
  }

  /// Everything that was read.
  struct Dataset {
    var names: [String] = []
    var comments: [Comment] = []
    var summary = Summary()
  }

  /// What was read besides the comments.
  struct Reading {
    var names: [String] = []
    /// What could not be read, and what was mended.
    var summary = Summary()
    var comments = 0
    /// Bytes of the inputs as they are, compressed or not.
    var sourceBytes = 0
  }

  /// Reads all inputs into memory.
  func read(progress: ProgressLine) throws -> Dataset {
    var comments: [Comment] = []
    let reading = try read(progress: progress) { comments.append($0) }
    return Dataset(names: reading.names, comments: comments, summary: reading.summary)
  }

  /// Reads all inputs, comment by comment, in the order of the input.
  func read(
    progress: ProgressLine,
    into take: (Comment) throws -> Void
  ) throws -> Reading {
    var feed = try InputFeed(self, progress: progress)
    var noSpare: [UInt8] = []
    while let piece = try feed.next(spare: &noSpare) {
      guard case .comments(let comments) = piece else { continue }
      for comment in comments { try take(comment) }
    }
    return try feed.finish()
  }

  /// - Throws: ``ToolFailure`` with status 64 if a path is one of the inputs, also one that stands
  ///   in a folder or behind a link.
  func refuseOverwriting(_ path: String) throws {
    try OutputFile.refuse(path, over: dumps.isEmpty ? ["-"] : dumps, as: "input")
  }
}
