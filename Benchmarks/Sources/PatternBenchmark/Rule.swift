// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CPeers
import Foundation
import PatternEngine

/// A line of a rule file: id, flags, pattern, separated by tabs.
struct Rule {
  var id: String
  var pattern: String
  var isCaseless: Bool
  var isDotAll: Bool
  var isLiteral: Bool

  /// The same for our engine, in which a dot always matches a line feed.
  var definition: PatternDefinition {
    PatternDefinition(
      isLiteral || isDotAll ? pattern : "(?-s)" + pattern,
      isLiteral: isLiteral,
      isCaseSensitive: !isCaseless,
      method: .includes
    )
  }
}

extension Rule {
  /// Reads a rule file.
  static func rules(of set: RuleSetName, in places: Places) throws -> [Rule] {
    let path = places.rulesPath(set)
    let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else {
        throw ValidationError("\(path): not a rule: \(line)")
      }
      return Rule(
        id: String(fields[0]),
        pattern: String(fields[2]),
        isCaseless: fields[1].contains("i"),
        isDotAll: fields[1].contains("s"),
        isLiteral: set.isLiteral
      )
    }
  }
}

extension Array where Element == Rule {
  /// `count` rules in even steps through all of them.
  func sample(_ count: Int) -> [Rule] {
    count >= self.count ? self : (0..<count).map { self[$0 * self.count / count] }
  }

  /// FNV-1a over everything that decides what a compiled database holds.
  var contentHash: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for rule in self {
      for byte in rule.pattern.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      let flags = (rule.isCaseless ? 1 : 0) | (rule.isDotAll ? 2 : 0) | (rule.isLiteral ? 4 : 0)
      hash = (hash ^ UInt64(0xF8 | flags)) &* 0x100_0000_01B3
    }
    return hash
  }

  /// Lends the rules in the form that the peers take.
  func withPeerRules<Value>(_ body: (UnsafePointer<peer_rule>, Int) -> Value) -> Value {
    var bytes: [CChar] = []
    var starts: [Int] = []
    for rule in self {
      starts.append(bytes.count)
      bytes.append(contentsOf: rule.pattern.utf8.lazy.map { CChar(bitPattern: $0) })
      bytes.append(0)
    }
    return bytes.withUnsafeBufferPointer { buffer in
      let rules = zip(self, starts).map { rule, start in
        peer_rule(
          pattern: buffer.baseAddress! + start,
          length: rule.pattern.utf8.count,
          is_caseless: rule.isCaseless ? 1 : 0,
          is_dot_all: rule.isDotAll ? 1 : 0,
          is_literal: rule.isLiteral ? 1 : 0
        )
      }
      return rules.withUnsafeBufferPointer { body($0.baseAddress!, $0.count) }
    }
  }
}
