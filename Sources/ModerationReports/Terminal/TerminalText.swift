// SPDX-License-Identifier: Apache-2.0

/// Verdicts and summaries as text for people at a terminal.
///
/// ```swift
/// let text = TerminalText(width: 80, usesColor: true)
/// let bytes = text.explanation(comment, verdict)
/// ```
///
/// Nothing in a comment, a name or an id can reach the terminal as a control sequence: control
/// characters, DEL, C1 controls, bidirectional controls, zero-width and tag characters are shown by
/// their numbers, as `⟨U+202E⟩`. Joiners and variation selectors stay where they do ordinary work,
/// inside emoji and in scripts written with them. Line breaks inside names and ids are shown the same
/// way, so one record stays one record. The only control characters in the output are line feeds,
/// and the colour sequences when ``usesColor`` is on.
///
/// Lines are wrapped by columns: combining marks take none, East Asian wide characters and emoji two
/// (East_Asian_Width 14.0 in a table of our own; marks and emoji by the standard library's Unicode
/// properties). Of more than eight combining marks on one letter the rest is counted, not shown.
public struct TerminalText: Sendable, Hashable {
  /// The columns of a line; kept between 40 and 1,000. Default 80.
  public var width: Int
  /// Whether colours may be used; evidence is put in `«…»` otherwise. Default `false`.
  public var usesColor: Bool
  /// Whether our own signs (tree lines, bars, brackets) may be outside ASCII. What people wrote is
  /// shown in any case. Default `true`.
  public var usesUnicode: Bool
  /// The lines of each body that ``threadTree(_:)`` shows; at least 1. Default 3.
  public var maxBodyLines: Int

  /// Makes a layout.
  public init(
    width: Int = 80,
    usesColor: Bool = false,
    usesUnicode: Bool = true,
    maxBodyLines: Int = 3
  ) {
    self.width = min(max(width, 40), 1_000)
    self.usesColor = usesColor
    self.usesUnicode = usesUnicode
    self.maxBodyLines = max(maxBodyLines, 1)
  }
}

// MARK: - What all layouts share

extension TerminalText {
  var columns: Int { min(max(width, 40), 1_000) }

  /// The sign between two facts.
  var dot: String { usesUnicode ? " · " : " - " }

  func makeParagraph() -> Paragraph {
    Paragraph(usesUnicode: usesUnicode, marksEvidence: !usesColor)
  }

  /// Writes a paragraph behind a margin of spaces.
  func write(
    _ paragraph: inout Paragraph,
    to out: inout [UInt8],
    indent: Int = 0,
    hanging: Int? = nil
  ) {
    let rest = hanging ?? indent
    paragraph.write(
      to: &out,
      margin: Paragraph.Margin(
        first: [UInt8](repeating: 0x20, count: indent),
        rest: [UInt8](repeating: 0x20, count: rest)
      ),
      width: columns - max(indent, rest),
      usesColor: usesColor
    )
    paragraph.reset()
  }

  func heading(_ text: String, to out: inout [UInt8]) {
    var paragraph = makeParagraph()
    out.append(0x0a)
    paragraph.literal(text, .strong)
    write(&paragraph, to: &out)
  }

  /// A bar of `width` columns of which `share` (0…1) is filled.
  func bar(_ share: Double, width: Int) -> (filled: String, empty: String) {
    let bounded = min(max(share.isNaN ? 0 : share, 0), 1)
    guard usesUnicode else {
      let count = Int((bounded * Double(width)).rounded())
      return (
        String(repeating: "#", count: count), String(repeating: ".", count: width - count)
      )
    }
    let eighths = Int((bounded * Double(width * 8)).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let filled = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    let taken = (eighths + 7) / 8
    return (filled, String(repeating: " ", count: width - taken))
  }

  /// A text of ours, filled up with spaces to `width`.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }

  static func paddedLeft(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.unicodeScalars.count)) + text
  }
}
