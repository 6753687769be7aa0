// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import Foundation
import ThreadModeration

/// Reads inputs one after the other, piece by piece: whoever wants the next piece asks for it.
struct InputFeed {
  /// Which input a piece is of, and where it stands among the pieces.
  struct Origin: Sendable {
    /// The input's place among the inputs.
    var input: Int
    /// Its name, as messages call it.
    var name: String
  }

  enum Piece: Sendable {
    /// Comments in the order of the input; what could not be read is counted by the feed.
    case comments([Comment])
    /// Lines that nobody has read yet, and what reads them.
    case lines(LineBlock, LineBlockReader, Origin)
    /// What was noticed behind the last line of an input that came as blocks: 0 lines behind it.
    case faults([RejectedRecord], Origin)
  }

  private let options: InputOptions
  private let progress: ProgressLine
  private let wantsLines: Bool
  private let columns: [String: String]
  private let inputs: [DumpInput]
  private let qualifier: ThreadQualifier
  private let memory = InputMemory()
  /// The input that is read, and those that were.
  private var reader: DumpReader?
  private var position = 0
  /// Inputs of which something was said before they were read.
  private var hints = 0
  private static let maxHints = 3
  /// Records of this input, and bytes of it.
  private var found = 0
  private var sourceBytes = 0
  /// What was read so far.
  private(set) var reading = InputOptions.Reading()

  /// Finds the inputs.
  ///
  /// - Parameter wantsLines: Whether inputs of lines come as blocks instead of comments.
  /// - Throws: ``ToolFailure`` for inputs that are not there.
  init(_ options: InputOptions, progress: ProgressLine, wantsLines: Bool = false) throws {
    self.options = options
    self.progress = progress
    self.wantsLines = wantsLines
    columns = try options.columns()
    let dumps = options.dumps
    do throws(DumpError) {
      inputs = try DumpInputs.expand(paths: dumps.isEmpty ? ["-"] : dumps)
    } catch {
      throw ToolFailure(error)
    }
    if dumps.isEmpty, isatty(0) != 0 {
      Terminal.say("moderate: reading comments from the terminal; end with Ctrl-D")
    }
    guard !inputs.isEmpty else {
      throw ToolFailure(
        ToolFailure.noInput,
        "\(dumps.joined(separator: ", ")): there are no files in this folder"
      )
    }
    OutputFile.sayRepeats(inputs.map(\.path))
    qualifier = ThreadQualifier(inputs: inputs)
  }
}

extension InputFeed {
  /// The next piece; `nil` when all inputs were read.
  ///
  /// - Parameter spare: The bytes of a block that is done with; they are taken.
  /// - Throws: ``ToolFailure``.
  mutating func next(spare: inout [UInt8]) throws -> Piece? {
    while reader != nil || position < inputs.count {
      try Interruption.check()
      do {
        if reader == nil { try open() }
        if let piece = try nextOfInput(&spare) { return piece }
        try close()
      } catch let error as DumpError {
        // A signal ends reading as well.
        try Interruption.check()
        // One of many files that is something else: said and counted, and the others are read.
        guard inputs.count > 1, !options.strict, Self.isSkippable(error) else {
          throw ToolFailure(error)
        }
        let name = inputs[position].path
        reading.summary.reject(Summary.Rejected(input: name, line: 1, reason: error.message))
        reader = nil
        position += 1
      }
    }
    return nil
  }

  /// Adds what somebody else read from the lines of blocks.
  mutating func add(_ summary: Summary, comments: Int) {
    reading.comments += comments
    reading.summary.merge(summary)
  }

  /// What was read, once all of it was.
  ///
  /// - Throws: ``ToolFailure`` with status 65 if there were records and none could be read.
  func finish() throws -> InputOptions.Reading {
    let rejected = reading.summary.rejectedRecords.count
    if reading.comments == 0, rejected > 0 {
      RejectedRecords.say(reading.summary)
      let what =
        rejected == 1
        ? "the only record could not be read as a comment"
        : "none of the \(rejected) records could be read as a comment"
      let hint =
        "; if its fields have other names, say which is what: --map body=FIELD,author=FIELD"
      throw ToolFailure(ToolFailure.badInput, lacksFields ? what + hint : what)
    }
    if reading.comments == 0 {
      Terminal.say("moderate: no comments in \(reading.names.joined(separator: ", "))")
    }
    return reading
  }

  /// Whether JSON Lines were read by our own names, and the words stand under none of them.
  private var lacksFields: Bool {
    columns.isEmpty
      && reading.summary.rejected.contains { $0.reason.contains("no \"body\"") }
  }

  /// - Throws: ``ToolFailure`` with status 65: `--strict` was asked for.
  static func refuse(_ record: RejectedRecord, of name: String) throws {
    throw ToolFailure(ToolFailure.badInput, "\(name):\(record.line): \(record.reason) (--strict)")
  }

  /// How a summary lists a record that could not be read.
  static func entry(_ record: RejectedRecord, of name: String) -> Summary.Rejected {
    Summary.Rejected(
      input: name,
      line: record.line,
      reason: "\(record.reason) (byte \(record.byteOffset))"
    )
  }
}

// MARK: - One input

extension InputFeed {
  private var input: DumpInput { inputs[position] }
  private var name: String { input.isStandardInput ? "-" : input.path }

  private mutating func open() throws {
    found = 0
    sourceBytes = 0
    reading.names.append(name)
    reader = try DumpReader(
      source: input.isStandardInput ? PolledInput() : try input.open(),
      name: name,
      options: DumpOptions(
        format: DumpFormat(rawValue: options.format),
        columns: columns,
        bodyFormat: options.bodyFormat?.bodyFormat,
        context: try Self.context(of: input, among: inputs),
        memory: inputs.count > 1 ? memory : nil
      )
    )
    sayPassedOver()
  }

  /// Says which fields might be meant, where comments lack what makes threads of them.
  private mutating func sayPassedOver() {
    guard let fields = reader?.passedOver.sorted(by: { $0.key < $1.key }), !fields.isEmpty,
      hints < Self.maxHints
    else { return }
    hints += 1
    let names = fields.map { "\"\($0.value)\"" }.joined(separator: ", ")
    Terminal.say(
      "moderate: \(name): unknown fields are passed over; \(names) may be meant as "
        + "\(fields.map(\.key).joined(separator: ", ")): --format json-rows reads them so"
    )
  }

  private mutating func nextOfInput(_ spare: inout [UInt8]) throws -> Piece? {
    if wantsLines, let lines = reader?.blockReader {
      if let block = try reader?.nextBlock(spare: &spare) {
        found += 1
        sourceBytes = reader?.sourceBytesRead ?? 0
        showProgress()
        return .lines(block, lines, Origin(input: position, name: name))
      }
      return try faultsOfInput()
    }
    guard let batch = try reader?.next() else { return nil }
    try count(batch)
    sourceBytes = batch.sourceBytesRead
    var comments = batch.comments
    if let format = reader?.format { qualifier.apply(to: &comments, of: position, format: format) }
    reading.comments += comments.count
    showProgress()
    return .comments(comments)
  }

  /// Whoever reads the blocks counts their lines, and so knows where the last one is.
  private mutating func faultsOfInput() throws -> Piece? {
    guard let batch = try reader?.next() else { return nil }
    var faults = batch.rejected
    found += faults.count
    sourceBytes = batch.sourceBytesRead
    for note in batch.repairs { reading.summary.countRepair(note.kind) }
    for index in faults.indices { faults[index].line = 0 }
    return .faults(faults, Origin(input: position, name: name))
  }

  private mutating func count(_ batch: DumpBatch) throws {
    found += batch.comments.count + batch.rejected.count
    for record in batch.rejected {
      if options.strict { try Self.refuse(record, of: name) }
      reading.summary.reject(Self.entry(record, of: name))
    }
    for note in batch.repairs { reading.summary.countRepair(note.kind) }
  }

  private func showProgress() {
    Interruption.setRead(reading.comments)
    progress.reading(name, comments: reading.comments, bytes: sourceBytes, of: input.byteCount)
  }

  private mutating func close() throws {
    let format = reader?.format
    reader = nil
    defer { position += 1 }
    reading.sourceBytes += sourceBytes
    // Whatever is no JSON is tried as a page; a table or a letter is not one.
    if found == 0, format == .page, options.format == "auto" {
      let error = DumpError(
        code: .unrecognizedFormat,
        input: name,
        message: "plain text without comments in it; name the format with --format if it has some"
      )
      guard inputs.count > 1, !options.strict else { throw ToolFailure(error) }
      reading.summary.reject(
        Summary.Rejected(input: input.path, line: 1, reason: error.message)
      )
    }
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
}
