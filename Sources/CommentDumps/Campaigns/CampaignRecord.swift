// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// What finding campaigns needs to know of one comment. 80 bytes, whatever the comment's length.
public struct CampaignRecord: Sendable, Hashable {
  /// The number of bytes of its fixed form.
  static let byteCount = 80

  /// The fingerprint of the body.
  public var fingerprint: TextFingerprint
  /// The place of the comment in the input, from 0.
  public var ordinal: Int
  /// A hash of who wrote it; 0 for nobody.
  public var author: UInt64
  /// A hash of its thread.
  public var thread: UInt64
  /// When it was written, in Unix seconds.
  public var createdAt: Int64?
  /// Whether it was flagged, by whatever rule.
  public var isFlagged: Bool

  /// Makes a record of a judged comment.
  ///
  /// - Returns: `nil` if the body is too short to have a fingerprint, or if a moderator wrote it: their notices
  ///   are the same in hundreds of threads.
  public init?(_ comment: Comment, thread: String, ordinal: Int, action: Action) {
    guard comment.isModerator != true, let fingerprint = TextFingerprint(of: comment) else {
      return nil
    }
    self.fingerprint = fingerprint
    self.ordinal = ordinal
    self.author = comment.authorKey.map { max(1, KeyHash.of($0)) } ?? 0
    self.thread = KeyHash.of(thread.utf8)
    self.createdAt = comment.createdAt
    self.isFlagged = action > .allow
  }

  /// Makes a record from its parts.
  init(
    fingerprint: TextFingerprint,
    ordinal: Int,
    author: UInt64,
    thread: UInt64,
    createdAt: Int64?,
    isFlagged: Bool
  ) {
    self.fingerprint = fingerprint
    self.ordinal = ordinal
    self.author = author
    self.thread = thread
    self.createdAt = createdAt
    self.isFlagged = isFlagged
  }
}

/// A 64-bit hash of names: the same in every run. It only counts, and never decides anything alone.
enum KeyHash {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    return hash ^ (hash >> 33)
  }
}

extension CampaignRecord {
  /// The fixed forms of many records, one after the other.
  public static func encoded(_ records: [CampaignRecord]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(records.count * byteCount)
    for record in records { record.append(to: &bytes) }
    return bytes
  }

  /// Reads what ``encoded(_:)`` wrote; what is left of a cut file is no record.
  public static func records(_ bytes: [UInt8]) -> [CampaignRecord] {
    stride(from: 0, to: bytes.count - byteCount + 1, by: byteCount).map {
      CampaignRecord(bytes[$0..<$0 + byteCount])
    }
  }

  /// Flags of the fixed form.
  private static let flagged: UInt64 = 1
  private static let hasSketch: UInt64 = 2
  private static let hasTime: UInt64 = 4

  /// Appends the fixed form: ten words, little-endian.
  func append(to bytes: inout [UInt8]) {
    var flags: UInt64 = isFlagged ? Self.flagged : 0
    if fingerprint.sketch != nil { flags |= Self.hasSketch }
    if createdAt != nil { flags |= Self.hasTime }
    let sketch = SketchWords(fingerprint.sketch)
    for word in [
      fingerprint.letters, sketch.words.0, sketch.words.1, sketch.words.2, sketch.words.3,
      UInt64(bitPattern: Int64(ordinal)), author, thread, UInt64(bitPattern: createdAt ?? 0), flags,
    ] {
      FixedWord.append(word, to: &bytes)
    }
  }

  /// Reads the fixed form.
  init(_ bytes: ArraySlice<UInt8>) {
    func word(_ index: Int) -> UInt64 { FixedWord.at(index, of: bytes) }
    let flags = word(9)
    let sketch = SketchWords((word(1), word(2), word(3), word(4)))
    self.init(
      fingerprint: TextFingerprint(
        letters: word(0),
        sketch: flags & Self.hasSketch == 0 ? nil : sketch.lanes
      ),
      ordinal: Int(Int64(bitPattern: word(5))),
      author: word(6),
      thread: word(7),
      createdAt: flags & Self.hasTime == 0 ? nil : Int64(bitPattern: word(8)),
      isFlagged: flags & Self.flagged != 0
    )
  }
}

extension CampaignRecord: FixedRecord {
  /// Comments of one text stand together, by their places in the input.
  var sortKey: SortKey {
    SortKey(high: fingerprint.letters, low: UInt64(bitPattern: Int64(ordinal)))
  }
}

/// A comment of a group of texts.
struct CampaignMember: FixedRecord {
  static let byteCount = 8 + CampaignRecord.byteCount

  /// The smallest hash of the group's texts.
  var leader: UInt64
  var record: CampaignRecord

  var sortKey: SortKey { SortKey(high: leader, low: UInt64(bitPattern: Int64(record.ordinal))) }

  init(leader: UInt64, record: CampaignRecord) {
    self.leader = leader
    self.record = record
  }

  init(_ bytes: ArraySlice<UInt8>) {
    self.init(leader: FixedWord.at(0, of: bytes), record: CampaignRecord(bytes.dropFirst(8)))
  }

  func append(to bytes: inout [UInt8]) {
    FixedWord.append(leader, to: &bytes)
    record.append(to: &bytes)
  }
}

/// A text with a sketch, and what it shares with texts that may be almost the same.
struct BandedText: FixedRecord {
  static let byteCount = 48

  /// A hash of some of the sketch's lanes.
  var key: UInt64
  var letters: UInt64
  var sketch: SIMD16<UInt16>

  var sortKey: SortKey { SortKey(high: key, low: letters) }
  var fingerprint: TextFingerprint { TextFingerprint(letters: letters, sketch: sketch) }

  init(key: UInt64, letters: UInt64, sketch: SIMD16<UInt16>) {
    self.key = key
    self.letters = letters
    self.sketch = sketch
  }

  init(_ bytes: ArraySlice<UInt8>) {
    func word(_ index: Int) -> UInt64 { FixedWord.at(index, of: bytes) }
    self.init(
      key: word(0),
      letters: word(1),
      sketch: SketchWords((word(2), word(3), word(4), word(5))).lanes
    )
  }

  func append(to bytes: inout [UInt8]) {
    let words = SketchWords(sketch).words
    for word in [key, letters, words.0, words.1, words.2, words.3] {
      FixedWord.append(word, to: &bytes)
    }
  }
}

/// A sketch as four words.
private struct SketchWords {
  var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init(_ words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  init(_ lanes: SIMD16<UInt16>?) {
    guard let lanes else { return }
    func word(_ start: Int) -> UInt64 {
      UInt64(lanes[start]) | UInt64(lanes[start + 1]) << 16 | UInt64(lanes[start + 2]) << 32
        | UInt64(lanes[start + 3]) << 48
    }
    words = (word(0), word(4), word(8), word(12))
  }

  var lanes: SIMD16<UInt16> {
    var result = SIMD16<UInt16>()
    for (group, word) in [words.0, words.1, words.2, words.3].enumerated() {
      for lane in 0..<4 {
        result[group * 4 + lane] = UInt16(truncatingIfNeeded: word >> UInt64(lane * 16))
      }
    }
    return result
  }
}
