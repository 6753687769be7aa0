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

  /// Writes data to standard output, and stops here if the program was asked to.
  static func write(_ bytes: [UInt8]) throws {
    Interruption.beginWriting()
    defer { Interruption.endWriting() }
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      if Self.isBrokenPipe(error) { throw Closed.pipe }
      throw ToolFailure(
        ToolFailure.inputOutput,
        "standard output: \(Self.reason(error))"
      )
    }
    try Interruption.check()
  }

  /// Writes a line of our own words to standard output. Names and ids in it may be anybody's.
  static func print(_ line: String) throws { try write(Array((printable(line) + "\n").utf8)) }

  /// Writes a line to standard error. Nothing is left to do when that fails.
  static func say(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((printable(line) + "\n").utf8))
  }

  /// A text without control and formatting characters, which could draw on the terminal; line feeds
  /// stay.
  static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar != "\n": result.append("\u{FFFD}")
      case .format, .lineSeparator, .paragraphSeparator: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The last words of an interrupted run; fit for a signal handler, so neither memory nor locks.
  static func sayInterrupted() {
    let words: StaticString = "moderate: interrupted"
    // A progress line may stand there.
    let clear: StaticString = "\r\u{1B}[K"
    if errorIsTerminal { Foundation.write(2, clear.utf8Start, clear.utf8CodeUnitCount) }
    Foundation.write(2, words.utf8Start, words.utf8CodeUnitCount)
    if let progress = Interruption.progress {
      let judged: StaticString = "; judged: "
      let of: StaticString = " of "
      let rest: StaticString = " comments; no output was written"
      Foundation.write(2, judged.utf8Start, judged.utf8CodeUnitCount)
      draw(digitsOf: progress.done)
      Foundation.write(2, of.utf8Start, of.utf8CodeUnitCount)
      draw(digitsOf: progress.total)
      Foundation.write(2, rest.utf8Start, rest.utf8CodeUnitCount)
    }
    let end: StaticString = "\n"
    Foundation.write(2, end.utf8Start, end.utf8CodeUnitCount)
  }

  /// Writes a number to standard error, digit by digit; fit for a signal handler.
  private static func draw(digitsOf number: Int) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      var digit = UInt8(48 + number / divisor % 10)
      Foundation.write(2, &digit, 1)
      divisor /= 10
    }
  }

  /// Writes to standard error without a line feed, for the progress line.
  static func draw(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  static func isBrokenPipe(_ error: any Error) -> Bool {
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
