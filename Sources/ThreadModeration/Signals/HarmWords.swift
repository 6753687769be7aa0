// SPDX-License-Identifier: Apache-2.0

/// The words of ``HarmWordTable``, by hash.
struct HarmWords: Sendable {
  /// What a word can be; a word may be several.
  struct Roles: OptionSet, Sendable {
    let rawValue: UInt32

    static let harm = Roles(rawValue: 1)
    static let rough = Roles(rawValue: 1 << 1)
    static let limb = Roles(rawValue: 1 << 2)
    static let belonging = Roles(rawValue: 1 << 3)
    static let doom = Roles(rawValue: 1 << 4)
    static let announcer = Roles(rawValue: 1 << 5)
    static let speaker = Roles(rawValue: 1 << 6)
    static let future = Roles(rawValue: 1 << 7)
    static let wish = Roles(rawValue: 1 << 8)
    static let merit = Roles(rawValue: 1 << 9)
    static let fate = Roles(rawValue: 1 << 10)
    static let suffered = Roles(rawValue: 1 << 11)
    static let plague = Roles(rawValue: 1 << 12)
    static let reached = Roles(rawValue: 1 << 13)
    static let vehicle = Roles(rawValue: 1 << 14)
    static let wreck = Roles(rawValue: 1 << 15)
    static let person = Roles(rawValue: 1 << 16)
    static let relief = Roles(rawValue: 1 << 17)
    static let play = Roles(rawValue: 1 << 18)
    /// Whoever is answered, as the object of a verb.
    static let you = Roles(rawValue: 1 << 19)
    /// What is theirs.
    static let your = Roles(rawValue: 1 << 20)
    /// Somebody who says what he is doing: "I'm".
    static let doing = Roles(rawValue: 1 << 21)
    /// Other subjects: what follows is done by them.
    static let subject = Roles(rawValue: 1 << 22)
    /// What stands between what is wished and whom it is wished to: "be", "all".
    static let joint = Roles(rawValue: 1 << 23)
    /// A verb of ``HarmWordTable/directions``.
    static let directed = Roles(rawValue: 1 << 24)
    /// What comes first in a wish: "dragged out and …".
    static let leading = Roles(rawValue: 1 << 25)
  }

  static let shared = HarmWords()

  /// The roles as numbers.
  private let numbers: HashIndex
  /// Verbs and directions that belong together.
  private let directions: Set<[UInt64]>

  private static let pairs = HarmWordTable.directions.split(whereSeparator: \.isWhitespace).map {
    pair in
    let words = pair.split(separator: ":").map(String.init)
    return (verb: words[0], direction: words[1])
  }

  private init() {
    var roles: [UInt64: Roles] = [:]
    for (words, role) in [
      (HarmWordTable.harm, Roles.harm), (HarmWordTable.rough, .rough), (HarmWordTable.limb, .limb),
      (HarmWordTable.belonging, .belonging), (HarmWordTable.doom, .doom),
      (HarmWordTable.announcer, .announcer),
      (HarmWordTable.speaker, .speaker), (HarmWordTable.future, .future),
      (HarmWordTable.wish, .wish),
      (HarmWordTable.merit, .merit), (HarmWordTable.fate, .fate),
      (HarmWordTable.suffered, .suffered),
      (HarmWordTable.plague, .plague), (HarmWordTable.reached, .reached),
      (HarmWordTable.vehicle, .vehicle),
      (HarmWordTable.wreck, .wreck), (HarmWordTable.person, .person),
      (HarmWordTable.relief, .relief),
      (HarmWordTable.play, .play),
      ("you u ya ye yall y'all yous", .you), ("your ur yer yo", .your), ("i'm im we're", .doing),
      ("he she they it you u he's she's they're it's you're", .subject),
      (
        "be get been to all both just really go and out that would could slowly painfully one day also honestly literally probably truly",
        .joint
      ),
      (
        """
        dragged taken lined locked hunted tied put rounded up out against the a wall and publicly slowly fucking tarred \
        feathered hit run by
        """,
        .leading
      ),
      (Self.pairs.map { $0.verb }.joined(separator: " "), .directed),
    ] {
      for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        roles[StableHash.of(Array(word.utf8)), default: []].insert(role)
      }
    }
    var numbers = HashIndex(filtersMisses: true)
    for (hash, role) in roles { numbers.set(hash, Int32(role.rawValue)) }
    self.numbers = numbers
    directions = Set(
      Self.pairs.map { pair in
        [StableHash.of(Array(pair.verb.utf8)), StableHash.of(Array(pair.direction.utf8))]
      }
    )
  }

  /// Whether a direction behind the object of a verb says that somebody's body is meant, by their
  /// ``StableHash``: "run … over".
  func isDirection(_ direction: UInt64, of verb: UInt64) -> Bool {
    directions.contains([verb, direction])
  }

  private static let mild = hashes(
    "down off out the a an some my their his her it them this that those these all no less laughing away inside with"
  )
  private static let feelings = hashes(
    "shame embarrassment laughter happiness joy jealousy boredom cuteness laughing natural old"
  )
  private static let places = hashes("into in to onto of by from at for down up through off out")
  private static let passed = hashes(
    "over rid better past through checked tested vaccinated treated away along used up out back on off help well"
  )
  private static let tests = hashes(
    "test tests testing vaccine vaccines jab jabs shot shots results result play awareness research charity treatment"
  )

  private static func hashes(_ words: String) -> WordSet { WordSet(words) }

  /// Whether a word behind "die", "burn" and the like makes something else of it, by its ``StableHash``.
  func isMild(_ hash: UInt64) -> Bool { Self.mild.contains(hash) }
  /// Whether a word is what people say they die of.
  func isFeeling(_ hash: UInt64) -> Bool { Self.feelings.contains(hash) }
  /// Whether a word behind what was done to somebody says where to: "burned into the …".
  func isPlace(_ hash: UInt64) -> Bool { Self.places.contains(hash) }
  /// Whether a word behind "get" says that nothing was caught: "gets over …".
  func isPassed(_ hash: UInt64) -> Bool { Self.passed.contains(hash) }
  /// Whether a word behind an illness says that it is looked for or fought.
  func isTest(_ hash: UInt64) -> Bool { Self.tests.contains(hash) }

  /// The roles of a word by its ``StableHash``.
  ///
  /// - Complexity: O(1).
  func roles(ofHash hash: UInt64) -> Roles {
    numbers.number(of: hash).map { Roles(rawValue: UInt32($0)) } ?? []
  }
}
