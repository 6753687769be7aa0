// SPDX-License-Identifier: Apache-2.0

/// Writes HTML in which everything is escaped: elements and attributes come from closed lists, and
/// texts and attribute values enter only through the functions here, which all escape.
///
/// What is hidden in a text (control characters, bidirectional controls, zero-width characters; see
/// ``ScalarClass``) never enters as it is: ``text(_:)`` and attribute values show it as `⟨U+202E⟩`,
/// ``data(_:limit:)`` as a small badge.
///
/// The same calls write packed markup instead (``PackedMarkup``), when it is made to do so.
struct HTMLBuilder {
  private(set) var bytes: [UInt8] = Array("<!DOCTYPE html>\n".utf8)
  private var openTags: [HTMLTag] = []
  /// Where elements go instead, as packed markup.
  private var packed: PackedMarkup?

  /// Begins a document.
  init() {}

  /// Begins packed markup, with the shapes that came before.
  init(packing packed: PackedMarkup) {
    bytes = []
    self.packed = packed
  }

  /// The packed markup that was written since the last call, and starts anew.
  mutating func takePacked() -> (markup: [UInt8], shapes: PackedMarkup)? {
    precondition(openTags.isEmpty, "all elements have ended")
    guard var done = packed else { return nil }
    let markup = done.take()
    packed = done
    return (markup, done)
  }
}

// MARK: - Elements

extension HTMLBuilder {
  /// Writes a start tag. The element stays open until ``close(_:)``; void elements need none.
  mutating func open(_ tag: HTMLTag, _ attributes: HTMLAttribute...) {
    startTag(tag, attributes)
  }

  /// Writes an end tag.
  ///
  /// - Precondition: `tag` is the element opened last.
  mutating func close(_ tag: HTMLTag) {
    precondition(openTags.last == tag, "elements end in the order they began")
    openTags.removeLast()
    guard packed == nil else {
      packed?.end()
      return
    }
    bytes.append(ascii: "</")
    bytes.append(ascii: tag.rawValue)
    bytes.append(UInt8(ascii: ">"))
    if tag.isBlock { bytes.append(0x0a) }
  }

  /// An element that holds a text of ours.
  mutating func element(_ tag: HTMLTag, _ attributes: HTMLAttribute..., text: String) {
    startTag(tag, attributes)
    self.text(text)
    close(tag)
  }

  /// An element that holds others.
  mutating func element(
    _ tag: HTMLTag,
    _ attributes: HTMLAttribute...,
    content: (inout HTMLBuilder) -> Void
  ) {
    startTag(tag, attributes)
    content(&self)
    close(tag)
  }

  /// The page's style sheet: a literal in this program.
  mutating func style(_ css: StaticString) { raw(.style, css) }

  /// The page's script: a literal in this program.
  mutating func script(_ code: StaticString) { raw(.script, code) }

  /// Data for the page's script: JSON whose texts hold no `<`, `>` or `&` (see ``JSONWriter``).
  ///
  /// - Parameter number: which of several blocks it is; `id` and the number are its id.
  mutating func dataBlock(id: StaticString, number: Int? = nil, _ json: JSONWriter) {
    precondition(json.isForHTML, "JSON inside HTML is escaped for it")
    let name = id.description + (number.map { "-\($0)" } ?? "")
    startTag(.script, [HTMLAttribute(.type, "application/json"), HTMLAttribute(.id, name)])
    bytes += json.bytes
    close(.script)
  }

  private mutating func raw(_ tag: HTMLTag, _ source: StaticString) {
    startTag(tag, [])
    bytes.append(ascii: source.description)
    close(tag)
  }

  private mutating func startTag(_ tag: HTMLTag, _ attributes: [HTMLAttribute]) {
    if packed != nil {
      packed?.start(tag, attributes)
      if !tag.isVoid { openTags.append(tag) } else { packed?.end() }
      return
    }
    bytes.append(UInt8(ascii: "<"))
    bytes.append(ascii: tag.rawValue)
    for attribute in attributes {
      bytes.append(0x20)
      bytes.append(ascii: attribute.name.rawValue)
      if attribute.value.utf8.isEmpty { continue }
      bytes.append(ascii: "=\"")
      text(attribute.value)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
    if !tag.isVoid { openTags.append(tag) }
  }
}

// MARK: - Texts

extension HTMLBuilder {
  /// Appends a text on which nothing of the page depends: markup is escaped, hidden characters are
  /// shown by number.
  mutating func text(_ text: String) {
    let utf8 = Array(text.utf8)
    append(utf8, in: 0..<utf8.count, badges: false)
  }

  /// Appends a short text that somebody else wrote, in an element that keeps its direction to
  /// itself; longer ones are cut at `limit` bytes.
  mutating func data(_ text: String, limit: Int = 200) {
    let (utf8, isCut) = VisibleText.prefix(of: text, limit: limit)
    startTag(.bdi, [])
    append(utf8, in: 0..<utf8.count, badges: true)
    if isCut { self.text("…") }
    close(.bdi)
  }

  /// Appends part of a comment's body. `range` begins and ends between scalars.
  mutating func body(_ utf8: [UInt8], in range: Range<Int>) {
    append(utf8, in: range, badges: true)
  }

  private mutating func append(_ utf8: [UInt8], in range: Range<Int>, badges: Bool) {
    var units = VisibleText(utf8, in: range)
    while let (unit, place) = units.next() {
      switch unit {
      case .plain(let value) where value < 0x80: escape(UInt8(value))
      case .plain, .mark: for index in place { put(utf8[index]) }
      case .lineBreak: put(0x0a)
      case .tab: put(0x09)
      case .hidden(let value): hidden(value, badges: badges)
      case .moreMarks(let count):
        badge("+" + Phrase.count(count, "mark"), title: "combining marks", badges: badges)
      }
    }
  }

  private mutating func hidden(_ value: UInt32, badges: Bool) {
    badge(ScalarClass.label(value), title: ScalarClass.meaning(value), badges: badges)
  }

  /// `label` and `title` are our own words.
  private mutating func badge(_ label: String, title: String, badges: Bool) {
    if badges {
      startTag(.span, [.class("u"), HTMLAttribute(.title, title)])
      for byte in label.utf8 { put(byte) }
      close(.span)
    } else {
      for byte in ("⟨" + label + "⟩").utf8 { put(byte) }
    }
  }

  /// Appends a byte that is not markup.
  private mutating func put(_ byte: UInt8) {
    if packed != nil { packed?.text(byte) } else { bytes.append(byte) }
  }

  private mutating func escape(_ byte: UInt8) {
    guard packed == nil else {
      packed?.text(byte)
      return
    }
    switch byte {
    case UInt8(ascii: "&"): bytes.append(ascii: "&amp;")
    case UInt8(ascii: "<"): bytes.append(ascii: "&lt;")
    case UInt8(ascii: ">"): bytes.append(ascii: "&gt;")
    case UInt8(ascii: "\""): bytes.append(ascii: "&quot;")
    case UInt8(ascii: "'"): bytes.append(ascii: "&#39;")
    case UInt8(ascii: "`"): bytes.append(ascii: "&#96;")
    default: bytes.append(byte)
    }
  }
}

extension HTMLTag {
  /// Whether white space after the element means nothing, so that the source may have lines.
  fileprivate var isBlock: Bool {
    switch self {
    case .span, .strong, .small, .a, .code, .bdi, .mark, .sup, .label, .svg, .rect, .line, .g,
      .svgText, .button, .path:
      false
    default: true
    }
  }
}
