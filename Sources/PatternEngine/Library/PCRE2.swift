// SPDX-License-Identifier: Apache-2.0

internal import CPCRE2

/// The C library: one Swift function for each C function that is called, and nothing else calls it.
///
/// Never called, by decision (Docs/Decisions/0002-pcre2.md): `pcre2_dfa_match`, `pcre2_convert`,
/// `pcre2_jit_match`, partial matching, `PCRE2_COPY_MATCHED_SUBJECT`, `PCRE2_MATCH_INVALID_UTF`.
enum PCRE2 {
  /// How a pattern is compiled.
  struct CompileOptions: OptionSet, Sendable, Hashable {
    let rawValue: UInt32

    static let utf = Self(rawValue: PCRE2_UTF)
    static let unicodeProperties = Self(rawValue: PCRE2_UCP)
    static let neverBackslashC = Self(rawValue: PCRE2_NEVER_BACKSLASH_C)
    static let dotMatchesNewline = Self(rawValue: PCRE2_DOTALL)
    static let caseless = Self(rawValue: PCRE2_CASELESS)
    static let useOffsetLimit = Self(rawValue: PCRE2_USE_OFFSET_LIMIT)
    static let anchored = Self(rawValue: PCRE2_ANCHORED)
  }

  /// How one call matches.
  struct MatchOptions: OptionSet, Sendable, Hashable {
    let rawValue: UInt32

    static let anchored = Self(rawValue: PCRE2_ANCHORED)
    static let notEmptyAtStart = Self(rawValue: PCRE2_NOTEMPTY_ATSTART)
    static let withoutMachineCode = Self(rawValue: PCRE2_NO_JIT)
    static let withoutTextCheck = Self(rawValue: PCRE2_NO_UTF_CHECK)
  }

  /// What a C function returned. For a match: 0 and above is "matched".
  struct Status: RawRepresentable, Sendable, Hashable {
    let rawValue: Int32

    static let noMatch = Self(rawValue: PCRE2_ERROR_NOMATCH)
    static let matchLimit = Self(rawValue: PCRE2_ERROR_MATCHLIMIT)
    static let depthLimit = Self(rawValue: PCRE2_ERROR_DEPTHLIMIT)
    static let heapLimit = Self(rawValue: PCRE2_ERROR_HEAPLIMIT)
    static let stackLimit = Self(rawValue: PCRE2_ERROR_JIT_STACKLIMIT)
    static let noMemory = Self(rawValue: PCRE2_ERROR_NOMEMORY)

    static let backslashCIsDisabled = Self(rawValue: PCRE2_ERROR_BACKSLASH_C_CALLER_DISABLED)
    static let compileOutOfMemory = Self(rawValue: PCRE2_ERROR_HEAP_FAILED)

    var isMatch: Bool { rawValue >= 0 }
  }

  /// A number that `pcre2_pattern_info` tells as a 32-bit integer.
  struct Fact: Sendable {
    let rawValue: UInt32

    static let allOptions = Self(rawValue: UInt32(PCRE2_INFO_ALLOPTIONS))
    static let captureCount = Self(rawValue: UInt32(PCRE2_INFO_CAPTURECOUNT))
    static let firstCodeType = Self(rawValue: UInt32(PCRE2_INFO_FIRSTCODETYPE))
    static let firstCodeUnit = Self(rawValue: UInt32(PCRE2_INFO_FIRSTCODEUNIT))
    static let lastCodeType = Self(rawValue: UInt32(PCRE2_INFO_LASTCODETYPE))
    static let lastCodeUnit = Self(rawValue: UInt32(PCRE2_INFO_LASTCODEUNIT))
    static let minimumLength = Self(rawValue: UInt32(PCRE2_INFO_MINLENGTH))
    static let nameCount = Self(rawValue: UInt32(PCRE2_INFO_NAMECOUNT))
    static let nameEntrySize = Self(rawValue: UInt32(PCRE2_INFO_NAMEENTRYSIZE))
  }

  /// "No offset limit" and "this group took no part": the C library's `PCRE2_UNSET`, which Swift
  /// does not import. `size_t` arrives as `Int`, so all bits set is −1.
  static let unset = -1
}

// MARK: - What the library is

extension PCRE2 {
  static var version: String { configurationText(UInt32(PCRE2_CONFIG_VERSION)) }

  static var unicodeVersion: String { configurationText(UInt32(PCRE2_CONFIG_UNICODE_VERSION)) }

  static var hasUnicode: Bool { configurationNumber(UInt32(PCRE2_CONFIG_UNICODE)) == 1 }

  static var hasJIT: Bool { configurationNumber(UInt32(PCRE2_CONFIG_JIT)) == 1 }

  private static func configurationText(_ what: UInt32) -> String {
    // Sound: without a place the call returns the code units needed, the closing zero included
    // (pcre2api, "CHECKING BUILD-TIME OPTIONS"), and the second call gets exactly that many.
    let needed = pcre2_config_8(what, nil)
    guard needed > 1 else { return "" }
    var text = [UInt8](repeating: 0, count: Int(needed))
    _ = unsafe text.withUnsafeMutableBytes { unsafe pcre2_config_8(what, $0.baseAddress) }
    return String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func configurationNumber(_ what: UInt32) -> UInt32 {
    var number: UInt32 = 0
    // Sound: the items asked for here are documented to store one uint32_t.
    let status = unsafe withUnsafeMutablePointer(to: &number) { unsafe pcre2_config_8(what, $0) }
    return status < 0 ? 0 : number
  }

  /// The library's words for a status.
  static func message(for status: Status) -> String {
    var text = [UInt8](repeating: 0, count: 256)
    // Sound: the call writes at most the length it is given, the closing zero included.
    let length = unsafe text.withUnsafeMutableBufferPointer {
      unsafe pcre2_get_error_message_8(status.rawValue, $0.baseAddress, $0.count)
    }
    guard length > 0 else { return "unknown error \(status.rawValue)" }
    return String(decoding: text.prefix(Int(length)), as: UTF8.self)
  }
}

// MARK: - Compiling

extension PCRE2 {
  /// What the library says of a pattern that it refuses.
  struct Refusal: Error, Hashable {
    var status: Status
    var byteOffset: Int
  }

  /// Compiles `source`; whoever calls owns the code and gives it to ``free(code:)``.
  static func compile(
    _ source: [UInt8],
    options: CompileOptions
  ) throws(Refusal) -> OpaquePointer {
    // Line feed is the only newline, whatever the library was built with: `$` and `.` mean the same
    // everywhere, and the matcher never steps over CR LF as if it were one character.
    let context = unsafe pcre2_compile_context_create_8(nil)
    guard let context = unsafe context else {
      throw Refusal(status: .compileOutOfMemory, byteOffset: 0)
    }
    defer { unsafe pcre2_compile_context_free_8(context) }
    // Sound: the context is alive until the `defer` above; both calls only store a number in it.
    unsafe pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    unsafe pcre2_set_bsr_8(context, UInt32(PCRE2_BSR_UNICODE))

    var status: Int32 = 0
    var byteOffset = 0
    // Sound: `padded` has one byte more than the length that is passed, so its address is never
    // null, and the library keeps no pointer to the source.
    let padded = source + [0]
    let code = unsafe padded.withUnsafeBufferPointer {
      unsafe pcre2_compile_8(
        $0.baseAddress,
        source.count,
        options.rawValue,
        &status,
        &byteOffset,
        context
      )
    }
    guard let code = unsafe code else {
      throw Refusal(status: Status(rawValue: status), byteOffset: max(0, byteOffset))
    }
    return unsafe code
  }

  /// Translates code to machine code; `false` if that cannot be done here.
  static func compileToMachineCode(_ code: OpaquePointer) -> Bool {
    // Sound: called once, before the code is shared (see `CompiledPattern`).
    unsafe pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) == 0
  }

  static func free(code: OpaquePointer) {
    // Sound: only the owner's `deinit` calls this.
    unsafe pcre2_code_free_8(code)
  }

  static func fact(_ fact: Fact, of code: OpaquePointer) -> UInt32 {
    var value: UInt32 = 0
    // Sound: every `Fact` is documented to store one uint32_t.
    let status = unsafe withUnsafeMutablePointer(to: &value) {
      unsafe pcre2_pattern_info_8(code, fact.rawValue, $0)
    }
    return status < 0 ? 0 : value
  }

  /// The bytes with which a match can begin, as 256 bits, if the library worked them out.
  static func firstBytes(of code: OpaquePointer) -> [UInt8]? {
    var table: UnsafePointer<UInt8>? = nil
    // Sound: this item stores one pointer, to 32 bytes inside the code or null; they are copied
    // before the code can go away.
    let status = unsafe withUnsafeMutablePointer(to: &table) {
      unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTBITMAP), $0)
    }
    guard status == 0, let table = unsafe table else { return nil }
    return unsafe [UInt8](UnsafeBufferPointer(start: table, count: 32))
  }

  /// The names of the groups and their numbers, in the library's (alphabetical) order.
  static func names(of code: OpaquePointer) -> [(name: String, group: Int)] {
    let count = Int(unsafe fact(.nameCount, of: code))
    let entrySize = Int(unsafe fact(.nameEntrySize, of: code))
    guard count > 0, entrySize > 2 else { return [] }
    var table: UnsafePointer<UInt8>? = nil
    // Sound: this item stores one pointer, to `count` entries of `entrySize` bytes inside the code:
    // two bytes of group number, high byte first, then the name and a closing zero. Copied here.
    let status = unsafe withUnsafeMutablePointer(to: &table) {
      unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), $0)
    }
    guard status == 0, let table = unsafe table else { return [] }
    let bytes = unsafe [UInt8](UnsafeBufferPointer(start: table, count: count * entrySize))
    return (0..<count).map { index in
      let entry = bytes[index * entrySize..<(index + 1) * entrySize]
      let number = Int(entry[entry.startIndex]) << 8 | Int(entry[entry.startIndex + 1])
      let name = entry.dropFirst(2).prefix { $0 != 0 }
      return (String(decoding: name, as: UTF8.self), number)
    }
  }
}

// MARK: - Matching

extension PCRE2 {
  static func makeMatchData(pairs: Int) -> OpaquePointer? {
    unsafe pcre2_match_data_create_8(UInt32(pairs), nil)
  }

  static func free(matchData: OpaquePointer) {
    // Sound: only the owner's `deinit` calls this.
    unsafe pcre2_match_data_free_8(matchData)
  }

  /// Start and end of the match, then of group 1, and so on, as positions in the subject.
  static func offsets(of matchData: OpaquePointer) -> UnsafeMutablePointer<Int>? {
    unsafe pcre2_get_ovector_pointer_8(matchData)
  }

  /// The start position from which the last match was found; not where the match begins, after `\K`.
  static func startPosition(of matchData: OpaquePointer) -> Int {
    unsafe pcre2_get_startchar_8(matchData)
  }

  static func makeMatchContext(limits: MatchLimits) -> OpaquePointer? {
    let context = unsafe pcre2_match_context_create_8(nil)
    guard let context = unsafe context else { return nil }
    // Sound: the context is alive; each call only stores a number in it. The ceilings of
    // `MatchLimits` keep every number within 32 bits.
    unsafe pcre2_set_match_limit_8(context, UInt32(clamping: limits.matchSteps))
    unsafe pcre2_set_depth_limit_8(context, UInt32(clamping: limits.depth))
    unsafe pcre2_set_heap_limit_8(context, UInt32(clamping: limits.heapKibibytes))
    return unsafe context
  }

  static func free(matchContext: OpaquePointer) {
    // Sound: only the owner's `deinit` calls this.
    unsafe pcre2_match_context_free_8(matchContext)
  }

  static func makeStack(startBytes: Int, maxBytes: Int) -> OpaquePointer? {
    unsafe pcre2_jit_stack_create_8(startBytes, maxBytes, nil)
  }

  static func free(stack: OpaquePointer) {
    // Sound: only the owner's `deinit` calls this, after the last match that could use it.
    unsafe pcre2_jit_stack_free_8(stack)
  }

  static func assign(stack: OpaquePointer, to matchContext: OpaquePointer) {
    // Sound: without a callback the third argument is the stack itself (pcre2jit, "CONTROLLING THE
    // JIT STACK"); stack and context have one owner, who frees both together.
    unsafe pcre2_jit_stack_assign_8(matchContext, nil, UnsafeMutableRawPointer(stack))
  }

  /// Sets the last position at which a match may begin, ``unset`` for none.
  static func setLastStart(_ position: Int, of matchContext: OpaquePointer) {
    unsafe pcre2_set_offset_limit_8(matchContext, position)
  }

  /// Matches once. `subject` and `start` have to be as `withoutTextCheck` demands.
  static func match(
    _ code: OpaquePointer,
    subject: UnsafePointer<UInt8>,
    count: Int,
    from start: Int,
    options: MatchOptions,
    into matchData: OpaquePointer,
    with matchContext: OpaquePointer
  ) -> Status {
    Status(
      rawValue: unsafe pcre2_match_8(
        code,
        subject,
        count,
        start,
        options.rawValue,
        matchData,
        matchContext
      )
    )
  }
}
