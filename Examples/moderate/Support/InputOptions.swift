// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommentDumps
import Foundation
import ThreadModeration

/// The options by which commands choose what to read.
struct InputOptions: ParsableArguments {
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
      "For tables: which column is what, as in body=text,author=user,id=1 (names or numbers).",
      valueName: "field=column,…"
    )
  )
  var map: String?

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
    if map != nil, !["auto", "csv", "tsv"].contains(format) {
      throw ValidationError("--map is for tables; use it with --format csv, tsv or auto")
    }
  }

  /// The columns that `--map` names, by field.
  private func columns() throws -> [String: String] {
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
      columns[parts[0]] = parts[1]
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
    var dataset = Reading()
    do {
      let inputs = try DumpInputs.expand(paths: dumps.isEmpty ? ["-"] : dumps)
      if dumps.isEmpty, isatty(0) != 0 {
        Terminal.say("moderate: reading comments from the terminal; end with Ctrl-D")
      }
      guard !inputs.isEmpty else {
        throw ToolFailure(
          ToolFailure.noInput,
          "\(dumps.joined(separator: ", ")): there are no files in this folder"
        )
      }
      let names = inputs.map { $0.path.split(separator: "/").last.map(String.init) ?? $0.path }
      for (input, name) in zip(inputs, names) {
        // Threads of pages are named after their files; two files of one name need their folders.
        let isAmbiguous = names.count { $0 == name } > 1
        do {
          try read(
            input,
            isAmbiguous: isAmbiguous,
            context: try Self.context(of: input, among: inputs),
            into: &dataset,
            take,
            progress: progress
          )
        } catch let error as DumpError where inputs.count > 1 && !strict && Self.isSkippable(error)
        {
          // One of many files that is something else: said and counted, and the others are read.
          dataset.summary.reject(
            Summary.Rejected(input: input.path, line: 1, reason: error.message)
          )
        }
      }
    } catch let error as DumpError {
      throw ToolFailure(error)
    }
    if dataset.comments == 0, !dataset.summary.rejected.isEmpty {
      RejectedRecords.say(dataset.summary)
      throw ToolFailure(
        ToolFailure.badInput,
        dataset.summary.rejected.count == 1
          ? "the only record could not be read as a comment"
          : "none of the \(dataset.summary.rejected.count) records could be read as a comment"
      )
    }
    if dataset.comments == 0 {
      Terminal.say("moderate: no comments in \(dataset.names.joined(separator: ", "))")
    }
    return dataset
  }

  /// - Throws: ``ToolFailure`` with status 64 if a path is one of the inputs, also one that stands
  ///   in a folder or behind a link.
  func refuseOverwriting(_ path: String) throws {
    // What cannot be listed is said when it is read.
    guard let inputs = try? DumpInputs.expand(paths: dumps) else { return }
    guard let same = inputs.first(where: { OutputFile.isSameFile($0.path, path) }) else { return }
    throw ToolFailure(
      ToolFailure.usage,
      "\(path): this is the input \(same.path); write to another file"
    )
  }

  private static func isSkippable(_ error: DumpError) -> Bool {
    error.code == .compressedInput || error.code == .unrecognizedFormat
      || error.code == .refusedInput
  }

  /// What `Posts.xml` beside a `Comments.xml` says, if both are read.
  private static func context(
    of input: DumpInput,
    among inputs: [DumpInput]
  ) throws -> DumpContext {
    func split(_ path: String) -> (folder: Substring, name: Substring) {
      let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
      return (path[..<start], path[start...])
    }
    let (folder, name) = split(input.path)
    guard name.hasPrefix("Comments.xml"),
      let posts = inputs.first(where: {
        let other = split($0.path)
        return other.folder == folder && other.name.hasPrefix("Posts.xml")
      })
    else { return DumpContext() }
    return try DumpContext(posts: try posts.open(), name: posts.path)
  }

  /// Whether a format's threads are named after their files where they have no names of their own.
  private static func isNamedAfterFile(_ format: DumpFormat) -> Bool {
    [.page, .html, .hackerNewsHTML, .lobstersHTML, .csv, .tsv].contains(format)
  }

  private func read(
    _ input: DumpInput,
    isAmbiguous: Bool,
    context: DumpContext,
    into dataset: inout Reading,
    _ take: (Comment) throws -> Void,
    progress: ProgressLine
  ) throws {
    let name = input.isStandardInput ? "-" : input.path
    dataset.names.append(name)
    var reader = try DumpReader(
      source: try input.open(),
      name: name,
      options: DumpOptions(
        format: DumpFormat(rawValue: format),
        columns: try columns(),
        context: context
      )
    )
    var found = 0
    var bytesOfThis = 0
    while let batch = try reader.next() {
      try Interruption.check()
      found += batch.comments.count + batch.rejected.count
      for record in batch.rejected {
        if strict {
          throw ToolFailure(
            ToolFailure.badInput,
            "\(name):\(record.line): \(record.reason) (--strict)"
          )
        }
        dataset.summary.reject(
          Summary.Rejected(
            input: name,
            line: record.line,
            reason: "\(record.reason) (byte \(record.byteOffset))"
          )
        )
      }
      for note in batch.repairs { dataset.summary.countRepair(note.kind) }
      let fileName = name.split(separator: "/").last ?? ""
      for var comment in batch.comments {
        if isAmbiguous, Self.isNamedAfterFile(reader.format),
          comment.thread?.utf8.elementsEqual(fileName.utf8) ?? false
        {
          comment.thread = name
        }
        dataset.comments += 1
        try take(comment)
      }
      progress.reading(
        name,
        comments: dataset.comments,
        bytes: batch.sourceBytesRead,
        of: input.byteCount
      )
      bytesOfThis = batch.sourceBytesRead
    }
    dataset.sourceBytes += bytesOfThis
    // Whatever is no JSON is tried as a page; a table or a letter is not one.
    if found == 0, reader.format == .page, format == "auto" {
      throw DumpError(
        code: .unrecognizedFormat,
        input: name,
        message: "plain text without comments in it; name the format with --format if it has some"
      )
    }
  }
}
