// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

extension TerminalText {
  /// A thread as a tree: authors, the first lines of the bodies and, beside each flagged comment,
  /// its action, leading category, score and rules.
  ///
  /// Indentation stops growing at a third of the width; a comment below that says its depth as a
  /// number. The walk is a loop: a chain of a million replies is written like any other thread.
  ///
  /// - Complexity: O(*n*) in the comments and the bytes written, which the width and
  ///   ``maxBodyLines`` bound for each comment, however long its body.
  public func threadTree(_ scanned: ScannedThread) -> [UInt8] {
    let thread = scanned.thread
    var out: [UInt8] = []
    var paragraph = makeParagraph()
    paragraph.literal("Thread ", .strong)
    paragraph.data(thread.id, .strong)
    paragraph.literal(
      dot + Phrase.count(thread.count, "comment") + dot
        + "\(Phrase.grouped(scanned.flagged)) flagged" + dot
        + Phrase.count(thread.maxDepth, "level") + " deep",
      .quiet
    )
    write(&paragraph, to: &out, indent: 0, hanging: 2)
    if let verdict = scanned.threadVerdict, verdict.needsLook { out += threadVerdict(verdict) }

    let order = Array(thread.depthFirst)
    let deepest = max(2, columns / 9)
    // Whether a level of the tree goes on below the comment being written.
    var goesOn = [Bool](repeating: false, count: deepest + 1)
    for (position, index) in order.enumerated() {
      let depth = thread.depth(of: index)
      let level = min(depth, deepest)
      if depth < deepest {
        let after = position + thread.subtreeSize(of: index)
        goesOn[level] = after < thread.count && thread.depth(of: order[after]) == depth
      } else {
        let after = position + 1
        goesOn[level] = after < thread.count && thread.depth(of: order[after]) >= deepest
      }
      writeNode(
        scanned,
        index,
        TreeMargin(levels: goesOn[1...level], usesUnicode: usesUnicode),
        isFlattened: depth > deepest,
        hasReplies: thread.replyCount(of: index) > 0 && depth < deepest,
        &paragraph,
        to: &out
      )
    }
    return out
  }

  private func writeNode(
    _ scanned: ScannedThread,
    _ index: Int,
    _ tree: TreeMargin,
    isFlattened: Bool,
    hasReplies: Bool,
    _ paragraph: inout Paragraph,
    to out: inout [UInt8]
  ) {
    let comment = scanned.thread.comments[index]
    let verdict = scanned.verdicts[index]
    if isFlattened {
      paragraph.literal(
        "\(usesUnicode ? "↳" : "^") \(Phrase.grouped(scanned.thread.depth(of: index))) ",
        .quiet
      )
    }
    paragraph.data(comment.author ?? "(no author)", .strong, limit: 60)
    paragraph.literal(" ")
    paragraph.data(comment.id, .quiet, limit: 60)
    addFlags(verdict, to: &paragraph)
    let width = columns - tree.width
    let body = tree.below(hasReplies: hasReplies)
    paragraph.write(
      to: &out,
      margin: Paragraph.Margin(first: styled(tree.head), rest: styled(body)),
      width: width,
      maxLines: 6,
      usesColor: usesColor
    )
    paragraph.reset()

    // A body may be a hundred megabytes: look only at what can be shown.
    let shown = VisibleText.prefix(of: comment.body, limit: 4 * maxBodyLines * width + 1_000)
    let evidence = Evidence(verdict.action > .allow ? verdict.findings : [], in: shown.bytes)
    paragraph.data(utf8: shown.bytes, in: 0..<shown.bytes.count, evidence: evidence)
    if shown.isCut { paragraph.cut() }
    if !paragraph.isEmpty {
      let margin = styled(body)
      paragraph.write(
        to: &out,
        margin: Paragraph.Margin(first: margin, rest: margin),
        width: width,
        maxLines: maxBodyLines,
        usesColor: usesColor
      )
    }
    paragraph.reset()
  }

  private func addFlags(_ verdict: Verdict, to paragraph: inout Paragraph) {
    let leading = verdict.leadingCategory
    guard verdict.action > .allow || verdict.incomplete != nil else { return }
    paragraph.literal("  ")
    paragraph.literal(verdict.action.name.uppercased(), TerminalStyle(verdict.action))
    if let leading, verdict.leadingScore >= 0.01 {
      paragraph.literal(" \(leading.name) \(Phrase.score(verdict.scores[leading]))")
    }
    if let incomplete = verdict.incomplete {
      paragraph.literal(dot + "not judged in full: " + incomplete.rawValue)
    }
    let rules = distinctRules(of: verdict)
    for (place, rule) in rules.shown.enumerated() {
      paragraph.literal(place == 0 ? dot : ", ", .quiet)
      paragraph.data(rule, .quiet)
    }
    if rules.more > 0 { paragraph.literal(" +\(Phrase.grouped(rules.more))", .quiet) }
  }

  private func styled(_ signs: String) -> [UInt8] {
    guard usesColor else { return Array(signs.utf8) }
    var bytes: [UInt8] = []
    Paragraph.control(.quiet, to: &bytes)
    bytes.append(contentsOf: signs.utf8)
    Paragraph.control(.plain, to: &bytes)
    return bytes
  }
}

/// The lines of a tree to the left of a comment.
struct TreeMargin {
  private let levels: ArraySlice<Bool>
  private let usesUnicode: Bool

  /// - Parameter levels: for every level down to the comment's own, whether it goes on below.
  init(levels: ArraySlice<Bool>, usesUnicode: Bool) {
    self.levels = levels
    self.usesUnicode = usesUnicode
  }

  /// In columns.
  var width: Int { 3 * levels.count + 2 }

  /// Beside the first line of the comment.
  var head: String {
    let fork = levels.last == true ? (usesUnicode ? "├─ " : "|- ") : (usesUnicode ? "└─ " : "`- ")
    return trunk(levels.dropLast()) + fork
  }

  /// Beside its other lines, on which the line to its replies begins.
  func below(hasReplies: Bool) -> String {
    trunk(levels) + (hasReplies ? (usesUnicode ? "│ " : "| ") : "  ")
  }

  private func trunk(_ levels: ArraySlice<Bool>) -> String {
    var signs = ""
    for goesOn in levels { signs += goesOn ? (usesUnicode ? "│  " : "|  ") : "   " }
    return signs
  }
}

/// The first four distinct rules of a verdict's findings, those that asked for its action first, then those
/// with most weight, and how many more there are among the first two hundred findings.
func distinctRules(of verdict: Verdict) -> (shown: [String], more: Int) {
  let findings = verdict.findings
  var seen: Set<[UInt8]> = []
  var shown: [String] = []
  let order = findings.indices.prefix(200).sorted { a, b in
    let decided = (verdict.isDecided(by: findings[a]), verdict.isDecided(by: findings[b]))
    if decided.0 != decided.1 { return decided.0 }
    return findings[a].score == findings[b].score ? a < b : findings[a].score > findings[b].score
  }
  for index in order where seen.insert(Array(findings[index].rule.utf8)).inserted {
    if shown.count < 4 { shown.append(findings[index].rule) }
  }
  return (shown, seen.count - shown.count)
}
