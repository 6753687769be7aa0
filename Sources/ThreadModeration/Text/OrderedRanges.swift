// SPDX-License-Identifier: Apache-2.0

extension Array {
  /// The first element whose range overlaps a place, where the elements stand in order and do not overlap.
  ///
  /// - Complexity: O(log *n*).
  func firstOverlap(of place: Range<Int>, by range: (Element) -> Range<Int>) -> Element? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if range(self[middle]).upperBound <= place.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < count, range(self[low]).overlaps(place) else { return nil }
    return self[low]
  }
}
