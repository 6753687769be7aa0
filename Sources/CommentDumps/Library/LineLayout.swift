// SPDX-License-Identifier: Apache-2.0

/// How the lines of a dump are laid out, learned from a line that was read: the same keys in the same
/// order, with the same bytes between the values.
///
/// A line that fits needs no more than comparing those bytes and finding the ends of the values, which
/// are checked as strictly as ``JSONCursor`` does. It is no guess: a line that fits has the same keys
/// as the one learned from, and any other line is read by the cursor.
///
/// Values that are mostly the same in all lines (`null`, `false`, `0`, `[]`) are compared together with
/// the bytes around them; where they differ, they are read one by one. A value that differs often is no
/// longer taken for one of these.
///
/// Here, and not beside the cursor, because it loads many bytes at a time from memory that it knows to
/// be there: reading Reddit's lines through a `Span` cost more than twice as much.
struct LineLayout {
  /// A value and the bytes before it.
  private struct Part {
    /// The first sixteen bytes before the value, and which of them there are: nearly always all, so that
    /// one comparison does without a branch for their number.
    var pattern = JSONLoads.Vector()
    var mask = JSONLoads.Vector()
    /// The bytes before the value, in ``constants``.
    var start: Int32
    var count: Int32
    /// The place of its token: the index of a ``RecordKey``, or the last place for a value that nobody
    /// asks for.
    var slot: Int32
    /// The index of the ``Run`` that begins here; -1 for none.
    var run: Int32 = -1
    /// The key's bit in a set of keys; 0 for a value that nobody asks for.
    var bit: UInt64
    /// What the value was in the line learned from.
    var kind: JSONToken.Kind

    init(start: Int, _ bytes: ArraySlice<UInt8>, key: Int, kind: JSONToken.Kind) {
      count = Int32(bytes.count)
      for (index, byte) in bytes.prefix(16).enumerated() {
        pattern[index] = byte
        mask[index] = 0xFF
      }
      self.start = Int32(start)
      slot = Int32(key >= 0 ? key : LineLayout.slotCount - 1)
      bit = key >= 0 ? 1 << UInt64(key) : 0
      self.kind = kind
    }

    /// The bytes before the value, in ``constants``.
    var bytes: Range<Int> { Int(start)..<Int(start) + Int(count) }
  }

  /// Values that lines have in common, one behind the other, and the bytes between them up to the next
  /// value.
  private struct Run {
    /// How many values.
    var values = 0
    /// Their bytes, in ``runBytes``.
    var start: Int
    var count = 0
    /// Those that somebody asks for, in ``known``.
    var known: Range<Int>
  }

  /// A value of the line learned from, if it is one that lines have in common.
  private struct Literal {
    var kind: JSONToken.Kind
    var text: [UInt8]
  }

  /// A value of a run that somebody asks for, and where it stands in the run.
  private struct Known {
    var slot: Int32
    var token: JSONToken
  }

  /// Places for tokens: one for each ``RecordKey``, and one for all other values.
  static let slotCount = RecordKey.allCases.count + 1
  /// Bytes that have to be readable behind a line.
  static let padding = 64
  /// More values are too many to be worth it.
  private static let maxParts = 256
  /// Lines that do not have a run's values before it is asked whether that is often.
  private static let patience = 16

  /// The bytes between values, one stretch after the other, with room for loads behind them.
  private let constants: [UInt8]
  private var parts: [Part]
  /// The bytes behind the last value.
  private let end: Part
  /// What the values were in the line learned from.
  private let masks: RecordMasks
  /// Where the object begins.
  private let objectStart: Int
  private var literals: [Literal?]
  private var runs: [Run] = []
  private var runBytes: [UInt8] = []
  private var known: [Known] = []
  /// Lines that were read since the runs were made, and those that did not have one.
  private var lines = 0
  private var differing = 0

  /// Learns from a line that was read without a fault and without repeated keys.
  ///
  /// - Parameter values: Of each member the place of the value, quotes included, and its key.
  init?(_ bytes: [UInt8], line: Range<Int>, objectAt start: Int, _ values: [MemberPlace]) {
    guard !values.isEmpty, values.count <= Self.maxParts else { return nil }
    var constants: [UInt8] = []
    var parts: [Part] = []
    var literals: [Literal?] = []
    var masks = RecordMasks()
    var at = line.lowerBound
    for value in values {
      let part = Part(
        start: constants.count,
        bytes[at..<value.start],
        key: value.key,
        kind: Self.kind(of: bytes[value.start])
      )
      parts.append(part)
      masks.add(part.bit, part.kind, false, false, false)
      literals.append(Self.literal(bytes[value.start..<value.end]))
      constants += bytes[at..<value.start]
      at = value.end
    }
    end = Part(start: constants.count, bytes[at..<line.upperBound], key: -1, kind: .null)
    constants += bytes[at..<line.upperBound]
    constants += [UInt8](repeating: 0, count: Self.padding)
    self.constants = constants
    self.parts = parts
    self.literals = literals
    self.masks = masks
    objectStart = start - line.lowerBound
    makeRuns()
  }

  /// Where a member's value stands.
  struct MemberPlace {
    var start: Int
    var end: Int
    /// The index of a ``RecordKey``, or -1.
    var key: Int
  }
}

// MARK: - Runs

extension LineLayout {
  /// What a value is, by its first byte.
  private static func kind(of first: UInt8) -> JSONToken.Kind {
    switch first {
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "n"): .null
    case UInt8(ascii: "t"): .true
    case UInt8(ascii: "f"): .false
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "{"): .object
    default: .number
    }
  }

  /// A value such as many lines have in common; `nil` for any other.
  private static func literal(_ text: ArraySlice<UInt8>) -> Literal? {
    guard text.count <= 5 else { return nil }
    let kinds: [(text: StaticString, kind: JSONToken.Kind)] = [
      ("null", .null), ("true", .true), ("false", .false), ("0", .number), ("[]", .array),
      ("{}", .object), ("\"\"", .string),
    ]
    return kinds.first { text.elementsEqual($0.text.description.utf8) }
      .map { Literal(kind: $0.kind, text: Array(text)) }
  }

  /// Puts neighboring values that lines have in common together.
  private mutating func makeRuns() {
    runs = []
    runBytes = []
    known = []
    lines = 0
    differing = 0
    var index = 0
    while index < parts.count {
      parts[index].run = -1
      guard literals[index] != nil else {
        index += 1
        continue
      }
      let first = index
      var run = Run(start: runBytes.count, known: known.count..<known.count)
      while index < parts.count, let literal = literals[index] {
        let part = parts[index]
        parts[index].run = -1
        runBytes += constants[part.bytes]
        if part.bit != 0 {
          // A string's token is what stands between its quotes.
          let quote = literal.kind == .string ? 1 : 0
          let place = runBytes.count - run.start
          let token = JSONToken(
            kind: literal.kind,
            start: place + quote,
            end: place + literal.text.count - quote
          )
          known.append(Known(slot: part.slot, token: token))
        }
        runBytes += literal.text
        index += 1
      }
      run.values = index - first
      if index < parts.count {
        runBytes += constants[parts[index].bytes]
      }
      run.count = runBytes.count - run.start
      run.known = run.known.lowerBound..<known.count
      parts[first].run = Int32(runs.count)
      runs.append(run)
    }
    runBytes += [UInt8](repeating: 0, count: Self.padding)
  }

  /// Notes that a line did not have the values of the run that begins with a part. If that is so in
  /// one of sixteen lines, the value that is another one belongs to no run from now on.
  ///
  /// - Parameter at: Where the run was looked for.
  private mutating func noteDifference(_ index: Int, _ bytes: [UInt8], at start: Int) {
    differing += 1
    guard differing >= Self.patience else { return }
    let isOften = lines < Self.patience * Self.patience
    lines = 0
    differing = 0
    guard isOften else { return }
    var at = start
    for part in index..<index + runs[Int(parts[index].run)].values {
      guard let text = literals[part]?.text else { continue }
      at += parts[part].bytes.count
      guard at + text.count <= bytes.count, bytes[at..<at + text.count].elementsEqual(text) else {
        literals[part] = nil
        return makeRuns()
      }
      at += text.count
    }
  }
}

// MARK: - Reading

extension LineLayout {
  /// Where the object of a line that fits begins, behind the line's start.
  var objectOffset: Int { objectStart }

  /// Reads the line that begins at `start` if it fits; else says so, and what was put into `tokens`
  /// means nothing. The end of the line is found on the way.
  ///
  /// - Parameters:
  ///   - limit: Where loads may begin at the latest: ``padding`` bytes behind it are in `bytes`.
  ///   - lineEnd: The byte that ends a line.
  ///   - tokens: ``slotCount`` places.
  ///   - masks: What the values are; unchanged if the line does not fit.
  /// - Complexity: O(*n*) in the bytes of the line; no allocation.
  /// - Returns: Where the line ends.
  mutating func read(
    _ bytes: [UInt8],
    from start: Int,
    before limit: Int,
    lineEnd: UInt8,
    into tokens: inout [JSONToken],
    _ masks: inout RecordMasks
  ) -> Int? {
    precondition(
      start >= 0 && start <= limit && limit <= bytes.count - Self.padding
        && tokens.count >= Self.slotCount,
      "bytes can be loaded behind the limit"
    )
    lines &+= 1
    var different = (part: -1, at: 0)
    // Sound: see the precondition. Every load below begins before `limit`, or at most 16 bytes behind
    // it; `constants` and `runBytes` have as many bytes behind the last stretch. Slots are
    // below `slotCount`.
    let line = unsafe bytes.withUnsafeBytes { bytes in
      unsafe withTables { tables in
        unsafe tokens.withUnsafeMutableBufferPointer { tokens -> Int? in
          guard let bytes = bytes.baseAddress, let tokens = tokens.baseAddress else { return nil }
          return unsafe Self.read(
            bytes,
            from: start,
            before: limit,
            lineEnd,
            tables,
            tokens,
            &masks,
            &different
          )
        }
      }
    }
    if different.part >= 0, line != nil { noteDifference(different.part, bytes, at: different.at) }
    return line
  }

  /// The layout's arrays as they are read.
  @unsafe private struct Tables {
    var constants: UnsafeRawPointer
    var runBytes: UnsafeRawPointer
    var parts: UnsafeBufferPointer<Part>
    var runs: UnsafeBufferPointer<Run>
    var known: UnsafeBufferPointer<Known>
    var end: UnsafePointer<Part>
    var masks: UnsafePointer<RecordMasks>
  }

  @inline(__always)
  private func withTables<Result>(_ body: (Tables) -> Result?) -> Result? {
    unsafe constants.withUnsafeBytes { constants in
      unsafe runBytes.withUnsafeBytes { runBytes in
        unsafe parts.withUnsafeBufferPointer { parts in
          unsafe runs.withUnsafeBufferPointer { runs in
            unsafe known.withUnsafeBufferPointer { known in
              // Never empty: both have bytes behind them.
              guard let constants = constants.baseAddress, let runBytes = runBytes.baseAddress
              else { return nil }
              return unsafe withUnsafePointer(to: end) { end in
                unsafe withUnsafePointer(to: masks) { masks in
                  unsafe body(
                    Tables(
                      constants: constants,
                      runBytes: runBytes,
                      parts: parts,
                      runs: runs,
                      known: known,
                      end: end,
                      masks: masks
                    )
                  )
                }
              }
            }
          }
        }
      }
    }
  }

  private static func read(
    _ bytes: UnsafeRawPointer,
    from start: Int,
    before end: Int,
    _ lineEnd: UInt8,
    _ tables: Tables,
    _ tokens: UnsafeMutablePointer<JSONToken>,
    _ masks: inout RecordMasks,
    _ different: inout (part: Int, at: Int)
  ) -> Int? {
    // What is not told by the kinds of the values; and whether one is of another kind than that learned.
    var highs: UInt64 = 0
    var escaped: UInt64 = 0
    var fractions: UInt64 = 0
    var isOfOtherKind = false
    var at = start
    var index = 0
    let count = unsafe tables.parts.count
    while index < count {
      // Read in place: copies of these cost more than what is done with them.
      var part = unsafe tables.parts.baseAddress.unsafelyUnwrapped + index
      var isAtValue = false
      if unsafe part.pointee.run >= 0 {
        let run = unsafe tables.runs.baseAddress.unsafelyUnwrapped + Int(part.pointee.run)
        let length = unsafe run.pointee.count
        if at &+ length < end,
          unsafe JSONLoads.isSame(bytes + at, tables.runBytes + run.pointee.start, length)
        {
          for entry in unsafe run.pointee.known {
            let value = unsafe tables.known[entry]
            var token = value.token
            token.start &+= at
            token.end &+= at
            unsafe tokens[Int(value.slot)] = token
          }
          at &+= length
          index &+= unsafe run.pointee.values
          guard index < count else { break }
          unsafe part = tables.parts.baseAddress.unsafelyUnwrapped + index
          isAtValue = true
        } else {
          different = (index, at)
        }
      }
      if !isAtValue {
        let length = unsafe Int(part.pointee.count)
        let different =
          unsafe (JSONLoads.vector(bytes, at) ^ part.pointee.pattern) & part.pointee.mask
        guard
          at &+ length < end, JSONLoads.bits(different) == 0,
          unsafe length <= 16
            || JSONLoads.isSame(
              bytes + (at &+ 16),
              tables.constants + (Int(part.pointee.start) &+ 16),
              length &- 16
            )
        else { return nil }
        at &+= length
      }
      let first = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
      var token = JSONToken(kind: .string, start: at, end: at)
      if first == UInt8(ascii: "\"") {
        token.start = at &+ 1
        guard
          let close = unsafe JSONLoads.endOfString(
            bytes,
            at &+ 1,
            end,
            &token.hasHighBytes,
            &token.hasEscapes
          )
        else { return nil }
        token.end = close
        at = close &+ 1
        highs |= token.hasHighBytes ? unsafe part.pointee.bit : 0
        escaped |= token.hasEscapes ? unsafe part.pointee.bit : 0
      } else {
        var isFraction = false
        guard
          let kind = unsafe skipValue(bytes, &at, before: end, first, &isFraction)
        else { return nil }
        if isFraction { fractions |= unsafe part.pointee.bit }
        token.kind = kind
        token.end = at
      }
      unsafe tokens[Int(part.pointee.slot)] = token
      if unsafe token.kind != part.pointee.kind { isOfOtherKind = true }
      index &+= 1
    }
    let lastStart = unsafe Int(tables.end.pointee.start)
    let lastCount = unsafe Int(tables.end.pointee.count)
    guard
      at &+ lastCount < end,
      unsafe JSONLoads.isSame(bytes + at, tables.constants + lastStart, lastCount)
    else { return nil }
    at &+= lastCount
    guard unsafe bytes.load(fromByteOffset: at, as: UInt8.self) == lineEnd else { return nil }
    // Written in place: whoever copies what was written a moment before waits for it.
    if isOfOtherKind {
      masks = RecordMasks()
      for index in 0..<count {
        let part = unsafe tables.parts.baseAddress.unsafelyUnwrapped + index
        unsafe masks.add(part.pointee.bit, tokens[Int(part.pointee.slot)].kind, false, false, false)
      }
    } else {
      unsafe masks = tables.masks.pointee
    }
    masks.highs = highs
    masks.escaped = escaped
    masks.fractions = fractions
    return at
  }

  /// Goes behind a value that is no string, and says what it is; `nil` for what is none, and for what has
  /// values in it.
  @inline(__always)
  private static func skipValue(
    _ bytes: UnsafeRawPointer,
    _ at: inout Int,
    before end: Int,
    _ first: UInt8,
    _ isFraction: inout Bool
  ) -> JSONToken.Kind? {
    let kind: JSONToken.Kind
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      kind = .number
      guard let behind = unsafe JSONLoads.endOfNumber(bytes, at, end, &isFraction) else {
        return nil
      }
      at = behind
    case UInt8(ascii: "n"):
      guard unsafe JSONLoads.word(bytes, at) == 0x6c_6c_75_6e else { return nil }
      kind = .null
      at &+= 4
    case UInt8(ascii: "t"):
      guard unsafe JSONLoads.word(bytes, at) == 0x65_75_72_74 else { return nil }
      kind = .true
      at &+= 4
    case UInt8(ascii: "f"):
      guard
        unsafe JSONLoads.word(bytes, at) == 0x73_6c_61_66,
        unsafe bytes.load(fromByteOffset: at &+ 4, as: UInt8.self) == UInt8(ascii: "e")
      else { return nil }
      kind = .false
      at &+= 5
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      // Only empty ones: `]` and `}` stand two behind their opening brackets in ASCII.
      guard unsafe bytes.load(fromByteOffset: at &+ 1, as: UInt8.self) == first &+ 2 else {
        return nil
      }
      kind = first == UInt8(ascii: "[") ? .array : .object
      at &+= 2
    default: return nil
    }
    return at <= end ? kind : nil
  }
}
