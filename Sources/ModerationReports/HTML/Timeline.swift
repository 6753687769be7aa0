// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Comments over time in as many columns as a picture has room for.
struct Timeline {
  /// One column.
  struct Column {
    var comments = 0
    var flagged = 0
    var held = 0
    var removed = 0

    /// Those that were reported and nothing more.
    var reported: Int { flagged - held - removed }
  }

  static let maxColumns = 72
  /// The share of comments, in thousandths, that may stand before or after the picture: a few wrong
  /// dates would else squeeze everything into one column.
  private static let clippedThousandths = 2

  /// Where the first column begins, in Unix seconds.
  private(set) var start: Int64 = 0
  /// The width of a column, in seconds.
  private(set) var step: Int64 = 3_600
  private(set) var columns: [Column] = []
  /// Comments with a time outside the picture.
  private(set) var outside = 0

  /// - Complexity: O(*n*) in the buckets.
  init?(_ hours: HourCounts) {
    let buckets = hours.buckets
    let total = buckets.reduce(0) { $0 + $1.comments }
    guard total > 0 else { return nil }
    let allowed = total / 1_000 * Self.clippedThousandths / 2
    var lower = 0
    var before = 0
    while before + buckets[lower].comments <= allowed {
      before += buckets[lower].comments
      lower += 1
    }
    var upper = buckets.count - 1
    var after = 0
    while upper > lower, after + buckets[upper].comments <= allowed {
      after += buckets[upper].comments
      upper -= 1
    }
    outside = before + after
    step = hours.width
    let first = buckets[lower].start
    let (span, isTooWide) = buckets[upper].start.subtractingReportingOverflow(first)
    let extent = isTooWide ? Int64.max : span
    let wider = Self.steps.filter { $0 > step && $0 % step == 0 }
    var next = wider.makeIterator()
    while extent / step >= Self.maxColumns { step = next.next() ?? step.multipliedOrMax(by: 2) }
    start = first - first.remainder(above: step)
    columns = [Column](
      repeating: Column(),
      count: Int(Self.index(of: buckets[upper].start, start, step)) + 1
    )
    for bucket in buckets[lower...upper] {
      let place = Int(Self.index(of: bucket.start, start, step))
      columns[place].comments += bucket.comments
      columns[place].flagged += bucket.flagged
      columns[place].held += bucket.held
      columns[place].removed += bucket.removed
    }
  }

  private static let steps: [Int64] =
    [1, 2, 3, 6, 12].map { $0 * 3_600 }
    + [1, 2, 7, 14, 30, 90, 360, 720, 1_800].map { $0 * 86_400 }

  private static func index(of time: Int64, _ start: Int64, _ step: Int64) -> UInt64 {
    UInt64(bitPattern: time &- start) / UInt64(step)
  }

  /// When a column begins.
  func time(of column: Int) -> Int64 {
    let (offset, isTooFar) = step.multipliedReportingOverflow(by: Int64(column))
    let (time, isBeyond) = start.addingReportingOverflow(offset)
    return isTooFar || isBeyond ? .max : time
  }

  /// A moment as the width of the columns asks for: with the hour, or the day alone.
  func label(_ time: Int64) -> String {
    step < 86_400 ? CivilTime(time).minute : CivilTime(time).date
  }

  /// The width of a column in words: `hour`, `3 hours`, `day`.
  var unit: String {
    let (count, name) = step < 86_400 ? (step / 3_600, "hour") : (step / 86_400, "day")
    return count == 1 ? name : Phrase.count(Int(count), name)
  }
}

extension Int64 {
  fileprivate func multipliedOrMax(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }

  /// How far above the multiple of `step` below it a number is; 0 where there is no such multiple.
  fileprivate func remainder(above step: Int64) -> Int64 {
    let rest = ((self % step) + step) % step
    return subtractingReportingOverflow(rest).overflow ? 0 : rest
  }
}
