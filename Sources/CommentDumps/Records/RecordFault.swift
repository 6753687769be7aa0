// SPDX-License-Identifier: Apache-2.0

/// Why a line is no comment.
struct RecordFault: Error {
  var reason: String
  /// Index of the fault in the bytes that were read.
  var index: Int

  init(_ reason: String, at index: Int) {
    self.reason = reason
    self.index = index
  }

  init(_ fault: JSONFault) { self.init(fault.reason, at: fault.index) }
}
