// SPDX-License-Identifier: Apache-2.0

/// The C library behind the patterns, as it is installed here.
///
/// For reports and version lines; nothing here needs to be asked before patterns are used. All
/// values are constant while the program runs. `Sendable`.
public enum PatternLibrary: Sendable {
  /// The library's version and date, such as `10.42 2022-12-11`.
  ///
  /// Distributions repair the library without changing this: Debian's patched 10.42 says the same.
  public static let version: String = PCRE2.version

  /// The Unicode version of the library's tables, such as `14.0.0`.
  public static let unicodeVersion: String = PCRE2.unicodeVersion

  /// Whether the library can make machine code. Without it: same answers, slower.
  ///
  /// A system may still forbid it; ``Pattern/isCompiledToMachineCode`` says what came of it.
  public static let supportsJIT: Bool = PCRE2.hasJIT

  /// Whether patterns compile at all: PCRE2 10.34 or newer, built with Unicode.
  public static let isUsable: Bool = problem == nil

  /// What keeps this library from being used, if anything does.
  static let problem: PatternError? = problem(version: version, hasUnicode: PCRE2.hasUnicode)

  /// The oldest version whose match, depth and heap limits, offset limits and error numbers are
  /// those that this module is written against.
  static let oldestUsable = (major: 10, minor: 34)

  static func problem(version: String, hasUnicode: Bool) -> PatternError? {
    let numbers = version.prefix { $0 != " " && $0 != "-" }.split(separator: ".").map {
      Int($0) ?? 0
    }
    let found = (major: numbers.first ?? 0, minor: numbers.dropFirst().first ?? 0)
    if found < oldestUsable {
      return PatternError(
        code: .libraryTooOld,
        byteOffset: 0,
        message: "PCRE2 10.34 or newer is needed, this is \"\(version)\""
      )
    }
    if !hasUnicode {
      return PatternError(
        code: .libraryWithoutUnicode,
        byteOffset: 0,
        message: "PCRE2 was built without Unicode"
      )
    }
    return nil
  }
}
