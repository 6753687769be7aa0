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
/// Compressed input (gzip, zstd, bzip2, xz) and UTF-16 are recognized and unpacked on the way. What
/// is damaged or goes beyond a limit ends the input there: what came before is kept, and a rejected
/// record says where and why.
///
/// Memory: one record and one read of the source, plus the batch; pages and JSON documents that are
/// no lists are held as a whole, up to their limits. Not `Sendable`, since its source need not be:
/// one task reads, and hands on the batches. Copies share their place in the input.
public struct DumpReader {
  /// The format: the one that was asked for, or what the input looks like.
  public let format: DumpFormat
  /// The input's name, as messages call it.
  public let name: String
  /// Of JSON Lines in our own fields whose first lines have none for who wrote a comment, where, or what it
  /// answers: the fields under names of other systems that seem to say so, by our names
  /// (`["author": "user"]`).
  ///
  /// They are passed over like all unknown fields; ``DumpFormat/jsonRows`` reads them. Empty if the caller
  /// said what to read.
  public let passedOver: [String: String]

  private var engine: any RecordEngine
  private let log: InputLog
  private var recordsSeen = 0
  /// An error that came while a batch had something to return; thrown by the next call.
  private var failure: DumpError?
  /// Notes and faults of the input as a whole that were returned.
  private var returnedNotes = 0
  private var returnedFaults = 0

  /// Prepares to read, and looks at the first bytes.
  ///
  /// - Parameters:
  ///   - source: The bytes.
  ///   - name: What messages call the input.
  ///   - options: The format and the limits.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/compressedInput``,
  ///   ``DumpError/Code/unrecognizedFormat``, ``DumpError/Code/refusedInput`` or
  ///   ``DumpError/Code/readFailed``. An empty input is not an error: it is JSON Lines without
  ///   comments.
  public init(
    source: any ByteSource,
    name: String,
    options: DumpOptions = DumpOptions()
  ) throws {
    log = InputLog()
    self.name = name
    var lines: LineReader
    let recognition: FormatRecognition
    do {
      let text = try UnpackedInput.open(
        source,
        name: name,
        limits: options.unpacking,
        log: log
      )
      lines = LineReader(source: text, maxLineBytes: options.maxRecordBytes)
      recognition = try FormatRecognition.look(at: &lines)
    } catch {
      throw DumpError(error, input: name)
    }
    let result: FormatRecognition.Result
    if let format = options.format, format != .jsonRows || options.columns.isEmpty {
      result = recognition.result(of: format, name: name)
    } else if !options.columns.isEmpty {
      result = try recognition.result(columns: options.columns, name: name)
    } else {
      result = try recognition.result(name: name, columns: options.columns)
    }
    format = result.format
    guard options.bodyFormat == nil || recognition.isEmpty || format.hasRows else {
      throw DumpError(
        code: .unrecognizedFormat,
        input: name,
        message: "read as \(format.rawValue), which says itself what its words are in; the "
          + "caller can say it of tables and of JSON read as json-rows"
      )
    }
    let isPlain =
      format == .jsonLines && result.isLines && !result.isNested && !result.isWrapped
      && !result.hasCommas && !recognition.isSequence
    passedOver = isPlain && options.format == nil ? recognition.fieldsOfOthers : [:]
    lines.skip(recognition.markBytes)
    if recognition.hasOnlyCarriageReturns, !result.format.isDocument {
      lines.useCarriageReturns()
    }
    if recognition.isSequence, result.isLines { lines.useRecordSeparators() }
    engine = Self.engine(result, lines, recognition, name: name, options: options)
  }
}

extension DumpReader {
  /// Reads on: at most `maxComments` records, and about 16 MiB of input or one record.
  ///
  /// - Parameter maxComments: The most records, comments and rejected ones together.
  /// - Precondition: `maxComments` is at least 1.
  /// - Complexity: O(*n*) in the bytes that are read.
  /// - Returns: What was read, never empty; `nil` at the end of the input.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/readFailed``,
  ///   ``DumpError/Code/refusedInput``, or ``DumpError/Code/inputTooLarge`` (a page over
  ///   ``DumpOptions/maxPageBytes``). What was read before is returned first; after an error every
  ///   call throws it again.
  public mutating func next(maxComments: Int = 4096) throws -> DumpBatch? {
    precondition(maxComments > 0, "a batch has room for at least one record")
    if let failure { throw failure }
    var batch = DumpBatch()
    do {
      try engine.read(into: &batch, maxRecords: maxComments)
    } catch {
      let failure = DumpError(error, input: name)
      self.failure = failure
      if batch.isEmpty { throw failure }
    }
    // Faults end the input, and so come behind all records.
    if batch.isEmpty {
      for fault in log.faults.dropFirst(returnedFaults).prefix(maxComments) {
        batch.rejected.append(
          RejectedRecord(line: engine.line, byteOffset: fault.byteOffset, reason: fault.reason)
        )
        returnedFaults += 1
      }
    }
    guard !batch.isEmpty else { return nil }
    for kind in log.notes.dropFirst(returnedNotes) {
      batch.repairs.append(RepairNote(line: 1, byteOffset: 0, kind: kind))
    }
    returnedNotes = log.notes.count
    recordsSeen += batch.comments.count + batch.rejected.count
    batch.bytesRead = engine.byteOffset
    batch.sourceBytesRead = log.sourceBytes
    batch.recordsSeen = recordsSeen
    return batch
  }

  /// What reads the lines of ``nextBlock(size:spare:)``, here or on any other task; `nil` if the records
  /// of this format are not single lines.
  public var blockReader: LineBlockReader? { engine.blockReader }

  /// The next lines of the input, cut but not read, so that several tasks can read them; `nil` at the
  /// end, behind which ``next(maxComments:)`` still has what was noticed of the input as a whole.
  ///
  /// - Precondition: ``blockReader`` is not `nil`, and `size` is at least 1.
  /// - Parameters:
  ///   - size: About how many bytes a block has; a longer line makes a larger block.
  ///   - spare: The bytes of a block that is done with; they are taken, and their memory is used again.
  /// - Complexity: O(*n*) in the bytes.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/readFailed``.
  public mutating func nextBlock(
    size: Int = 1 << 18,
    spare: inout [UInt8]
  ) throws -> LineBlock? {
    precondition(size > 0, "a block has at least one byte")
    if let failure { throw failure }
    do {
      return try engine.nextBlock(size: size, spare: &spare)
    } catch {
      let failure = DumpError(error, input: name)
      self.failure = failure
      throw failure
    }
  }

  /// Bytes taken from the source so far, packed as they are there.
  public var sourceBytesRead: Int { log.sourceBytes }

  private static func engine(
    _ result: FormatRecognition.Result,
    _ lines: LineReader,
    _ recognition: FormatRecognition,
    name: String,
    options: DumpOptions
  ) -> any RecordEngine {
    let format = result.format
    func values(_ reader: any JSONFormatReader) -> JSONEngine {
      JSONEngine(
        lines,
        reader,
        isLines: result.isLines,
        wrapped: result.isWrapped ? format : nil,
        isRelay: result.isRelay,
        options: options
      )
    }
    switch format {
    case .jsonLines, .reddit:
      let isReddit = format == .reddit
      guard
        !result.isLines || result.isNested || result.isWrapped || result.hasCommas
          || recognition.isSequence
      else {
        return LineEngine(lines, isReddit: isReddit, maxRecordBytes: options.maxRecordBytes)
      }
      return values(
        FlatRecordsReader(
          isReddit: isReddit,
          isNested: result.isNested,
          readsOthers: options.format == nil
        )
      )
    case .jsonRows:
      return values(
        ObjectRowsReader(
          fileName: HTMLPages.fileName(name),
          named: options.columns,
          bodyFormat: options.bodyFormat,
          readsWords: recognition.isWords
        )
      )
    case .disqus where recognition.isJSON: return values(DisqusAnswerReader())
    case .stackExchange where recognition.isJSON: return values(StackExchangeAnswerReader())
    case .blogger where recognition.isJSON: return values(BloggerAnswerReader())
    case .wordPress where recognition.isJSON: return values(WordPressAnswerReader())
    case .wordPress: return XMLEngine(lines, WordPressReader(), name: name, options: options)
    case .disqus: return XMLEngine(lines, DisqusReader(), name: name, options: options)
    case .stackExchange:
      return XMLEngine(
        lines,
        StackExchangeReader(context: options.context),
        name: name,
        options: options
      )
    case .blogger:
      return XMLEngine(lines, AtomReader(memory: options.memory), name: name, options: options)
    case .mbox:
      return MailEngine(lines, maxRecordBytes: options.maxRecordBytes, memory: options.memory)
    case .csv, .tsv:
      return TableEngine(
        lines,
        delimiter: format == .tsv ? UInt8(ascii: "\t") : recognition.delimiter,
        isWindows1252: recognition.isWindows1252,
        name: name,
        options: options
      )
    case .page, .html, .hackerNewsHTML, .lobstersHTML:
      return DocumentEngine(lines, name: name, maxBytes: options.maxPageBytes) { bytes, sink in
        if format == .page {
          PageReader.read(bytes, name: name, into: &sink)
        } else {
          HTMLPages.read(bytes, format: format, name: name, into: &sink)
        }
      }
    default:
      guard let reader = format.jsonReader(name: name, options: options) else {
        preconditionFailure("every format has a reader")
      }
      return values(reader)
    }
  }
}

extension DumpFormat {
  /// Whether an input of this format is understood only as a whole.
  var isDocument: Bool {
    switch self {
    case .page, .html, .hackerNewsHTML, .lobstersHTML: true
    default: false
    }
  }

  /// Whether it has rows or objects of any system, which seldom say what their words are in.
  var hasRows: Bool { [.csv, .tsv, .jsonRows].contains(self) }

  /// What reads the JSON of a format of another system; `nil` for other formats.
  fileprivate func jsonReader(name: String, options: DumpOptions) -> (any JSONFormatReader)? {
    switch self {
    case .redditListing: RedditListingReader()
    case .redditFlat: RedditFlatReader()
    case .hackerNews: HackerNewsReader(memory: options.memory)
    case .discourse: DiscourseReader(memory: options.memory)
    case .youTube: YouTubeReader(fileName: HTMLPages.fileName(name), memory: options.memory)
    case .ytDlp: YtDlpReader(fileName: HTMLPages.fileName(name))
    case .mastodon: ActivityPubReader()
    case .isso: IssoReader(fileName: HTMLPages.fileName(name))
    case .commento: CommentoReader()
    case .remark42: Remark42Reader()
    case .coral: CoralReader()
    case .lobsters: LobstersReader()
    case .lemmy: LemmyReader()
    case .wikiConv: ConversationReader()
    case .jsonLines, .jsonRows, .reddit, .hackerNewsHTML, .wordPress, .disqus, .stackExchange,
      .blogger,
      .lobstersHTML, .mbox, .csv, .tsv, .html, .page:
      nil
    }
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
