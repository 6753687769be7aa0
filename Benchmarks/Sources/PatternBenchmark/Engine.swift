// SPDX-License-Identifier: Apache-2.0

/// What is measured: something that says which rules match a comment.
protocol Engine: AnyObject {
  var name: String { get }

  /// What became of the rules, and what making the engine cost.
  var cost: EngineCost { get }

  /// Scans all comments once.
  func pass(over corpus: Corpus) -> Totals

  /// The rules that match one comment, in any order.
  func rules(matching index: Int, of corpus: Corpus) -> [Int]
}

/// What a pass found.
struct Totals: Equatable, Codable {
  /// (comment, rule) pairs that match.
  var pairs = 0
  /// A sum over the pairs that does not depend on their order.
  var checksum: UInt64 = 0
  /// Searches that ended at a limit.
  var undecided = 0
}

/// What making an engine cost, and what became of the rules.
struct EngineCost: Codable {
  var cpuSeconds = 0.0
  var wallSeconds = 0.0
  /// Growth of resident memory from before to after.
  var keptBytes = 0
  /// Growth of resident memory at its highest.
  var peakBytes = 0
  /// Growth of what the C heap has handed out. Machine code is not in it.
  var heapBytes = 0
  /// How many rules PCRE2 or the engine itself could not compile.
  var broken = 0
  /// A word on what became of the rules.
  var note = ""
}

/// The sum over the matching pairs; the peers compute the same in C++ (`peer_pair_value`).
enum Checksum {
  @inline(__always)
  static func value(text: Int, rule: Int) -> UInt64 {
    let value = (UInt64(text) << 32 | UInt64(rule)) &* 0x9E37_79B9_7F4A_7C15
    return value ^ value >> 29
  }
}
