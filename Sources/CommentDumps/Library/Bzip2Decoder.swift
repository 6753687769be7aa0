// SPDX-License-Identifier: Apache-2.0

internal import CBzip2

/// bzip2 streams; the library checks the CRC of each block and of the whole.
///
/// Safe to use: the C state is private, and every call below says why it is sound.
@safe final class Bzip2Decoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<bz_stream>
  private var isOpen = false

  init() {
    // Sound: one element is allocated and initialized at once, and freed in `deinit` only.
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: bz_stream())
  }

  deinit {
    // Sound: nobody else holds the stream; it is closed only when it is open.
    if isOpen { unsafe BZ2_bzDecompressEnd(stream) }
    unsafe stream.deallocate()
  }

  func decode(_ input: [UInt8], from position: inout Int, room: Int) -> DecoderStep {
    if !isOpen {
      // Sound: the stream is not open, and zeroed fields ask for the usual memory functions.
      unsafe stream.pointee = bz_stream()
      guard unsafe BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
        return DecoderStep(output: [], state: .failed("no memory"))
      }
      isOpen = true
    }
    var status = BZ_OK
    var taken = 0
    let start = position
    let length = min(input.count - start, 1 << 30)
    let space = min(room, 1 << 30)
    // Sound: both buffers live for the whole closure, and the library gets their true lengths. The
    // pointers are not kept: each call sets them anew.
    let output = unsafe [UInt8](unsafeUninitializedCapacity: space) { buffer, count in
      unsafe input.withUnsafeBufferPointer { bytes in
        unsafe buffer.withMemoryRebound(to: CChar.self) { target in
          unsafe bytes.withMemoryRebound(to: CChar.self) { source in
            unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(
              mutating: source.baseAddress.map { unsafe $0 + start }
            )
            unsafe stream.pointee.avail_in = UInt32(length)
            unsafe stream.pointee.next_out = target.baseAddress
            unsafe stream.pointee.avail_out = UInt32(space)
            status = unsafe BZ2_bzDecompress(stream)
          }
        }
        taken = length - Int(unsafe stream.pointee.avail_in)
        count = space - Int(unsafe stream.pointee.avail_out)
      }
    }
    position = start + taken
    switch status {
    case BZ_OK: return DecoderStep(output: output, state: .inside)
    case BZ_STREAM_END:
      // Sound: the stream is open; the next member opens it again.
      unsafe BZ2_bzDecompressEnd(stream)
      isOpen = false
      return DecoderStep(output: output, state: .ended)
    case BZ_DATA_ERROR: return DecoderStep(output: output, state: .failed("a checksum is wrong"))
    case BZ_DATA_ERROR_MAGIC: return DecoderStep(output: output, state: .failed("no bzip2 header"))
    case BZ_MEM_ERROR: return DecoderStep(output: output, state: .failed("no memory"))
    default: return DecoderStep(output: output, state: .failed("bzip2 status \(status)"))
    }
  }
}
