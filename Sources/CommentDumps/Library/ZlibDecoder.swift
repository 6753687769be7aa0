// SPDX-License-Identifier: Apache-2.0

internal import CZlib

/// gzip members, by zlib, which checks each member's CRC-32 and length.
///
/// Safe to use: the C state is private, and every call below says why it is sound.
@safe final class ZlibDecoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<z_stream>

  /// - Returns: `nil` when there is no memory for it.
  init?() {
    // Sound: one element is allocated and initialized at once, and freed in `deinit` only.
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 is the largest window, 16 more asks for the gzip format alone.
    // Sound: the stream is initialized; the version and the size are those of the header.
    let status = unsafe inflateInit2_(
      stream,
      15 + 16,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    guard status == Z_OK else { return nil }
  }

  deinit {
    // Sound: nobody else holds the stream. zlib accepts one whose initialization failed.
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func decode(_ input: [UInt8], from position: inout Int, room: Int) -> DecoderStep {
    var status = Z_OK
    var taken = 0
    let start = position
    let length = min(input.count - start, 1 << 30)
    let space = min(room, 1 << 30)
    // Sound: both buffers live for the whole closure, and zlib gets their true lengths; it writes
    // no more than `avail_out` bytes, whose number is the count of the array. The pointers are
    // not kept: each call sets them anew.
    let output = unsafe [UInt8](unsafeUninitializedCapacity: space) { buffer, count in
      unsafe input.withUnsafeBufferPointer { bytes in
        unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(
          mutating: bytes.baseAddress.map { unsafe $0 + start }
        )
        unsafe stream.pointee.avail_in = UInt32(length)
        unsafe stream.pointee.next_out = buffer.baseAddress
        unsafe stream.pointee.avail_out = UInt32(space)
        status = unsafe inflate(stream, Z_NO_FLUSH)
        taken = length - Int(unsafe stream.pointee.avail_in)
        count = space - Int(unsafe stream.pointee.avail_out)
      }
    }
    position = start + taken
    switch status {
    // Z_BUF_ERROR: nothing to do yet; the next call brings bytes or room.
    case Z_OK, Z_BUF_ERROR: return DecoderStep(output: output, state: .inside)
    case Z_STREAM_END:
      // Sound: the stream is initialized; the reset makes it ready for the next member.
      unsafe inflateReset(stream)
      return DecoderStep(output: output, state: .ended)
    default:
      // Sound: the message is a string constant of the library.
      let words = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      return DecoderStep(output: output, state: .failed(words ?? "zlib status \(status)"))
    }
  }
}
