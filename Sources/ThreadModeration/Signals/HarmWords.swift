// SPDX-License-Identifier: Apache-2.0

/// The words of ``HarmWordTable``, by hash.
struct HarmWords: Sendable {
  /// What a word can be; a word may be several.
  struct Roles: OptionSet, Sendable {
    let rawValue: UInt64

    static let harm = Roles(rawValue: 1)
    static let aimed = Roles(rawValue: 1 << 1)
    static let breaking = Roles(rawValue: 1 << 2)
    static let hunting = Roles(rawValue: 1 << 3)
    static let wrecking = Roles(rawValue: 1 << 4)
    static let limb = Roles(rawValue: 1 << 5)
    static let kin = Roles(rawValue: 1 << 6)
    static let things = Roles(rawValue: 1 << 7)
    static let doom = Roles(rawValue: 1 << 8)
    static let pane = Roles(rawValue: 1 << 9)
    static let announcer = Roles(rawValue: 1 << 10)
    static let speaker = Roles(rawValue: 1 << 11)
    static let other = Roles(rawValue: 1 << 12)
    static let future = Roles(rawValue: 1 << 13)
    static let call = Roles(rawValue: 1 << 14)
    static let elided = Roles(rawValue: 1 << 15)
    static let wish = Roles(rawValue: 1 << 16)
    static let merit = Roles(rawValue: 1 << 17)
    static let fate = Roles(rawValue: 1 << 18)
    static let suffered = Roles(rawValue: 1 << 19)
    static let plague = Roles(rawValue: 1 << 20)
    static let reached = Roles(rawValue: 1 << 21)
    static let vehicle = Roles(rawValue: 1 << 22)
    static let wreck = Roles(rawValue: 1 << 23)
    static let person = Roles(rawValue: 1 << 24)
    static let relief = Roles(rawValue: 1 << 25)
    static let play = Roles(rawValue: 1 << 26)
    /// Whoever is answered, as the object of a verb.
    static let you = Roles(rawValue: 1 << 27)
    /// What is theirs.
    static let your = Roles(rawValue: 1 << 28)
    /// Somebody who says what he is doing: "I'm".
    static let doing = Roles(rawValue: 1 << 29)
    /// Other subjects: what follows is done by them.
    static let subject = Roles(rawValue: 1 << 30)
    /// What stands between what is wished and whom it is wished to: "be", "all".
    static let joint = Roles(rawValue: 1 << 31)
    /// What comes first in a wish: "dragged out and …".
    static let leading = Roles(rawValue: 1 << 32)
    /// A verb of ``HarmWordTable/directions``.
    static let directed = Roles(rawValue: 1 << 33)
    /// "put", with a place behind its object from which nobody comes unharmed.
    static let putting = Roles(rawValue: 1 << 34)
    /// "see", with somebody and what is to become of him behind it.
    static let seeing = Roles(rawValue: 1 << 35)
    /// What is done to buildings.
    static let razing = Roles(rawValue: 1 << 36)
  }

  static let shared = HarmWords()

  private let words: WordRoles<Roles>
  /// Verbs and directions that belong together.
  private let directions: Set<[UInt64]>

  private static let pairs = HarmWordTable.directions.split(whereSeparator: \.isWhitespace).map {
    pair in
    let words = pair.split(separator: ":").map(String.init)
    return (verb: words[0], direction: words[1])
  }

  private init() {
    words = WordRoles([
      (HarmWordTable.harm, .harm), (HarmWordTable.aimed, .aimed),
      (HarmWordTable.breaking, .breaking), (HarmWordTable.hunting, .hunting),
      (HarmWordTable.wrecking, .wrecking), (HarmWordTable.limb, .limb),
      (HarmWordTable.kin, .kin), (HarmWordTable.things, .things),
      (HarmWordTable.doom, .doom), (HarmWordTable.pane, .pane),
      (HarmWordTable.announcer, .announcer), (HarmWordTable.speaker, .speaker),
      (HarmWordTable.other, .other), (HarmWordTable.future, .future),
      (HarmWordTable.call, .call), (HarmWordTable.elided, .elided),
      (HarmWordTable.wish, .wish), (HarmWordTable.merit, .merit),
      (HarmWordTable.fate, .fate), (HarmWordTable.suffered, .suffered),
      (HarmWordTable.plague, .plague), (HarmWordTable.reached, .reached),
      (HarmWordTable.vehicle, .vehicle), (HarmWordTable.wreck, .wreck),
      (HarmWordTable.person, .person), (HarmWordTable.relief, .relief),
      (HarmWordTable.play, .play),
      ("you u ya ye yall y'all yous", .you), ("your ur yer yo", .your), ("i'm im we're", .doing),
      ("he she they it you u he's she's they're it's you're", .subject),
      (
        """
        be get been to all both just really go and out that would could slowly painfully one day also honestly \
        literally probably truly
        """,
        .joint
      ),
      (
        """
        dragged taken lined locked hunted tied put rounded up out against the a wall and publicly slowly fucking tarred \
        feathered hit by
        """,
        .leading
      ),
      (Self.pairs.map { $0.verb }.joined(separator: " "), .directed), ("put putting", .putting),
      ("see watch", .seeing), (HarmWordTable.razing, .razing),
    ])
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

  /// What may follow somebody who is harmed, or what is: anything else makes another thing of it ("your car keys").
  private static let following = hashes(
    """
    and or if when while until till before after like next tonight tomorrow today now right so you all both myself \
    personally again dead soon because cause unless every lol bro mate pal bitch cunt
    """
  )
  private static let ways = hashes("in up down off out open to into with")
  /// What may follow what is wished.
  private static let aftermath = hashes(
    "in alone slowly painfully and from of on horribly screaming soon tonight already you like or so for"
  )
  private static let feelings = hashes(
    "shame embarrassment laughter happiness joy jealousy boredom cuteness laughing natural old"
  )
  private static let places = hashes("into in to onto of by from at for down up through off out")
  private static let kinds = hashes(
    "fucking terminal brain lung bowel bone skin stage four 4 some something bad the both ball cock full"
  )
  private static let afterPlague = hashes("and or from so you too again soon before")

  private static func hashes(_ words: String) -> WordSet { WordSet(words) }

  /// Whether a word may follow what is harmed, by its ``StableHash``.
  func isFollowing(_ hash: UInt64) -> Bool { Self.following.contains(hash) }
  /// Whether a word says where to: "kick your teeth in".
  func isWay(_ hash: UInt64) -> Bool { Self.ways.contains(hash) }
  /// Whether a word may follow "die", "burn" and the like.
  func isAftermath(_ hash: UInt64) -> Bool { Self.aftermath.contains(hash) }
  /// Whether a word is what people say they die of.
  func isFeeling(_ hash: UInt64) -> Bool { Self.feelings.contains(hash) }
  /// Whether a word behind what was done to somebody says where to: "burned into the …".
  func isPlace(_ hash: UInt64) -> Bool { Self.places.contains(hash) }
  /// Whether a word may stand before an illness that is wished.
  func isKindOfIllness(_ hash: UInt64) -> Bool { Self.kinds.contains(hash) }
  /// Whether a word may follow an illness that is wished: "cancer treatment" is none.
  func isAfterIllness(_ hash: UInt64) -> Bool { Self.afterPlague.contains(hash) }

  /// The roles of a word by its ``StableHash``.
  ///
  /// - Complexity: O(1).
  func roles(ofHash hash: UInt64) -> Roles { words.roles(ofHash: hash) }
}
