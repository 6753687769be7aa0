// SPDX-License-Identifier: Apache-2.0

@testable import ThreadModeration

/// Groups of copies by dictionaries, with an array for each text: slow, and plain to read.
struct NaiveCopies {

  /// For each text that was added, the number of its group; `nil` for texts too short to tell.
  private(set) var groups: [Int?] = []
  private var groupCount = 0
  private var exact: [UInt64: Int] = [:]
  /// Groups whose first text has a band, the last few of them: with one alone, a text that shares all
  /// its bands with earlier, different ones could never be found again.
  private var buckets: [UInt64: [Int]] = [:]
  /// The distinct words of each group's first text, as sorted 32-bit hashes: small and quick to
  /// compare.
  private var leaders: [[UInt32]] = []

  /// Adds a text and puts it into a group.
  mutating func add(_ text: [UInt8]) {
    let (words, letters) = Self.words(of: text)
    guard letters.count >= TextCopies.minLetters else {
      groups.append(nil)
      return
    }
    let fingerprint = StableHash.of(letters)
    let set = Self.distinct(words)
    let keys = set.count >= TextCopies.minWords ? Self.bandKeys(of: set) : []
    var group = exact[fingerprint]
    if group == nil {
      var compared: Set<Int> = []
      search: for key in keys {
        for candidate in buckets[key] ?? [] where compared.insert(candidate).inserted {
          if Self.jaccard(leaders[candidate], set) >= TextCopies.similarity {
            group = candidate
            break search
          }
        }
      }
    }
    let found = group ?? groupCount
    if group == nil {
      groupCount += 1
      leaders.append(set)
      for key in keys {
        buckets[key, default: []].append(found)
        if buckets[key, default: []].count > TextCopies.maxCandidates {
          buckets[key]?.removeFirst()
        }
      }
    }
    if exact[fingerprint] == nil { exact[fingerprint] = found }
    groups.append(found)
  }

  /// Hashes of the words and the letters of a text, in lower case; links and digits left out.
  private static func words(of bytes: [UInt8]) -> (words: [UInt64], letters: [UInt8]) {
    var words: [UInt64] = []
    var letters: [UInt8] = []
    words.reserveCapacity(bytes.count / 4)
    letters.reserveCapacity(bytes.count)
    var start = 0
    while start < bytes.count {
      guard !ByteClass.isSpace(bytes[start]) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < bytes.count, !ByteClass.isSpace(bytes[end]) { end += 1 }
      defer { start = end }
      if Self.isLink(Array(bytes[start..<end])) { continue }
      var word = letters.count
      for index in start..<end {
        let byte = bytes[index]
        if byte >= 0x80 || ByteClass.isLetter(byte) {
          letters.append(ByteClass.lowered(byte))
        } else if letters.count > word, byte != UInt8(ascii: "'") {
          words.append(StableHash.of(letters, word..<letters.count))
          word = letters.count
        }
      }
      if letters.count > word { words.append(StableHash.of(letters, word..<letters.count)) }
    }
    return (words, letters)
  }

  private static func distinct(_ words: [UInt64]) -> [UInt32] {
    var sorted = words.map { UInt32(truncatingIfNeeded: $0 >> 32) }
    sorted.sort()
    var count = 0
    for word in sorted where count == 0 || sorted[count - 1] != word {
      sorted[count] = word
      count += 1
    }
    sorted.removeSubrange(count...)
    return sorted
  }

  private static func bandKeys(of set: [UInt32]) -> [UInt64] {
    var minima = [UInt64](repeating: .max, count: TextCopies.bands * 2)
    for word in set {
      for index in minima.indices {
        minima[index] = min(
          minima[index],
          StableHash.mixed(UInt64(word) &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15)
        )
      }
    }
    return (0..<TextCopies.bands).map { band in
      StableHash.mixed(minima[2 * band] ^ StableHash.mixed(minima[2 * band + 1] &+ UInt64(band)))
    }
  }

  private static func jaccard(_ a: [UInt32], _ b: [UInt32]) -> Double {
    var common = 0
    var (left, right) = (0, 0)
    while left < a.count, right < b.count {
      if a[left] == b[right] {
        common += 1
        left += 1
        right += 1
      } else if a[left] < b[right] {
        left += 1
      } else {
        right += 1
      }
    }
    let all = a.count + b.count - common
    return all == 0 ? 0 : Double(common) / Double(all)
  }

  /// Two slashes, or a dot or slash inside a word.
  static func isLink(_ chunk: [UInt8]) -> Bool {
    let slash = UInt8(ascii: "/")
    for (a, b) in zip(chunk, chunk.dropFirst()) where b == slash && (a == slash || a == 0x3A) {
      return true
    }
    guard chunk.count >= 3 else { return false }
    return (1..<chunk.count - 1).contains { index in
      (chunk[index] == slash || chunk[index] == 0x2E)
        && ByteClass.isAlphanumeric(chunk[index - 1]) && ByteClass.isAlphanumeric(chunk[index + 1])
    }
  }
}
