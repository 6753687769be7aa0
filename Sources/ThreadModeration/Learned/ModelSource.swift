// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A learned model as it was asked for: it is asked for when something needs it first, and once.
///
/// Reading the shipped model takes milliseconds, which rules that look at words alone do without.
///
/// `Sendable`. The lock is held while the model is made, once; ``CommentScanner`` asks when rules compile,
/// never for a comment.
final class ModelSource: Sendable {
  private enum State: Sendable {
    case asked(@Sendable () -> LearnedModel?)
    case made(LearnedModel?)
  }

  private let state: Mutex<State>

  /// A source of a model that is made at the first question; `nil` means that there shall be none.
  init(_ make: @escaping @Sendable () -> LearnedModel?) { state = Mutex(.asked(make)) }

  /// A source of a model that is there.
  init(made model: LearnedModel?) { state = Mutex(.made(model)) }

  /// The model, the same each time.
  var model: LearnedModel? {
    state.withLock { state in
      switch state {
      case .made(let model): return model
      case .asked(let make):
        let model = make()
        state = .made(model)
        return model
      }
    }
  }
}
