// SPDX-License-Identifier: Apache-2.0

/// One thing to read: a file, or standard input.
///
/// Sendable.
public struct DumpInput: Sendable, Hashable {
  /// The path, or `-` for standard input; also what messages call it.
  public let path: String
  /// Its size in bytes, for progress; `nil` for standard input, pipes and devices.
  public let byteCount: Int?

  /// Makes an input without looking for it.
  public init(path: String, byteCount: Int? = nil) {
    self.path = path
    self.byteCount = byteCount
  }

  /// Whether it is standard input.
  public var isStandardInput: Bool { path == "-" }

  /// Opens it.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/noSuchInput`` or
  ///   ``DumpError/Code/notReadable``.
  public func open() throws(DumpError) -> FileByteSource { try FileByteSource(path: path) }
}
