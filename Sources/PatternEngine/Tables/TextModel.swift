// SPDX-License-Identifier: Apache-2.0

/// How rare a string of bytes is in comments: a small model of folded text.
///
/// ```
/// TextModel.bits(Array("the ".utf8))  // 7.75: expected at one place in 215
/// TextModel.bits(Array("xylq".utf8))  // 41.25: hardly ever
/// ```
///
/// Used only while a set of patterns is compiled, to choose the rarest of several literals and the
/// rarest bytes of a literal. It need not be right, only in the right order: it changes how much
/// work a filter does, never what it finds.
///
/// The model is a chain of order 2 over 39 kinds of bytes: each small letter; the digits; the space;
/// line breaks; six punctuation marks; other ASCII; the lead bytes of two bytes and of more; the bytes
/// that follow them. The bytes of a kind share its frequency by how common each is. It was counted in
/// 15 MB of comments, most of them English: `Tools/textmodel/make_model.py` says which, and how it was
/// smoothed. On 40,000 comments it was not made from, the rarest four bytes it chooses of each of
/// 65,315 literals occur 57 times a comment in all; those that are rarest there 23 times, and those
/// of a frequency table of single letters 314 times.
enum TextModel {
  /// The negative binary logarithm of how often `bytes` is expected at one place of folded text.
  ///
  /// A longer string has at least as many bits as any of its beginnings: no cost is negative. The
  /// empty string has none.
  ///
  /// - Complexity: O(*n*) in the bytes.
  static func bits(_ bytes: UnsafeBufferPointer<UInt8>) -> Float {
    let costs = costs
    var steps = 0
    var before = 0
    var twoBefore = 0
    for index in 0..<bytes.count {
      // Sound: `index` is below the count, and the caller holds the buffer during the call.
      let byte = unsafe Int(bytes[index])
      let kind = costs.kinds[byte]
      let row =
        switch index {
        case 0: 0
        case 1: costs.bigramStart + before * kindCount
        default: costs.trigramStart + (twoBefore * kindCount + before) * kindCount
        }
      steps += Int(costs.member[byte]) + Int(costs.chain[row + kind])
      twoBefore = before
      before = kind
    }
    return Float(steps) / stepsPerBit
  }

  /// The bits of a string, and those of its rarest four bytes in a row (all, if it has fewer).
  static func rarity(of bytes: some Sequence<UInt8>) -> (whole: Float, gram: Float) {
    let costs = costs
    var (whole, rarest, count) = (0, 0, 0)
    var (before, twoBefore) = (0, 0)
    // What four bytes cost so far that begin three, two places and one before.
    var (three, two, one) = (0, 0, 0)
    for byte in bytes {
      let kind = costs.kinds[Int(byte)]
      let member = Int(costs.member[Int(byte)])
      let row = before * kindCount
      let alone = member + Int(costs.chain[kind])
      let pair = member + Int(costs.chain[costs.bigramStart + row + kind])
      let triple =
        member
        + Int(costs.chain[costs.trigramStart + (twoBefore * kindCount + before) * kindCount + kind])
      whole += count == 0 ? alone : count == 1 ? pair : triple
      if count > 2 { rarest = max(rarest, three + triple) }
      (three, two, one) = (two + triple, one + pair, alone)
      (twoBefore, before) = (before, kind)
      count += 1
    }
    return (Float(whole) / stepsPerBit, Float(count < 4 ? whole : rarest) / stepsPerBit)
  }

  /// The same for an array.
  static func bits(_ bytes: [UInt8]) -> Float {
    // Sound: the buffer is used inside the closure only.
    unsafe bytes.withUnsafeBufferPointer { unsafe bits($0) }
  }

  /// How many kinds of bytes there are.
  static let kindCount = TextModelData.kindCount

  /// Costs are multiples of a quarter of a bit: sums are exact, the same on every machine.
  private static let stepsPerBit: Float = 4
}

// MARK: - The tables

extension TextModel {
  /// The tables of `TextModelData`, unpacked.
  struct Costs: Sendable {
    /// The kind of each byte, below `kindCount`.
    let kinds: [Int]
    /// The cost of each byte among those of its kind.
    let member: [UInt8]
    /// The costs of kinds: alone, after one other, after two others.
    let chain: [UInt8]
    /// Where the costs after one other begin in `chain`.
    let bigramStart: Int
    /// Where the costs after two others begin.
    let trigramStart: Int

    fileprivate init() {
      kinds = Self.unpacked(TextModelData.kinds, count: 256).map(Int.init)
      member = Self.unpacked(TextModelData.member, count: 256)
      bigramStart = kindCount
      trigramStart = bigramStart + kindCount * kindCount
      chain =
        Self.unpacked(TextModelData.unigram, count: kindCount)
        + Self.unpacked(TextModelData.bigram, count: kindCount * kindCount)
        + Self.unpacked(TextModelData.trigram, count: kindCount * kindCount * kindCount)
      precondition(kinds.allSatisfy { $0 < kindCount }, "TextModelData has a kind too many.")
    }

    /// One value from each character but the line feeds.
    private static func unpacked(_ text: String, count: Int) -> [UInt8] {
      let values = text.utf8.filter { $0 != 0x0A }.map { $0 &- 0x30 }
      precondition(
        values.count == count && values.allSatisfy { $0 < 0x4F },
        "TextModelData is damaged: make it again."
      )
      return values
    }
  }

  /// Unpacked at first use, in about 0.1 ms: 62 kB.
  static let costs = Costs()
}
