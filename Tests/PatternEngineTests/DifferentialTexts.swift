// SPDX-License-Identifier: Apache-2.0

/// Seeded texts in which patterns nearly, barely or just not match: their own literals, bent where
/// a prefilter or a shortcut for ASCII could go wrong. Shared with `Fuzzing/`.
package struct DifferentialTexts: Sendable {
  /// What stands between two pieces, before the first and after the last.
  private static let joints: [String] = [
    " ", " ", " ", "", "", "-", ".", ", ", "\n", "\r\n", "_", "1", "a", "Z", "é", "ſ", "\u{212A}",
    "中", "😀", "\u{301}", "\u{A0}", "\u{2003}", "\u{3000}", "\u{2028}", "\u{85}", "\u{0}",
    "\u{200B}", "\u{200D}", "\u{FEFF}", "٣", "—", "(", "\"", "'", "/", "@", "ß", "\t",
  ]

  /// Characters that are equal without regard to case, or look as if they might be.
  private static let relatives: [Unicode.Scalar: [Unicode.Scalar]] = [
    "s": ["ſ", "S", "ß", "$"], "S": ["ſ", "s", "ẞ"], "k": ["\u{212A}", "K"],
    "K": ["\u{212A}", "k"], "i": ["İ", "ı", "I"], "I": ["İ", "ı", "i"], "ß": ["ẞ", "s"],
    "å": ["\u{212B}", "Å"], "µ": ["μ", "Μ"], "μ": ["µ", "Μ"], "σ": ["ς", "Σ"], "ς": ["σ", "Σ"],
    "é": ["É", "e"], "É": ["é", "E"], "e": ["é", "3", "е"], "a": ["а", "à", "@"],
    "o": ["0", "о", "ö"], "ω": ["\u{2126}", "Ω"], "θ": ["ϑ", "Θ"], "ж": ["Ж"],
    "д": ["Д", "\u{1C81}"],
    "в": ["В", "\u{1C80}"], "ǆ": ["ǅ", "Ǆ"], "ⱥ": ["Ⱥ"], "ﬆ": ["ﬅ"],
  ]

  private static let spaces: [Unicode.Scalar] = [
    "\u{A0}", "\u{2003}", "\u{3000}", "\u{2028}", "\u{85}", "\t", "\n", "\r", "\u{B}", "\u{200B}",
    "\u{1680}", "\u{180E}",
  ]
  private static let digits: [Unicode.Scalar] = ["٣", "३", "߃", "３", "𝟛", "²", "Ⅲ", "๓"]
  private static let marks: [Unicode.Scalar] = [
    "\u{301}", "\u{308}", "\u{345}", "\u{5B0}", "\u{20E3}", "\u{FE0F}", "\u{200D}", "\u{E0101}",
  ]
  private static let fillers: [Unicode.Scalar] = [
    ".", "-", "_", "*", " ", ",", "/", "|", "~", "\u{AD}", "\u{200B}", "é", "\u{0}", "\n", "😀",
  ]

  /// A text of a few of `samplers`' samples, joined and bent.
  package static func text(
    from samplers: [DifferentialSampler],
    using generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    let chosen = (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in
      samplers.randomElement(using: &generator)
    }
    return text(joining: chosen, using: &generator)
  }

  /// A text with one sample of each of `samplers`, in their order.
  ///
  /// - Parameter maxBends: How often one sample is changed, at most; half are not changed at all.
  package static func text(
    joining samplers: [DifferentialSampler],
    maxBends: Int = 4,
    using generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    var text: [Unicode.Scalar] = []
    func joint(_ generator: inout some RandomNumberGenerator) -> String.UnicodeScalarView {
      (joints.randomElement(using: &generator) ?? " ").unicodeScalars
    }
    if chance(60, using: &generator) { text += joint(&generator) }
    for sampler in samplers {
      var piece = sampler.sample(using: &generator)
      if chance(50, using: &generator) {
        for _ in 0..<Int.random(in: 0...maxBends, using: &generator) {
          bend(&piece, using: &generator)
        }
      }
      text += piece
      text += joint(&generator)
    }
    if chance(30, using: &generator), !text.isEmpty { text.removeLast() }
    if chance(12, using: &generator) { text.append("\n") }
    return bytes(of: text)
  }

  /// One sample and nothing around it, changed once or not at all.
  package static func text(
    ofOnly sampler: DifferentialSampler,
    using generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    var piece = sampler.sample(using: &generator)
    if chance(50, using: &generator) { bend(&piece, using: &generator) }
    if chance(25, using: &generator) { piece.append("\n") }
    if chance(25, using: &generator) { piece.insert("*", at: 0) }
    return bytes(of: piece)
  }

  /// UTF-8.
  package static func bytes(of scalars: some Sequence<Unicode.Scalar>) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in scalars { bytes += UTF8.encode(scalar).map(Array.init) ?? [] }
    return bytes
  }

  private static func chance(
    _ percent: Int,
    using generator: inout some RandomNumberGenerator
  ) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  private static func bend(
    _ piece: inout [Unicode.Scalar],
    using generator: inout some RandomNumberGenerator
  ) {
    guard !piece.isEmpty else { return }
    let place = Int.random(in: 0..<piece.count, using: &generator)
    switch Int.random(in: 0..<13, using: &generator) {
    case 0: piece = piece.map { flipped($0) }
    case 1:
      for index in piece.indices where chance(50, using: &generator) {
        piece[index] = flipped(piece[index])
      }
    case 2:
      for index in piece.indices where chance(50, using: &generator) {
        piece[index] = relatives[piece[index]]?.randomElement(using: &generator) ?? piece[index]
      }
    case 3:
      // One only: the rest of the literal stays whole.
      let start = piece[place...].firstIndex { relatives[$0] != nil } ?? place
      piece[start] = relatives[piece[start]]?.randomElement(using: &generator) ?? piece[start]
    case 4: piece.insert(marks.randomElement(using: &generator) ?? "\u{301}", at: place + 1)
    case 5: piece.insert(piece[place], at: place)
    case 6:
      let filler = fillers.randomElement(using: &generator) ?? "."
      var spread: [Unicode.Scalar] = []
      for scalar in piece { spread += [scalar, filler] }
      piece = spread.dropLast()
    case 7: piece.insert(fillers.randomElement(using: &generator) ?? ".", at: place)
    case 8: piece.remove(at: place)
    case 9:
      for index in piece.indices where piece[index] == " " {
        piece[index] = spaces.randomElement(using: &generator) ?? " "
      }
    case 10:
      for index in piece.indices where (0x30...0x39).contains(piece[index].value) {
        piece[index] = digits.randomElement(using: &generator) ?? "1"
      }
    case 11: piece.removeSubrange(place...)
    default: piece[place] = Unicode.Scalar(UInt8.random(in: 0...0x7F, using: &generator))
    }
  }

  private static func flipped(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let upper = scalar.properties.uppercaseMapping.unicodeScalars
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    if upper.count == 1, let first = upper.first, first != scalar { return first }
    if lower.count == 1, let first = lower.first { return first }
    return scalar
  }
}
