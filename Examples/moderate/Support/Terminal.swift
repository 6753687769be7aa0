// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Standard output and standard error, with every write checked.
enum Terminal {
  /// Standard output was closed by its reader.
  enum Closed: Error { case pipe }

  static var outputIsTerminal: Bool { isatty(1) != 0 }
  static var errorIsTerminal: Bool { isatty(2) != 0 }

  /// Whether standard output may have colors: on a terminal, unless `NO_COLOR` is set or the terminal
  /// knows none. Colors are no result, so the environment may decide about them.
  static var usesColor: Bool {
    let environment = ProcessInfo.processInfo.environment
    return outputIsTerminal && (environment["NO_COLOR"] ?? "").isEmpty && !isDumb
  }

  /// Whether standard error is a terminal on which a line can be drawn again.
  static var errorCanRedraw: Bool { errorIsTerminal && !isDumb }

  private static var isDumb: Bool { ProcessInfo.processInfo.environment["TERM"] == "dumb" }

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
    // A progress line may stand there.
    if errorIsTerminal { draw("\r\u{1B}[K" as StaticString) }
    draw("moderate: interrupted")
    if let progress = Interruption.progress {
      draw("; judged: ")
      draw(digitsOf: progress.done)
      draw(" of ")
      draw(digitsOf: progress.total)
      draw(" comments")
      draw(
        Interruption.isResuming
          ? "; the same command goes on from there" : "; no output was written"
      )
    } else {
      if Interruption.readCount > 0 {
        draw("; read: ")
        draw(digitsOf: Interruption.readCount)
        draw(" comments")
      }
      if Interruption.isResuming { draw("; the same command begins again") }
    }
    draw("\n")
  }

  /// Writes words to standard error; fit for a signal handler.
  private static func draw(_ words: StaticString) {
    Foundation.write(2, words.utf8Start, words.utf8CodeUnitCount)
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
  static func drawLine(_ text: String) {
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
