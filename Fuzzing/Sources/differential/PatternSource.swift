// SPDX-License-Identifier: Apache-2.0

import Foundation
import PatternEngine

/// A list of definitions, and where it comes from.
struct PatternSource {
  enum Name: String, CaseIterable {
    case small, medium, large, literals, wild, peer, mixed

    /// The part of all pairs that goes to this source.
    var percent: Int {
      switch self {
      case .small, .medium: 3
      case .large: 34
      case .literals: 29
      case .wild: 18
      case .peer: 7
      case .mixed: 6
      }
    }
  }

  var name: Name
  var definitions: [PatternDefinition]

  /// Texts that belong to the patterns: the subjects of PCRE2's own cases.
  var texts: [[UInt8]] = []
}

extension PatternSource {
  /// Reads one source below `data`, the folder `../shared/data`.
  static func load(_ name: Name, from data: URL) throws -> PatternSource {
    switch name {
    case .small, .medium, .large: PatternSource(name: name, definitions: try rules(name, data))
    case .literals: PatternSource(name: name, definitions: try literals(data))
    case .wild: PatternSource(name: name, definitions: try wild(data))
    case .peer: try peer(data)
    case .mixed: try mixed(data)
    }
  }

  private static func fields(_ name: Name, _ data: URL) throws -> [[String]] {
    try String(contentsOf: data.appending(path: "bench/\(name.rawValue).tsv"), encoding: .utf8)
      .split(separator: "\n")
      .map { $0.split(separator: "\t", maxSplits: 2).map(String.init) }
      .filter { $0.count >= 2 }
  }

  /// Id, flags `i` and `s`, pattern. This engine's patterns have `s` unless they say otherwise.
  private static func rules(_ name: Name, _ data: URL) throws -> [PatternDefinition] {
    try fields(name, data).map { fields in
      PatternDefinition(
        (fields[1].contains("s") ? "" : "(?-s)") + (fields.last ?? ""),
        isCaseSensitive: !fields[1].contains("i")
      )
    }
  }

  private static func literals(_ data: URL) throws -> [PatternDefinition] {
    try fields(.literals, data).enumerated().map { index, fields in
      PatternDefinition(
        fields.last ?? "",
        isLiteral: true,
        isCaseSensitive: index % 5 == 4,
        method: MatchMethod.allCases[index % 6]
      )
    }
  }

  private static func records(_ path: String, _ data: URL) throws -> [[String: Any]] {
    try Data(contentsOf: data.appending(path: path)).split(separator: UInt8(ascii: "\n")).compactMap
    { try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] }
  }

  /// Those that do not compile are kept: they must keep their index and stay silent.
  private static func wild(_ data: URL) throws -> [PatternDefinition] {
    try records("attacks/regex-wild/patterns.jsonl", data).enumerated().map { index, record in
      PatternDefinition(
        record["pattern"] as? String ?? "",
        isCaseSensitive: index % 2 == 0,
        method: index % 4 == 3 ? MatchMethod.allCases[index / 4 % 6] : .includes
      )
    }
  }

  private static func peer(_ data: URL) throws -> PatternSource {
    func bytes(_ value: Any?) -> [UInt8]? {
      guard let value = value as? [String: Any] else { return nil }
      if let text = value["t"] as? String { return Array(text.utf8) }
      return (value["b64"] as? String).flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) }
    }
    var source = PatternSource(name: .peer, definitions: [])
    for record in try records("attacks/pcre2-peer/cases.jsonl", data) {
      let options = record["options"] as? Int ?? 0
      // Options which a pattern can set for itself; the others change its meaning, not its syntax.
      let letters = [
        (0x80, "x"), (0x400, "m"), (0x4_0000, "U"), (0x40, "J"), (0x2000, "n"), (0x100_0000, "xx"),
      ]
      let on = letters.filter { options & $0.0 != 0 }.map(\.1).joined()
      source.definitions.append(
        PatternDefinition(
          "(?\(on)\(options & 0x20 != 0 ? "s" : "-s"))"
            + String(decoding: bytes(record["pattern"]) ?? [], as: UTF8.self),
          isCaseSensitive: options & 8 == 0
        )
      )
      for test in record["cases"] as? [[String: Any]] ?? [] {
        if let subject = bytes(test["subject"]) { source.texts.append(subject) }
      }
    }
    return source
  }

  /// A part of every source in one, with other methods and the other choice of case.
  private static func mixed(_ data: URL) throws -> PatternSource {
    let parts: [(Name, Int)] = [
      (.small, 1), (.medium, 3), (.large, 17), (.literals, 31), (.wild, 5), (.peer, 3),
    ]
    var texts: [[UInt8]] = []
    var definitions: [PatternDefinition] = []
    for (name, step) in parts {
      let source = try load(name, from: data)
      texts += source.texts
      for index in stride(from: 0, to: source.definitions.count, by: step) {
        var definition = source.definitions[index]
        definition.method = MatchMethod.allCases[(index / step) % 6]
        if index / step % 2 == 0 { definition.isCaseSensitive.toggle() }
        definitions.append(definition)
      }
    }
    return PatternSource(name: .mixed, definitions: definitions, texts: texts)
  }
}
