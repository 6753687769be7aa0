// SPDX-License-Identifier: Apache-2.0

/// Text made from a body, and for each of its bytes the place in the body it came from.
///
/// The map is total and monotone: every byte of ``bytes`` has an original range, and those ranges
/// never go backwards. It is kept as runs, so text that was only copied (or only changed case)
/// costs one run.
///
/// - Complexity: Appending is O(1) amortised a byte; ``original(_:)`` is O(log *r*) for *r* runs.
struct MappedText: Sendable {
  /// Valid UTF-8.
  private(set) var bytes: [UInt8] = []
  private var runs: [Run] = []

  /// `length` bytes of view text that stand for `originalLength` bytes of the body. When both are
  /// equal and `isCopy` is set, byte *i* of one is byte *i* of the other.
  private struct Run {
    var start: Int32
    var original: Int32
    var originalLength: Int32
    var isCopy: Bool
  }

  init() {}

  /// A text that is a body itself.
  init(copyOf body: [UInt8]) {
    bytes = body
    if !body.isEmpty {
      runs = [Run(start: 0, original: 0, originalLength: Int32(body.count), isCopy: true)]
    }
  }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  /// Empties the text and keeps its memory.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
  }

  /// Appends bytes `range` of `body` as they are.
  mutating func append(copying range: Range<Int>, of body: [UInt8]) {
    guard !range.isEmpty else { return }
    extend(original: range, length: range.count, isCopy: true)
    bytes.append(contentsOf: body[range])
  }

  /// Appends one scalar that stands for bytes `original` of the body.
  mutating func append(scalar: UInt32, for original: Range<Int>) {
    let length = UTF8Bytes.width(of: scalar)
    extend(original: original, length: length, isCopy: length == original.count)
    UTF8Bytes.append(scalar, to: &bytes)
  }

  /// Appends ASCII bytes `range` of `body` in small letters.
  mutating func append(lowering range: Range<Int>, of body: [UInt8]) {
    guard !range.isEmpty else { return }
    extend(original: range, length: range.count, isCopy: true)
    let source = body.span
    bytes.append(addingCapacity: range.count) { target in
      for index in range { target.append(ByteClass.lowered(source[index])) }
    }
  }

  /// Whether the text is the body itself, so that places in it are places in the body.
  var isWholeBody: Bool {
    runs.count == 1 && runs[0].isCopy && runs[0].original == 0 && runs[0].start == 0
  }

  private mutating func extend(original: Range<Int>, length: Int, isCopy: Bool) {
    if isCopy, let last = runs.last, last.isCopy,
      Int(last.original) + Int(last.originalLength) == original.lowerBound
    {
      runs[runs.count - 1].originalLength += Int32(original.count)
    } else {
      runs.append(
        Run(
          start: Int32(bytes.count),
          original: Int32(original.lowerBound),
          originalLength: Int32(original.count),
          isCopy: isCopy
        )
      )
    }
  }

  /// The bytes of the body that a range of this text came from.
  ///
  /// An empty range maps to an empty range. Ranges that cut a changed stretch widen to all of it.
  func original(_ range: Range<Int>) -> Range<Int> {
    guard !runs.isEmpty else { return 0..<0 }
    guard range.lowerBound < bytes.count else {
      let last = runs[runs.count - 1]
      let end = Int(last.original + last.originalLength)
      return end..<end
    }
    let first = runIndex(at: range.lowerBound)
    let lower = position(range.lowerBound, in: runs[first])
    guard !range.isEmpty else { return lower..<lower }
    let last = runs[runIndex(at: range.upperBound - 1)]
    let upper =
      last.isCopy
      ? Int(last.original) + (range.upperBound - Int(last.start))
      : Int(last.original) + Int(last.originalLength)
    return lower..<max(lower, upper)
  }

  private func position(_ offset: Int, in run: Run) -> Int {
    run.isCopy
      ? Int(run.original) + min(offset - Int(run.start), Int(run.originalLength))
      : Int(run.original)
  }

  private func runIndex(at offset: Int) -> Int {
    var low = 0
    var high = runs.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if Int(runs[middle].start) <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
