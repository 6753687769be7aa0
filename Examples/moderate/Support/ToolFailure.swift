// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import ThreadModeration

/// An ending with a message and one of the exit statuses of `sysexits.h`.
struct ToolFailure: Error {
  var status: Int32
  var message: String

  static let usage: Int32 = 64
  static let badInput: Int32 = 65
  static let noInput: Int32 = 66
  static let inputOutput: Int32 = 74
  static let badRules: Int32 = 78
  static let internalError: Int32 = 70

  init(_ status: Int32, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The status that stands for a reading error.
  init(_ error: DumpError) {
    let status: Int32 =
      switch error.code {
      case .noSuchInput, .notReadable: Self.noInput
      case .readFailed, .spillFailed, .tooLittleMemory: Self.inputOutput
      default: Self.badInput
      }
    self.init(status, error.description)
  }
}
