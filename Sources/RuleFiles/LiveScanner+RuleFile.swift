// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

extension LiveScanner {
  /// Puts the rules of a file in the place of the present ones, if the file can be used.
  ///
  /// - Returns: Whether the rules were replaced. If not, nothing has changed: the file has errors
  ///   (``RuleFile/diagnostics`` says which), and the old rules go on.
  /// - Throws: `RuleError` if the rules of the file compile one by one but not together.
  @discardableResult
  public func replaceRules(from file: RuleFile) throws(RuleError) -> Bool {
    guard !file.hasErrors else { return false }
    try replaceRules(file.rules)
    return true
  }
}
