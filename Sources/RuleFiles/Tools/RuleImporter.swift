// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import PatternEngine

/// Makes rule files of the word and pattern lists of other systems.
///
/// ```swift
/// let result = RuleImporter.importing(bytes, as: .wordList, name: "en.txt")
/// result.text      // a rule file that `RuleFile` reads
/// result.skipped   // lines that could not be taken over, each with its reason
/// ```
public enum RuleImporter {
  /// Whose list it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// SmokeDetector's keywords, websites and user names: a regular expression a line, or three
    /// columns of which it is the last.
    case smokeDetector = "smokedetector"
    /// WordPress's moderation or disallowed keys: a text a line, found anywhere.
    case wordPress = "wordpress"
    /// Discourse's watched words: CSV of word, and in any order an action and whether case counts;
    /// `*` stands for anything but spaces.
    case discourse
    /// Coral's word lists: banned and suspect in its JSON settings, or a word a line.
    case coral
    /// A word a line, found as whole words.
    case wordList = "wordlist"
    /// A domain a line, found in links, subdomains too.
    case domains
    /// MediaWiki's spam blacklist: a piece of a regular expression a line, found in addresses.
    case wikipedia
    /// Lemmy's slur filter: one regular expression.
    case lemmy
  }

  /// A line that could not be taken over.
  public struct Skipped: Sendable, Hashable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// Why.
    public var reason: String

    /// `line 3: pattern does not compile …`
    public var description: String { "line \(line): \(Diagnostic.printable(reason))" }
  }

  /// What came of an import.
  public struct Result: Sendable, Hashable {
    /// A rule file in UTF-8.
    public var text: [UInt8]
    /// Entries taken over.
    public var entries: Int
    /// Entries that stood there before, letter for letter.
    public var repeated: Int
    /// Lines that were not taken over.
    public var skipped: [Skipped]
  }

  /// Makes a rule file of a list.
  ///
  /// Blank lines, and where the system has them comments, are no entries. Every pattern is compiled;
  /// what does not compile is skipped, and said.
  ///
  /// - Parameters:
  ///   - bytes: The list, UTF-8; lines that are not are skipped.
  ///   - kind: Whose list it is.
  ///   - name: The list's name, which becomes part of the rules' ids.
  ///   - action: `report`, `filter`, `remove` or `approve`; `nil`: what the system would do.
  /// - Complexity: O(*n*) in the bytes of the list, and about 10 µs a pattern.
  public static func importing(
    _ bytes: [UInt8],
    as kind: Kind,
    name: String,
    action: String? = nil
  ) -> Result {
    var list = ImportedList(kind: kind, name: name)
    list.read(bytes)
    return list.result(action: action)
  }
}

/// Entries of a list, sorted into rules.
private struct ImportedList {
  let kind: RuleImporter.Kind
  let name: String
  private var groups: [Group] = []
  private var seen: Set<[UInt8]> = []
  private var skipped: [RuleImporter.Skipped] = []
  private var entries = 0
  private var repeated = 0

  /// Entries that become one rule.
  private struct Group {
    var name: String
    var action: String
    var isCaseSensitive = false
    var values: [String] = []
  }

  init(kind: RuleImporter.Kind, name: String) {
    self.kind = kind
    self.name = name
  }

  private var isRegex: Bool {
    switch kind {
    case .smokeDetector, .discourse, .wikipedia, .lemmy: true
    case .wordPress, .coral, .wordList, .domains: false
    }
  }

  private var isAboutAuthors: Bool { kind == .smokeDetector && name.lowercased().contains("user") }

  mutating func read(_ bytes: [UInt8]) {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if kind == .coral, bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      return readCoralSettings(bytes)
    }
    if kind == .lemmy {
      let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(
        in: .whitespacesAndNewlines
      )
      return add(text, line: 1, group: "slurs", action: "remove")
    }
    var header: [String]?
    for (index, line) in SourceText(bytes: bytes, name: name).lines.enumerated() {
      guard let text = String(validating: line, as: UTF8.self) else {
        skipped.append(.init(line: index + 1, reason: "this is not valid UTF-8"))
        continue
      }
      if text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F })
      {
        skipped.append(.init(line: index + 1, reason: "there is a control character"))
        continue
      }
      read(text, line: index + 1, header: &header)
    }
  }

  private mutating func read(_ text: String, line: Int, header: inout [String]?) {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    guard !trimmed.isEmpty else { return }
    switch kind {
    case .smokeDetector:
      guard !trimmed.hasPrefix("#") else { return }
      let columns = text.split(separator: "\t", omittingEmptySubsequences: false)
      if columns.count == 3, columns[0].allSatisfy(\.isNumber) {
        add(String(columns[2]), line: line, group: "watched", action: "report")
      } else {
        // A trailing space belongs to nothing; a leading one may be part of the pattern.
        add(trimmed, line: line, group: "blacklisted", action: "filter")
      }
    case .wordPress: add(trimmed, line: line, group: "keys", action: "filter")
    case .wordList, .coral:
      guard !trimmed.hasPrefix("#") else { return }
      add(trimmed, line: line, group: "words", action: "filter")
    case .domains:
      guard !trimmed.hasPrefix("#") else { return }
      add(trimmed.lowercased(), line: line, group: "domains", action: "filter")
    case .wikipedia:
      let code = trimmed.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
        .trimmingCharacters(in: .whitespaces)
      guard !code.isEmpty else { return }
      guard let compiled = Self.compiles(code) else {
        return add(
          #"(?:https?:)?//+[a-z0-9_\-.]*(?:"# + code + ")",
          line: line,
          group: "addresses",
          action: "filter"
        )
      }
      skipped.append(.init(line: line, reason: compiled))
    case .discourse: readDiscourse(trimmed, line: line, header: &header)
    case .lemmy: break
    }
  }

  // MARK: Discourse

  private static let discourseActions: [String: String] = [
    "block": "remove", "silence": "remove", "require_approval": "filter", "flag": "report",
    "censor": "report", "replace": "report", "link": "report", "tag": "report",
  ]

  private mutating func readDiscourse(_ text: String, line: Int, header: inout [String]?) {
    let fields = Self.csvFields(text)
    let lowered = fields.map { $0.lowercased() }
    if line == 1, lowered.contains("word") {
      header = lowered
      return
    }
    var word = fields[0]
    var action =
      lowered.dropFirst().first { Self.discourseActions[$0] != nil } ?? "require_approval"
    var isCaseSensitive = lowered.dropFirst().contains { $0 == "true" || $0 == "case_sensitive" }
    if let header {
      func value(_ names: String...) -> String? {
        header.firstIndex { names.contains($0) }.flatMap { $0 < fields.count ? fields[$0] : nil }
      }
      word = value("word") ?? word
      action = value("action")?.lowercased() ?? action
      isCaseSensitive = ["true", "t", "1", "yes"].contains(
        value("case_sensitive")?.lowercased() ?? ""
      )
    }
    guard let own = Self.discourseActions[action] else {
      skipped.append(.init(line: line, reason: "there is no action \"\(action)\""))
      return
    }
    guard !word.isEmpty else { return }
    let pattern = word.split(separator: "*", omittingEmptySubsequences: false)
      .map { Self.escaped(String($0)) }.joined(separator: #"\S*"#)
    add(pattern, line: line, group: action, action: own, isCaseSensitive: isCaseSensitive)
  }

  /// The fields of a line of CSV; quotes are doubled inside quotes.
  private static func csvFields(_ text: String) -> [String] {
    var fields: [String] = [""]
    var isQuoted = false
    var previous: Character?
    for character in text {
      if character == "\"" {
        if !isQuoted, previous == "\"" { fields[fields.count - 1].append("\"") }
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
      previous = character
    }
    return fields.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if #"\^$.|?*+()[]{}"#.unicodeScalars.contains(scalar) { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  // MARK: Coral

  private mutating func readCoralSettings(_ bytes: [UInt8]) {
    let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let settings = object?["wordList"] as? [String: Any] ?? object ?? [:]
    for (key, action) in [("banned", "remove"), ("suspect", "report")] {
      for word in settings[key] as? [String] ?? [] where !word.isEmpty {
        add(word, line: 1, group: key, action: action)
      }
    }
    if entries == 0 {
      skipped.append(.init(line: 1, reason: "no `banned` or `suspect` list in the JSON"))
    }
  }

  // MARK: Entries

  /// Why a pattern does not compile; `nil` if it does.
  private static func compiles(_ source: String) -> String? {
    do throws(PatternError) {
      let rendering = PythonPattern(source).rendering(flags: [], groupsBefore: nil)
      _ = try Pattern(PatternDefinition(rendering.pattern), useJIT: false)
      return nil
    } catch {
      return "pattern does not compile at byte \(error.byteOffset): \(error.message)"
    }
  }

  private mutating func add(
    _ value: String,
    line: Int,
    group name: String,
    action: String,
    isCaseSensitive: Bool = false
  ) {
    guard !value.isEmpty else { return }
    if value.unicodeScalars.contains(where: {
      $0.value < 0x20 && $0 != "\t" || (0x7F...0x9F).contains($0.value) || $0.value == 0xFEFF
        || $0.value == 0x2028 || $0.value == 0x2029
    }) {
      skipped.append(.init(line: line, reason: "there is a control character"))
      return
    }
    if isRegex, let reason = Self.compiles(value) {
      skipped.append(.init(line: line, reason: reason))
      return
    }
    let key = Array("\(name)\u{0}\(isCaseSensitive)\u{0}\(value)".utf8)
    guard seen.insert(key).inserted else {
      repeated += 1
      return
    }
    entries += 1
    let value = isRegex ? Self.countingAlone(value) : value
    if let index = groups.firstIndex(where: {
      $0.name == name && $0.isCaseSensitive == isCaseSensitive
    }) {
      groups[index].values.append(value)
    } else {
      groups.append(
        Group(name: name, action: action, isCaseSensitive: isCaseSensitive, values: [value])
      )
    }
  }

  /// References to groups in PCRE2's own spelling: AutoModerator would count through all values.
  private static func countingAlone(_ pattern: String) -> String {
    guard PythonPattern(pattern).references.contains(where: { $0 > 0 }) else { return pattern }
    var result: [UInt8] = []
    let bytes = Array(pattern.utf8)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
        let digit = bytes[index + 1]
        if digit &- 0x31 < 9 {
          result += Array(#"\g{"#.utf8) + [digit] + Array("}".utf8)
        } else {
          result += [bytes[index], digit]
        }
        index += 2
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  // MARK: The rule file

  func result(action: String?) -> RuleImporter.Result {
    var lines = ["# Imported from \(Diagnostic.printable(name)) (\(kind.rawValue))."]
    let base = "imported." + Self.slug(kind.rawValue) + "." + Self.slug(name)
    for group in groups {
      if lines.count > 1 { lines.append("---") }
      lines.append("")
      let suffix = groups.count > 1 ? "." + Self.slug(group.name) : ""
      lines.append("id: \(base)\(suffix)\(group.isCaseSensitive ? ".case" : "")")
      lines.append(
        "description: \(Self.quoted("On the list \(Diagnostic.printable(name)), \(group.name)."))"
      )
      lines.append("type: comment")
      switch kind {
      case .wordPress:
        lines.append("lists:")
        lines.append("  \(Self.slug(name)).keys:")
        lines += group.values.map { "    - " + Self.quoted($0) }
        lines.append("any:")
        lines.append("  - body (includes): $\(Self.slug(name)).keys")
        lines.append("  - author (includes): $\(Self.slug(name)).keys")
      default:
        lines.append(key(of: group) + ":")
        lines += group.values.map { "  - " + Self.quoted($0) }
      }
      lines.append("action: \(action ?? group.action)")
      lines.append(
        "action_reason: " + Self.quoted(isAboutAuthors ? "Name on a list" : "On a list: {{match}}")
      )
    }
    return RuleImporter.Result(
      text: Array((lines.joined(separator: "\n") + "\n").utf8),
      entries: entries,
      repeated: repeated,
      skipped: skipped
    )
  }

  private func key(of group: Group) -> String {
    let field = isAboutAuthors ? "author" : kind == .domains ? "link_domain" : "body"
    var modifiers: [String] = []
    switch kind {
    case .smokeDetector, .wikipedia, .lemmy: modifiers = ["includes", "regex"]
    case .discourse: modifiers = ["includes-word", "regex"]
    case .wordPress: modifiers = ["includes"]
    case .coral, .wordList: modifiers = ["includes-word"]
    case .domains: break
    }
    if group.isCaseSensitive { modifiers.append("case-sensitive") }
    return field + (modifiers.isEmpty ? "" : " (\(modifiers.joined(separator: ", ")))")
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "''") + "'"
  }

  private static func slug(_ text: String) -> String {
    let base = text.split(separator: "/").last.map(String.init) ?? text
    let stem =
      base.contains(".") ? String(base[..<(base.lastIndex(of: ".") ?? base.endIndex)]) : base
    var slug = ""
    for byte in stem.lowercased().utf8.prefix(50) {
      let isWord = byte &- 0x61 < 26 || byte &- 0x30 < 10
      if isWord {
        slug.unicodeScalars.append(Unicode.Scalar(byte))
      } else if !slug.isEmpty, slug.last != "-" {
        slug += "-"
      }
    }
    while slug.last == "-" { slug.removeLast() }
    guard let first = slug.first, first.isLetter else {
      return "list" + (slug.isEmpty ? "" : "-" + slug)
    }
    return slug
  }
}
