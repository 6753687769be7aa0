// SPDX-License-Identifier: Apache-2.0

extension Signals {
  /// The signals of the category *conduct*, in the order of ``SignalID``.
  static let conduct: [SignalDefinition] = [
    SignalDefinition(
      name: "conduct.duplicate",
      category: .conduct,
      kind: "duplicates",
      unit: .count,
      definition: """
        Earlier comments of the thread with the same or almost the same text: the same \
        letters in any case (at least twenty; ideographs and Hangul syllables count as \
        two), or at least 60 % of the distinct words (at least eight).
        """,
      reason: "The same text was posted before in this thread.",
      source: "WordPress: duplicate comment; Mastodon's digest memory."
    ),
    SignalDefinition(
      name: "conduct.campaign",
      category: .conduct,
      kind: "duplicates",
      unit: .count,
      definition: """
        Distinct authors of the same or almost the same text in the thread, from two \
        on; the first of them is counted as well.
        """,
      reason: "The same text by several authors.",
      source: "indigo automod: identical replies."
    ),
    SignalDefinition(
      name: "conduct.flooding",
      category: .conduct,
      kind: "flooding",
      unit: .count,
      definition: "Comments by the author in the 60 seconds up to this one, from eleven on.",
      reason: "Many comments within a minute.",
      source: "Draupnir: more than ten in 60 seconds."
    ),
    SignalDefinition(
      name: "conduct.self-reply",
      category: .conduct,
      kind: "flooding",
      unit: .flag,
      definition: "The author answers a comment of their own.",
      reason: "Answers themselves.",
      source: "isso: reply to self."
    ),
    SignalDefinition(
      name: "conduct.top-level-spree",
      category: .conduct,
      kind: "flooding",
      unit: .count,
      definition: "Top-level comments of the author in the thread, from four on.",
      reason: "Many top-level comments by one author.",
      source: "isso: more than three direct comments a page."
    ),
    SignalDefinition(
      name: "conduct.many-mentions",
      category: .conduct,
      kind: "flooding",
      unit: .count,
      definition: "Mentions, when there are more than three.",
      reason: "Mentions many people.",
      source: "Draupnir: more than three mentions."
    ),
    SignalDefinition(
      name: "conduct.pasted-digest",
      category: .conduct,
      kind: "pasted",
      unit: .count,
      definition: """
        Lines of 25 and more bytes that end or begin in a date, from two on, in a text \
        that hardly addresses anybody.
        """,
      reason: "Pasted headlines rather than a comment.",
      source: "Own definition, after the digests people paste below news articles."
    ),
    SignalDefinition(
      name: "conduct.pile-on",
      category: .conduct,
      kind: "pile-on",
      unit: .count,
      definition: """
        Distinct authors, from three on, who answered the same person with hostility \
        within an hour, of whom this author is one.
        """,
      reason: "One of several people who turn on the same person.",
      source: "Own definition; no system ships one."
    ),
    SignalDefinition(
      name: "conduct.spiral",
      category: .conduct,
      kind: "spiral",
      unit: .count,
      definition: """
        Comments, from four on, in which the same two people alternate, at least half \
        of them hostile, up to this one.
        """,
      reason: "Two people whose exchange escalates.",
      source: "Own definition; no system ships one."
    ),
  ]
}
