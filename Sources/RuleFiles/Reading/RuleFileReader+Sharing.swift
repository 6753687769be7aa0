// SPDX-License-Identifier: Apache-2.0

internal import Yams

// MARK: - Lists and included files

extension RuleFileReader {
  /// `lists:` holds names; each has words, or a file of them.
  mutating func readLists(_ value: Node, section: RuleSection) {
    guard case .mapping(let mapping) = value else {
      return reportShared("`lists` holds names with lists of words", "wrong-type", value, section)
    }
    var found: [(name: String, value: Node)] = []
    for (keyNode, value) in mapping {
      guard let name = keyNode.scalar?.string.lowercased(),
        RuleBuilder.listName("$" + name) != nil
      else {
        reportShared(
          "a list's name has letters, digits, - _ and ., and begins with a letter",
          "bad-list",
          keyNode,
          section
        )
        continue
      }
      if environment.lists[name] != nil {
        reportShared(
          "the list \"\(name.prefix(60))\" is given here again: this one counts",
          "repeated-list",
          keyNode,
          section,
          severity: .warning
        )
      }
      listPlaces[name] = (
        source, (keyNode.mark?.line ?? 1) + section.firstLine - 1, keyNode.mark?.column ?? 1
      )
      found.append((name, value))
      environment.lists[name] = []
    }
    // By now the names of all of them are known.
    for (name, value) in found { environment.lists[name] = words(value, section: section) }
  }

  private mutating func words(_ value: Node, section: RuleSection) -> [String] {
    switch value {
    case .sequence(let nodes):
      return nodes.compactMap { node in
        guard let scalar = node.scalar else {
          reportShared("a list holds texts", "wrong-type", node, section)
          return nil
        }
        if RuleBuilder.listName(scalar.string).map({ listPlaces[$0] != nil }) == true {
          reportShared(
            "lists do not stand in lists: \(scalar.string.prefix(60)) is read as text",
            "list-in-list",
            node,
            section,
            severity: .warning
          )
        }
        return scalar.string.isEmpty ? nil : scalar.string
      }
    case .mapping(let mapping):
      var words: [String] = []
      for (keyNode, value) in mapping {
        switch keyNode.scalar?.string.lowercased() {
        case "file", "files":
          let nodes: [Node] = value.sequence.map(Array.init) ?? [value]
          for node in nodes { words += fileWords(node, section: section) }
        case "words": words += self.words(value, section: section)
        default:
          reportShared("a list has `words`, `file` or `files`", "unknown-key", keyNode, section)
        }
      }
      return words
    default:
      return value.scalar.map { $0.string.isEmpty ? [] : [$0.string] } ?? []
    }
  }

  /// The words of a file: one a line; blank lines and those that begin with `#` are left out.
  private mutating func fileWords(_ node: Node, section: RuleSection) -> [String] {
    guard let bytes = loaded(node, section: section) else { return [] }
    guard bytes.count <= RuleFile.maxListBytes else {
      reportShared(
        "a list's file has at most \(RuleFile.maxListBytes) bytes (16 MiB)",
        "file-size",
        node,
        section
      )
      return []
    }
    let text = SourceText(bytes: bytes, name: folder + (node.scalar?.string ?? ""))
    if let problem = TextGuard.problem(in: text.lines) {
      reportShared(
        "line \(problem.line) of \"\(text.name.prefix(200))\": \(problem.message)",
        "encoding",
        node,
        section
      )
      return []
    }
    return text.lines.compactMap { line in
      var line = line
      while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
      while let first = line.first, first == 0x20 || first == 0x09 { line.removeFirst() }
      guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
      return String(decoding: line, as: UTF8.self)
    }
  }

  /// `include: other.yaml`, or a list: the rules and lists of those files.
  mutating func include(_ value: Node, section: RuleSection, stack: [String]) {
    let nodes: [Node] = value.sequence.map(Array.init) ?? [value]
    for node in nodes {
      guard let name = node.scalar?.string else {
        reportShared("`include` takes the names of files", "wrong-type", node, section)
        continue
      }
      guard !stack.contains(name) else {
        reportShared(
          "\"\(name.prefix(200))\" includes itself, directly or by way of others",
          "include-circle",
          node,
          section
        )
        continue
      }
      guard !included.contains(name) else {
        reportShared(
          "\"\(name.prefix(200))\" was included already; it counts once",
          "repeated-include",
          node,
          section,
          severity: .warning
        )
        continue
      }
      guard stack.count < RuleFile.maxIncludeDepth, included.count + 1 < RuleFile.maxFiles else {
        reportShared(
          "at most \(RuleFile.maxFiles) files are included, \(RuleFile.maxIncludeDepth) levels deep",
          "include-limit",
          node,
          section
        )
        continue
      }
      guard let bytes = loaded(node, section: section) else { continue }
      included.insert(name)
      parse(bytes, name: folder + name, stack: stack + [name])
    }
  }

  private mutating func loaded(_ node: Node, section: RuleSection) -> [UInt8]? {
    guard let name = node.scalar?.string, !name.isEmpty else {
      reportShared("the name of a file is missing", "wrong-type", node, section)
      return nil
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.hasPrefix("/"), !parts.contains(".."), !name.contains("\\") else {
      reportShared(
        "files are named relative to this one, and lie in its folder or below",
        "include-path",
        node,
        section
      )
      return nil
    }
    guard let bytes = load?(name) else {
      reportShared("\"\(name.prefix(200))\" cannot be read", "include-unreadable", node, section)
      return nil
    }
    return bytes
  }

  private mutating func reportShared(
    _ message: String,
    _ code: String,
    _ node: Node,
    _ section: RuleSection,
    severity: Diagnostic.Severity = .error
  ) {
    report(
      code,
      severity,
      message,
      line: (node.mark?.line ?? 1) + section.firstLine - 1,
      column: node.mark?.column ?? 1
    )
  }
}

// MARK: - What is shown

extension RuleFileReader {
  /// The diagnostics in the order of the files, without notes and warnings that a comment switches
  /// off: `# moderate: ignore CODE, …` on the line or the line above, `# moderate: ignore-file CODE, …`
  /// anywhere. Without codes it is all of them.
  func shownDiagnostics() -> [Diagnostic] {
    var order: [String: Int] = [:]
    var ignored: [String: Suppressions] = [:]
    for (index, source) in sources.enumerated() where order[source.name] == nil {
      order[source.name] = index
      ignored[source.name] = Suppressions(in: source)
    }
    return
      diagnostics
      .filter { diagnostic in
        diagnostic.severity == .error
          || ignored[diagnostic.file]?.cover(diagnostic) != true
      }
      .sorted {
        (order[$0.file] ?? 0, $0.line, $0.column, $0.code)
          < (order[$1.file] ?? 0, $1.line, $1.column, $1.code)
      }
  }
}

/// The comments of a file that switch diagnostics off.
struct Suppressions {
  private var lines: [Int: Set<String>] = [:]
  private var wholeFile: Set<String>?

  init(in source: SourceText) {
    let mark = Array("# moderate: ignore".utf8)
    for (index, line) in source.lines.enumerated() where line.contains(UInt8(ascii: "#")) {
      guard let start = line.indices.first(where: { line[$0...].starts(with: mark) }) else {
        continue
      }
      var rest = String(decoding: line[(start + mark.count)...], as: UTF8.self)[...]
      let isFile = rest.hasPrefix("-file")
      if isFile { rest = rest.dropFirst(5) }
      let codes = Set(
        rest.split { $0 == " " || $0 == "," || $0 == "\t" || $0 == "\r" }.map(String.init)
      )
      if isFile {
        wholeFile = (wholeFile ?? []).union(codes.isEmpty ? ["*"] : codes)
      } else {
        lines[index + 1] = codes.isEmpty ? ["*"] : codes
      }
    }
  }

  func cover(_ diagnostic: Diagnostic) -> Bool {
    for codes in [wholeFile, lines[diagnostic.line], lines[diagnostic.line - 1]] {
      if let codes, codes.contains("*") || codes.contains(diagnostic.code) { return true }
    }
    return false
  }
}
