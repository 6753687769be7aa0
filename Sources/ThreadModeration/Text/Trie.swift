// SPDX-License-Identifier: Apache-2.0

/// Words letter by letter, small ASCII letters only.
struct Trie: Sendable {
  private struct Node {
    var letter: UInt8
    var firstChild: Int32 = -1
    var nextSibling: Int32 = -1
    /// Index of the word that ends here, or −1.
    var word: Int32 = -1
    /// A bit for each letter that may follow: nearly all questions end here.
    var following: UInt32 = 0
  }

  static let root: Int32 = 0
  private var nodes: [Node] = [Node(letter: 0)]
  /// The nodes of first letters, by the last five bits; −1 where no word starts so.
  private var first = [Int32](repeating: -1, count: 32)

  mutating func insert(_ word: [UInt8], _ index: Int32) {
    var node = Self.root
    for letter in word {
      if let next = child(of: node, letter) {
        node = next
        continue
      }
      let next = Int32(nodes.count)
      nodes.append(Node(letter: letter, nextSibling: nodes[Int(node)].firstChild))
      nodes[Int(node)].firstChild = next
      nodes[Int(node)].following |= Self.bit(letter)
      if node == Self.root { first[Int(letter & 31)] = next }
      node = next
    }
    nodes[Int(node)].word = index
  }

  func child(of node: Int32, _ letter: UInt8) -> Int32? {
    guard nodes[Int(node)].following & Self.bit(letter) != 0 else { return nil }
    var child = node == Self.root ? first[Int(letter & 31)] : nodes[Int(node)].firstChild
    while child >= 0 {
      if nodes[Int(child)].letter == letter { return child }
      child = nodes[Int(child)].nextSibling
    }
    return nil
  }

  @inline(__always)
  private static func bit(_ letter: UInt8) -> UInt32 { 1 << UInt32(letter & 31) }

  /// The first of the nodes that may follow, if any; ``sibling(of:)`` gives the others.
  func firstChild(of node: Int32) -> Int32? {
    let child = nodes[Int(node)].firstChild
    return child < 0 ? nil : child
  }

  func sibling(of node: Int32) -> Int32? {
    let sibling = nodes[Int(node)].nextSibling
    return sibling < 0 ? nil : sibling
  }

  func letter(at node: Int32) -> UInt8 { nodes[Int(node)].letter }

  /// Index of the word that ends at a node.
  func word(at node: Int32) -> Int32? {
    let word = nodes[Int(node)].word
    return word < 0 ? nil : word
  }
}
