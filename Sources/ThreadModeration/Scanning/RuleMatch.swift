// SPDX-License-Identifier: Apache-2.0

/// A rule that matched a comment, and where.
struct RuleMatch {
  struct Evidence {
    var view: String
    /// Bytes of the original body; `nil` when it is not about a place in it.
    var range: Range<Int>?
    var entry: String?
  }

  /// Index into ``CompiledRules/rules``.
  var rule: Int
  /// At least one.
  var evidence: [Evidence]

  /// The reason of a rule with `{{match}}` replaced, once, by the text that matched.
  ///
  /// The text is not searched for placeholders again: a comment cannot write the reason.
  static func reason(of rule: Rule, matching text: String) -> String? {
    guard let reason = rule.reason else { return rule.description }
    let placeholder = Array("{{match}}".utf8)
    let bytes = Array(reason.utf8)
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: placeholder) {
        output += Array(text.utf8)
        index += placeholder.count
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
