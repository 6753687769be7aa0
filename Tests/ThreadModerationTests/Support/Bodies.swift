// SPDX-License-Identifier: Apache-2.0

import TestSupport

@testable import ThreadModeration

/// Short ways to ask for views, and to see ranges as text.
enum Bodies {
  static let normalizer = Normalizer(vocabulary: Lexicon.shared.vocabulary)

  static func views(
    _ body: String,
    _ format: BodyFormat = .text,
    sources: [String] = []
  ) -> TextViews {
    TextViews(body: Array(body.utf8), format: format, normalizer: NormalizerSource(normalizer)) {
      sources
    }
  }

  static func string(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
  }

  /// The original text of the first place of `word` in a view.
  static func original(of word: String, in view: MappedText, of body: String) -> String? {
    let needle = Array(word.utf8)
    guard view.bytes.count >= needle.count else { return nil }
    for start in 0...view.bytes.count - needle.count
    where view.bytes[start..<start + needle.count].elementsEqual(needle) {
      let range = view.original(start..<start + needle.count)
      return string(Array(body.utf8)[range])
    }
    return nil
  }

  /// Whether an offset lies between two scalars of valid UTF-8.
  static func isBoundary(_ offset: Int, in bytes: [UInt8]) -> Bool {
    offset == bytes.count || offset >= 0 && offset < bytes.count && bytes[offset] & 0xC0 != 0x80
  }
}
