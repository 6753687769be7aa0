// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

@testable import ModerationReports

/// Material in which one text stands wherever a text of somebody else can stand.
enum HostileMaterial {
  static func verdict(_ text: String, _ action: Action = .remove) -> Verdict {
    let finding = Finding(
      rule: text,
      category: .spam,
      kind: text,
      score: 1,
      view: text,
      range: 0..<text.utf8.count,
      text: text,
      entry: text,
      reason: text
    )
    return Verdict(
      comment: text,
      thread: text,
      author: text,
      action: action,
      findings: [finding],
      domains: [text]
    )
  }

  static func material(_ text: String) -> ReportMaterial {
    let context = FlaggedComment.Context(id: text, author: text, body: text, action: .report)
    let comment = Comment(
      id: text,
      body: text,
      thread: text,
      author: text,
      createdAt: 1_700_000_000
    )
    var material = ReportMaterial(inputs: [text])
    material.summary.count(alone: comment)
    material.summary.count(verdict(text), createdAt: comment.createdAt)
    material.summary.reject(Summary.Rejected(input: text, line: 1, reason: text))
    material.summary.countRepair(text)
    material.flagged.insert(
      FlaggedComment(
        verdict: verdict(text),
        comment: comment,
        depth: 2,
        ancestors: [context],
        replies: [context],
        replyCount: 3
      )
    )
    material.threads.insert(
      ThreadVerdict(
        thread: text,
        comments: 3,
        flagged: 2,
        authors: 1,
        hostileComments: 1,
        score: 0.5,
        turningPoint: text,
        reasons: [ThreadVerdict.Reason(kind: text, text: text, comments: [text])]
      )
    )
    material.busyThreads.insert(BusyThread(thread: text, comments: 3, flagged: 2))
    var campaign = Campaign(
      fingerprint: 1,
      isExact: false,
      comments: 5,
      authors: 2,
      authorsIsLowerBound: true,
      threads: 2,
      flagged: 1
    )
    campaign.examples = [Campaign.Example(id: text, thread: text, author: text, text: text)]
    material.campaigns = [campaign]
    return material
  }

  /// A comparison in which every kind of change names the text.
  static func comparison(_ text: String) -> RunComparison {
    var before = FlaggedIndex()
    var now = FlaggedIndex()
    now.insert(verdict(text + "1"))
    before.insert(verdict(text + "2", .report))
    now.insert(verdict(text + "2", .hold))
    before.insert(verdict(text + "3", .hold))
    now.insert(verdict(text + "3", .report))
    before.insert(verdict(text + "4"))
    return RunComparison(
      before: before,
      now: now,
      summaries: (Summary(), material(text).summary),
      names: [text]
    )
  }
}
