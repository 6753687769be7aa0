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
/// The result depends only on the records, not on their order. Memory is bounded: records that do not
/// fit go to files without a name, and texts beyond what can be told apart are counted in
/// ``Result/textsNotCompared``.
public struct CampaignFinder {
  /// The least comments of a campaign.
  public static let minComments = 3
  static let bands = 5
  static let lanesPerBand = 3
  /// Of the texts that share a band, how many the others are compared with.
  static let maxLeaders = 4
  static let minResemblance = 0.6

  private var records: PartitionedBytes
  private let maxMemoryBytes: Int
  private let folder: String

  /// Prepares to find campaigns.
  ///
  /// - Parameters:
  ///   - maxMemoryBytes: about how much memory may be used; default 64 MiB.
  ///   - folder: where files are made for what does not fit; default the system's temporary folder.
  public init(maxMemoryBytes: Int = 64 << 20, folder: String? = nil) {
    self.maxMemoryBytes = max(maxMemoryBytes, 1 << 16)
    self.folder = folder ?? FileManager.default.temporaryDirectory.path
    records = PartitionedBytes(
      recordBytes: CampaignRecord.byteCount,
      maxMemoryBytes: self.maxMemoryBytes / 4,
      folder: self.folder
    )
  }

  /// Adds a comment.
  ///
  /// - Complexity: O(1), amortized.
  /// - Throws: an error of the file system when a file cannot be made or written.
  public mutating func add(_ record: CampaignRecord) throws {
    let partition = Self.partition(record.fingerprint.letters)
    try records.append(toPartition: partition) { record.append(to: &$0) }
  }

  static func partition(_ hash: UInt64) -> Int { Int(hash >> 58) }
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
    /// Texts that were not compared with others because there were too many.
    public var textsNotCompared: Int
  }

  /// What is known of one text, or of one group of texts.
  fileprivate struct Group {
    var fingerprint: UInt64
    var isExact = true
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
  /// - Parameter limit: the most campaigns that are named; the largest ones are.
  /// - Complexity: O(*n*) in the records, read six times.
  /// - Throws: an error of the file system.
  public func finish(limit: Int = 500) throws -> Result {
    var notCompared = 0
    let links = try linked(&notCompared)
    let groups = try grouped(links, &notCompared)
    let campaigns = groups.filter { group in
      group.comments >= Self.minComments
        && (group.authors.estimate >= 2 || group.threads.estimate >= 2)
    }.map { group in
      (
        Campaign(
          fingerprint: group.fingerprint,
          isExact: group.isExact,
          comments: group.comments,
          authors: group.authors.estimate,
          threads: group.threads.estimate,
          flagged: group.flagged,
          firstAt: group.firstAt,
          lastAt: group.lastAt
        ),
        group.ordinals
      )
    }.sorted { Campaign.isLarger($0.0, $1.0) }
    return Result(
      campaigns: campaigns.prefix(limit).map(\.0),
      exampleOrdinals: campaigns.prefix(limit).map(\.1),
      left: max(0, campaigns.count - limit),
      textsNotCompared: notCompared
    )
  }

  /// Adds up the comments of each group. Texts that came once and have no relatives are forgotten
  /// after each partition.
  private func grouped(_ links: TextLinks, _ notCompared: inout Int) throws -> [Group] {
    let maxGroups = maxMemoryBytes / 512
    var groups: [UInt64: Group] = [:]
    for partition in 0..<PartitionedBytes.count {
      var texts = SmallestKeys<Group>(capacity: maxGroups)
      try records.forEach(inPartition: partition) { bytes in
        let record = CampaignRecord(bytes)
        let letters = record.fingerprint.letters
        texts.update(letters, default: Group(fingerprint: letters)) { $0.add(record) }
      }
      let local = texts.finished()
      notCompared += local.dropped
      for (letters, group) in local.values {
        let leader = links.leader(of: letters)
        if group.comments < 2, leader == nil { continue }
        if groups[leader ?? letters] == nil, groups.count >= maxGroups {
          notCompared += 1
          continue
        }
        groups[leader ?? letters, default: Group(fingerprint: leader ?? letters)].merge(group)
      }
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }
}

// MARK: - Texts that are almost the same

extension CampaignFinder {
  /// A band's key before a record.
  private static let pairBytes = 8 + CampaignRecord.byteCount

  /// Which texts are almost the same, band by band.
  private func linked(_ notCompared: inout Int) throws -> TextLinks {
    var links = TextLinks(maxTexts: maxMemoryBytes / 256)
    for band in 0..<Self.bands {
      var texts = PartitionedBytes(
        recordBytes: Self.pairBytes,
        maxMemoryBytes: maxMemoryBytes / 4,
        folder: folder
      )
      for partition in 0..<PartitionedBytes.count {
        let left = try collect(partition, band, into: &texts)
        if band == 0 { notCompared += left }
      }
      for partition in 0..<PartitionedBytes.count {
        try link(partition, of: texts, &links)
      }
    }
    notCompared += links.textsLeft
    return links
  }

  /// Takes each text of a partition once, and says how many were too many.
  private func collect(
    _ partition: Int,
    _ band: Int,
    into texts: inout PartitionedBytes
  ) throws -> Int {
    var found = SmallestKeys<CampaignRecord>(capacity: maxMemoryBytes / 256)
    try records.forEach(inPartition: partition) { bytes in
      let record = CampaignRecord(bytes)
      guard record.fingerprint.sketch != nil else { return }
      // Texts of the same letters may be parted into words in several ways: whichever came first, the same
      // one stands for them all.
      found.update(record.fingerprint.letters, default: record) { kept in
        if record.fingerprint.hasSmallerSketch(than: kept.fingerprint) { kept = record }
      }
    }
    let (records, left) = found.finished()
    for (_, record) in records {
      guard let sketch = record.fingerprint.sketch else { continue }
      let key = Self.key(of: sketch, band: band)
      try texts.append(toPartition: Self.partition(key)) { bytes in
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
          bytes.append(UInt8(truncatingIfNeeded: key >> shift))
        }
        record.append(to: &bytes)
      }
    }
    return left
  }

  private static func key(of sketch: SIMD16<UInt16>, band: Int) -> UInt64 {
    var key = UInt64(band)
    for lane in 0..<lanesPerBand { key = key << 16 | UInt64(sketch[band * lanesPerBand + lane]) }
    return KeyHash.of((0..<8).lazy.map { UInt8(truncatingIfNeeded: key >> UInt64($0 * 8)) })
  }

  /// Compares the texts that share a band.
  private func link(
    _ partition: Int,
    of texts: PartitionedBytes,
    _ links: inout TextLinks
  ) throws {
    var entries: [(key: UInt64, text: TextFingerprint)] = []
    try texts.forEach(inPartition: partition) { bytes in
      var key: UInt64 = 0
      for offset in 0..<8 {
        key |= UInt64(bytes[bytes.startIndex + offset]) << UInt64(offset * 8)
      }
      entries.append((key, CampaignRecord(bytes.dropFirst(8)).fingerprint))
    }
    entries.sort { ($0.key, $0.text.letters) < ($1.key, $1.text.letters) }
    var leaders: [TextFingerprint] = []
    for (index, entry) in entries.enumerated() {
      if index == 0 || entries[index - 1].key != entry.key { leaders.removeAll() }
      if let leader = leaders.first(where: { $0.resemblance(to: entry.text) >= Self.minResemblance }
      ) {
        links.join(leader.letters, entry.text.letters)
      } else if leaders.count < Self.maxLeaders {
        leaders.append(entry.text)
      }
    }
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
  mutating func add(_ record: CampaignRecord) {
    comments += 1
    if record.isFlagged { flagged += 1 }
    if record.author != 0 { authors.insert(hash: record.author) }
    threads.insert(hash: record.thread)
    if let time = record.createdAt { span(time, time) }
    keep([record.ordinal])
  }

  mutating func merge(_ other: Self) {
    isExact = comments == 0
    comments += other.comments
    flagged += other.flagged
    authors.merge(other.authors)
    threads.merge(other.threads)
    if let first = other.firstAt, let last = other.lastAt { span(first, last) }
    keep(other.ordinals)
  }

  private mutating func span(_ first: Int64, _ last: Int64) {
    firstAt = min(firstAt ?? first, first)
    lastAt = max(lastAt ?? last, last)
  }

  private mutating func keep(_ more: [Int]) {
    if let last = ordinals.last, ordinals.count >= Campaign.maxExamples,
      more.allSatisfy({ $0 > last })
    {
      return
    }
    ordinals = Array((ordinals + more).sorted().prefix(Campaign.maxExamples))
  }
}

/// Which texts belong together: a forest over their hashes.
private struct TextLinks {
  let maxTexts: Int
  private var parents: [UInt64: UInt64] = [:]
  private(set) var textsLeft = 0

  init(maxTexts: Int) { self.maxTexts = maxTexts }

  /// The smallest hash of a text's group; `nil` if it stands alone.
  func leader(of text: UInt64) -> UInt64? {
    guard var current = parents[text] else { return nil }
    while let next = parents[current], next != current { current = next }
    return current
  }

  mutating func join(_ a: UInt64, _ b: UInt64) {
    let isNew = parents[a] == nil || parents[b] == nil
    if isNew, parents.count + 2 > maxTexts {
      textsLeft += 1
      return
    }
    let first = root(of: a)
    let second = root(of: b)
    // The smaller hash leads, so that the group's name does not depend on the order.
    parents[max(first, second)] = min(first, second)
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
}
