// SPDX-License-Identifier: Apache-2.0

/// Compressed files, known by their first bytes whatever they are called.
enum Compression: String, CaseIterable {
  case gzip, zstd, bzip2, xz

  /// The most first bytes that are needed to tell.
  static let lookBytes = 6

  /// The compression whose file starts with `bytes`, if one does.
  init?(_ bytes: [UInt8]) {
    guard let found = Self.allCases.first(where: { $0.starts(bytes[...]) }) else { return nil }
    self = found
  }

  /// Whether a member of this kind starts with `bytes`.
  func starts(_ bytes: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .gzip: bytes.starts(with: [0x1F, 0x8B])
    case .zstd:
      // A frame, or one of the sixteen kinds of frames to skip (RFC 8878, section 3.1.2).
      bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
        || bytes.count >= 4 && bytes[bytes.startIndex] & 0xF0 == 0x50
          && bytes.dropFirst().starts(with: [0x2A, 0x4D, 0x18])
    case .bzip2:
      bytes.starts(with: Array("BZh".utf8))
        && bytes.dropFirst(3).first.map { (0x31...0x39).contains($0) } ?? false
    case .xz: bytes.starts(with: [0xFD] + Array("7zXZ".utf8) + [0x00])
    }
  }

  /// A decoder; `nil` when there is no memory for it.
  func makeDecoder(_ limits: UnpackingLimits) -> (any StreamDecoder)? {
    switch self {
    case .gzip: ZlibDecoder()
    case .zstd: ZstdDecoder(maxWindowLog: limits.maxWindowLog)
    case .bzip2: Bzip2Decoder()
    case .xz: LzmaDecoder(maxMemoryBytes: 256 << 20)
    }
  }
}
