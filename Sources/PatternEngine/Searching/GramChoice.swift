// SPDX-License-Identifier: Apache-2.0

/// Chooses the three bytes that represent a literal: those expected to be rarest in comments.
enum GramChoice {
  /// Where the rarest run of three ASCII bytes begins; the first of equals; `nil` if there is none.
  static func rarestGram(in folded: [UInt8]) -> Int? {
    guard folded.count >= 3 else { return nil }
    var best: (cost: Int, offset: Int)?
    for offset in 0...folded.count - 3 {
      let gram = folded[offset...offset + 2]
      guard gram.allSatisfy({ $0 < 0x80 }) else { continue }
      let cost = gram.reduce(0) { $0 + Int(costs[Int($1)]) }
      if cost < best?.cost ?? .max { best = (cost, offset) }
    }
    return best?.offset
  }

  /// How common a byte is: 0 for rare ones, up to 30 for the space. The order is that of English
  /// text, which is enough to tell `xyl` from `the`.
  private static let costs: [UInt8] = {
    var costs = [UInt8](repeating: 1, count: 128)
    for (rank, byte) in "zqxjkvbpygfwmucldrhsnioate ".utf8.enumerated() {
      costs[Int(byte)] = UInt8(rank + 4)
    }
    return costs
  }()
}
