// SPDX-License-Identifier: Apache-2.0

/// Reads an input that is understood only as a whole: pages of text, HTML.
struct DocumentEngine: RecordEngine {
  private var lines: LineReader
  private var queue = RecordQueue()
  private var isRead = false
  private let name: String
  private let maxBytes: Int
  private let read: (_ bytes: [UInt8], _ sink: inout RecordSink) -> Void

  /// - Parameter read: Reads the whole input into a sink that knows its places.
  init(
    _ lines: LineReader,
    name: String,
    maxBytes: Int,
    read: @escaping (_ bytes: [UInt8], _ sink: inout RecordSink) -> Void
  ) {
    self.lines = lines
    self.name = name
    self.maxBytes = maxBytes
    self.read = read
  }

  var byteOffset: Int { lines.byteOffset }
  private(set) var line = 1

  mutating func read(into batch: inout DumpBatch, maxRecords: Int) throws {
    if !isRead {
      let start = lines.byteOffset
      guard let bytes = try lines.rest(limit: maxBytes) else {
        throw DumpError(
          code: .inputTooLarge,
          input: name,
          message: "a page of more than \(maxBytes) bytes; raise the limit, or convert it to JSON "
            + "Lines, which are read piece by piece"
        )
      }
      isRead = true
      var sink = RecordSink()
      sink.places = LinePlaces(bytes, 0..<bytes.count, baseOffset: start, baseLine: 1)
      read(bytes, &sink)
      line = 1 + sink.places.lineFeedCount
      queue = sink.queue
    }
    queue.drain(into: &batch, maxRecords: maxRecords)
  }
}
