// SPDX-License-Identifier: Apache-2.0

/// Every place where the filter found a match, for scans that want all.
final class OccurrenceList {
  struct Occurrence {
    var pattern: UInt32
    var start: Int32
    var end: Int32
    var rank: UInt16
  }

  private var all: [Occurrence] = []
  private var next = 0

  /// Whether ``matches(of:)`` would not have all.
  private(set) var isCutOff = false

  /// Occurrences that are kept; of more, each pattern's are found by PCRE2.
  private static let maxCount = 1 << 16

  func removeAll() {
    all.removeAll(keepingCapacity: true)
    next = 0
    isCutOff = false
  }

  @inline(never)
  func append(_ occurrence: Occurrence) {
    if all.count < Self.maxCount { all.append(occurrence) } else { isCutOff = true }
  }

  /// Sorts by pattern and start; of two at one place the first alternative comes first.
  func sort() {
    all.sort { ($0.pattern, $0.start, $0.rank) < ($1.pattern, $1.start, $1.rank) }
  }

  /// A pattern's occurrences; to be asked for in the order of the patterns.
  func matches(of pattern: UInt32) -> ArraySlice<Occurrence> {
    while next < all.count, all[next].pattern < pattern { next += 1 }
    let start = next
    while next < all.count, all[next].pattern == pattern { next += 1 }
    return all[start..<next]
  }
}
