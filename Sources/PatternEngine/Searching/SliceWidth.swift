// SPDX-License-Identifier: Apache-2.0

/// How many start positions one call tries: as many as can be done in some ten milliseconds in the
/// worst case, and more where a text turns out to be harmless.
///
/// The worst case has two parts. Counted steps: the match limit at every start, 10,000 steps at 1
/// to 2 ns (machine code) or 20 ns (interpreter). Uncounted runs: the rest of the text at every
/// start, at 1 ns or 6 ns a byte. Hence a fixed part and a part that shrinks as the text grows.
struct SliceWidth {
  /// The width for the next call.
  private(set) var width: Int

  private var maxWidth: Int
  private let subjectBytes: Int
  private let isFixed: Bool

  /// Chooses the first width. `fixed`, for tests, keeps it.
  init(subjectBytes: Int, hasMachineCode: Bool, fixed: Int? = nil) {
    self.subjectBytes = subjectBytes
    isFixed = fixed != nil
    width = fixed ?? Self.firstWidth(subjectBytes, hasMachineCode: hasMachineCode)
    maxWidth = isFixed ? width : 4 * width
  }

  private static func firstWidth(_ subjectBytes: Int, hasMachineCode: Bool) -> Int {
    let work = hasMachineCode ? 1 << 23 : 1 << 20
    let most = hasMachineCode ? 512 : 64
    return max(1, min(most, work / max(1, subjectBytes)))
  }

  /// Whether the first call tries every start position of a text.
  static func coversAll(_ subjectBytes: Int, hasMachineCode: Bool) -> Bool {
    subjectBytes <= firstWidth(subjectBytes, hasMachineCode: hasMachineCode)
  }

  /// Goes on with the interpreter, which is slower.
  mutating func useInterpreter() {
    if isFixed { return }
    width = Self.firstWidth(subjectBytes, hasMachineCode: false)
    maxWidth = 4 * width
  }

  /// Learns from what the last call took.
  mutating func adapt(to nanoseconds: Int64) {
    if isFixed { return }
    if nanoseconds < 1_000_000 {
      width = min(maxWidth, 2 * width)
    } else if nanoseconds > 4_000_000 {
      width = max(1, width / 2)
    }
  }
}
