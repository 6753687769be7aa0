// SPDX-License-Identifier: Apache-2.0

/// Makes words comparable that were written to look the same and compare different.
///
/// ```
/// fold("Ｖ\u{200B}ɪ\u{301}🅐gra")  →  "viagra", one range of original bytes for each letter
/// ```
///
/// Data: Unicode 17.0.0. What is folded, in this order:
///
/// | Step | Folded | Stays |
/// | --- | --- | --- |
/// | Invisible | dropped: Default_Ignorable_Code_Point and every other format character (soft hyphen, zero-width space and joiners, word joiner, BOM, bidi controls, tags, variation selectors, Hangul fillers, interlinear annotation, musical format controls), U+2800 braille blank, C0 and C1 controls, DEL | tab, LF, VT, FF, CR, U+0085; Arabic, Syriac and Kaithi number signs, which are visible |
/// | Compatibility | NFKC: fullwidth, halfwidth, mathematical, circled, squared, superscript, ligatures, `ﷺ`; beyond NFKC: regional indicators, negative circled and squared letters, `⒜` to `a`, `🆒` to `cool`, dingbat digits | digits of other scripts |
/// | Case | full case folding: `ß` to `ss`, final sigma to `σ`; `İ`, `ı` to `i` | Greek iota subscript (as in simple case folding) |
/// | Latin letters | struck through, hooked and phonetic letters, small capitals: `đ ø ł ħ ɢ ɑ ə` to `d o l h g a e`; `æ œ þ ð ŋ` to `ae oe th d n`; turned letters: `ɐ ɹ ƃ ᴉ ʌ` to `a r g i v` | clicks, glottal stops, tone letters, medieval abbreviations |
/// | Marks | every mark on a Latin letter or ASCII scalar, composed or not; overlays (U+0334–0338) and enclosing marks on any scalar | all other marks: `й`, `ΐ`, Hindi vowel signs, Arabic and Hebrew points; `≠` |
/// | Stream-safe | after 30 non-starters in a row the next are skipped (UAX #15 would insert a U+034F there) | |
///
/// Not folded here: symbols used as letters (`@ $ €`), and letters of other scripts; which Latin
/// letter one of those imitates is `lookAlikeLetter(of:)`, to be asked word by word.
///
/// The offset map: starts never decrease; the ranges of neighbors are either equal or do not
/// overlap; no range is empty. An invisible scalar belongs to no range, or lies inside the range of
/// scalars composed across it. A removed or skipped mark belongs to the range of what it was on.
///
/// Text must be UTF-8. A maximal ill-formed subpart is read as U+FFFD, so nothing crashes.
enum ScalarFolder {
  /// The folded text of `bytes`, at most `maxOutputScalars` long.
  ///
  /// - Complexity: O(*n*) bytes; memory O(min(*n*, `maxOutputScalars`)). One scalar becomes at most
  ///   18 (U+FDFA), 6 for each byte.
  /// - Returns: `wasCut` is true if text was left out at the end.
  static func fold(
    _ bytes: [UInt8],
    maxOutputScalars: Int
  ) -> (scalars: [FoldedScalar], wasCut: Bool) {
    let limit = min(max(0, maxOutputScalars), Int(Int32.max))
    var composer = ScalarComposer(capacity: min(bytes.count, limit), isFolding: true)
    let tables = composer.tables
    let count = bytes.count
    var position = 0
    while position < count {
      if composer.output.count > limit { break }
      let byte = bytes[position]
      if byte < 0x80 {
        if isInvisibleASCII(byte) {
          position += 1
          continue
        }
        composer.finishMarks()
        position = composer.appendFoldedASCII(bytes, from: position, limit: limit)
        continue
      }
      let start = Int32(truncatingIfNeeded: position)
      let value = decodeScalar(bytes, &position)
      let end = Int32(truncatingIfNeeded: position)
      let record = tables.foldingRecord(of: value)
      if record.isSimple {
        composer.appendStarter(FoldedScalar(value: value, start: start, end: end, changes: []))
      } else if record.isInvisible {
        continue
      } else if record.mapsToSimple {
        composer.appendStarter(
          FoldedScalar(
            value: tables.pool[record.mappingOffset],
            start: start,
            end: end,
            changes: record.changes
          )
        )
      } else if record.mappingCount > 0 {
        for index in record.mappingOffset..<record.mappingOffset + record.mappingCount {
          composer.pushFolded(
            FoldedScalar(
              value: tables.pool[index],
              start: start,
              end: end,
              changes: record.changes
            )
          )
        }
      } else {
        composer.pushFolded(FoldedScalar(value: value, start: start, end: end, changes: []))
      }
    }
    composer.finish()
    if composer.output.count > limit {
      composer.output.removeLast(composer.output.count - limit)
      return (composer.output, true)
    }
    return (composer.output, false)
  }

  /// The NFKC form of `bytes` (Unicode 17), each scalar with its original bytes.
  ///
  /// Equal to the standard's NFKC where no more than 30 non-starters stand in a row. In a longer
  /// run the ones after the thirtieth are left out and belong to the range of the last one kept.
  ///
  /// - Complexity: O(*n*) bytes; at most 6 scalars for each byte.
  static func nfkc(_ bytes: [UInt8]) -> [FoldedScalar] {
    var composer = ScalarComposer(capacity: bytes.count, isFolding: false)
    let tables = composer.tables
    var position = 0
    while position < bytes.count {
      let start = Int32(truncatingIfNeeded: position)
      let value = decodeScalar(bytes, &position)
      let end = Int32(truncatingIfNeeded: position)
      let record = tables.normalizationRecord(of: value)
      if record.isReplaced {
        for index in record.mappingOffset..<record.mappingOffset + record.mappingCount {
          composer.push(
            FoldedScalar(
              value: tables.pool[index],
              start: start,
              end: end,
              changes: .normalization
            )
          )
        }
      } else {
        composer.push(FoldedScalar(value: value, start: start, end: end, changes: []))
      }
    }
    composer.finish()
    return composer.output
  }

  /// The small ASCII letter or digit that a letter or digit of another script imitates (UTS #39).
  ///
  /// Made for folded text, but a capital letter has an answer of its own: Greek `η` looks like `n`,
  /// `Η` like `h`. Some Latin letters that `fold` leaves alone are included (`ƨ` for `2`).
  ///
  /// - Returns: `nil` for ASCII, symbols, and letters that look like no ASCII letter.
  static func lookAlikeLetter(of scalar: UInt32) -> UInt8? {
    let letters = UnicodeTables.shared.lookAlikeLetters(of: scalar)
    return letters.small == 0 ? nil : letters.small
  }

  /// The small ASCII letter or digit that a folded scalar imitated in its original case.
  ///
  /// Where case was folded the answer is that of the capital letter, if it has one: for an `η` that
  /// was written `Η` it is `h`.
  static func lookAlikeLetter(of scalar: FoldedScalar) -> UInt8? {
    let letters = UnicodeTables.shared.lookAlikeLetters(of: scalar.value)
    let letter =
      scalar.changes.contains(.letterCase) && letters.capital != 0
      ? letters.capital : letters.small
    return letter == 0 ? nil : letter
  }

  /// Whether `fold` drops the scalar because it draws nothing; see the table above.
  static func isInvisible(_ scalar: UInt32) -> Bool {
    UnicodeTables.shared.foldingRecord(of: scalar).isInvisible
  }

  /// `isInvisible` of an ASCII byte: a control, but not tab, LF, VT, FF or CR.
  @inline(__always)
  static func isInvisibleASCII(_ byte: UInt8) -> Bool {
    byte < 0x20 ? byte &- 9 >= 5 : byte == 0x7F
  }
}
