// SPDX-License-Identifier: Apache-2.0

/// Groups texts that are the same or almost the same: copies by one author, campaigns by several.
///
/// Two texts are near copies when at least 60 % of their distinct words agree (Jaccard similarity;
/// digits and links do not count), or all their letters, as ``LetterReader`` reads them; texts under
/// eight such words only count by the latter. Candidates come from eight bands of two minimum hashes each, which finds a
/// pair at 60 % with a probability of 97 %, and one at 80 % practically always.
///
/// - Complexity: O(*n*) in the bytes of all texts: each text is compared with at most 32 others.
/// - Source: Broder, "On the resemblance and containment of documents", SEQUENCES 1997; Leskovec,
///   Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4 (banding).
struct TextCopies {
  static let bands = 8
  static let similarity = 0.6
  static let minWords = 8
  /// As of a ``TextFingerprint``, so that a thread and a report agree on what is a copy.
  static let minLetters = TextFingerprint.minLetters

  /// For each text that was added, the number of its group; `nil` for texts too short to tell.
  private(set) var groups: [Int?] = []
  /// How many groups there are.
  private(set) var groupCount = 0
  /// Groups by the letters of their texts.
  private var exact = HashIndex()
  /// Groups whose first text has a band, the last few of them: with one alone, a text that shares all
  /// its bands with earlier, different ones could never be found again.
  private var buckets: [Bucket] = []
  private var bucketByKey = HashIndex()
  static let maxCandidates = 4
  /// The distinct words of each group's first text, as sorted 32-bit hashes: small and quick to
  /// compare. They stand one behind the other.
  private var leaderWords: [UInt32] = []
  private var leaders: [Range<Int>] = []
  private var reader = LetterReader()
  /// The words of the text that is being added.
  private var words = Words()
  /// Those, each once and sorted, once they were made distinct.
  private var set: [UInt32] { words.hashes }

  private struct Bucket {
    var groups = SIMD4<Int32>(repeating: -1)
    var count = 0

    /// The oldest of four makes room.
    mutating func append(_ group: Int) {
      if count == TextCopies.maxCandidates {
        groups = SIMD4(groups[1], groups[2], groups[3], Int32(group))
      } else {
        groups[count] = Int32(group)
        count += 1
      }
    }
  }

  private static let seed = UInt64.random(in: .min ... .max)

  /// A hash as it stands in the tables: another one in each run, so that nobody can choose texts that meet
  /// there. Two hashes are equal if and only if these are.
  private static func seeded(_ hash: UInt64) -> UInt64 { StableHash.mixed(hash ^ seed) }

  /// Adds a text and puts it into a group.
  mutating func add(_ text: [UInt8]) {
    words.hashes.removeAll(keepingCapacity: true)
    let (letters, fingerprint) = reader.read(text, into: &words)
    guard letters >= Self.minLetters else {
      groups.append(nil)
      return
    }
    words.makeDistinct()
    let keys = set.count >= Self.minWords ? Self.bandKeys(of: set) : []
    let known = exact.number(of: Self.seeded(fingerprint)).map(Int.init)
    let group = known ?? similarGroup(keys, set)
    let found = group ?? groupCount
    if group == nil {
      groupCount += 1
      leaders.append(leaderWords.count..<leaderWords.count + set.count)
      leaderWords += set
      for key in keys {
        guard let number = bucketByKey.number(of: Self.seeded(key)) else {
          bucketByKey.set(Self.seeded(key), Int32(buckets.count))
          var bucket = Bucket()
          bucket.append(found)
          buckets.append(bucket)
          continue
        }
        buckets[Int(number)].append(found)
      }
    }
    if known == nil { exact.set(Self.seeded(fingerprint), Int32(found)) }
    groups.append(found)
  }

  /// The group that a text would be put into; `nil` if there is none yet, or the text is too short to tell.
  func group(of text: [UInt8]) -> Int? {
    var (reader, words) = (LetterReader(), Words())
    let (letters, fingerprint) = reader.read(text, into: &words)
    guard letters >= Self.minLetters else { return nil }
    if let known = exact.number(of: Self.seeded(fingerprint)) { return Int(known) }
    words.makeDistinct()
    let keys = words.hashes.count >= Self.minWords ? Self.bandKeys(of: words.hashes) : []
    return similarGroup(keys, words.hashes)
  }

  /// The group whose first text is nearly the same, by the bands and the distinct words of a text.
  private func similarGroup(_ keys: [UInt64], _ set: [UInt32]) -> Int? {
    var compared: [Int32] = []
    for key in keys {
      guard let number = bucketByKey.number(of: Self.seeded(key)) else { continue }
      let bucket = buckets[Int(number)]
      for place in 0..<bucket.count {
        let candidate = bucket.groups[place]
        if compared.contains(candidate) { continue }
        compared.append(candidate)
        if similarity(of: set, toLeader: Int(candidate)) >= Self.similarity {
          return Int(candidate)
        }
      }
    }
    return nil
  }

  private static func bandKeys(of set: [UInt32]) -> [UInt64] {
    var minima = InlineArray<16, UInt64>(repeating: .max)
    for word in set {
      for index in minima.indices {
        minima[index] = min(
          minima[index],
          StableHash.mixed(UInt64(word) &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15)
        )
      }
    }
    return (0..<bands).map { band in
      StableHash.mixed(minima[2 * band] ^ StableHash.mixed(minima[2 * band + 1] &+ UInt64(band)))
    }
  }

  /// The share of distinct words of a text and a group's first text that both have.
  private func similarity(of set: [UInt32], toLeader group: Int) -> Double {
    let leader = leaders[group]
    var common = 0
    var (left, right) = (leader.lowerBound, 0)
    while left < leader.upperBound, right < set.count {
      let (a, b) = (leaderWords[left], set[right])
      if a == b {
        common += 1
        left += 1
        right += 1
      } else if a < b {
        left += 1
      } else {
        right += 1
      }
    }
    let all = leader.count + set.count - common
    return all == 0 ? 0 : Double(common) / Double(all)
  }
}

/// The hashes of a text's words.
private struct Words: WordTaker {
  var hashes: [UInt32] = []

  @inline(__always)
  mutating func take(word hash: UInt64) {
    hashes.append(UInt32(truncatingIfNeeded: hash >> 32))
  }

  /// Sorts the words and leaves out what comes again.
  mutating func makeDistinct() {
    if hashes.count <= Self.maxInserted {
      // Measured: half the time of sorting with `sort`, for texts of ordinary length.
      for index in hashes.indices.dropFirst() {
        let word = hashes[index]
        var place = index
        while place > 0, hashes[place - 1] > word {
          hashes[place] = hashes[place - 1]
          place -= 1
        }
        hashes[place] = word
      }
    } else {
      hashes.sort()
    }
    var count = 0
    for index in hashes.indices where count == 0 || hashes[count - 1] != hashes[index] {
      hashes[count] = hashes[index]
      count += 1
    }
    hashes.removeSubrange(count...)
  }

  private static let maxInserted = 48
}
