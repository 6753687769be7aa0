// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine
internal import ThreadModeration
internal import Yams

// MARK: - Slips of the pen: keys, and values as they were written

extension RuleBuilder {
  /// Says what AutoModerator does not take in a key that is read here all the same.
  mutating func checkSpelling(of search: SearchKey, _ key: String, at keyNode: Node) {
    let name = key.prefix { $0 != "(" }.trimmingSpaces()
    if name.contains(where: \.isWhitespace) {
      refusedThere(
        "a key has no spaces, but for one before its brackets",
        at: keyNode,
        suggestion: "write it as \(search.name.filter { !$0.isWhitespace }.prefix(60))"
      )
    }
    if let open = key.firstIndex(of: "("),
      key[open...].dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
        .contains(where: { $0.allSatisfy(\.isWhitespace) })
    {
      refusedThere(
        "a modifier is missing in the brackets of the key",
        at: keyNode,
        suggestion: search.modifiers.isEmpty ? "leave the brackets out" : "take the comma out"
      )
    }
    if let label = search.label, label.contains("+") {
      report(
        "field-in-label",
        .warning,
        "all that follows # is the label: only \(Self.quoted(search.fields)) is searched",
        at: keyNode,
        suggestion: "the label stands last, as in title+body#\(label.prefix { $0 != "+" })"
      )
    }
  }

  /// Looks at how a value was written.
  ///
  /// - Parameter isVerbose: Whether white space of the value means nothing, as in `(?x)` patterns.
  mutating func checkScalar(of entry: Entry, isVerbose: Bool = false) {
    guard let scalar = entry.node.scalar else { return }
    if !isVerbose, scalar.style == .literal || scalar.style == .folded, scalar.string.last == "\n" {
      report(
        "line-feed",
        .warning,
        "the value ends with a line feed, and only comments that have it there match",
        at: entry.node,
        suggestion: "a hyphen takes it off: `|-` or `>-`"
      )
    }
    if scalar.style == .plain, scalar.string.first == "-", scalar.string.contains(" -") {
      report(
        "looks-like-list",
        .warning,
        "a hyphen without a space behind it begins no item: this is one value",
        at: entry.node,
        suggestion: "write `- item`, each on a line of its own"
      )
    }
    guard scalar.style == .plain, scalar.string.count > 2, let last = scalar.string.last,
      Self.typographicQuotes.contains(last), let first = scalar.string.first,
      Self.typographicQuotes.contains(first)
    else { return }
    report(
      "typographic-quotes",
      .warning,
      "\(first) and \(last) are no quotes to YAML: they belong to what is searched for",
      at: entry.node,
      suggestion: "use straight quotes, \" or '"
    )
  }

  private static let typographicQuotes: Set<Character> = [
    "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}", "\u{AB}", "\u{BB}",
  ]

  /// All values are one pattern to AutoModerator, in which a name names one group.
  mutating func noteRepeatedNames(of patterns: [PythonPattern], entries: [Entry]) {
    var names: Set<String> = []
    for (pattern, entry) in zip(patterns, entries) {
      if let name = pattern.groupNames.first(where: { names.contains($0) }) {
        refusedThere(
          "the values of a key are one pattern, and another value has a group \"\(name.prefix(60))\"",
          at: entry.node
        )
      }
      names.formUnion(pattern.groupNames)
    }
  }

  /// Flags written in one value hold for all of them, as all are one pattern to AutoModerator.
  mutating func noteFlags(
    _ flags: Set<UInt8>,
    of patterns: [PythonPattern],
    entries: [Entry],
    _ check: TextCheck
  ) {
    let meaningful = flags.filter {
      $0 == UInt8(ascii: "m") || $0 == UInt8(ascii: "x")
        || $0 == UInt8(ascii: "i") && check.isCaseSensitive
    }
    guard !meaningful.isEmpty, let index = patterns.firstIndex(where: { !$0.flags.isEmpty }) else {
      return
    }
    let letters = String(decoding: meaningful.sorted(), as: UTF8.self)
    report(
      "inline-flags",
      .note,
      "(?\(letters)) holds for all values of the key, wherever it stands",
      at: entries[index].node
    )
  }

  /// In double quotes YAML reads the escapes before any pattern does.
  mutating func noteEatenEscape(at node: Node) {
    guard let scalar = node.scalar, scalar.style == .doubleQuoted,
      scalar.string.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    else { return }
    report(
      "eaten-escape",
      .warning,
      "in double quotes YAML makes control characters of escapes: `\\b` is a backspace",
      at: node,
      suggestion: "use single quotes, in which a backslash is a backslash"
    )
  }
}

// MARK: - Patterns where none are read, and what is no pattern where one is

extension RuleBuilder {
  /// Values that look like patterns where none are read, and patterns between slashes.
  mutating func lintRegexSigns(_ check: TextCheck, entries: [Entry]) {
    for entry in entries where !entry.isFromList {
      if check.isRegex, Self.finds(Self.delimiters, entry.text),
        !Self.finds(Self.communityPath, entry.text)
      {
        report(
          "regex-delimiters",
          .warning,
          "the slashes at both ends are searched for as well",
          at: entry.node,
          suggestion: "write the pattern alone: case does not count as it is"
        )
      } else if !check.isRegex, Self.finds(Self.regexSigns, entry.text),
        !Self.finds(Self.filePath, entry.text)
      {
        report(
          "looks-like-regex",
          .warning,
          "\"\(entry.text.prefix(60))\" is searched for letter by letter",
          at: entry.node,
          suggestion: "if it is a regular expression, add the modifier `regex` to the key"
        )
      }
    }
  }

  /// What hardly anybody means by its letters.
  ///
  /// Texts that look a little like patterns are common: tags in brackets (`[2-for-1]`), emphasis
  /// (`*beep boop*`), `Sagittarius A*`, `A|B testing`, paths (`C:\windows\system32`), faces. Each of
  /// these asks for more than one sign.
  private static let regexSigns = pattern(
    [
      // \bcat, cat\b, and classes that are repeated or stand beside each other.
      #"(?:^|[\s(|])\\b[\w(\[]"#, #"\w\w\\b(?:$|[\s)|.])"#,
      #"\\[dswDSW](?:[*+]|\{\d)"#, #"\\[bdsw]\\[bdsw]"#,
      // free.*money, free .* money, .*money, cats?.*
      #"\pL\.[*+]\??\pL"#, #"\pL \.[*+]\?? \pL"#, #"^\.\*\??\pL{2}"#, #"\pL\?\.[*+]"#,
      // (?:cats, (?<!hot, (?P<name>, (?i)
      #"\(\?(?::|<?[=!])[\w\\\[(^.][^\s)]"#, #"\(\?P<\w"#, #"\(\?(?:i|[imsx]{2,4})\)"#,
      // (cat|dog), cat(s|ies), and cat|dog alone.
      #"\([^()|\s](?:[^()|]*[^()|\s])(?:\|[^()|\s](?:[^()|]*[^()|\s]))+\)"#,
      #"\p{Ll}\(\p{Ll}*(?:\|\p{Ll}*)+\)"#, #"^\p{Ll}{3,}(?:\|\p{Ll}{3,})+$"#,
      // [a-z], [A-Za-z0-9_], [1-5]+
      #"\[\^?(?:[_.%+-]{0,3}(?:a-z|A-Z|0-9)){1,4}[_.%+-]{0,4}\]"#,
      #"\[\^?(?:\w-\w)+\](?:[*+]|\{\d)"#,
      // ^cats$
      #"^\^[\w(\[\\.].*[\p{Ll})\]*+?]\$$"#,
    ].joined(separator: "|")
  )
  /// `C:\`, and what two backslashes begin.
  private static let filePath = pattern(#"(?:^|\W)[A-Za-z]:\\|^\\\\"#)
  /// `/cat[s]?/i`; `/cats/` and `/sims` alone have nothing of a pattern.
  private static let delimiters = pattern(
    #"^/(?=.*[\\\[\](){}|*+?^$].*/).+/(?:[gimsu]|[gi][gimsu]|[msu][gi]|gim|gmi|igm|img)$"#
  )
  /// `/r/name`, `/u/name`, `/?r/(one|two)`.
  private static let communityPath = pattern(#"^/\W*(?:[ru]{1,2}|user)\b"#)

  private static func pattern(_ source: String) -> Pattern? {
    let definition = PatternDefinition(source, isCaseSensitive: true, method: .includes)
    return try? Pattern(definition, useJIT: false)
  }

  private static func finds(_ pattern: Pattern?, _ text: String) -> Bool {
    pattern?.firstMatch(in: Subject(text)).match != nil
  }
}
