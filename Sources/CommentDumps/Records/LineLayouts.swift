// SPDX-License-Identifier: Apache-2.0

/// The layouts of the last lines that were read in full: see ``LineLayout``.
struct LineLayouts {
  /// A dump that is put together from several has several layouts that take turns.
  private static let capacity = 4
  /// Lines that no layout fits before only one in ``patience`` is learned from.
  private static let patience = 32

  private var layouts: [LineLayout] = []
  /// The layout that fitted last.
  private var latest = 0
  /// The layout that is given up next.
  private var oldest = 0
  /// Lines since one fitted.
  private var misses = 0
  private var isLearning = false
  private var values: [LineLayout.MemberPlace] = []
}

extension LineLayouts {
  /// Reads the line that begins at `start` if it fits a layout; `nil` if none does.
  @inline(__always)
  mutating func read(
    _ bytes: [UInt8],
    from start: Int,
    lineEnd: UInt8,
    into tokens: inout [JSONToken],
    _ masks: inout RecordMasks
  ) -> (start: Int, end: Int)? {
    let limit = bytes.count - LineLayout.padding
    guard !layouts.isEmpty, start < limit else { return nil }
    var index = latest
    for _ in layouts.indices {
      if let end = layouts[index].read(
        bytes,
        from: start,
        before: limit,
        lineEnd: lineEnd,
        into: &tokens,
        &masks
      ) {
        latest = index
        misses = 0
        return (start + layouts[index].objectOffset, end)
      }
      index = index + 1 == layouts.count ? 0 : index + 1
    }
    misses += 1
    return nil
  }

  /// Says that a line is read in full; one that no layout is tried on is not learned from.
  mutating func beginLearning(_ bytes: [UInt8], line: Range<Int>) {
    isLearning =
      line.upperBound <= bytes.count - LineLayout.padding
      && (misses < Self.patience || misses % Self.patience == 0)
    if isLearning { values.removeAll(keepingCapacity: true) }
  }

  /// Notes where the next member's value stands, quotes included.
  @inline(__always)
  mutating func note(_ place: Range<Int>, _ key: RecordKey?) {
    guard isLearning else { return }
    values.append(
      LineLayout.MemberPlace(
        start: place.lowerBound,
        end: place.upperBound,
        key: key.map { Int($0.rawValue) } ?? -1
      )
    )
  }

  /// Learns from the line, which was read without a fault and has no key twice.
  mutating func learn(_ bytes: [UInt8], line: Range<Int>, objectAt start: Int) {
    guard isLearning,
      let layout = LineLayout(bytes, line: line, objectAt: start, values)
    else { return }
    if layouts.count < Self.capacity {
      latest = layouts.count
      layouts.append(layout)
    } else {
      latest = oldest
      layouts[oldest] = layout
      oldest = (oldest + 1) % Self.capacity
    }
  }
}
