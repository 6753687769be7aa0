// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What reports say about what goes on in a thread.
enum ThreadPhrase {
  private static let maxNames = 3

  /// The parts of a sentence that names who does it and to whom: words of ours, and names, which may hold anything.
  /// Empty where nobody is known.
  static func people(_ reason: ThreadVerdict.Reason) -> [(text: String, isName: Bool)] {
    var parts: [(text: String, isName: Bool)] = []
    for (place, author) in reason.authors.prefix(maxNames).enumerated() {
      parts.append((place == 0 ? "by " : ", ", false))
      parts.append((author, true))
    }
    if reason.authors.count > maxNames { parts.append((" and others", false)) }
    if let target = reason.target {
      parts.append((parts.isEmpty ? "against " : ", against ", false))
      parts.append((target, true))
    }
    return parts
  }

  /// Of a branch that is not the whole thread, how many of its comments are hostile; to be followed by the id of the
  /// comment at its top. `nil` where there is nothing to say, or a reason says it.
  static func branch(of thread: ThreadVerdict) -> String? {
    guard let branch = thread.worstBranch, branch.comments < thread.comments,
      !thread.reasons.contains(where: { $0.kind.utf8.elementsEqual("hostile-branch".utf8) })
    else { return nil }
    return "Worst branch: \(Phrase.grouped(branch.hostileComments)) of "
      + "\(Phrase.count(branch.comments, "comment")) hostile, below "
  }
}
