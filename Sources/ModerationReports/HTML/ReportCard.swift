// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A flagged comment: its words in its thread, the evidence, and the reasons.
struct ReportCard {
  /// How many reasons of one comment are listed.
  static let maxFindings = 50
  /// How many places and list entries are named of each.
  static let maxPlaces = 6
  /// How many of them are unfolded where there are more than one besides.
  static let maxUnfolded = 4
  /// How many comments above it are shown; those further up are counted.
  static let maxAncestors = 12
  /// The most bytes of a comment beside it.
  static let maxContextBytes = 280

  let entry: FlaggedComment
  let anchor: HTMLAnchor
  let place: Int
  let options: HTMLReport.Options
  private var verdict: Verdict { entry.verdict }

  init(entry: FlaggedComment, anchor: HTMLAnchor, place: Int, options: HTMLReport.Options) {
    self.entry = entry
    self.anchor = anchor
    self.place = place
    self.options = options
  }

  func write(_ html: inout HTMLBuilder) {
    html.open(
      .article,
      .class("card \(verdict.action.name)"),
      .id(anchor),
      HTMLAttribute(.dataRow, String(place)),
      HTMLAttribute(.tabindex, "-1")
    )
    writeHeading(&html)
    html.element(.p, .class("sentence")) { html in
      html.data(PlainSentence.why(verdict, options.policy), limit: 1_000)
    }
    writeParent(&html)
    writeWords(&html)
    if let incomplete = verdict.incomplete {
      html.element(
        .p,
        .class("warn"),
        text: "Not judged in full: the limit “\(incomplete.rawValue)” was reached."
      )
    }
    writeContext(&html)
    html.open(.div, .class("why"))
    html.open(.div)
    writeFindings(&html)
    writeSideEffects(&html)
    html.close(.div)
    writeScores(&html)
    html.close(.div)
    html.close(.article)
  }

  // MARK: Heading

  private func writeHeading(_ html: inout HTMLBuilder) {
    html.open(.div, .class("head"))
    html.open(.h3)
    html.element(.span, .class("chip \(verdict.action.name)"), text: verdict.action.name)
    html.element(.span, .class("who")) { $0.data(verdict.author ?? "no author", limit: 80) }
    html.close(.h3)
    html.open(.p, .class("tools"))
    tool("copy", "Copy id", &html)
    if verdict.author != nil { tool("author", "This author", &html) }
    if verdict.thread != nil { tool("thread", "This thread", &html) }
    html.close(.p)
    html.close(.div)
    html.open(.p, .class("place"))
    html.element(.a, .link(to: anchor), .class("self")) { html in
      html.text("Comment ")
      html.element(.code) { $0.data(verdict.comment, limit: 80) }
    }
    if let thread = verdict.thread {
      html.text(" in thread ")
      html.element(.code) { $0.data(thread, limit: 80) }
    }
    if let time = entry.comment?.createdAt {
      html.text(" · ")
      html.element(.span, .class("num"), text: "\(CivilTime(time).minute) UTC")
    }
    if entry.depth > 0 { html.text(" · level \(Phrase.grouped(entry.depth))") }
    if entry.replyCount > 0 {
      html.text(" · " + Phrase.count(entry.replyCount, "reply", "replies"))
    }
    html.close(.p)
  }

  private func tool(_ name: String, _ label: String, _ html: inout HTMLBuilder) {
    html.element(
      .button,
      HTMLAttribute(.type, "button"),
      HTMLAttribute(.dataDo, name),
      text: label
    )
  }

  // MARK: Words

  private func writeWords(_ html: inout HTMLBuilder) {
    guard let comment = entry.comment, !isRedacted(comment) else {
      html.element(
        .p,
        .class("quiet absent"),
        text: "Its words are not part of this report; the places below count bytes of them."
      )
      return
    }
    html.open(.div, .class("words"), HTMLAttribute(.dir, "auto"))
    MarkedText(
      body: Array(comment.body.utf8),
      verdict: verdict,
      limit: options.maxBodyBytes
    ).write(&html)
    html.close(.div)
  }

  /// Whether the words were taken out: evidence that points into no words.
  private func isRedacted(_ comment: Comment) -> Bool {
    comment.body.utf8.isEmpty && verdict.findings.contains { ($0.range?.upperBound ?? 0) > 0 }
  }

  private func writeParent(_ html: inout HTMLBuilder) {
    guard let parent = entry.ancestors.first else { return }
    html.open(.div, .class("parent"))
    html.element(.p, .class("quiet")) { html in
      html.text("In reply to ")
      html.data(parent.author ?? "no author", limit: 80)
    }
    writeContextWords(parent, &html)
    html.close(.div)
  }

  private func writeContextWords(_ context: FlaggedComment.Context, _ html: inout HTMLBuilder) {
    guard !context.body.utf8.isEmpty else { return }
    html.element(.p, .class("said"), HTMLAttribute(.dir, "auto")) { html in
      html.data(context.body, limit: Self.maxContextBytes)
      if context.isCut, context.body.utf8.count <= Self.maxContextBytes { html.text(" …") }
    }
  }

  /// The path from the top of the thread to the comment and its first replies, as a tree that
  /// unfolds.
  private func writeContext(_ html: inout HTMLBuilder) {
    let shown = entry.ancestors.prefix(Self.maxAncestors)
    guard entry.ancestors.count > 1 || !entry.replies.isEmpty else { return }
    html.open(.details, .class("context"))
    var facts: [String] = []
    if !entry.ancestors.isEmpty {
      facts.append(Phrase.count(max(entry.depth - 1, entry.ancestors.count), "comment") + " above")
    }
    if entry.replyCount > 0 {
      facts.append(Phrase.count(entry.replyCount, "reply", "replies") + " below")
    }
    html.element(.summary, text: "In its thread: " + facts.joined(separator: ", "))
    html.open(.ol, .class("tree"))
    let further = max(entry.depth - 1, entry.ancestors.count) - shown.count
    if further > 0 {
      html.element(
        .li,
        .class("quiet"),
        text: Phrase.count(further, "comment") + " further up not shown"
      )
    }
    for ancestor in shown.reversed() {
      html.open(.li)
      writeNode(ancestor, &html)
      html.open(.ol)
    }
    writeSelf(&html)
    for _ in shown {
      html.close(.ol)
      html.close(.li)
    }
    html.close(.ol)
    html.close(.details)
  }

  private func writeSelf(_ html: inout HTMLBuilder) {
    html.open(.li, .class("here"))
    html.element(.p, .class("by")) { html in
      html.element(.span, .class("who")) { $0.data(verdict.author ?? "no author", limit: 80) }
      html.element(.span, .class("quiet"), text: "this comment")
    }
    if !entry.replies.isEmpty {
      html.open(.ol)
      for reply in entry.replies {
        html.open(.li)
        writeNode(reply, &html)
        html.close(.li)
      }
      let more = entry.replyCount - entry.replies.count
      if more > 0 {
        html.element(
          .li,
          .class("quiet"),
          text: Phrase.count(more, "more reply", "more replies") + " not shown"
        )
      }
      html.close(.ol)
    }
    html.close(.li)
  }

  private func writeNode(_ context: FlaggedComment.Context, _ html: inout HTMLBuilder) {
    html.element(.p, .class("by")) { html in
      html.element(.span, .class("who")) { $0.data(context.author ?? "no author", limit: 80) }
      if context.action > .allow {
        html.element(.span, .class("chip \(context.action.name)"), text: context.action.name)
      }
    }
    writeContextWords(context, &html)
  }
}
