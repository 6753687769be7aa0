// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A scanner's normalizer, which is made when it is needed.
///
/// The vocabulary takes 20 ms to make, as long as reading 40,000 comments: who only searches bodies as they
/// are written does without it.
final class NormalizerSource: Sendable {
  private let words: [[UInt8]]
  /// The normalizer, if it was made at once: no lock is asked for each comment then.
  private let ready: Normalizer?
  private let made = Mutex<Normalizer?>(nil)

  /// - Parameters:
  ///   - words: Words that a disguise may hide, besides those of the lexicon.
  ///   - isNeeded: Whether the normalizer is made at once.
  init(words: [[UInt8]], isNeeded: Bool) {
    self.words = words
    ready = isNeeded ? Self.make(words) : nil
  }

  /// A source of a normalizer that is there.
  init(_ normalizer: Normalizer) {
    words = []
    ready = normalizer
  }

  /// The normalizer, the same each time.
  var normalizer: Normalizer {
    if let ready { return ready }
    return made.withLock { made in
      if let made { return made }
      let new = Self.make(words)
      made = new
      return new
    }
  }

  private static func make(_ words: [[UInt8]]) -> Normalizer {
    var vocabulary = Lexicon.shared.vocabulary
    for word in words { vocabulary.insert(word) }
    return Normalizer(vocabulary: vocabulary)
  }
}
