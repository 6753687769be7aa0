// SPDX-License-Identifier: Apache-2.0

/// Says that two texts belong together, by their hashes.
struct TextLink: FixedRecord {
  static let byteCount = 16
  static let isNamedByKey = true

  var text: UInt64
  var other: UInt64

  var sortKey: SortKey { SortKey(high: text, low: other) }

  init(_ text: UInt64, _ other: UInt64) {
    self.text = text
    self.other = other
  }

  init(_ bytes: ArraySlice<UInt8>) {
    self.init(FixedWord.at(0, of: bytes), FixedWord.at(1, of: bytes))
  }

  func append(to bytes: inout [UInt8]) {
    FixedWord.append(text, to: &bytes)
    FixedWord.append(other, to: &bytes)
  }
}

/// Which texts belong together: the connected components of links.
///
/// While there is room, a forest over the hashes. What does not fit goes to files as links to the
/// roots of the forest, and a new forest begins. At the end the links are drawn together, large star
/// and small star in turns, until each text is linked to the smallest one of its group and to no
/// other.
///
/// Source: Kiveris and others, *Connected components in MapReduce and beyond*, SoCC 2014.
struct TextLinks {
  private let maxMemoryBytes: Int
  private let folder: String
  private let maxTexts: Int
  private var parents: [UInt64: UInt64] = [:]
  /// Links of forests that did not fit.
  private var earlier: RecordSorter<TextLink>?

  /// - Parameters:
  ///   - maxMemoryBytes: about how much memory the forest may take, and each of three sorters.
  ///   - folder: where files are made.
  init(maxMemoryBytes: Int, folder: String) {
    self.maxMemoryBytes = maxMemoryBytes
    self.folder = folder
    maxTexts = max(maxMemoryBytes / 48, 4)
  }

  /// Says that two texts belong together.
  mutating func join(_ a: UInt64, _ b: UInt64) throws {
    if parents.count + 2 > maxTexts {
      var links = earlier ?? makeSorter()
      earlier = nil
      try moveForest(to: &links)
      earlier = links
    }
    let first = root(of: a)
    let second = root(of: b)
    // The smaller hash leads, so that the group's name does not depend on the order.
    parents[max(first, second)] = min(first, second)
  }

  /// Each text that has others, by hash, linked to the smallest of its group: also that one itself.
  ///
  /// - Complexity: O(*n* log *n*) for *n* texts; once more for each turn where they did not fit into
  ///   memory, which are few: their number grows with the logarithm of the largest group.
  consuming func leaders() throws -> RecordSorter<TextLink> {
    var links = earlier ?? makeSorter()
    let isWhole = earlier == nil
    earlier = nil
    try moveForest(to: &links)
    while !isWhole {
      let (large, largeChanged) = try largeStar(links)
      let (small, smallChanged) = try smallStar(large)
      links = small
      if !largeChanged, !smallChanged { break }
    }
    var result = makeSorter()
    var stream = links.sorted()
    while let link = try stream.next() {
      try result.append(link)
      try result.append(TextLink(link.other, link.other))
    }
    return result
  }
}

extension TextLinks {
  private func makeSorter() -> RecordSorter<TextLink> {
    RecordSorter(maxMemoryBytes: maxMemoryBytes, folder: folder)
  }

  private mutating func root(of text: UInt64) -> UInt64 {
    guard parents[text] != nil else {
      parents[text] = text
      return text
    }
    var root = text
    while let next = parents[root], next != root { root = next }
    // Shorten the way for the next question.
    var current = text
    while let next = parents[current], next != root {
      parents[current] = root
      current = next
    }
    return root
  }

  private mutating func moveForest(to links: inout RecordSorter<TextLink>) throws {
    for text in parents.keys.sorted() {
      let root = root(of: text)
      if root != text { try links.append(TextLink(text, root)) }
    }
    parents.removeAll(keepingCapacity: true)
  }

  /// Links what is larger than a text and linked to it to the smallest of what is linked to it.
  private func largeStar(
    _ links: RecordSorter<TextLink>
  ) throws -> (links: RecordSorter<TextLink>, isChanged: Bool) {
    var bothWays = makeSorter()
    var stream = links.sorted()
    while let link = try stream.next() {
      try bothWays.append(link)
      try bothWays.append(TextLink(link.other, link.text))
    }
    var result = makeSorter()
    var isChanged = false
    var text: UInt64?
    var smallest: UInt64 = 0
    var neighbors = bothWays.sorted()
    while let link = try neighbors.next() {
      if link.text != text {
        text = link.text
        smallest = min(link.text, link.other)
      }
      guard link.other > link.text else { continue }
      if smallest != link.text { isChanged = true }
      try result.append(TextLink(link.other, smallest))
    }
    return (result, isChanged)
  }

  /// Links what is smaller than a text and linked to it to the smallest of that, and the text as well.
  private func smallStar(
    _ links: RecordSorter<TextLink>
  ) throws -> (links: RecordSorter<TextLink>, isChanged: Bool) {
    var result = makeSorter()
    var isChanged = false
    var text: UInt64?
    var smallest: UInt64 = 0
    var stream = links.sorted()
    while let link = try stream.next() {
      if link.text != text {
        text = link.text
        smallest = link.other
        try result.append(link)
      } else {
        isChanged = true
        try result.append(TextLink(link.other, smallest))
      }
    }
    return (result, isChanged)
  }
}
