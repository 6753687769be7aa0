// SPDX-License-Identifier: Apache-2.0

/// Text on its way to a terminal: pieces with a style and a known width, wrapped when written.
///
/// Our own words enter by ``literal(_:_:)``; everybody else's by ``data(_:_:limit:)`` and
/// ``data(utf8:in:evidence:)``, which never let a control character through. Those are the only
/// ways in.
struct Paragraph {
  /// One or more scalars that are not parted.
  private struct Cell {
    enum Kind: UInt8 { case glyph, space, lineBreak }
    /// Bytes of the arena.
    var start: Int
    var end: Int
    var width: UInt8
    var kind: Kind
    var style: TerminalStyle
  }

  private let usesUnicode: Bool
  private let marksEvidence: Bool
  private var arena: [UInt8] = []
  private var cells: [Cell] = []
  /// Whether there is more text than was put in.
  private var isCut = false

  /// - Parameters:
  ///   - usesUnicode: whether our own signs may be outside ASCII.
  ///   - marksEvidence: whether evidence is put between signs because there is no colour.
  init(usesUnicode: Bool, marksEvidence: Bool) {
    self.usesUnicode = usesUnicode
    self.marksEvidence = marksEvidence
  }

  /// Empties the paragraph and keeps its storage.
  mutating func reset() {
    arena.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    isCut = false
  }

  var isEmpty: Bool { cells.isEmpty }
}

// MARK: - Putting text in

extension Paragraph {
  /// Adds our own words: no control characters, every character one column wide.
  mutating func literal(_ text: String, _ style: TerminalStyle = .plain) {
    for scalar in text.unicodeScalars {
      let start = arena.count
      arena.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
      add(from: start, width: 1, kind: scalar == " " ? .space : .glyph, style)
    }
  }

  mutating func lineBreak() {
    add(from: arena.count, width: 0, kind: .lineBreak, .plain)
  }

  /// Adds somebody else's text on one line: line breaks and tabs are shown by their numbers.
  mutating func data(_ text: String, _ style: TerminalStyle = .plain, limit: Int = 120) {
    let (bytes, isShort) = VisibleText.prefix(of: text, limit: limit)
    var units = VisibleText(bytes)
    while let (unit, range) = units.next() {
      switch unit {
      case .lineBreak, .tab:
        for byte in bytes[range] { escape(UInt32(byte), style) }
      default: append(unit, bytes, range, style)
      }
    }
    if isShort { literal(usesUnicode ? "…" : "...", style) }
  }

  /// Adds part of a comment's body with its lines, the evidence in it marked.
  mutating func data(utf8 body: [UInt8], in range: Range<Int>, evidence: Evidence) {
    var units = VisibleText(body, in: range)
    var next = 0
    var isMarked = false
    while let (unit, place) = units.next() {
      while next < evidence.pieces.count,
        evidence.pieces[next].range.upperBound <= place.lowerBound
      {
        next += 1
      }
      let isHere =
        next < evidence.pieces.count && evidence.pieces[next].range.lowerBound < place.upperBound
      if isHere != isMarked { mark(opens: isHere) }
      isMarked = isHere
      append(unit, body, place, isHere ? .evidence : .plain)
    }
    if isMarked { mark(opens: false) }
  }

  /// Says that there is more text than was put in, so that the last line ends with an ellipsis.
  mutating func cut() { isCut = true }

  private mutating func append(
    _ unit: VisibleText.Unit,
    _ bytes: [UInt8],
    _ range: Range<Int>,
    _ style: TerminalStyle
  ) {
    let start = arena.count
    switch unit {
    case .plain(let value):
      arena.append(contentsOf: bytes[range])
      let width = ColumnWidth.of(value, class: .plain)
      add(from: start, width: UInt8(width), kind: value == 0x20 ? .space : .glyph, style)
    case .mark:
      arena.append(contentsOf: bytes[range])
      add(from: start, width: 0, kind: .glyph, style)
    case .lineBreak: lineBreak()
    case .tab: for _ in 0..<4 { literal(" ", style) }
    case .hidden(let value): escape(value, style)
    case .moreMarks(let count): bracket("+" + Phrase.count(count, "mark"), style)
    }
  }

  private mutating func escape(_ value: UInt32, _ style: TerminalStyle) {
    bracket(ScalarClass.label(value), style)
  }

  /// A note inside somebody else's text, kept on one line.
  private mutating func bracket(_ note: String, _ style: TerminalStyle) {
    let start = arena.count
    arena.append(ascii: usesUnicode ? "⟨" : "<")
    arena.append(ascii: note)
    arena.append(ascii: usesUnicode ? "⟩" : ">")
    add(
      from: start,
      width: UInt8(clamping: note.utf8.count + 2),
      kind: .glyph,
      style == .plain ? .escaped : style
    )
  }

  private mutating func mark(opens: Bool) {
    guard marksEvidence else { return }
    literal(opens ? (usesUnicode ? "«" : "[[") : (usesUnicode ? "»" : "]]"))
  }

  private mutating func add(
    from start: Int,
    width: UInt8,
    kind: Cell.Kind,
    _ style: TerminalStyle
  ) {
    cells.append(Cell(start: start, end: arena.count, width: width, kind: kind, style: style))
  }
}

// MARK: - Taking lines out

extension Paragraph {
  /// What stands before the lines of a paragraph.
  struct Margin {
    /// Before the first line: our own signs, already bytes.
    var first: [UInt8]
    /// Before every other line.
    var rest: [UInt8]
  }

  /// Writes the paragraph, wrapped at spaces, before wide characters or, failing that, anywhere.
  ///
  /// - Parameters:
  ///   - width: the columns for the text itself, at least 2.
  ///   - maxLines: further lines are left out, and the last one ends with an ellipsis.
  /// - Complexity: O(*n*) in the pieces written.
  func write(
    to out: inout [UInt8],
    margin: Margin,
    width: Int,
    maxLines: Int = .max,
    usesColor: Bool
  ) {
    var start = 0
    var lines = 0
    repeat {
      lines += 1
      let isLast = lines >= maxLines
      var line = measure(from: start, width: width)
      let hasMore =
        isLast && (line.next < cells.count || isCut) || line.next >= cells.count && isCut
      if hasMore { line = measure(from: start, width: width - 2) }
      out.append(contentsOf: lines == 1 ? margin.first : margin.rest)
      emit(start..<line.end, to: &out, usesColor: usesColor)
      if hasMore {
        if line.end > start { out.append(0x20) }
        out.append(ascii: usesUnicode ? "…" : "~")
      }
      while let last = out.last, last == 0x20 { out.removeLast() }
      out.append(0x0a)
      start = line.next
      if isLast || hasMore { return }
    } while start < cells.count
  }

  /// Where the line that begins at a cell ends, and where the next one begins.
  private func measure(from start: Int, width: Int) -> (end: Int, next: Int) {
    var used = 0
    var index = start
    var opportunity: (end: Int, next: Int)?
    while index < cells.count {
      let cell = cells[index]
      if cell.kind == .lineBreak { return (index, index + 1) }
      if cell.width == 2, index > start { opportunity = (index, index) }
      if used + Int(cell.width) > width, index > start {
        if cell.kind == .space { return (index, index + 1) }
        return opportunity ?? (index, index)
      }
      used += Int(cell.width)
      index += 1
      if cell.kind == .space, index - start > 1 { opportunity = (index - 1, index) }
    }
    return (index, index)
  }

  private func emit(_ range: Range<Int>, to out: inout [UInt8], usesColor: Bool) {
    var style = TerminalStyle.plain
    for cell in cells[range] {
      if usesColor, cell.style != style {
        if style != .plain { Self.control(.plain, to: &out) }
        if cell.style != .plain { Self.control(cell.style, to: &out) }
        style = cell.style
      }
      for index in cell.start..<cell.end { out.append(arena[index]) }
    }
    if style != .plain { Self.control(.plain, to: &out) }
  }

  /// The only place that writes an escape character.
  static func control(_ style: TerminalStyle, to out: inout [UInt8]) {
    out.append(0x1b)
    out.append(UInt8(ascii: "["))
    out.append(ascii: style.parameters)
    out.append(UInt8(ascii: "m"))
  }
}
