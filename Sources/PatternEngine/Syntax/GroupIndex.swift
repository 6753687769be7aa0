// SPDX-License-Identifier: Apache-2.0

/// The capturing groups of a source: which numbers and names mean one group, and which several.
struct GroupIndex {
  /// A name's number; `nil` for a name of several groups, under `(?J)` or in `(?|`.
  private var numbers: [ArraySlice<UInt8>: Int?] = [:]

  /// Numbers that do not tell which group is meant.
  private var ambiguous: Set<Int> = []

  private var highest = 0

  /// Whether a reference was given `nil` or a number that may turn out to be ambiguous.
  private var hasReference = false
  private var hasUnknownName = false

  /// Whether reading the source again, with this index, says more about its references.
  var needsSecondReading: Bool {
    hasReference && (hasUnknownName || !ambiguous.isEmpty)
  }

  mutating func declare(_ number: Int) {
    // Only `(?|` opens a number twice.
    if number <= highest { ambiguous.insert(number) }
    highest = max(highest, number)
  }

  mutating func declare(_ number: Int, named name: ArraySlice<UInt8>) {
    guard let earlier = numbers[name] else {
      numbers[name] = .some(number)
      return
    }
    if earlier != number {
      if let earlier { ambiguous.insert(earlier) }
      ambiguous.insert(number)
      numbers[name] = .some(nil)
    }
  }

  /// The group that a number means, if it is one.
  ///
  /// - Parameter known: The whole index, if the source has been read before.
  mutating func resolve(_ number: Int, known: GroupIndex?) -> Int? {
    hasReference = true
    return (known ?? self).ambiguous.contains(number) ? nil : number
  }

  /// The group that a name means, if it is one.
  mutating func resolve(_ name: ArraySlice<UInt8>, known: GroupIndex?) -> Int? {
    hasReference = true
    guard let number = (known ?? self).numbers[name] else {
      hasUnknownName = true
      return nil
    }
    return number.flatMap { resolve($0, known: known) }
  }
}
