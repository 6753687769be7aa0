// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads comments from bytes, batch by batch, in bounded memory.
///
/// ```swift
/// var reader = try DumpReader(source: FileByteSource(path: "dump.ndjson"), name: "dump.ndjson")
/// while let batch = try reader.next() {
///   for comment in batch.comments { print(comment.id) }
/// }
/// ```
///
/// A record that cannot be read never stops the others: it is counted and named in
/// ``DumpBatch/rejected``, and comments plus rejected records add up to the records of the input.
/// Text that is not Unicode is mended and noted, so that its comment is kept.
///
/// Memory: one line and one read of the source, plus the batch; a ``DumpFormat/page`` is held as a
/// whole. Not `Sendable`, since its source need not be: one task reads, and hands on the batches.
public struct DumpReader {
  /// The format: the one that was asked for, or what the input looks like.
  public let format: DumpFormat
  /// The input's name, as messages call it.
  public let name: String

  private let options: DumpOptions
  private var lines: LineReader
  private var records: RecordReader
  private var recordsSeen = 0
  /// An error that came while a batch had something to return; thrown by the next call.
  private var failure: DumpError?
  /// What is left of a page; `nil` before it is read.
  private var page: PageRemainder?

  /// Prepares to read, and looks at the first bytes.
  ///
  /// - Parameters:
  ///   - source: The bytes.
  ///   - name: What messages call the input.
  ///   - options: The format and the limits.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/compressedInput``,
  ///   ``DumpError/Code/unrecognizedFormat`` or ``DumpError/Code/readFailed``. An empty input is
  ///   not an error: it is JSON Lines without comments.
  public init(
    source: any ByteSource,
    name: String,
    options: DumpOptions = DumpOptions()
  ) throws {
    lines = LineReader(source: source, maxLineBytes: options.maxRecordBytes)
    let recognition: FormatRecognition
    do {
      recognition = try FormatRecognition.look(at: &lines, name: name)
    } catch {
      throw DumpError(error, input: name)
    }
    format = try options.format ?? recognition.format(name: name)
    lines.skip(recognition.markBytes)
    if format != .page, recognition.hasOnlyCarriageReturns { lines.useCarriageReturns() }
    records = RecordReader(isReddit: format == .reddit)
    self.name = name
    self.options = options
  }
}

extension DumpReader {
  /// Reads on: at most `maxComments` records, and about 16 MiB of input or one record.
  ///
  /// - Parameter maxComments: The most records, comments and rejected ones together; at least 1.
  /// - Complexity: O(*n*) in the bytes that are read.
  /// - Returns: What was read, never empty; `nil` at the end of the input.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/readFailed`` or
  ///   ``DumpError/Code/inputTooLarge`` (a page over ``DumpOptions/maxPageBytes``). What was read
  ///   before is returned first; after an error every call throws it again.
  public mutating func next(maxComments: Int = 4096) throws -> DumpBatch? {
    precondition(maxComments > 0, "a batch has room for at least one record")
    if let failure { throw failure }
    var batch = DumpBatch()
    do {
      if format == .page {
        try readPage(into: &batch, maxComments: maxComments)
      } else {
        try readLines(into: &batch, maxRecords: maxComments)
      }
    } catch {
      let failure = DumpError(error, input: name)
      self.failure = failure
      if batch.isEmpty { throw failure }
    }
    batch.bytesRead = lines.byteOffset
    batch.recordsSeen = recordsSeen
    return batch.isEmpty ? nil : batch
  }

  private static let maxBatchBytes = 16 << 20

  private mutating func readLines(into batch: inout DumpBatch, maxRecords: Int) throws {
    let end = lines.byteOffset + Self.maxBatchBytes
    var left = maxRecords
    while left > 0, lines.byteOffset < end || batch.isEmpty, let line = try lines.next() {
      switch line {
      case .tooLong(let byteOffset):
        batch.rejected.append(
          RejectedRecord(
            line: lines.number,
            byteOffset: byteOffset,
            reason: "a line of more than \(options.maxRecordBytes) bytes"
          )
        )
      case .held(let range):
        if isBlank(range) { continue }
        read(range, into: &batch)
      }
      left -= 1
      recordsSeen += 1
    }
  }

  private mutating func read(_ range: Range<Int>, into batch: inout DumpBatch) {
    do throws(RecordFault) {
      let comment = try records.comment(lines.bytes, line: range)
      batch.comments.append(comment)
      batch.lines.append(lines.number)
      for note in records.notes {
        batch.repairs.append(
          RepairNote(
            line: lines.number,
            byteOffset: lines.byteOffset(of: note.index),
            kind: note.kind
          )
        )
      }
    } catch {
      batch.rejected.append(
        RejectedRecord(
          line: lines.number,
          byteOffset: lines.byteOffset(of: error.index),
          reason: error.reason
        )
      )
    }
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    for index in range {
      let byte = lines.bytes[index]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A else { return false }
    }
    return true
  }
}

// MARK: - Pages

/// The records of a page that were not returned yet.
private struct PageRemainder {
  var comments: ArraySlice<Comment>
  var lines: ArraySlice<Int>
  var rejected: ArraySlice<RejectedRecord>
}

extension DumpReader {
  private mutating func readPage(into batch: inout DumpBatch, maxComments: Int) throws {
    var page = try page ?? wholePage()
    batch.comments = Array(page.comments.prefix(maxComments))
    batch.lines = Array(page.lines.prefix(maxComments))
    batch.rejected = Array(page.rejected.prefix(maxComments - batch.comments.count))
    page.comments = page.comments.dropFirst(batch.comments.count)
    page.lines = page.lines.dropFirst(batch.comments.count)
    page.rejected = page.rejected.dropFirst(batch.rejected.count)
    recordsSeen += batch.comments.count + batch.rejected.count
    self.page = page
  }

  private mutating func wholePage() throws -> PageRemainder {
    let start = lines.byteOffset
    guard let bytes = try lines.rest(limit: options.maxPageBytes) else {
      throw DumpError(
        code: .inputTooLarge,
        input: name,
        message: "a page of more than \(options.maxPageBytes) bytes; raise the limit, or convert "
          + "it to JSON Lines, which are read piece by piece"
      )
    }
    var page = PageReader.comments(in: bytes, name: name)
    for index in page.rejected.indices { page.rejected[index].byteOffset += start }
    precondition(page.comments.count == page.lines.count, "each comment has its line")
    return PageRemainder(
      comments: page.comments[...],
      lines: page.lines[...],
      rejected: page.rejected[...]
    )
  }
}

extension DumpError {
  /// The error itself, or a byte source's own error as one of ours.
  fileprivate init(_ error: any Error, input: String) {
    if let error = error as? DumpError {
      self = error
    } else {
      self.init(code: .readFailed, input: input, message: "reading stopped: \(error)")
    }
  }
}
