// SPDX-License-Identifier: Apache-2.0

// A scanner like another one, but for something. What stays is shared, not made again:
//
// ```swift
// let strict = scanner.with(policy: .strict)              // nothing is compiled
// let more = try scanner.with(rules: scanner.ownRules + [rule])
// ```

extension CommentScanner {
  /// The learned scorer as it was asked for, whether rules need it or not; `nil` if it is switched off.
  ///
  /// - Complexity: O(1), but for the first question after a model that nothing needed so far: reading the shipped
  ///   one takes a few milliseconds.
  public var model: LearnedModel? { models.model }

  /// The same scanner with another policy, or with other verdicts of the same comments.
  ///
  /// - Parameters:
  ///   - policy: From scores to actions; `nil` keeps the present one.
  ///   - keepsSignals: Whether verdicts carry the values of the signals; `nil` keeps what is.
  /// - Complexity: O(1): nothing is compiled, and what is remembered about words is shared.
  public func with(policy: Policy? = nil, keepsSignals: Bool? = nil) -> CommentScanner {
    var scanner = self
    if let policy { scanner.policy = policy }
    if let keepsSignals { scanner.keepsSignals = keepsSignals }
    return scanner
  }

  /// The same scanner with other limits.
  ///
  /// - Complexity: O(1) if the limits of patterns stay as they are (``ScanLimits/matching``); else all
  ///   patterns are compiled once more, about 10 µs each.
  /// - Throws: ``RuleError`` if a pattern is too large for the new limits.
  public func with(limits: ScanLimits) throws(RuleError) -> CommentScanner {
    guard limits.matching == self.limits.matching else {
      return try CommentScanner(
        ownRules: ownRules,
        usesBuiltinRules: usesBuiltinRules,
        policy: policy,
        limits: limits,
        keepsSignals: keepsSignals,
        models: models
      )
    }
    var scanner = self
    scanner.limits = limits
    return scanner
  }

  /// The same scanner with other rules of your own. Everything else stays, the model included: rules that
  /// need the one that nothing needed before get the one that was asked for.
  ///
  /// - Complexity: About 10 µs a pattern, the built-in rules included if they are used.
  /// - Throws: ``RuleError`` for the first rule that cannot be used.
  public func with(rules: [Rule]) throws(RuleError) -> CommentScanner {
    try CommentScanner(
      ownRules: rules,
      usesBuiltinRules: usesBuiltinRules,
      policy: policy,
      limits: limits,
      keepsSignals: keepsSignals,
      models: models
    )
  }

  /// The same scanner with another learned scorer; `nil` switches it off.
  ///
  /// - Complexity: O(1): nothing is compiled.
  public func with(model: LearnedModel?) -> CommentScanner {
    var scanner = self
    scanner.models = ModelSource(made: model)
    (scanner.scorer, scanner.weights) = Self.scoring(compiled, usesBuiltinRules, scanner.models)
    // What is remembered about words is what the other model makes of them.
    scanner.memos = WordMemoPool()
    return scanner
  }
}
