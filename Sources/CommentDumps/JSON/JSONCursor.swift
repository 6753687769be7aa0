// SPDX-License-Identifier: Apache-2.0

/// Reads JSON from bytes, strictly by RFC 8259, one step at a time and without recursion.
///
/// The bytes are handed to every call and end where the text ends, so that the compiler can drop
/// the bounds checks of the inner loops. Ill-formed UTF-8 and lone surrogate escapes inside strings
/// pass here: they are mended when the text is decoded (``JSONText``).
///
/// Foundation's readers are not used because they lose the whole record for one lone surrogate,
/// disagree about duplicate keys and accept trailing commas.
struct JSONCursor {
  /// The deepest nesting that is read of single records; the outermost value is level 1.
  static let maxDepth = 512

  /// Index of the next byte.
  var position: Int
  /// The first place of `NaN`, `Infinity` or `-Infinity` that was read as null.
  private(set) var notANumberAt: Int?

  private var depth = 0
  private let depthLimit: Int
  let readsNotANumber: Bool
  /// Which of the innermost open containers (up to 64) are objects; the innermost is bit 0.
  private var kinds: UInt64 = 0
  /// `kinds` of each 64 levels further out.
  private var outerKinds: [UInt64] = []

  /// - Parameter readsNotANumber: Whether `NaN`, `Infinity` and `-Infinity`, which Python's `json` writes for
  ///   what a table lacks, are null.
  init(at position: Int = 0, maxDepth: Int = Self.maxDepth, readsNotANumber: Bool = false) {
    self.position = position
    depthLimit = maxDepth
    self.readsNotANumber = readsNotANumber
  }
}

// MARK: - Steps

extension JSONCursor {
  /// Starts anew, keeping memory.
  mutating func reset(to position: Int) {
    self.position = position
    depth = 0
    outerKinds.removeAll(keepingCapacity: true)
    notANumberAt = nil
  }

  /// Moves behind spaces, tabs, line feeds and carriage returns.
  @inline(__always)
  mutating func skipSpace(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position &+= 1
    }
  }

  /// Enters the object at the cursor and says whether it has members.
  mutating func enterObject(_ bytes: Span<UInt8>) throws(JSONFault) -> Bool {
    precondition(position < bytes.count && bytes[position] == UInt8(ascii: "{"))
    try open(isObject: true)
    position &+= 1
    skipSpace(bytes)
    guard position < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
    guard bytes[position] == UInt8(ascii: "}") else { return true }
    position &+= 1
    close()
    return false
  }

  /// Enters the array at the cursor and says whether it has elements.
  mutating func enterArray(_ bytes: Span<UInt8>) throws(JSONFault) -> Bool {
    precondition(position < bytes.count && bytes[position] == UInt8(ascii: "["))
    try open(isObject: false)
    position &+= 1
    skipSpace(bytes)
    guard position < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
    guard bytes[position] == UInt8(ascii: "]") else { return true }
    position &+= 1
    close()
    return false
  }

  /// Reads a key and its colon; the cursor is then at the value.
  @inline(__always)
  mutating func key(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONToken {
    guard position < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
    guard bytes[position] == UInt8(ascii: "\"") else {
      throw JSONFault(.expectedKey, at: position, byte: bytes[position])
    }
    let key = try string(bytes)
    skipSpace(bytes)
    guard position < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
    guard bytes[position] == UInt8(ascii: ":") else {
      throw JSONFault(.expectedColon, at: position, byte: bytes[position])
    }
    position &+= 1
    skipSpace(bytes)
    return key
  }

  /// Moves from the end of a member to the next key, or out of the object.
  @inline(__always)
  mutating func hasNextMember(_ bytes: Span<UInt8>) throws(JSONFault) -> Bool {
    skipSpace(bytes)
    guard position < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
    switch bytes[position] {
    case UInt8(ascii: ","):
      position &+= 1
      skipSpace(bytes)
      if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
        throw JSONFault(.trailingComma, at: position)
      }
      return true
    case UInt8(ascii: "}"):
      position &+= 1
      close()
      return false
    case let byte: throw JSONFault(.expectedCommaOrBrace, at: position, byte: byte)
    }
  }

  /// Reads the value at the cursor; arrays and objects are checked and skipped as a whole.
  ///
  /// - Complexity: O(*n*) in the bytes of the value; no allocation below 64 levels.
  @inline(__always)
  mutating func value(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONToken {
    guard position < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
    switch bytes[position] {
    case UInt8(ascii: "\""): return try string(bytes)
    case UInt8(ascii: "{"): return try container(.object, bytes)
    case UInt8(ascii: "["): return try container(.array, bytes)
    default: return try scalar(bytes)
    }
  }

  /// Checks that only white space is left.
  mutating func end(_ bytes: Span<UInt8>) throws(JSONFault) {
    skipSpace(bytes)
    guard position >= bytes.count else {
      throw JSONFault(.contentAfter, at: position, byte: bytes[position])
    }
  }

  /// Whether `bytes` are one JSON value, after an optional byte order mark: the fault, or `nil`.
  static func fault(
    in bytes: [UInt8],
    maxDepth: Int = Self.maxDepth,
    readsNotANumber: Bool = false
  ) -> JSONFault? {
    let span = bytes.span
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var cursor = JSONCursor(at: start, maxDepth: maxDepth, readsNotANumber: readsNotANumber)
    cursor.skipSpace(span)
    guard cursor.position < bytes.count else { return JSONFault(.nothing, at: bytes.count) }
    do throws(JSONFault) {
      _ = try cursor.value(span)
      try cursor.end(span)
      return nil
    } catch {
      return error
    }
  }
}

// MARK: - Containers

extension JSONCursor {
  /// Checks the array or object at the cursor and moves behind it.
  @inline(never)
  private mutating func container(
    _ kind: JSONToken.Kind,
    _ bytes: Span<UInt8>
  ) throws(JSONFault) -> JSONToken {
    let start = position
    let floor = depth
    scan: while true {
      // A value begins here.
      guard position < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
      switch bytes[position] {
      case UInt8(ascii: "\""): _ = try string(bytes)
      case UInt8(ascii: "{"):
        if try enterObject(bytes) {
          _ = try key(bytes)
          continue scan
        }
      case UInt8(ascii: "["): if try enterArray(bytes) { continue scan }
      default: _ = try scalar(bytes)
      }
      // A value has ended: leave what ends with it, then go on to the next one.
      while depth > floor {
        if kinds & 1 == 1 {
          guard try hasNextMember(bytes) else { continue }
          _ = try key(bytes)
          continue scan
        }
        if try hasNextElement(bytes) { continue scan }
      }
      return JSONToken(kind: kind, start: start, end: position)
    }
  }

  /// Moves from the end of an element to the next one, or out of the array.
  mutating func hasNextElement(_ bytes: Span<UInt8>) throws(JSONFault) -> Bool {
    skipSpace(bytes)
    guard position < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
    switch bytes[position] {
    case UInt8(ascii: ","):
      position &+= 1
      skipSpace(bytes)
      if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
        throw JSONFault(.trailingComma, at: position)
      }
      return true
    case UInt8(ascii: "]"):
      position &+= 1
      close()
      return false
    case let byte: throw JSONFault(.expectedCommaOrBracket, at: position, byte: byte)
    }
  }

  @inline(__always)
  private mutating func open(isObject: Bool) throws(JSONFault) {
    guard depth < depthLimit else {
      throw JSONFault(depthLimit == Self.maxDepth ? .tooDeep : .tooDeepDocument, at: position)
    }
    if depth > 0, depth & 63 == 0 { outerKinds.append(kinds) }
    kinds = kinds << 1 | (isObject ? 1 : 0)
    depth &+= 1
  }

  @inline(__always)
  private mutating func close() {
    depth &-= 1
    kinds >>= 1
    if depth > 0, depth & 63 == 0, let outer = outerKinds.popLast() { kinds = outer }
  }

  mutating func noteNotANumber(at index: Int) {
    if notANumberAt == nil { notANumberAt = index }
  }
}
