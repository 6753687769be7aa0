// SPDX-License-Identifier: Apache-2.0

/// From places in a piece of the input to lines and offsets of the whole.
struct LinePlaces {
  /// Bytes of the input before the piece.
  let baseOffset: Int
  /// The line on which the piece begins, from 1.
  let baseLine: Int
  /// Where each line feed of the piece stands.
  private let lineFeeds: [UInt32]

  /// - Complexity: O(*n*) in the bytes of the range. Places are counted from the start of `bytes`.
  init(_ bytes: [UInt8], _ range: Range<Int>, baseOffset: Int, baseLine: Int) {
    self.baseOffset = baseOffset
    self.baseLine = baseLine
    var found: [UInt32] = []
    let text = bytes.span.extracting(..<range.upperBound)
    var from = range.lowerBound
    while let index = ByteSearch.first(UInt8(ascii: "\n"), in: text, from: from) {
      found.append(UInt32(truncatingIfNeeded: index))
      from = index + 1
    }
    lineFeeds = found
  }

  /// Line feeds in the piece.
  var lineFeedCount: Int { lineFeeds.count }

  func byteOffset(of index: Int) -> Int { baseOffset + index }

  /// - Complexity: O(log *n*) in the lines of the piece.
  func line(of index: Int) -> Int {
    var low = 0
    var high = lineFeeds.count
    while low < high {
      let middle = (low + high) / 2
      if Int(lineFeeds[middle]) < index { low = middle + 1 } else { high = middle }
    }
    return baseLine + low
  }
}
