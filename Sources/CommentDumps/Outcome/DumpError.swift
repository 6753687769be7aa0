// SPDX-License-Identifier: Apache-2.0

/// Why a dump could not be read at all. A single bad record is not an error: see
/// ``RejectedRecord``.
///
/// Sendable.
public struct DumpError: Error, Sendable, Equatable {
  /// What went wrong. New codes may be added.
  public let code: Code
  /// The input: its name as it was given, `-` for standard input.
  public let input: String
  /// What happened and what to do, in one sentence without the input's name.
  public let message: String

  /// Makes an error; for byte sources of your own.
  public init(code: Code, input: String, message: String) {
    self.code = code
    self.input = input
    self.message = message
  }
}

extension DumpError {
  /// What went wrong.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    enum Kind: String, Sendable {
      case noSuchInput = "no-such-input"
      case notReadable = "not-readable"
      case readFailed = "read-failed"
      case compressedInput = "compressed-input"
      case unrecognizedFormat = "unrecognized-format"
      case inputTooLarge = "input-too-large"
      case refusedInput = "refused-input"
      case spillFailed = "spill-failed"
      case tooLittleMemory = "too-little-memory"
    }

    let kind: Kind

    /// There is no file or folder of that name.
    public static let noSuchInput = Code(kind: .noSuchInput)
    /// It is there but cannot be opened: no permission, or a folder where a file is needed.
    public static let notReadable = Code(kind: .notReadable)
    /// Reading stopped in the middle.
    public static let readFailed = Code(kind: .readFailed)
    /// The bytes are those of a compressed file that cannot be unpacked: too many layers, or no
    /// memory.
    public static let compressedInput = Code(kind: .compressedInput)
    /// The bytes are in none of the formats that are read.
    public static let unrecognizedFormat = Code(kind: .unrecognizedFormat)
    /// A format that has to be read as a whole is larger than the limit for it.
    public static let inputTooLarge = Code(kind: .inputTooLarge)

    /// The input asks for something dangerous, such as XML that declares entities.
    public static let refusedInput = Code(kind: .refusedInput)
    /// A file for what does not fit into memory could not be made, written or read.
    public static let spillFailed = Code(kind: .spillFailed)
    /// The work needs more memory than was allowed.
    public static let tooLittleMemory = Code(kind: .tooLittleMemory)

    /// The code as a short lower-case word, fit for a metric label.
    public var description: String { kind.rawValue }
  }
}

extension DumpError: CustomStringConvertible {
  /// `dump.ndjson: no such file`: the input, then the message.
  public var description: String { "\(input): \(message)" }
}
