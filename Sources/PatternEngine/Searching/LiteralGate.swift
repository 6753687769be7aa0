// SPDX-License-Identifier: Apache-2.0

/// Finds, in one walk over a text, which literals can be in it.
///
/// Each literal is represented by one gram: three neighboring ASCII bytes, folded to small letters,
/// the rarest it has. A bitmap tells for each place of the text whether any gram hashes there; the
/// few places that pass look into a bucket, compare the gram, and then the whole literal if it is
/// all ASCII. What is left is confirmed by PCRE2.
///
/// A gate has no false negatives. ASCII letters have only two equals beyond ASCII when case is
/// ignored: U+017F (ſ) for `s` and U+212A (K) for `k`. A text with one of them makes every literal a
/// candidate, as does having no gram (fewer than three ASCII bytes in a row).
struct LiteralGate: Sendable {
  /// One gated literal: where its gram stands and what surrounds it.
  private struct Entry: Sendable {
    var gram: UInt32
    var patternIndex: UInt32
    /// The folded literal's place in `pool`; of length 0 if it is not all ASCII.
    var poolStart: UInt32
    var poolCount: UInt32
    var gramOffset: UInt32
  }

  private var hashShift: UInt32 = 31
  /// One bit for each hash value: some gram has it.
  private var bitmap: [UInt64] = []
  /// `entries[bucketStarts[h]..<bucketStarts[h + 1]]` have hash value `h`.
  private var bucketStarts: [UInt32] = []
  private var entries: [Entry] = []
  private var pool: [UInt8] = []

  /// Patterns which no gram represents: always candidates. One bit a pattern.
  private(set) var ungated: [UInt64]
  /// Patterns which a gram represents.
  private(set) var gated: [UInt64]

  /// Builds the gate for patterns which compiled; `isActive` says which.
  init(_ definitions: [PatternDefinition], isActive: (Int) -> Bool) {
    let words = (definitions.count + 63) / 64
    ungated = Array(repeating: 0, count: words)
    gated = Array(repeating: 0, count: words)
    var found: [Entry] = []
    for (index, definition) in definitions.enumerated() where isActive(index) {
      let bit: UInt64 = 1 << UInt64(index & 63)
      guard definition.isLiteral, let entry = makeEntry(definition, index: index) else {
        ungated[index >> 6] |= bit
        continue
      }
      gated[index >> 6] |= bit
      found.append(entry)
    }
    if !found.isEmpty { fillTables(found) }
  }

  private mutating func makeEntry(_ definition: PatternDefinition, index: Int) -> Entry? {
    let folded = definition.source.utf8.map(ASCIIFolding.folded)
    guard let offset = GramChoice.rarestGram(in: folded) else { return nil }
    var entry = Entry(
      gram: Self.gram(folded[offset], folded[offset + 1], folded[offset + 2]),
      patternIndex: UInt32(index),
      poolStart: UInt32(pool.count),
      poolCount: 0,
      gramOffset: UInt32(offset)
    )
    if folded.allSatisfy({ $0 < 0x80 }) {
      entry.poolCount = UInt32(folded.count)
      pool += folded
    }
    return entry
  }

  private mutating func fillTables(_ found: [Entry]) {
    // Eight bits or more of bitmap for each literal; 128 bytes to 128 KiB in all.
    var bits = 10
    while bits < 20, 1 << bits < 8 * found.count { bits += 1 }
    hashShift = UInt32(32 - bits)
    bitmap = Array(repeating: 0, count: 1 << (bits - 6))
    bucketStarts = Array(repeating: 0, count: 1 << bits + 1)
    for entry in found {
      let hash = hash(of: entry.gram)
      bitmap[hash >> 6] |= 1 << UInt64(hash & 63)
      bucketStarts[hash + 1] += 1
    }
    for hash in 1..<bucketStarts.count { bucketStarts[hash] += bucketStarts[hash - 1] }
    // Stable: the same definitions always give the same tables.
    entries = found.enumerated().sorted {
      (hash(of: $0.element.gram), $0.offset) < (hash(of: $1.element.gram), $1.offset)
    }.map(\.element)
  }

  @inline(__always)
  private func hash(of gram: UInt32) -> Int { Int((gram &* 0x9E37_79B1) >> hashShift) }

  @inline(__always)
  private static func gram(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
    UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16
  }
}

extension LiteralGate {
  /// Writes the candidates for `subject` to `scratch.candidates`, one bit a pattern.
  ///
  /// - Complexity: O(*n*) in the bytes of the text, plus the literals that share a gram with it.
  func markCandidates(in subject: UnsafeBufferPointer<UInt8>, scratch: inout GateScratch) {
    scratch.candidates.removeAll(keepingCapacity: true)
    scratch.candidates.append(contentsOf: ungated)
    if entries.isEmpty { return }
    if unsafe ASCIIFolding.fold(subject, into: &scratch.folded) {
      for word in gated.indices { scratch.candidates[word] |= gated[word] }
      return
    }
    let folded = scratch.folded
    guard folded.count >= 3 else { return }
    // Sound: the three pointers are used inside the closures only. `hash` is below 2^bits, which is
    // what bitmap and bucketStarts are made for, and `end` never passes `folded.count`.
    unsafe folded.withUnsafeBufferPointer { text in
      unsafe bitmap.withUnsafeBufferPointer { bitmap in
        unsafe scratch.candidates.withUnsafeMutableBufferPointer { candidates in
          var gram = unsafe UInt32(text[0]) << 8 | UInt32(text[1]) << 16
          for end in 2..<text.count {
            gram = unsafe gram >> 8 | UInt32(text[end]) << 16
            let hash = hash(of: gram)
            if unsafe bitmap[hash >> 6] & (1 &<< UInt64(hash)) == 0 { continue }
            unsafe markBucket(hash, gram: gram, at: end - 2, in: text, candidates: candidates)
          }
        }
      }
    }
  }

  private func markBucket(
    _ hash: Int,
    gram: UInt32,
    at position: Int,
    in text: UnsafeBufferPointer<UInt8>,
    candidates: UnsafeMutableBufferPointer<UInt64>
  ) {
    for index in Int(bucketStarts[hash])..<Int(bucketStarts[hash + 1]) {
      let entry = entries[index]
      guard entry.gram == gram else { continue }
      let word = Int(entry.patternIndex >> 6)
      let bit: UInt64 = 1 &<< UInt64(entry.patternIndex)
      // Sound: a pattern's word is below the number of words, which depends on the definitions only.
      if unsafe candidates[word] & bit != 0 { continue }
      if unsafe contains(entry, at: position, in: text) { unsafe candidates[word] |= bit }
    }
  }

  /// Whether the folded literal stands around its gram; true if it is not all ASCII.
  private func contains(
    _ entry: Entry,
    at position: Int,
    in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let start = position - Int(entry.gramOffset)
    let count = Int(entry.poolCount)
    if count == 0 { return true }
    guard start >= 0, start + count <= text.count else { return false }
    for offset in 0..<count {
      // Sound: `start + offset` is below `text.count`, as checked above.
      if unsafe text[start + offset] != pool[Int(entry.poolStart) + offset] { return false }
    }
    return true
  }
}
