// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// The line on a terminal that says how far a scan is. At most ten times a second.
final class ProgressLine: Sendable {
  private struct State {
    var lastDrawn = ContinuousClock.Instant.now - .seconds(1)
    var isShown = false
  }

  private let isOn: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  init(isOn: Bool) { self.isOn = isOn }

  func reading(_ name: String, comments: Int, bytes: Int, of total: Int?) {
    draw {
      var line = "reading \(name): \(Self.count(comments)) comments, \(Self.size(bytes))"
      if let total, total > 0 { line += " of \(Self.size(total))" }
      return line
    }
  }

  func judging(done: Int, of total: Int, flagged: Int) {
    draw {
      let seconds = Self.seconds(start.duration(to: .now))
      let rate = seconds > 0 ? Double(done) / seconds : 0
      let left = rate > 0 ? Int((Double(total - done) / rate).rounded(.up)) : 0
      return """
        judging: \(done * 100 / max(total, 1)) %, \(Self.count(done)) of \(Self.count(total)) \
        comments, \(Self.count(Int(rate)))/s, \(Self.count(flagged)) flagged, \(left) s left
        """
    }
  }

  /// Takes the line away.
  func clear() {
    guard isOn else { return }
    state.withLock { state in
      if state.isShown { Terminal.drawLine("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  private func draw(_ line: () -> String) {
    guard isOn else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard state.lastDrawn.duration(to: now) >= .milliseconds(100) else { return }
      state.lastDrawn = now
      state.isShown = true
      // Names come from the command line: no control characters on the terminal.
      let shown = line().unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
      let text = String(String.UnicodeScalarView(shown)).prefix(max(20, Terminal.width - 1))
      Terminal.drawLine("\r\u{1B}[K\(text)")
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  private static func count(_ number: Int) -> String {
    var digits = String(number)
    var result = ""
    while digits.count > 3 {
      result = "," + digits.suffix(3) + result
      digits = String(digits.dropLast(3))
    }
    return digits + result
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
  }
}
