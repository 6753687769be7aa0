// SPDX-License-Identifier: Apache-2.0

import Foundation
public import ThreadModeration

/// Finds texts that were posted again and again, by several authors or in several threads.
///
/// ```swift
/// var finder = CampaignFinder()
/// for (ordinal, comment) in comments.enumerated() {
///   if let record = CampaignRecord(comment, thread: "t", ordinal: ordinal, action: .allow) {
///     try finder.add(record)
///   }
/// }
/// let result = try finder.finish()
/// ```
///
/// Texts belong together when their letters are the same (`TextFingerprint.letters`), or when they
/// share about 60 % of their words or more. Pairs of the second kind are looked for among texts that
/// agree in three of their minimum hashes in a row, which finds a pair that shares 80 % of its words
/// with a probability of 97 %, one that shares 70 % with 87 %.
///
/// The result depends only on the records, neither on their order nor on the memory that may be used:
/// what does not fit goes to files without a name.
public struct CampaignFinder {
  /// The least comments of a campaign.
  public static let minComments = 3
  static let bands = 5
  static let lanesPerBand = 3
  /// Of the texts that share a band, how many the others are compared with.
  static let maxLeaders = 4
  static let minResemblance = 0.6

  private var records: RecordSorter<CampaignRecord>
  private let maxMemoryBytes: Int
  private let folder: String

  /// Prepares to find campaigns.
  ///
  /// - Parameters:
  ///   - maxMemoryBytes: about how much memory may be used; default 64 MiB.
  ///   - folder: where files are made for what does not fit; default the system's temporary folder.
  public init(maxMemoryBytes: Int = 64 << 20, folder: String? = nil) {
    // Four sorters are at work at times, each with records that wait and records that are sorted.
    self.maxMemoryBytes = max(maxMemoryBytes, 1 << 16) / 10
    self.folder = folder ?? FileManager.default.temporaryDirectory.path
    records = RecordSorter(maxMemoryBytes: self.maxMemoryBytes, folder: self.folder)
  }

  /// Adds a comment.
  ///
  /// - Complexity: O(1), amortized.
  /// - Throws: an error of the file system when a file cannot be made or written.
  public mutating func add(_ record: CampaignRecord) throws { try records.append(record) }
}

// MARK: - The result

extension CampaignFinder {
  /// The campaigns that were found.
  public struct Result: Sendable, Codable {
    /// The largest campaigns, without the texts of their examples.
    public var campaigns: [Campaign]
    /// For each of them, the places in the input of comments to show: at most
    /// `Campaign.maxExamples`, the earliest ones.
    public var exampleOrdinals: [[Int]]
    /// How many campaigns there are besides.
    public var left: Int
  }

  /// What is known of one group of texts.
  fileprivate struct Group {
    var fingerprint: UInt64
    var isExact = true
    var letters: UInt64?
    var comments = 0
    var flagged = 0
    var authors = DistinctCount(capacity: 4_096)
    var threads = DistinctCount(capacity: 4_096)
    var firstAt: Int64?
    var lastAt: Int64?
    var ordinals: [Int] = []
  }

  /// Groups the texts.
  ///
  /// - Parameter limit: the most campaigns that are named, none below 1; the largest ones are.
  /// - Complexity: O(*n* log *n*) in the records; of those that are in files, each is read and written
  ///   a few times.
  /// - Throws: an error of the file system.
  public func finish(limit: Int = 500) throws -> Result {
    var largest = LargestCampaigns(limit: limit)
    var members = try members(of: linked().leaders()).sorted()
    var group: Group?
    while let member = try members.next() {
      if let done = group, done.fingerprint != member.leader {
        largest.add(done)
        group = nil
      }
      // Taken out while it grows: a second reference would copy its counts.
      var current = group.take() ?? Group(fingerprint: member.leader)
      current.add(member.record)
      group = current
    }
    if let group { largest.add(group) }
    return largest.result()
  }

  private func makeSorter<Record>(of type: Record.Type) -> RecordSorter<Record> {
    RecordSorter(maxMemoryBytes: maxMemoryBytes, folder: folder)
  }

  /// The comments of texts that came more than once or have relatives, by their groups.
  private func members(
    of links: RecordSorter<TextLink>
  ) throws -> RecordSorter<CampaignMember> {
    var members = makeSorter(of: CampaignMember.self)
    var links = links.sorted()
    var link = try links.next()
    var records = records.sorted()
    var record = try records.next()
    while let current = record {
      let letters = current.fingerprint.letters
      record = try records.next()
      while let passed = link, passed.text < letters { link = try links.next() }
      let leader = link?.text == letters ? link?.other : nil
      guard leader != nil || record?.fingerprint.letters == letters else { continue }
      try members.append(CampaignMember(leader: leader ?? letters, record: current))
      while let next = record, next.fingerprint.letters == letters {
        try members.append(CampaignMember(leader: leader ?? letters, record: next))
        record = try records.next()
      }
    }
    return members
  }
}

/// Keeps the largest campaigns and counts the others.
private struct LargestCampaigns {
  let limit: Int
  private var count = 0
  private var kept: [(campaign: Campaign, ordinals: [Int])] = []

  init(limit: Int) { self.limit = max(limit, 0) }

  mutating func add(_ group: CampaignFinder.Group) {
    guard let campaign = group.campaign else { return }
    count += 1
    kept.append((campaign, group.ordinals))
    // Twice a limit may be more than a number holds.
    if (kept.count - 64) / 2 >= limit, kept.count >= 64 { cut() }
  }

  private mutating func cut() {
    kept.sort { Campaign.isLarger($0.campaign, $1.campaign) }
    kept.removeLast(max(0, kept.count - limit))
  }

  consuming func result() -> CampaignFinder.Result {
    cut()
    return CampaignFinder.Result(
      campaigns: kept.map(\.campaign),
      exampleOrdinals: kept.map(\.ordinals),
      left: count - kept.count
    )
  }
}

// MARK: - Texts that are almost the same

extension CampaignFinder {
  /// Which texts are almost the same.
  private func linked() throws -> TextLinks {
    var links = TextLinks(maxMemoryBytes: maxMemoryBytes, folder: folder)
    var texts = try banded().sorted()
    var key: UInt64?
    var leaders: [TextFingerprint] = []
    while let entry = try texts.next() {
      if entry.key != key { leaders.removeAll() }
      key = entry.key
      let text = entry.fingerprint
      if let leader = leaders.first(where: { $0.resemblance(to: text) >= Self.minResemblance }) {
        try links.join(leader.letters, text.letters)
      } else if leaders.count < Self.maxLeaders {
        leaders.append(text)
      }
    }
    return links
  }

  /// Each text once for each band of its sketch.
  private func banded() throws -> RecordSorter<BandedText> {
    var result = makeSorter(of: BandedText.self)
    func add(_ text: TextFingerprint) throws {
      guard let sketch = text.sketch else { return }
      for band in 0..<Self.bands {
        let key = Self.key(of: sketch, band: band)
        try result.append(BandedText(key: key, letters: text.letters, sketch: sketch))
      }
    }
    var text: TextFingerprint?
    var records = records.sorted()
    while let record = try records.next() {
      let next = record.fingerprint
      guard let current = text else {
        text = next
        continue
      }
      // Texts of the same letters may be parted into words in several ways: whichever came first, the same
      // one stands for them all.
      if current.letters != next.letters {
        try add(current)
        text = next
      } else if next.hasSmallerSketch(than: current) {
        text = next
      }
    }
    if let text { try add(text) }
    return result
  }

  static func key(of sketch: SIMD16<UInt16>, band: Int) -> UInt64 {
    var key = UInt64(band)
    for lane in 0..<lanesPerBand { key = key << 16 | UInt64(sketch[band * lanesPerBand + lane]) }
    return KeyHash.of((0..<8).lazy.map { UInt8(truncatingIfNeeded: key >> UInt64($0 * 8)) })
  }
}

extension TextFingerprint {
  /// An order of texts with the same letters.
  fileprivate func hasSmallerSketch(than other: Self) -> Bool {
    guard let sketch, let theirs = other.sketch else { return other.sketch == nil && sketch != nil }
    for lane in sketch.indices where sketch[lane] != theirs[lane] {
      return sketch[lane] < theirs[lane]
    }
    return false
  }
}

extension CampaignFinder.Group {
  /// What it is called in reports; `nil` if it is too small, or of one author in one thread.
  var campaign: Campaign? {
    guard comments >= CampaignFinder.minComments, authors.estimate >= 2 || threads.estimate >= 2
    else { return nil }
    return Campaign(
      fingerprint: fingerprint,
      isExact: isExact,
      comments: comments,
      authors: authors.estimate,
      threads: threads.estimate,
      flagged: flagged,
      firstAt: firstAt,
      lastAt: lastAt
    )
  }

  /// Adds a comment; they come by their places in the input.
  mutating func add(_ record: CampaignRecord) {
    if let letters, letters != record.fingerprint.letters { isExact = false }
    letters = record.fingerprint.letters
    comments += 1
    if record.isFlagged { flagged += 1 }
    if record.author != 0 { authors.insert(hash: record.author) }
    threads.insert(hash: record.thread)
    if let time = record.createdAt {
      firstAt = min(firstAt ?? time, time)
      lastAt = max(lastAt ?? time, time)
    }
    if ordinals.count < Campaign.maxExamples { ordinals.append(record.ordinal) }
  }
}
