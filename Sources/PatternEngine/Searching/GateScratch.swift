// SPDX-License-Identifier: Apache-2.0

/// Buffers of a set's scan, kept between scans for their memory.
struct GateScratch {
  /// The text with ASCII capitals made small.
  var folded: [UInt8] = []

  /// One bit a pattern: may match.
  var candidates: [UInt64] = []
}
