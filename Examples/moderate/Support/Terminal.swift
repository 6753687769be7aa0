// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Standard output and standard error, with every write checked.
enum Terminal {
  /// Standard output was closed by its reader.
  enum Closed: Error { case pipe }

  static var outputIsTerminal: Bool { isatty(1) != 0 }
  static var errorIsTerminal: Bool { isatty(2) != 0 }

  /// The columns of the terminal; 80 where there is none.
  static var width: Int {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
    return min(Int(size.ws_col), 200)
  }

  /// Writes data to standard output.
  static func write(_ bytes: [UInt8]) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      if Self.isBrokenPipe(error) { throw Closed.pipe }
      throw ToolFailure(
        ToolFailure.inputOutput,
        "standard output: \(Self.reason(error))"
      )
    }
  }

  /// Writes a line to standard error. Nothing is left to do when that fails.
  static func say(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }

  /// Writes to standard error without a line feed, for the progress line.
  static func draw(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  private static func isBrokenPipe(_ error: any Error) -> Bool {
    posixCode(error) == EPIPE
  }

  /// What the system says of a failed write or read.
  static func reason(_ error: any Error) -> String {
    posixCode(error).map { String(cString: strerror($0)) } ?? error.localizedDescription
  }

  private static func posixCode(_ error: any Error) -> Int32? {
    var current: NSError? = error as NSError
    while let error = current {
      if error.domain == NSPOSIXErrorDomain { return Int32(error.code) }
      current = error.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    return nil
  }
}
