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
    let scanner = try CommentScanner(rules: file.rules, model: own ?? .shipped)
    scanner.prepare()
    live = LiveScanner(scanner)
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

  /// What a comment would get if it were posted.
  func preview(_ comment: Comment) -> Verdict {
    thread.verdict(for: comment, judgedBy: moderation.live.scanner)
  }

  func edit(_ comment: Comment) -> Verdict? {
    thread.replace(comment, judgedBy: moderation.live.scanner)
  }

  func delete(_ id: String) {
    thread.remove(id, judgedBy: moderation.live.scanner)
  }

  var snapshot: CommentThread { thread.thread }
}

/// What a client is told of a comment.
struct Answer: Codable {
  var isVisible: Bool
  var verdict: Verdict

  init(_ verdict: Verdict) {
    isVisible = verdict.action < .hold
    self.verdict = verdict
  }
}

extension Room {
  func answer(to comment: Comment) throws -> Data {
    try JSONEncoder().encode(Answer(post(comment)))
  }
}

extension Moderation {
  /// Puts the rules of a file in force; with errors among what there is to say, the old ones go on.
  func reload(_ rules: [UInt8]) throws -> [Diagnostic] {
    let file = RuleFile(reading: rules, name: "rules.yaml")
    try live.replaceRules(from: file)
    return file.diagnostics
  }

  /// Puts the thresholds of a file of settings in force; nothing is compiled.
  func setPolicy(_ settings: Data) throws {
    live.replace(policy: try JSONDecoder().decode(Policy.self, from: settings))
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

extension Moderation {
  /// Judges all of a thread, as long as somebody waits for it.
  @concurrent
  func review(_ thread: CommentThread) async throws -> ThreadJudgement {
    try live.scanner.cancellableJudgement(of: thread)
  }
}
