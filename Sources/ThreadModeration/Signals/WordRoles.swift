// SPDX-License-Identifier: Apache-2.0

/// What words can be in sentences of some kind, by hash. A word may be several things.
struct WordRoles<Roles: OptionSet & Sendable>: Sendable {
  /// The places of words in ``list``.
  private let numbers: HashIndex
  private let list: [Roles]

  /// - Parameter table: Words, separated by white space, and what they are.
  init(_ table: [(words: String, role: Roles)]) {
    var roles: [UInt64: Roles] = [:]
    for (words, role) in table {
      for word in words.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
        roles[StableHash.of(word), default: Roles()].formUnion(role)
      }
    }
    var numbers = HashIndex(filtersMisses: true)
    var list: [Roles] = []
    for (hash, role) in roles {
      numbers.set(hash, Int32(list.count))
      list.append(role)
    }
    (self.numbers, self.list) = (numbers, list)
  }

  /// The roles of a word by its ``StableHash``.
  ///
  /// - Complexity: O(1).
  func roles(ofHash hash: UInt64) -> Roles {
    numbers.number(of: hash).map { list[Int($0)] } ?? Roles()
  }
}
