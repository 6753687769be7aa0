// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// The views of one body, each made once and only when asked for.
///
/// Lives for one comment on one task: it is not `Sendable`.
final class TextViews {
  /// The body's bytes: valid UTF-8.
  let body: [UInt8]
  let format: BodyFormat
  private let normalizer: NormalizerSource
  let scratch: JudgingScratch
  private let sources: () -> [String]

  private(set) lazy var segments: [TextSegment] = makeSegments()
  private(set) lazy var raw = makeRaw()
  private(set) lazy var prose = text(of: .prose)
  private(set) lazy var quoted = text(of: .quote)
  private(set) lazy var normalized = normalizer.normalizer.normalized(
    prose,
    wasCut: &wasCut,
    &scratch.words
  )
  private(set) lazy var normalizedBody = normalizer.normalizer.normalized(
    text(of: .prose, and: .quote),
    wasCut: &wasCut,
    &scratch.words
  )
  private(set) lazy var withoutBlockquotes = makeWithoutBlockquotes()
  private(set) lazy var words = WordSpan.words(in: normalized.bytes)
  /// The hash of each of ``words``.
  private(set) lazy var wordHashes = WordSpan.hashes(of: words, in: normalized.bytes)
  private(set) lazy var links = makeLinks()
  /// Which bytes there are in ``prose``.
  private(set) lazy var census = prose.isWholeBody ? bodyCensus : ByteCensus(prose.bytes)
  private lazy var bodyCensus = ByteCensus(body)
  /// Whether there may be character references.
  private lazy var hasReferences = bodyCensus.mayHold(UInt8(ascii: "&"))
  private(set) lazy var mentions =
    census.mayHold(UInt8(ascii: "@")) || census.mayHold(UInt8(ascii: "/"))
    ? MentionFinder.mentions(in: prose) : []
  private var subjects: [(view: TextView, subject: Subject)] = []
  /// Whether a normalized view that was made lacks the end of the text: see
  /// ``Normalizer/maxScalars``.
  private(set) var wasCut = false

  /// - Parameters:
  ///   - scratch: What is remembered from other comments.
  ///   - sources: The bodies of the comments above, nearest first; only asked for when the
  ///   body holds something like a quotation.
  init(
    body: [UInt8],
    format: BodyFormat,
    normalizer: NormalizerSource,
    scratch: JudgingScratch = JudgingScratch(),
    sources: @escaping () -> [String] = { [] }
  ) {
    self.body = body
    self.format = format
    self.normalizer = normalizer
    self.scratch = scratch
    self.sources = sources
  }

  /// The views of another body, read in the same way.
  func views(of body: [UInt8], format: BodyFormat) -> TextViews {
    TextViews(body: body, format: format, normalizer: normalizer, scratch: scratch)
  }

  /// The text of a view.
  func text(_ view: TextView) -> MappedText {
    switch view {
    case .raw: raw
    case .prose: prose
    case .quoted: quoted
    case .normalized: normalized
    case .normalizedBody: normalizedBody
    case .withoutBlockquotes: withoutBlockquotes
    }
  }

  /// The text of a view as something patterns can be matched against.
  func subject(_ view: TextView) -> Subject {
    for known in subjects where known.view == view { return known.subject }
    let subject = Subject(repairing: text(view).bytes)
    subjects.append((view, subject))
    return subject
  }

  private func makeSegments() -> [TextSegment] {
    switch format {
    case .html: HTMLSegmenter.segments(of: body)
    case .text, .markdown:
      QuotationParagraphs.mark(
        OwnWords.found(
          in: MarkdownSegmenter.segments(of: body, format: format, census: bodyCensus),
          of: body
        ),
        of: body,
        sources: sources()
      )
    }
  }

  /// In HTML with its character references read: some programs write them for the slashes of addresses.
  private func makeLinks() -> [Link] {
    guard format == .html, body.contains(UInt8(ascii: "&")) else {
      return LinkFinder.links(in: body, segments: segments)
    }
    var text = MappedText()
    text.reserveCapacity(body.count)
    text.appendDecodingEntities(0..<body.count, of: body)
    return LinkFinder.links(in: text, segments: segments)
  }

  /// The body as its author wrote it: Reddit's dumps have Markdown in which `&`, `<` and `>` are
  /// written `&amp;`, `&lt;` and `&gt;`, and rules are made for the former.
  private func makeRaw() -> MappedText {
    guard format == .markdown else { return MappedText(copyOf: body) }
    return MarkdownEscapes.read(in: body) ?? MappedText(copyOf: body)
  }

  /// Line by line, as AutoModerator does it. Reddit's dumps write `>` as `&gt;`.
  private func makeWithoutBlockquotes() -> MappedText {
    var text = MappedText()
    var start = 0
    while start <= body.count {
      let (end, next) = lineEnd(from: start)
      let line = body[start..<end]
      let isQuote = line.first == UInt8(ascii: ">") || line.starts(with: Self.escapedMark)
      if !isQuote, !line.isEmpty {
        if !text.isEmpty { text.append(scalar: 0x0A, for: max(0, start - 1)..<start) }
        if format == .markdown {
          MarkdownEscapes.append(start..<end, of: body, to: &text)
        } else {
          text.append(copying: start..<end, of: body)
        }
      }
      start = next
    }
    return text
  }

  /// Where the line ends that begins at a byte, and where the next one begins: beyond the end of the body
  /// if there is none. Lines end where Python's `splitlines` ends them, as AutoModerator has it.
  private func lineEnd(from start: Int) -> (end: Int, next: Int) {
    var index = start
    while index < body.count {
      switch body[index] {
      case 0x0D where index + 1 < body.count && body[index + 1] == 0x0A: return (index, index + 2)
      case 0x0A...0x0D, 0x1C...0x1E: return (index, index + 1)
      // U+0085, U+2028, U+2029
      case 0xC2 where body[index...].starts(with: [0xC2, 0x85]): return (index, index + 2)
      case 0xE2
      where body[index...].starts(with: [0xE2, 0x80, 0xA8])
        || body[index...].starts(with: [0xE2, 0x80, 0xA9]):
        return (index, index + 3)
      default: index += 1
      }
    }
    return (index, index + 1)
  }

  private static let escapedMark = Array("&gt;".utf8)

  /// The segments of the given kinds. What is left out between words of one line becomes a space;
  /// HTML tags inside a line vanish, those that end a line become a line feed. Character references are read
  /// everywhere: Markdown shows them as what they stand for, and many a dump of plain text was HTML once.
  private func text(of kind: TextSegment.Kind, and other: TextSegment.Kind? = nil) -> MappedText {
    if format != .html, segments.allSatisfy({ $0.kind == kind || $0.kind == other }) {
      return hasReferences
        ? MappedText(readingReferencesIn: body, isEscaped: format == .markdown)
        : MappedText(copyOf: body)
    }
    var text = MappedText()
    text.reserveCapacity(body.count)
    for segment in segments {
      switch segment.kind {
      case kind, other:
        hasReferences
          ? text.appendDecodingEntities(segment.range, of: body, isEscaped: format == .markdown)
          : text.append(copying: segment.range, of: body)
      case .markup, .quotedMarkup: continue
      case .lineBreak: text.append(scalar: 0x0A, for: segment.range)
      case .code, .quote, .prose:
        guard let last = text.bytes.last, !ByteClass.isSpace(last) else { continue }
        text.append(scalar: 0x20, for: segment.range)
      }
    }
    return text
  }
}

extension MappedText {
  /// A body with its character references read.
  ///
  /// - Parameter isEscaped: As in ``appendDecodingEntities(_:of:isEscaped:)``.
  init(readingReferencesIn body: [UInt8], isEscaped: Bool) {
    var text = MappedText()
    text.reserveCapacity(body.count)
    text.appendDecodingEntities(body.indices, of: body, isEscaped: isEscaped)
    self = text.bytes.count == body.count ? MappedText(copyOf: body) : text
  }

  /// Appends text with its character references read.
  ///
  /// - Parameter isEscaped: Whether `&` itself may be written as one, as in Reddit's dumps: `&amp;#105;` is `&#105;` there.
  mutating func appendDecodingEntities(
    _ range: Range<Int>,
    of body: [UInt8],
    isEscaped: Bool = false
  ) {
    var start = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      guard body[index] == UInt8(ascii: "&"),
        let entity = isEscaped
          ? HTMLEntity.escapedScalar(in: body, at: index) : HTMLEntity.scalar(in: body, at: index),
        index + entity.length <= range.upperBound
      else {
        index += 1
        continue
      }
      append(copying: start..<index, of: body)
      append(scalar: entity.scalar, for: index..<index + entity.length)
      index += entity.length
      start = index
    }
    append(copying: start..<range.upperBound, of: body)
  }
}
