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
    guard letters.reduce(0, { $0 + (Self.isWide($1) ? 2 : 1) }) >= TextCopies.minLetters else {
      groups.append(nil)
      return
    }
    let fingerprint = Self.hash(letters[...])
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

  /// Hashes of the words and the letters of a text, folded; links and digits left out.
  private static func words(of bytes: [UInt8]) -> (words: [UInt64], letters: [UInt32]) {
    var words: [UInt64] = []
    var letters: [UInt32] = []
    let scalars =
      bytes.contains { $0 >= 0x80 }
      ? ScalarFolder.fold(bytes, maxOutputScalars: bytes.count).scalars.map(\.value)
      : bytes.map { UInt32(ByteClass.lowered($0)) }
    let spaces = Set("\t\n\u{B}\u{C}\r \u{2009}\u{3000}".unicodeScalars.map(\.value))
    for chunk in scalars.split(whereSeparator: spaces.contains) {
      if isLink(chunk.map { $0 < 0x80 ? UInt8($0) : 0x61 }) { continue }
      var word = letters.count
      for value in chunk {
        let lookAlike = value < 0x80 ? nil : ScalarFolder.lookAlikeLetter(of: value)
        let folded = lookAlike.map { UInt32($0) } ?? value
        if Unicode.Scalar(folded)?.properties.isAlphabetic == true {
          letters.append(folded)
        } else if letters.count > word, value != 0x27, value != 0x2019 {
          words.append(hash(letters[word...]))
          word = letters.count
        }
      }
      if letters.count > word { words.append(hash(letters[word...])) }
    }
    return (words, letters)
  }

  private static func isWide(_ letter: UInt32) -> Bool {
    letter &- 0xAC00 < 11_172 || Unicode.Scalar(letter)?.properties.isIdeographic == true
  }

  private static func hash(_ letters: ArraySlice<UInt32>) -> UInt64 {
    var hash = StableHash.start
    for letter in letters { hash = (hash ^ UInt64(letter)) &* 0x0000_0100_0000_01b3 }
    return StableHash.mixed(hash)
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
