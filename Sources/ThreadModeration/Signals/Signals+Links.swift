// SPDX-License-Identifier: Apache-2.0

extension Signals {
  /// The signals of the category *links*, in the order of ``SignalID``.
  static let links: [SignalDefinition] = [
    SignalDefinition(
      name: "links.count",
      category: .links,
      kind: "links",
      unit: .count,
      definition: """
        Links of the author's own, bare and obfuscated ones included. An address that is the text \
        of a link is the same link. None of the signals about links reads pictures (in Markdown \
        or tags), or links to the reader's own machine or network.
        """,
      reason: "A link.",
      source: "WordPress: link count; Discourse for new users."
    ),
    SignalDefinition(
      name: "links.shortener",
      category: .links,
      kind: "shortener",
      unit: .count,
      definition: "Links to a host that shortens links.",
      reason: "A link shortener hides where the link goes.",
      source: "SmokeDetector: shortener."
    ),
    SignalDefinition(
      name: "links.obfuscated",
      category: .links,
      kind: "obfuscation",
      unit: .count,
      definition: """
        Links written so that machines miss them (`hxxp`, `ttp://`, `[.]`, ` dot `, invisible \
        characters in the host).
        """,
      reason: "A link in disguise.",
      source: "rspamd: obfuscated URL."
    ),
    SignalDefinition(
      name: "links.ip-address",
      category: .links,
      kind: "suspicious",
      unit: .count,
      definition: "Links to a numeric address.",
      reason: "A link to a number instead of a name.",
      source: "rspamd: numeric URL."
    ),
    SignalDefinition(
      name: "links.user-info",
      category: .links,
      kind: "suspicious",
      unit: .count,
      definition: "Links with something and an `@` before the host.",
      reason: "A link that shows another name before its host.",
      source: "rspamd: user in URL."
    ),
    SignalDefinition(
      name: "links.mismatch",
      category: .links,
      kind: "misleading",
      unit: .count,
      definition: """
        Links whose text shows a host of another registrable domain than where they \
        go.
        """,
      reason: "The link's text shows another address than it goes to.",
      source: "SmokeDetector: misleading link."
    ),
    SignalDefinition(
      name: "links.suspicious-domain",
      category: .links,
      kind: "suspicious",
      unit: .count,
      definition: "Links to a top-level domain that is often abused.",
      reason: "A link to a kind of domain that is often abused.",
      source: "Spamhaus, most abused top-level domains."
    ),
    SignalDefinition(
      name: "links.only",
      category: .links,
      kind: "links",
      unit: .flag,
      definition: """
        A link with fewer than twelve characters of other text; ideographs and Hangul \
        syllables count as two.
        """,
      reason: "Nothing but a link.",
      source: "tg-spam: link only."
    ),
    SignalDefinition(
      name: "links.at-end-of-short",
      category: .links,
      kind: "links",
      unit: .flag,
      definition: "A link is the last thing in a text of at most 350 bytes.",
      reason: "A short text that ends in a link.",
      source: "SmokeDetector: link at end of short text."
    ),
    SignalDefinition(
      name: "links.mixed-script",
      category: .links,
      kind: "suspicious",
      unit: .count,
      definition: """
        Links whose host mixes Latin with look-alike letters, or is written in \
        punycode.
        """,
      reason: "A host in letters that imitate others.",
      source: "UTS #39; rspamd: homograph URL."
    ),
    SignalDefinition(
      name: "links.repeated",
      category: .links,
      kind: "links",
      unit: .count,
      definition: """
        How often one page is linked, from three times on, or one domain, from five times \
        on, in a text that is not what `links.references` tells.
        """,
      reason: "The same page or site over and over.",
      source: "SmokeDetector, Discourse (host spam)."
    ),
    SignalDefinition(
      name: "links.references",
      category: .links,
      kind: nil,
      unit: .flag,
      definition: """
        Three and more links in a text with a hundred and more characters of its own for \
        each of them. Speaks for the comment.
        """,
      reason: "A long text that names its sources.",
      source: "Own definition, after issue threads of programmers and talk about articles."
    ),
    SignalDefinition(
      name: "links.imitation",
      category: .links,
      kind: "misleading",
      unit: .count,
      definition: """
        Links to a domain that imitates a well-known name: written otherwise (`paypa1`), beside a lure \
        (`paypal-login`), or before a domain with one (`hmrc.refund-claims24`).
        """,
      reason: "A domain that passes itself off as a well-known one.",
      source: "APWG, Phishing Activity Trends Report; own list."
    ),
  ]
}
