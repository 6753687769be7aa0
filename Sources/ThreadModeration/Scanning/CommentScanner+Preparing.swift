// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

extension CommentScanner {
  /// Makes everything now that is otherwise made when a comment first needs it: tables of words, the vocabulary that
  /// disguises are looked up in, the machine code of patterns, and a memory for words.
  ///
  /// ```swift
  /// let scanner = try CommentScanner(rules: rules)
  /// scanner.prepare()      // at the start, or before it takes the place of another one
  /// ```
  ///
  /// No verdict depends on it; the first ones take no longer than those that follow.
  ///
  /// - Complexity: See the guide <doc:InAService>: milliseconds, in which the tables of the process are made once. To
  ///   call it again costs what judging a few comments does.
  public func prepare() {
    for set in compiled.sets { set.compileNow() }
    if usesBuiltinRules || compiled.targets.contains(where: { $0.view != .raw }) {
      _ = normalizer.normalizer
    }
    for comment in Self.samples { _ = verdict(for: comment) }
  }

  /// Comments that ask for what is only made when something asks for it: links, look-alike letters, markup, mentions,
  /// words of harm and of groups, of other languages and of advertisements.
  private static let samples = [
    "The council said on Monday that the old bridge will stay open; 3 of 5 voted for it.",
    "@ada you are an id1ot, I will find you and break your legs. People like you should all be deported!",
    "WIN $5,000 a week!!! Write to me on Telegram @fast_money or https://www.exampl\u{435}.co.uk/a?b=c#d, +1 202 555 0147",
    "> quoted words\n\n**no**, see [the page](https://example.org/x) and `code`\n\n* one\n* two",
    "<p>Das ist nicht s\u{FC}\u{DF}, \u{44D}\u{442}\u{43E} \u{43D}\u{435} \u{442}\u{430}\u{43A} \u{1F600}</p>",
  ].enumerated().flatMap { number, body in
    [BodyFormat.text, .markdown, .html].map { format in
      Comment(id: "\(number)", body: body, author: "ben", bodyFormat: format)
    }
  }
}
