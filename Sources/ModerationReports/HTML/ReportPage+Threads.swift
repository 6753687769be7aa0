// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The threads as trees that fold.
extension ReportPage {
  /// How deep comments nest in the document; deeper ones stand beside each other and say their depth.
  static let maxNesting = 40
  /// How many threads that are not shown are listed by name.
  static let maxThreadsListed = 200

  func writeThreads(_ html: inout HTMLBuilder) {
    html.open(
      .section,
      HTMLAttribute(.id, "threads"),
      HTMLAttribute(.ariaLabelledby, "h-threads")
    )
    html.element(.h2, HTMLAttribute(.id, "h-threads"), text: "Threads")
    let left = max(summary.comments, 0) - selection.shownCount
    html.element(
      .p,
      .class("lead"),
      text: left > 0
        ? "\(Phrase.grouped(selection.shownCount)) of \(Phrase.count(summary.comments, "comment")) "
          + "are shown: the flagged ones first, then what surrounds them."
        : "All \(Phrase.count(selection.shownCount, "comment"))."
    )
    for number in selection.threadOrder {
      if let shown = selection.shown[number] { writeThread(threads[number], shown, &html) }
    }
    writeOtherThreads(&html)
    html.close(.section)
  }

  private func writeThread(
    _ scanned: ScannedThread,
    _ shown: [Bool],
    _ html: inout HTMLBuilder
  ) {
    let flagged = scanned.flagged
    let attributes = HTMLAttribute(.dataAction, scanned.action.name)
    if flagged > 0 {
      html.open(.details, .class("thread"), attributes, HTMLAttribute(.open))
    } else {
      html.open(.details, .class("thread"), attributes)
    }
    let count = shown.reduce(0) { $0 + ($1 ? 1 : 0) }
    html.open(.summary)
    html.element(.strong) { html in
      html.text("Thread ")
      html.data(scanned.thread.id, limit: 100)
    }
    var facts = " " + Phrase.count(scanned.thread.count, "comment")
    if count < scanned.thread.count { facts += ", \(Phrase.grouped(count)) shown" }
    facts += " · \(Phrase.count(scanned.thread.maxDepth, "level")) deep"
    html.element(.span, .class("quiet"), text: facts)
    if flagged > 0 {
      html.element(
        .span,
        .class("chip \(scanned.action.name)"),
        text: "\(Phrase.grouped(flagged)) flagged"
      )
    }
    html.close(.summary)
    writeTree(scanned, shown, &html)
    html.close(.details)
  }

  /// Walks the comments in order, with the open ones above the current on a stack of at most
  /// ``maxNesting``.
  private func writeTree(
    _ scanned: ScannedThread,
    _ shown: [Bool],
    _ html: inout HTMLBuilder
  ) {
    let thread = scanned.thread
    let order = Array(thread.depthFirst)
    // How many shown comments stand before a place in the order: a subtree's share by subtraction.
    var shownBefore = [Int32](repeating: 0, count: order.count + 1)
    for (position, index) in order.enumerated() {
      shownBefore[position + 1] = shownBefore[position] + (shown[index] ? 1 : 0)
    }
    var open: [(end: Int, depth: Int)] = []
    html.open(.ol, .class("tree"))
    for (position, index) in order.enumerated() where shown[index] {
      while let last = open.last, position >= last.end {
        open.removeLast()
        closeBranch(&html)
      }
      let end = position + thread.subtreeSize(of: index)
      let below = Int(shownBefore[end] - shownBefore[position + 1])
      let node = Node(
        index: index,
        depthOfParent: open.last?.depth ?? 0,
        hidden: end - position - 1 - below
      )
      if below > 0, open.count < Self.maxNesting - 1 {
        openBranch(scanned, node, &html)
        open.append((end, thread.depth(of: index)))
      } else {
        html.open(.li)
        let facts = filterFacts(scanned, index)
        html.open(
          .div,
          .class("node"),
          .id(.place(scanned.ordinals[index])),
          facts.action,
          facts.categories
        )
        html.open(.p, .class("by"))
        writeByline(scanned, node, &html)
        html.close(.p)
        writeWords(scanned, index, &html)
        html.close(.div)
        html.close(.li)
      }
    }
    for _ in open { closeBranch(&html) }
    html.close(.ol)
  }

  private struct Node {
    var index: Int
    /// The depth of the comment it stands under in the document; 0 at the top.
    var depthOfParent: Int
    /// The comments below it that are not shown.
    var hidden: Int
  }

  private func openBranch(
    _ scanned: ScannedThread,
    _ node: Node,
    _ html: inout HTMLBuilder
  ) {
    let facts = filterFacts(scanned, node.index)
    html.open(.li)
    html.open(
      .details,
      .class("node"),
      .id(.place(scanned.ordinals[node.index])),
      facts.action,
      facts.categories,
      HTMLAttribute(.open)
    )
    html.open(.summary, .class("by"))
    writeByline(scanned, node, &html)
    html.close(.summary)
    writeWords(scanned, node.index, &html)
    html.open(.ol)
  }

  private func closeBranch(_ html: inout HTMLBuilder) {
    html.close(.ol)
    html.close(.details)
    html.close(.li)
  }

  private func filterFacts(
    _ scanned: ScannedThread,
    _ index: Int
  ) -> (action: HTMLAttribute, categories: HTMLAttribute) {
    let verdict = scanned.verdicts[index]
    return (
      HTMLAttribute(.dataAction, verdict.action.name),
      HTMLAttribute(.dataCategories, categoryNames(verdict))
    )
  }

  private func writeByline(_ scanned: ScannedThread, _ node: Node, _ html: inout HTMLBuilder) {
    let comment = scanned.thread.comments[node.index]
    let verdict = scanned.verdicts[node.index]
    let depth = scanned.thread.depth(of: node.index)
    html.element(.span, .class("who")) { $0.data(comment.author ?? "no author", limit: 80) }
    if depth > node.depthOfParent + 1 {
      html.element(.span, .class("depth"), text: "↳ depth \(Phrase.grouped(depth))")
    }
    if verdict.action > .allow {
      writeChip(verdict.action, &html)
    }
    if let leading = verdict.leadingCategory {
      html.element(
        .span,
        .class("num quiet"),
        text: "\(leading.name) \(Phrase.score(verdict.scores[leading]))"
      )
    }
    if verdict.incomplete != nil {
      html.element(.span, .class("quiet"), text: "not judged in full")
    }
    if node.hidden > 0 {
      html.element(
        .span,
        .class("quiet"),
        text: Phrase.count(node.hidden, "comment") + " below not shown"
      )
    }
  }

  private func writeWords(_ scanned: ScannedThread, _ index: Int, _ html: inout HTMLBuilder) {
    let verdict = scanned.verdicts[index]
    writeText(scanned.thread.comments[index], verdict, numbered: false, &html)
    guard !verdict.findings.isEmpty else { return }
    html.open(.p, .class("facts"))
    let rules = distinctRules(of: verdict.findings)
    for rule in rules.shown { html.element(.code, .class("rule")) { $0.data(rule, limit: 80) } }
    if rules.more > 0 { html.text("+\(Phrase.grouped(rules.more)) ") }
    if verdict.action > .allow {
      html.element(.a, .link(to: .card(scanned.ordinals[index])), text: "why")
    }
    html.close(.p)
  }

  private func writeOtherThreads(_ html: inout HTMLBuilder) {
    let others = threads.indices.filter {
      selection.shown[$0] == nil && threads[$0].thread.count > 0
    }
    let beyond = summary.threads - threads.count
    guard !others.isEmpty || beyond > 0 else { return }
    html.open(.details, .class("thread others"))
    html.element(
      .summary,
      text: Phrase.count(others.count + max(beyond, 0), "thread") + " not shown"
    )
    html.open(.ul)
    for number in others.prefix(Self.maxThreadsListed) {
      let scanned = threads[number]
      html.open(.li)
      html.element(.code) { $0.data(scanned.thread.id, limit: 80) }
      var facts = " " + Phrase.count(scanned.thread.count, "comment")
      if scanned.flagged > 0 { facts += ", \(Phrase.grouped(scanned.flagged)) flagged" }
      html.text(facts)
      html.close(.li)
    }
    let unnamed = others.count - Self.maxThreadsListed + max(beyond, 0)
    if others.count > Self.maxThreadsListed || beyond > 0 {
      html.element(
        .li,
        text: "and \(Phrase.grouped(max(unnamed, beyond))) more"
      )
    }
    html.close(.ul)
    html.close(.details)
  }
}
