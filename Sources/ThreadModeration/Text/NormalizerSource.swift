// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A normalizer that is made when it is needed.
///
/// The vocabulary takes 20 ms to make, as long as reading 40,000 comments: who only searches bodies as they
/// are written does without it.
final class NormalizerSource: Sendable {
  private let make: @Sendable () -> Normalizer
  /// The normalizer, if it was there from the beginning: no lock is asked for each comment then.
  private let ready: Normalizer?
  private let made = Mutex<Normalizer?>(nil)

  /// A source of a normalizer that is made at the first question.
  init(_ make: @escaping @Sendable () -> Normalizer) {
    self.make = make
    ready = nil
  }

  /// A source of a normalizer that is there.
  init(_ normalizer: Normalizer) {
    make = { normalizer }
    ready = normalizer
  }

  /// The normalizer, the same each time.
  var normalizer: Normalizer {
    if let ready { return ready }
    return made.withLock { made in
      if let made { return made }
      let new = make()
      made = new
      return new
    }
  }
}
