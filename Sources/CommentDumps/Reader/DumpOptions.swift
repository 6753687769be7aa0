// SPDX-License-Identifier: Apache-2.0

/// How a dump is read.
///
/// Sendable.
public struct DumpOptions: Sendable, Hashable {
  /// The format; `nil`, the default, recognizes it by looking at the first bytes.
  public var format: DumpFormat?
  /// The longest line that is read, in bytes without its line feed. A longer one is skipped without
  /// being held and counted as rejected. Default: 16 MiB.
  public var maxRecordBytes: Int
  /// The largest page that is read, in bytes: a page is held as a whole. Default: 64 MiB.
  public var maxPageBytes: Int

  /// Makes options; each has a default.
  ///
  /// - Precondition: Both limits are at least 1.
  public init(
    format: DumpFormat? = nil,
    maxRecordBytes: Int = 16 << 20,
    maxPageBytes: Int = 64 << 20
  ) {
    precondition(maxRecordBytes > 0 && maxPageBytes > 0, "limits are at least one byte")
    self.format = format
    self.maxRecordBytes = maxRecordBytes
    self.maxPageBytes = maxPageBytes
  }
}
