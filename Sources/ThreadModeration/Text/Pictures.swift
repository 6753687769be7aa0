// SPDX-License-Identifier: Apache-2.0

/// Reads pictures that stand for a word: emoji, signs of hate, drawings in signs.
///
/// Only pictures that people use for a word of the lexicon are read; all others stay. The letters of
/// the word all stand for the picture's own place.
enum Pictures {
  /// The text with such pictures as words, or `nil` if there are none.
  static func read(_ scalars: [FoldedScalar]) -> [FoldedScalar]? {
    var result: [FoldedScalar] = []
    var copied = 0
    var index = 0
    while index < scalars.count {
      let value = scalars[index].value
      var word: [UInt8]?
      var end = index + 1
      if value >= 0xFD5 {
        word = words[value]
        // What only says how a picture is drawn belongs to it: skin, sex, variant.
        while word != nil, end < scalars.count, isModifier(scalars[end].value) { end += 1 }
      } else if value == 0x5F || value == 0x38 || value == 0x33 || value == 0x63,
        let drawing = drawing(scalars, index)
      {
        word = drawing.word
        end = drawing.end
      }
      guard let word else {
        index += 1
        continue
      }
      result += scalars[copied..<index]
      var whole = scalars[index]
      whole.end = scalars[end - 1].end
      append(word, whole, before: end < scalars.count ? scalars[end].value : 0x20, to: &result)
      index = end
      copied = end
    }
    guard copied > 0 else { return nil }
    return result + scalars[copied...]
  }

  private static func append(
    _ word: [UInt8],
    _ place: FoldedScalar,
    before next: UInt32,
    to result: inout [FoldedScalar]
  ) {
    var place = place
    if let last = result.last, !Normalizer.isSpace(last.value) {
      place.value = 0x20
      result.append(place)
    }
    for letter in word {
      place.value = UInt32(letter)
      result.append(place)
    }
    // An ending (`🐷s`) belongs to the word.
    if !Normalizer.isSpace(next), next != 0x73 {
      place.value = 0x20
      result.append(place)
    }
  }

  private static func isModifier(_ value: UInt32) -> Bool {
    value == 0xFE0F || value == 0x200D || (0x1F3FB...0x1F3FF).contains(value) || value == 0x2640
      || value == 0x2642
  }

  /// A finger (`_l_`) or a member (`8==D`), alone between spaces.
  private static func drawing(_ scalars: [FoldedScalar], _ start: Int) -> (word: [UInt8], end: Int)?
  {
    guard start == 0 || Normalizer.isSpace(scalars[start - 1].value) else { return nil }
    var end = start
    while end < scalars.count, end - start <= 24, !Normalizer.isSpace(scalars[end].value) {
      end += 1
    }
    let text = scalars[start..<end].map(\.value)
    if text.count == 3, text[0] == 0x5F, text[2] == 0x5F, fingers.contains(text[1]) {
      return (finger, end)
    }
    guard text.count >= (text[0] == 0x38 ? 4 : 5), let last = text.last,
      [0x64, 0x6F, 0x33, 0x62, 0x3E, 0x29].contains(last),
      text[1..<text.count - 1].allSatisfy({ $0 == 0x3D || $0 == 0x2D })
    else { return nil }
    return (member, end)
  }

  private static let fingers: Set<UInt32> = [
    0x6C, 0x69, 0x31, 0x21, 0x7C, 0x5C, 0x5B, 0x5D, 0x7B, 0x7D,
  ]
  private static let finger = Array("middle finger".utf8)
  private static let member = Array("penis".utf8)

  private static let words: [UInt32: [UInt8]] = {
    let table: [(UInt32, String)] = [
      (0x1F595, "middle finger"), (0x1F4A9, "poop"), (0x1F921, "clown"), (0x1F437, "pig"),
      (0x1F416, "pig"), (0x1F43D, "pig"), (0x1F412, "monkey"), (0x1F435, "monkey"),
      (0x1F648, "monkey"), (0x1F98D, "ape"), (0x1F9A7, "ape"), (0x1F400, "rat"), (0x1F40D, "snake"),
      (0x1F5D1, "trash"), (0x1FAB3, "cockroach"), (0x1F41B, "maggot"), (0x1F92E, "disgusting"),
      (0x1F922, "disgusting"), (0x1F52B, "gun"), (0x1F52A, "knife"), (0x1F5E1, "knife"),
      (0x1F4A3, "bomb"), (0x5350, "swastika"), (0x534D, "swastika"), (0xFD5, "swastika"),
      (0xFD6, "swastika"), (0xFD7, "swastika"), (0xFD8, "swastika"),
    ]
    return Dictionary(uniqueKeysWithValues: table.map { ($0.0, Array($0.1.utf8)) })
  }()
}
