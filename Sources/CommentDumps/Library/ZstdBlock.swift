// SPDX-License-Identifier: Apache-2.0

internal import CZstd

/// Zstandard in one piece, for bytes of our own that are read back soon: the fastest level.
enum ZstdBlock {
  /// The packed bytes; `nil` when they would not be fewer.
  static func packed(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var status = 0
    // Sound: both buffers live for the whole closure, and the library gets their true lengths; it keeps neither pointer,
    // and without an error `status` is how many bytes it wrote.
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { target, count in
      status = unsafe bytes.withUnsafeBytes { source in
        unsafe ZSTD_compress(target.baseAddress, target.count, source.baseAddress, source.count, 1)
      }
      count = ZSTD_isError(status) == 0 ? status : 0
    }
    return ZSTD_isError(status) == 0 && packed.count < bytes.count ? packed : nil
  }

  /// The bytes that ``packed(_:)`` packed; `nil` when they are not `count` whole bytes.
  static func unpacked(_ packed: [UInt8], count: Int) -> [UInt8]? {
    var status = 0
    // Sound: as above; the library checks that what it writes fits into `count` bytes.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, written in
      status = unsafe packed.withUnsafeBytes { source in
        unsafe ZSTD_decompress(target.baseAddress, count, source.baseAddress, source.count)
      }
      written = ZSTD_isError(status) == 0 ? status : 0
    }
    return bytes.count == count ? bytes : nil
  }
}
