// SPDX-License-Identifier: Apache-2.0

internal import CLzma

/// xz streams; liblzma checks their CRCs.
///
/// Safe to use: the C state is private, and every call below says why it is sound.
@safe final class LzmaDecoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<lzma_stream>
  private var isOpen = false
  private let maxMemoryBytes: UInt64

  /// - Parameter maxMemoryBytes: The most memory the library takes; a stream that asks for more
  ///   fails.
  init(maxMemoryBytes: UInt64) {
    self.maxMemoryBytes = maxMemoryBytes
    // Sound: one element is allocated and initialized at once, and freed in `deinit` only. Zeroes
    // are what LZMA_STREAM_INIT stands for.
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: lzma_stream())
  }

  deinit {
    // Sound: nobody else holds the stream; lzma_end accepts one that was never opened.
    unsafe lzma_end(stream)
    unsafe stream.deallocate()
  }

  func decode(_ input: [UInt8], from position: inout Int, room: Int) -> DecoderStep {
    if !isOpen {
      // Sound: the stream is zeroed or was opened before; the library reuses its memory.
      guard unsafe lzma_stream_decoder(stream, maxMemoryBytes, 0) == LZMA_OK else {
        return DecoderStep(output: [], state: .failed("no memory"))
      }
      isOpen = true
    }
    var status = LZMA_OK
    var taken = 0
    let start = position
    // Sound: both buffers live for the whole closure, and the library gets their true lengths. The
    // pointers are not kept: each call sets them anew.
    let output = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      unsafe input.withUnsafeBufferPointer { bytes in
        unsafe stream.pointee.next_in = unsafe bytes.baseAddress.map { unsafe $0 + start }
        unsafe stream.pointee.avail_in = bytes.count - start
        unsafe stream.pointee.next_out = buffer.baseAddress
        unsafe stream.pointee.avail_out = room
        status = unsafe lzma_code(stream, LZMA_RUN)
        taken = bytes.count - start - (unsafe stream.pointee.avail_in)
        count = room - (unsafe stream.pointee.avail_out)
      }
    }
    position = start + taken
    switch status {
    case LZMA_OK, LZMA_BUF_ERROR: return DecoderStep(output: output, state: .inside)
    case LZMA_STREAM_END:
      isOpen = false
      return DecoderStep(output: output, state: .ended)
    case LZMA_MEMLIMIT_ERROR:
      return DecoderStep(
        output: output,
        state: .failed("it asks for more than \(maxMemoryBytes) bytes of memory")
      )
    case LZMA_DATA_ERROR:
      return DecoderStep(output: output, state: .failed("corrupt data or a wrong checksum"))
    case LZMA_FORMAT_ERROR: return DecoderStep(output: output, state: .failed("no xz header"))
    case LZMA_OPTIONS_ERROR:
      return DecoderStep(output: output, state: .failed("options of an unknown kind"))
    case LZMA_MEM_ERROR: return DecoderStep(output: output, state: .failed("no memory"))
    default:
      return DecoderStep(output: output, state: .failed("xz status \(status.rawValue)"))
    }
  }
}
