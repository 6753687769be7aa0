// SPDX-License-Identifier: Apache-2.0

internal import CExpat

/// libexpat, fed with pieces of UTF-8; what it saw comes back as a list of events.
///
/// No document type reaches it (``XMLUnits`` takes them out or refuses them), and the handler for
/// entity declarations stops it all the same. Nothing is ever loaded from elsewhere: there is no
/// handler that could.
///
/// Safe to use: the C state is private, and every call below says why it is sound.
@safe final class ExpatParser {
  enum Event {
    case start(name: String, attributes: [(name: String, value: String)], byteIndex: Int)
    case end(name: String)
    case text([UInt8])
  }

  /// Why the parser stopped.
  struct Failure {
    /// The byte it stopped at, counted over all that was fed.
    var byteIndex: Int
    var words: String
  }

  private let parser: XML_Parser
  fileprivate var events: [Event] = []
  fileprivate var declaresEntity = false

  /// - Returns: `nil` when there is no memory for it.
  init?() {
    // Sound: a constant string; the parser is freed in `deinit` and nowhere else.
    guard let parser = unsafe XML_ParserCreate("UTF-8") else { return nil }
    unsafe self.parser = parser
    // Sound: the user data is this object without a reference of its own; handlers run only inside
    // `parse`, during which the object is alive.
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { data, name, attributes in unsafe ExpatParser.at(data)?.start(name, attributes) },
      { data, name in unsafe ExpatParser.at(data)?.end(name) }
    )
    unsafe XML_SetCharacterDataHandler(parser) { data, text, count in
      unsafe ExpatParser.at(data)?.text(text, Int(count))
    }
    unsafe XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in
      unsafe ExpatParser.at(data)?.refuseEntity()
    }
  }

  deinit {
    // Sound: nobody else holds the parser.
    unsafe XML_ParserFree(parser)
  }

  /// Parses a piece and returns what is in it, and why parsing stopped if it did. After a failure
  /// the parser is used up.
  func parse(_ piece: ArraySlice<UInt8>, isLast: Bool = false) -> ([Event], Failure?) {
    events.removeAll(keepingCapacity: true)
    precondition(piece.count <= Int(Int32.max), "pieces are small")
    // Sound: the bytes live for the whole call, their count is theirs, and expat copies what it
    // keeps.
    let status = unsafe piece.withUnsafeBytes { bytes in
      unsafe XML_Parse(
        parser,
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(bytes.count),
        isLast ? 1 : 0
      )
    }
    guard status != XML_STATUS_OK else { return (events, nil) }
    // Sound: the parser is alive; the words are a string constant of the library.
    let code = unsafe XML_GetErrorCode(parser)
    let words = unsafe XML_ErrorString(code).map { unsafe String(cString: $0) }
    return (
      events,
      Failure(
        byteIndex: Int(unsafe XML_GetCurrentByteIndex(parser)),
        words: declaresEntity ? "an entity is declared" : words ?? "expat error \(code.rawValue)"
      )
    )
  }
}

// MARK: - Handlers

extension ExpatParser {
  private static func at(_ data: UnsafeMutableRawPointer?) -> ExpatParser? {
    // Sound: the only user data ever set is a pointer to a living object of this class.
    unsafe data.map { unsafe Unmanaged<ExpatParser>.fromOpaque($0).takeUnretainedValue() }
  }

  private func start(
    _ name: UnsafePointer<XML_Char>?,
    _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) {
    var attributes: [(name: String, value: String)] = []
    var index = 0
    // Sound: expat hands over pairs of strings that end with NUL, and a null pointer behind the
    // last pair; all live during the call.
    while let list = unsafe list, let key = unsafe list[index], let value = unsafe list[index + 1] {
      attributes.append((unsafe String(cString: key), unsafe String(cString: value)))
      index += 2
    }
    events.append(
      .start(
        name: unsafe name.map { unsafe String(cString: $0) } ?? "",
        attributes: attributes,
        // Sound: called from a handler, where the current event is defined.
        byteIndex: Int(unsafe XML_GetCurrentByteIndex(parser))
      )
    )
  }

  private func end(_ name: UnsafePointer<XML_Char>?) {
    // Sound: a string that ends with NUL and lives during the call.
    events.append(.end(name: unsafe name.map { unsafe String(cString: $0) } ?? ""))
  }

  private func text(_ text: UnsafePointer<XML_Char>?, _ count: Int) {
    guard let text = unsafe text, count > 0 else { return }
    // Sound: expat hands over `count` bytes that live during the call; they are copied.
    let bytes = unsafe UnsafeRawBufferPointer(start: text, count: count)
    if case .text(var last)? = events.last {
      events.removeLast()
      unsafe last.append(contentsOf: bytes)
      events.append(.text(last))
    } else {
      events.append(.text(unsafe Array(bytes)))
    }
  }

  private func refuseEntity() {
    declaresEntity = true
    // Sound: called from a handler, where stopping is allowed.
    _ = unsafe XML_StopParser(parser, 0)
  }
}
