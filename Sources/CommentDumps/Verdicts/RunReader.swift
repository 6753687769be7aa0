// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// Reads back what scans wrote, verdict lines and summaries, and adds it up.
///
/// ```swift
/// var reader = RunReader()
/// try reader.read(DumpInput(path: "monday.jsonl").open(), name: "monday.jsonl")
/// try reader.read(DumpInput(path: "tuesday.json").open(), name: "tuesday.json")
/// // reader.material is what a scan of both would have found.
/// ```
///
/// A file is a summary (one JSON document), or verdict lines. Lines before a closing line count by the
/// summary in it, and a rejected record says so if some of them are missing; others are counted one by one, so that what a verdict does not say (bodies,
/// times, replies) is missing. Compressed files are unpacked. Memory: one line or one summary, and
/// what the material keeps.
public struct RunReader {
  /// The most bytes of a summary or a line.
  public static let maxDocumentBytes = 1 << 30

  /// What was read so far.
  public private(set) var material: ReportMaterial
  /// Records that were read: verdicts, and summaries.
  public private(set) var records = 0
  /// By hash: verdicts of one thread may stand in several files.
  private var threads: Set<UInt64> = []

  /// Prepares to read.
  ///
  /// - Parameter flaggedCapacity: how many flagged comments are kept; summaries that were written with
  ///   another number are brought to this one.
  public init(flaggedCapacity: Int = ReportMaterial.defaultFlaggedCapacity) {
    material = ReportMaterial(flaggedCapacity: flaggedCapacity)
  }
}

extension RunReader {
  /// Reads a file to its end.
  ///
  /// Lines that are no verdicts are counted as rejected, with their place.
  ///
  /// - Parameters:
  ///   - source: the bytes, compressed or not.
  ///   - name: what the file is called in messages.
  ///   - flagged: gets every verdict that flags a comment, as far as the file holds them.
  /// - Returns: whether `flagged` got all of them: summaries keep only the most severe.
  /// - Throws: ``DumpError`` if the file cannot be read or is neither of the two.
  @discardableResult
  public mutating func read(
    _ source: some ByteSource,
    name: String,
    flagged: (Verdict) throws -> Void = { _ in }
  ) throws -> Bool {
    let log = InputLog()
    let text = try UnpackedInput.open(source, name: name, limits: UnpackingLimits(), log: log)
    var lines = LineReader(source: text, maxLineBytes: Self.maxDocumentBytes)
    var part = ReportMaterial(flaggedCapacity: material.flagged.capacity)
    part.inputs = [name]
    var isWhole = true
    var isFirst = true
    while let line = try lines.next() {
      guard case .held(let range) = line else {
        part.summary.reject(
          Summary.Rejected(input: name, line: lines.number, reason: "a line of more than 1 GiB")
        )
        continue
      }
      if lines.bytes[range].allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      if isFirst, Self.beginsDocument(lines.bytes[range]) {
        let document = try Self.rest(of: &lines, after: range, name: name)
        part = try Self.summary(document, name: name)
        records += 1
        isWhole = try Self.report(part, flagged)
        break
      }
      let isAlone = try take(lines.bytes, range, name, lines.number, &part, isFirst, flagged)
      if let isAlone { isWhole = isAlone }
      isFirst = false
    }
    for fault in log.faults {
      part.summary.reject(
        Summary.Rejected(input: name, line: lines.number, reason: fault.reason)
      )
    }
    merge(part)
    return isWhole
  }

  /// Takes a line: a verdict, or the closing line, after which the lines before it do not count.
  ///
  /// - Returns: after a closing line, whether all flagged verdicts were seen; else `nil`.
  private mutating func take(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    _ name: String,
    _ number: Int,
    _ part: inout ReportMaterial,
    _ isFirst: Bool,
    _ flagged: (Verdict) throws -> Void
  ) throws -> Bool? {
    do {
      let json = try RecordedJSON(bytes, range)
      if let summary = json.optional("$summary") {
        let whole = try SummaryDocument.material(summary)
        if isFirst {
          part = whole
          records += 1
          return try Self.report(part, flagged)
        }
        var rejected = part.summary.rejectedRecords
        // All verdicts stand before it, or those of flagged comments.
        let lines = part.summary.comments + rejected.count
        if lines != whole.summary.comments, lines != whole.summary.flagged {
          rejected.add(
            Summary.Rejected(
              input: name,
              line: number,
              reason: "\(lines) verdicts stand before the closing line of a scan of "
                + "\(whole.summary.comments) comments, \(whole.summary.flagged) of them flagged: lines are missing"
            )
          )
        }
        merge(whole)
        part = ReportMaterial(flaggedCapacity: material.flagged.capacity)
        part.summary.rejectedRecords = rejected
        records += 1
        // The flagged ones stood in the lines before.
        return true
      }
      if isFirst, json.optional("schema") != nil {
        part = try SummaryDocument.material(json)
        records += 1
        return try Self.report(part, flagged)
      }
      let verdict = try VerdictLine.verdict(json)
      records += 1
      count(verdict, into: &part)
      if verdict.action > .allow { try flagged(verdict) }
    } catch let fault as RecordedJSON.Fault {
      if isFirst {
        throw DumpError(
          code: .unrecognizedFormat,
          input: name,
          message: "neither verdict lines nor a summary of `moderate scan` (line \(number): "
            + "\(fault.reason))"
        )
      }
      part.summary.reject(Summary.Rejected(input: name, line: number, reason: fault.reason))
    }
    return nil
  }

  /// What is known of a comment from its verdict alone.
  private mutating func count(_ verdict: Verdict, into part: inout ReportMaterial) {
    part.summary.comments += 1
    part.summary.count(verdict)
    part.summary.verdictsOnly += 1
    if let author = Comment(id: "", body: "", author: verdict.author).authorKey {
      part.summary.distinctAuthors.insert(author)
    }
    if threads.insert(KeyHash.of((verdict.thread ?? "").utf8)).inserted {
      part.summary.threads += 1
    }
    if verdict.action > .allow { part.flagged.insert(FlaggedComment(verdict: verdict)) }
  }

  private mutating func merge(_ part: ReportMaterial) {
    var part = part
    if part.flagged.capacity != material.flagged.capacity {
      var flagged = MostSevere<FlaggedComment>(capacity: material.flagged.capacity)
      for entry in part.flagged.entries { flagged.insert(entry) }
      flagged.countLeft(part.flagged.left)
      part.flagged = flagged
    }
    material.merge(part)
  }
}

// MARK: - Summaries

extension RunReader {
  /// Whether a line is the first of a document that is laid out over several: a bracket alone.
  private static func beginsDocument(_ line: ArraySlice<UInt8>) -> Bool {
    line.filter { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 } == [UInt8(ascii: "{")]
  }

  private static func rest(
    of lines: inout LineReader,
    after first: Range<Int>,
    name: String
  ) throws -> [UInt8] {
    var document = Array(lines.bytes[first])
    while let line = try lines.next() {
      guard case .held(let range) = line, document.count + range.count < maxDocumentBytes else {
        throw DumpError(
          code: .inputTooLarge,
          input: name,
          message: "a summary of more than 1 GiB is not read"
        )
      }
      document.append(0x0A)
      document += lines.bytes[range]
    }
    return document
  }

  private static func summary(_ document: [UInt8], name: String) throws -> ReportMaterial {
    do {
      return try SummaryDocument.material(try RecordedJSON(document, 0..<document.count))
    } catch {
      throw DumpError(
        code: .unrecognizedFormat,
        input: name,
        message: "no summary of `moderate scan`: \(error.reason)"
      )
    }
  }

  private static func report(
    _ part: ReportMaterial,
    _ flagged: (Verdict) throws -> Void
  ) throws -> Bool {
    for entry in part.flagged.entries { try flagged(entry.verdict) }
    return part.flagged.left == 0
  }
}
