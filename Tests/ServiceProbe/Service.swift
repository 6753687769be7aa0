// SPDX-License-Identifier: Apache-2.0
// The program of the article "In a service", compiled against the public interface alone.

import Foundation
import ModerationReports
import RuleFiles
import ThreadModeration

/// What all tasks of the service share.
struct Moderation: Sendable {
  let live: LiveScanner

  init(rules: [UInt8], model: URL? = nil) throws {
    let file = RuleFile(reading: rules, name: "rules.yaml")
    guard !file.hasErrors else { throw RefusedRules(diagnostics: file.diagnostics) }
    let own = try model.map { try LearnedModel([UInt8](Data(contentsOf: $0))) }
    live = LiveScanner(try CommentScanner(rules: file.rules, model: own ?? .shipped))
  }

  struct RefusedRules: Error {
    var diagnostics: [Diagnostic]
  }
}

/// One thread, in which one comment is posted after the other.
actor Room {
  private var thread: LiveThread
  private let moderation: Moderation

  init(id: String, history: [Comment] = [], moderation: Moderation) {
    thread = LiveThread(id: id)
    for comment in history { thread.append(comment) }
    self.moderation = moderation
  }

  func post(_ comment: Comment) -> Verdict {
    thread.append(comment, judgedBy: moderation.live.scanner)
  }

  var snapshot: CommentThread { thread.thread }
}

extension Moderation {
  /// Puts the rules of a file in force; with errors among what there is to say, the old ones go on.
  func reload(_ rules: [UInt8]) throws -> [Diagnostic] {
    let file = RuleFile(reading: rules, name: "rules.yaml")
    try live.replaceRules(from: file)
    return file.diagnostics
  }
}

extension Moderation {
  func report(on threads: [CommentThread], title: String) -> [UInt8] {
    let scanner = live.scanner
    var material = ReportMaterial()
    var first = 0
    for thread in threads {
      let judgement = scanner.judgement(of: thread)
      let ordinals = Array(first..<first + thread.count)
      material.count(
        ScannedThread(thread: thread, verdicts: judgement.verdicts, ordinals: ordinals),
        judgement.thread
      )
      first += thread.count
    }
    let options = HTMLReport.Options(policy: scanner.policy)
    return HTMLReport.render(material, title: title, options: options)
  }
}
