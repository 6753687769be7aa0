// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// How a dump is read.
///
/// Limits are at least 1 byte; a smaller number counts as 1.
///
/// Sendable.
public struct DumpOptions: Sendable, Hashable {
  /// The format; `nil`, the default, recognizes it by looking at the first bytes.
  public var format: DumpFormat?
  /// The longest record that is read where records come one by one, in bytes: a line without its
  /// line feed, an element of a JSON list, a row of a table, a message, a tag of XML. A longer one is
  /// skipped without being held and counted as rejected. Default: 16 MiB.
  public var maxRecordBytes: Int { didSet { maxRecordBytes = max(maxRecordBytes, 1) } }
  /// The largest page that is read, in bytes: a page of text or HTML is held as a whole.
  /// Default: 64 MiB.
  public var maxPageBytes: Int { didSet { maxPageBytes = max(maxPageBytes, 1) } }
  /// The largest JSON document that is read, in bytes: one that is not lines or an outermost list is
  /// held as a whole. Default: 256 MiB.
  public var maxDocumentBytes: Int { didSet { maxDocumentBytes = max(maxDocumentBytes, 1) } }
  /// How far compressed input is followed.
  public var unpacking: UnpackingLimits
  /// Which columns of a table, or fields of JSON objects (`user.name` for one inside of another), mean
  /// what, by the name of our field (`body`, `author` and the others of JSON Lines); without an entry a
  /// column is known by its own name. Default: none.
  public var columns: [String: String]
  /// What the words of tables and of JSON objects (``DumpFormat/jsonRows``) are in where these do not say so
  /// themselves. Other formats know it; asked of one of them, reading throws. Default: `nil`, HTML where the
  /// columns are those of Hacker News in BigQuery or of WordPress's table, else text.
  public var bodyFormat: BodyFormat?
  /// What other files say about the posts. Default: nothing.
  public var context: DumpContext
  /// What inputs that were read before say. Default: none, each input is by itself.
  public var memory: InputMemory?

  /// Makes options; each has a default.
  public init(
    format: DumpFormat? = nil,
    maxRecordBytes: Int = 16 << 20,
    maxPageBytes: Int = 64 << 20,
    maxDocumentBytes: Int = 256 << 20,
    unpacking: UnpackingLimits = UnpackingLimits(),
    columns: [String: String] = [:],
    bodyFormat: BodyFormat? = nil,
    context: DumpContext = DumpContext(),
    memory: InputMemory? = nil
  ) {
    self.format = format
    self.maxRecordBytes = max(maxRecordBytes, 1)
    self.maxPageBytes = max(maxPageBytes, 1)
    self.maxDocumentBytes = max(maxDocumentBytes, 1)
    self.unpacking = unpacking
    self.columns = columns
    self.bodyFormat = bodyFormat
    self.context = context
    self.memory = memory
  }
}

extension DumpOptions {
  /// The fields that ``columns`` may name.
  public static var columnFields: [String] { TableColumns.aliases.map(\.field) }
}
