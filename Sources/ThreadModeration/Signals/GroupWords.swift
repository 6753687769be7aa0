// SPDX-License-Identifier: Apache-2.0

/// The words of ``GroupWordTable``, by hash.
struct GroupWords: Sendable {
  /// What a word can be; a word may be several.
  struct Roles: OptionSet, Sendable {
    let rawValue: UInt16

    static let attitude = Roles(rawValue: 1)
    static let harm = Roles(rawValue: 2)
    static let modal = Roles(rawValue: 4)
    static let predicate = Roles(rawValue: 8)
    static let deed = Roles(rawValue: 16)
    static let worth = Roles(rawValue: 32)
    static let praise = Roles(rawValue: 64)
    static let counter = Roles(rawValue: 128)
    static let copula = Roles(rawValue: 256)
    /// "they", "them": a group named in the sentence before.
    static let pronoun = Roles(rawValue: 512)
    static let firstPerson = Roles(rawValue: 1024)
    /// "people who", "those who": somebody else is meant than the group that follows.
    static let others = Roles(rawValue: 2048)
    static let relative = Roles(rawValue: 4096)
    /// What somebody else says or does to a group: "calling", "threatening".
    static let act = Roles(rawValue: 8192)
    /// What names a saying: "statements", "like".
    static let speech = Roles(rawValue: 16384)
  }

  static let shared = GroupWords()

  private let words = WordRoles<Roles>(
    [
      (GroupWordTable.attitude, .attitude), (GroupWordTable.harm, .harm),
      (GroupWordTable.modal, .modal), (GroupWordTable.predicate, .predicate),
      (GroupWordTable.deed, .deed), (GroupWordTable.worth, .worth),
      (GroupWordTable.praise, .praise), (GroupWordTable.counter, .counter),
      ("are is were was be being am as like become becomes called", .copula),
      ("they them these those their they're theyre", .pronoun),
      ("i i'm im my me we our", .firstPerson),
      ("people those anyone everyone someone somebody anybody everybody men", .others),
      ("who that whoever", .relative),
      (GroupWordTable.act, .act), (GroupWordTable.speech, .speech),
    ]
  )

  /// The roles of a word by its ``StableHash``.
  ///
  /// - Complexity: O(1).
  func roles(ofHash hash: UInt64) -> Roles { words.roles(ofHash: hash) }
}
