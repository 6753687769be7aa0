// SPDX-License-Identifier: Apache-2.0

/// A decompressor of one of the C libraries, fed piece by piece.
///
/// A class, because the C state has an address of its own: what creates it also frees it.
protocol StreamDecoder: AnyObject {
  /// Decodes bytes of `input` from `position` on, and moves `position` behind what was taken.
  ///
  /// - Parameter room: The most bytes that are returned, at least 1.
  func decode(_ input: [UInt8], from position: inout Int, room: Int) -> DecoderStep
}

/// What one call of a ``StreamDecoder`` did.
struct DecoderStep {
  enum State: Equatable {
    /// In the middle of a member: there is more to come, or to be put out.
    case inside
    /// A member or frame ended, its checksum right; another one may follow.
    case ended
    /// The data cannot be read on; why, in the library's words.
    case failed(String)
  }

  var output: [UInt8]
  var state: State
}
