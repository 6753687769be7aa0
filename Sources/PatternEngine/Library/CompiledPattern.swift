// SPDX-License-Identifier: Apache-2.0

/// A pattern as the C library compiled it, and the facts about it that a search uses.
///
/// - Important: `@unchecked Sendable` holds because the code is compiled, and translated to machine
///   code, in `init`, and only read afterwards: "the compiled code is fixed and does not vary when
///   matching, so it can be used by several threads" (pcre2api, "MULTITHREADING"). All else is
///   constant.
@safe
final class CompiledPattern: @unchecked Sendable {
  // Sound: created in `init`, freed in `deinit`, and lent only to functions of `Scratch` that end
  // before their caller lets go of this object.
  let code: OpaquePointer

  /// Whether there is machine code; the interpreter runs otherwise.
  let hasMachineCode: Bool

  /// Whether a match can begin only at the first position tried.
  let isAnchored: Bool

  /// Whether one call has to see the whole text: `(*COMMIT)` and `(*SKIP)` move the search itself,
  /// which would not survive being cut into slices.
  let isIndivisible: Bool

  /// Groups the author wrote.
  let captureCount: Int

  /// What a text must have at least.
  let needs: TextNeeds

  /// Compiles `source` as it stands.
  ///
  /// - Parameter isForASCII: Whether it will be matched with ASCII texts only.
  init(
    _ source: [UInt8],
    options: PCRE2.CompileOptions,
    useJIT: Bool,
    isIndivisible: Bool = false,
    isForASCII: Bool = false
  ) throws(PCRE2.Refusal) {
    let code = try unsafe PCRE2.compile(source, options: options)
    unsafe self.code = code
    self.isIndivisible = isIndivisible
    hasMachineCode = unsafe useJIT && PCRE2.compileToMachineCode(code)
    captureCount = Int(unsafe PCRE2.fact(.captureCount, of: code))
    let allOptions = unsafe PCRE2.CompileOptions(rawValue: PCRE2.fact(.allOptions, of: code))
    isAnchored = allOptions.contains(.anchored)
    needs = unsafe TextNeeds(of: code, isKnown: isForASCII || allOptions.contains(.utf))
  }

  deinit { unsafe PCRE2.free(code: code) }

  /// The names of groups; of groups with one name (only `(?J)` allows that) the first.
  var captureNames: [String: Int] {
    let names = unsafe PCRE2.names(of: code)
    return Dictionary(names.map { ($0.name, $0.group) }, uniquingKeysWith: min)
  }
}
