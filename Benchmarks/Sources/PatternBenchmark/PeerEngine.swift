// SPDX-License-Identifier: Apache-2.0

import CPeers

/// A C or C++ matcher.
final class PeerEngine: Engine {
  let name: String
  private(set) var cost: EngineCost
  private let handle: OpaquePointer
  private var found: [UInt32]
  /// What `handle` shares its memory with.
  private let origin: PeerEngine?

  /// - Returns: `nil` if the peer cannot be made.
  init?(_ name: String, ruleCount: Int, origin: PeerEngine? = nil, make: () -> OpaquePointer?) {
    let (handle, measured) = Footprint.measuring(make)
    guard let handle else { return nil }
    self.name = name
    self.handle = handle
    self.origin = origin
    found = Array(repeating: 0, count: max(ruleCount, 1))
    cost = measured
    let facts = peer_get_facts(handle)
    cost.broken = facts.broken
    cost.note = Self.note(facts)
    if facts.is_from_cache != 0 {
      cost.cpuSeconds = facts.cached_cpu_seconds
      cost.wallSeconds = facts.cached_cpu_seconds
      cost.peakBytes = facts.cached_peak_bytes
    }
  }

  deinit { peer_free(handle) }

  private static func note(_ facts: peer_facts) -> String {
    var parts: [String] = []
    if facts.confirmed > 0 { parts.append("confirmed by PCRE2: \(facts.confirmed)") }
    if facts.alone > 0 { parts.append("PCRE2 alone: \(facts.alone)") }
    if facts.database_bytes > 0 {
      parts.append("database \(megabytes(facts.database_bytes)) MB")
    }
    return parts.joined(separator: ", ")
  }

  func pass(over corpus: Corpus) -> Totals {
    let totals = peer_pass(handle, corpus.bytes, corpus.offsets, corpus.count)
    return Totals(
      pairs: Int(totals.pairs),
      checksum: totals.checksum,
      undecided: Int(totals.undecided)
    )
  }

  func rules(matching index: Int, of corpus: Corpus) -> [Int] {
    let range = corpus.offsets[index]..<corpus.offsets[index + 1]
    let count = corpus.bytes.withUnsafeBufferPointer { bytes in
      peer_scan(handle, bytes.baseAddress! + range.lowerBound, range.count, &found)
    }
    return found[..<count].map(Int.init)
  }
}

extension PeerEngine {
  static let hyperscanUnicode = "Hyperscan, UTF-8 and UCP"
  static let hyperscanUTF8 = "Hyperscan, UTF-8"
  static let hyperscanBytes = "Hyperscan, bytes"
  static let hyperscanLiterals = "Hyperscan, literal interface"
  static let withoutRefused = " (without the rules it refuses)"
  static let re2UTF8 = "RE2::Set, UTF-8"
  static let re2Bytes = "RE2::Set, bytes"
  static let pcre2Unicode = "PCRE2 loop, UTF and UCP"
  static let pcre2Bytes = "PCRE2 loop, bytes"

  static func hyperscan(_ rules: [Rule], _ kind: DatabaseKind, cache: String) -> PeerEngine? {
    let name =
      switch kind {
      case .unicode: hyperscanUnicode
      case .utf8: hyperscanUTF8
      case .bytes: hyperscanBytes
      case .literals: hyperscanLiterals
      }
    return PeerEngine(name, ruleCount: rules.count) { kind.make(rules, cache: cache) }
  }

  /// The same database without what it cannot decide; `nil` if there is no such rule.
  func withoutRefused(ruleCount: Int) -> PeerEngine? {
    guard peer_get_facts(handle).alone > 0 else { return nil }
    return PeerEngine(name + Self.withoutRefused, ruleCount: ruleCount, origin: self) {
      peer_make_hyperscan_without_refused(self.handle)
    }
  }

  static func re2(_ rules: [Rule], _ mode: peer_mode) -> PeerEngine? {
    PeerEngine(mode == PEER_BYTES ? re2Bytes : re2UTF8, ruleCount: rules.count) {
      rules.withPeerRules { peer_make_re2($0, $1, mode) }
    }
  }

  static func pcre2(_ rules: [Rule], _ mode: peer_mode) -> PeerEngine? {
    PeerEngine(mode == PEER_UNICODE ? pcre2Unicode : pcre2Bytes, ruleCount: rules.count) {
      rules.withPeerRules { peer_make_pcre2($0, $1, mode) }
    }
  }
}
