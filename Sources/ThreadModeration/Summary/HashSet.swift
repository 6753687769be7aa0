// SPDX-License-Identifier: Apache-2.0

/// A set of numbers that are hashes already, by open addressing.
///
/// `Set` hashes them once more, for 20 ns an insertion, and that chain of steps keeps the processor from
/// waiting for several places of memory at a time. Here a place is told by one multiplication with an odd
/// number that is another one in each run, so that nobody can choose hashes that meet; the order of
/// ``elements`` changes with it, and is for those who sort.
///
/// - Important: ``elements`` come in the order of their places. Who puts many of them into another set
///   calls ``reserve(_:)`` before: in a table that is too small they would all crowd at its beginning.
struct HashSet: Sendable {
  /// The number of elements.
  private(set) var count = 0
  /// A power of two of places, at most half of them taken; 0 is a place that is free.
  private var places: [UInt64] = []
  private var hasZero = false
  private var shift: UInt64 = 64

  private static let multiplier = UInt64.random(in: .min ... .max) | 1
  private static let fewestPlaces = 64
}

extension HashSet {
  /// Makes a set of the elements of a sequence.
  init(_ elements: [UInt64]) {
    reserve(elements.count)
    for element in elements { insert(element) }
  }

  /// The elements, each once, in no order.
  var elements: [UInt64] { places.filter { $0 != 0 } + (hasZero ? [0] : []) }

  /// Whether an element is there.
  ///
  /// - Complexity: O(1), expected.
  func contains(_ element: UInt64) -> Bool {
    guard element != 0, !places.isEmpty else { return element == 0 && hasZero }
    return places[place(of: element)] == element
  }

  /// Adds an element, if it is not there.
  ///
  /// - Complexity: O(1), expected and amortized.
  mutating func insert(_ element: UInt64) {
    guard element != 0 else {
      if !hasZero { count += 1 }
      hasZero = true
      return
    }
    if 2 * count >= places.count { grow(to: 2 * places.count) }
    let place = place(of: element)
    guard places[place] == 0 else { return }
    places[place] = element
    count += 1
  }

  /// Makes room for so many elements in all.
  ///
  /// - Complexity: O(*n*) in the elements, if there is too little.
  mutating func reserve(_ wanted: Int) {
    var size = max(Self.fewestPlaces, places.count)
    while size < 2 * wanted { size *= 2 }
    if size > places.count { grow(to: size) }
  }

  /// Where an element stands, or would.
  @inline(__always)
  private func place(of element: UInt64) -> Int {
    let last = places.count &- 1
    var place = Int(truncatingIfNeeded: (element &* Self.multiplier) >> shift)
    while places[place] != element, places[place] != 0 { place = (place &+ 1) & last }
    return place
  }

  private mutating func grow(to size: Int) {
    let old = places
    places = [UInt64](repeating: 0, count: max(Self.fewestPlaces, size))
    shift = UInt64(64 - places.count.trailingZeroBitCount)
    for element in old where element != 0 { places[place(of: element)] = element }
  }
}

extension HashSet: Equatable {
  static func == (a: HashSet, b: HashSet) -> Bool {
    a.count == b.count && a.elements.allSatisfy(b.contains)
  }
}

extension HashSet: Codable {
  init(from decoder: any Decoder) throws {
    self.init(try [UInt64](from: decoder))
  }

  func encode(to encoder: any Encoder) throws {
    try elements.sorted().encode(to: encoder)
  }
}
