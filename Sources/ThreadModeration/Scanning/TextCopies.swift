// SPDX-License-Identifier: Apache-2.0

/// Groups texts that are the same or almost the same: copies by one author, campaigns by several.
///
/// Two texts are near copies when at least 60 % of their distinct words agree (Jaccard similarity;
/// digits and links do not count, and texts under eight such words only count when they are the same
/// letter for letter). Candidates come from eight bands of two minimum hashes each, which finds a
/// pair at 60 % with a probability of 97 %, and one at 80 % practically always.
///
/// - Complexity: O(*n*) in the bytes of all texts: each text is compared with at most 32 others.
/// - Source: Broder, "On the resemblance and containment of documents", SEQUENCES 1997; Leskovec,
///   Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4 (banding).
struct TextCopies {
  static let bands = 8
  static let similarity = 0.6
  static let minWords = 8
  static let minLetters = 20

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
  /// The distinct words of the text that is being added.
  private var set: [UInt32] = []

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
    let (letters, fingerprint) = readWords(of: text)
    guard letters >= Self.minLetters else {
      groups.append(nil)
      return
    }
    makeDistinct()
    let keys = set.count >= Self.minWords ? Self.bandKeys(of: set) : []
    let known = exact.number(of: Self.seeded(fingerprint)).map(Int.init)
    let group = known ?? similarGroup(keys)
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

  /// The group whose first text is nearly the same, by the bands of the text that is being added.
  private func similarGroup(_ keys: [UInt64]) -> Int? {
    var compared: [Int32] = []
    for key in keys {
      guard let number = bucketByKey.number(of: Self.seeded(key)) else { continue }
      let bucket = buckets[Int(number)]
      for place in 0..<bucket.count {
        let candidate = bucket.groups[place]
        if compared.contains(candidate) { continue }
        compared.append(candidate)
        if similarity(toLeader: Int(candidate)) >= Self.similarity { return Int(candidate) }
      }
    }
    return nil
  }

  /// Reads the hashes of a text's words into ``set``, in lower case; links and digits left out.
  ///
  /// - Returns: How many letters there are, and their hash.
  private mutating func readWords(of bytes: [UInt8]) -> (letters: Int, hash: UInt64) {
    set.removeAll(keepingCapacity: true)
    let span = bytes.span
    var letters = 0
    var (all, word) = (StableHash.start, StableHash.start)
    var start = 0
    while start < span.count {
      guard !ByteClass.isSpace(span[start]) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < span.count, !ByteClass.isSpace(span[end]) { end += 1 }
      defer { start = end }
      if LinkShape.isLink(bytes, start..<end) { continue }
      var isInWord = false
      for index in start..<end {
        let byte = span[index]
        if byte >= 0x80 || ByteClass.isLetter(byte) {
          let letter = ByteClass.lowered(byte)
          all = StableHash.step(all, letter)
          word = StableHash.step(word, letter)
          letters += 1
          isInWord = true
        } else if isInWord, byte != UInt8(ascii: "'") {
          endWord(&word)
          isInWord = false
        }
      }
      if isInWord { endWord(&word) }
    }
    return (letters, StableHash.mixed(all))
  }

  @inline(__always)
  private mutating func endWord(_ word: inout UInt64) {
    set.append(UInt32(truncatingIfNeeded: StableHash.mixed(word) >> 32))
    word = StableHash.start
  }

  /// Sorts ``set`` and leaves out what comes again.
  private mutating func makeDistinct() {
    if set.count <= Self.maxInserted {
      // Measured: half the time of sorting with `sort`, for texts of ordinary length.
      for index in set.indices.dropFirst() {
        let word = set[index]
        var place = index
        while place > 0, set[place - 1] > word {
          set[place] = set[place - 1]
          place -= 1
        }
        set[place] = word
      }
    } else {
      set.sort()
    }
    var count = 0
    for index in set.indices where count == 0 || set[count - 1] != set[index] {
      set[count] = set[index]
      count += 1
    }
    set.removeSubrange(count...)
  }

  private static let maxInserted = 48

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

  /// The share of distinct words of the text that is being added and a group's first text that both have.
  private func similarity(toLeader group: Int) -> Double {
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
