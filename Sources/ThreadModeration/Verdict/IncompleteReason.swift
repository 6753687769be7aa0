// SPDX-License-Identifier: Apache-2.0

/// The limit that kept a comment from being judged in full.
///
/// An incomplete comment is never silently allowed: its action is at least ``Action/report``.
///
/// As a key of a stored dictionary it is its raw value.
public enum IncompleteReason: String, Sendable, Hashable, CaseIterable, Codable,
  CodingKeyRepresentable
{
  /// A pattern used up its match steps.
  case matchLimit = "match-limit"
  /// A pattern nested too deeply.
  case depthLimit = "depth-limit"
  /// A pattern wanted too much memory.
  case heapLimit = "heap-limit"
  /// A pattern used up the stack of the compiled matcher.
  case stackLimit = "stack-limit"
  /// The body is longer than the limit; only its beginning was judged.
  case subjectSize = "subject-size"
  /// The time allowed for one comment was over.
  case timeLimit = "time-limit"
  /// The library that matches patterns gave up for another reason, such as a recursion that loops.
  case libraryError = "library-error"
}
