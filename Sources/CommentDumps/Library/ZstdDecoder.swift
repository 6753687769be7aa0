// SPDX-License-Identifier: Apache-2.0

internal import CZstd

/// Zstandard frames; content checksums, where a frame has one, are checked by the library.
///
/// Safe to use: the C state is private, and every call below says why it is sound.
@safe final class ZstdDecoder: StreamDecoder {
  private let context: OpaquePointer

  /// - Parameter maxWindowLog: The largest window that a frame may ask for, as a power of two. The
  ///   memory for it is reserved at once, but touched only as far as data arrives.
  /// - Returns: `nil` when there is no memory for it.
  init?(maxWindowLog: Int) {
    // Sound: the context is freed in `deinit` and nowhere else.
    guard let context = unsafe ZSTD_createDCtx() else { return nil }
    unsafe self.context = context
    // Sound: the context is alive. A value the library does not take leaves its own, smaller limit.
    _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(maxWindowLog))
  }

  deinit {
    // Sound: nobody else holds the context.
    unsafe ZSTD_freeDCtx(context)
  }

  func decode(_ input: [UInt8], from position: inout Int, room: Int) -> DecoderStep {
    var status = 0
    var taken = 0
    let start = position
    // Sound: both buffers live for the whole closure, and the library gets their true lengths; it
    // keeps neither pointer, and `pos` is how many bytes it wrote.
    let output = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      unsafe input.withUnsafeBufferPointer { bytes in
        var source = unsafe ZSTD_inBuffer(
          src: bytes.baseAddress.map { unsafe $0 + start },
          size: bytes.count - start,
          pos: 0
        )
        var target = unsafe ZSTD_outBuffer(dst: buffer.baseAddress, size: room, pos: 0)
        status = unsafe ZSTD_decompressStream(context, &target, &source)
        taken = unsafe source.pos
        count = unsafe target.pos
      }
    }
    position = start + taken
    if ZSTD_isError(status) != 0 {
      // Sound: the name is a string constant of the library.
      let words = unsafe ZSTD_getErrorName(status).map { unsafe String(cString: $0) }
      return DecoderStep(output: output, state: .failed(words ?? "zstd status \(status)"))
    }
    return DecoderStep(output: output, state: status == 0 ? .ended : .inside)
  }
}
