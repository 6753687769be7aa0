// SPDX-License-Identifier: Apache-2.0

extension Signals {
  /// Every signal, in the order of ``SignalID``.
  public static let all: [SignalDefinition] = [
    SignalDefinition(
      name: "hostility.insult",
      category: .hostility,
      kind: "insult",
      unit: .count,
      definition: """
        Insults from the word list that are not said to anybody, weighted 0.5, 1 or \
        1.5 by how strong they are. Denied, reported and self-directed ones do not \
        count.
        """,
      reason: "An insulting word.",
      source: """
        Word tiers and kinds as in Coral, Discourse and rustrict; the list's \
        severities are those of Surge AI.
        """
    ),
    SignalDefinition(
      name: "hostility.insult-direct",
      category: .hostility,
      kind: "insult",
      unit: .count,
      definition: """
        Insults from the word list that are said to somebody: a second-person word \
        stands at most five words before or three after in the same sentence, the \
        phrase itself addresses them, or it opens a sentence of a reply as a call \
        ("pathetic liar!"). Weighted as `hostility.insult`.
        """,
      reason: "An insult said to somebody.",
      source: """
        SmokeDetector's second-person patterns; politeness strategies of ConvoKit \
        (second-person start).
        """
    ),
    SignalDefinition(
      name: "hostility.contempt",
      category: .hostility,
      kind: "insult",
      unit: .count,
      definition: """
        A contemptuous adjective before a noun for a person or a group (one more \
        adjective may stand between); half when the adjective is mild.
        """,
      reason: "Contempt for a person or a group.",
      source: "Own construction; compare the insult constructions of HateCheck."
    ),
    SignalDefinition(
      name: "hostility.slur",
      category: .hostility,
      kind: "identity-attack",
      unit: .count,
      definition: "Slurs from the word list, weighted as `hostility.insult`.",
      reason: "A slur.",
      source: "The list's severities are those of Surge AI."
    ),
    SignalDefinition(
      name: "hostility.profanity",
      category: .hostility,
      kind: "profanity",
      unit: .count,
      definition: "Profanity that is not said to anybody, weighted as `hostility.insult`.",
      reason: "Profanity.",
      source: "Word tiers as in rustrict."
    ),
    SignalDefinition(
      name: "hostility.profanity-directed",
      category: .hostility,
      kind: "harassment",
      unit: .count,
      definition: """
        Strong profanity with a second-person word directly before it or within two \
        words after it, weighted as `hostility.insult`.
        """,
      reason: "Profanity said to somebody.",
      source: "Own construction."
    ),
    SignalDefinition(
      name: "hostility.sexual",
      category: .hostility,
      kind: "sexual",
      unit: .count,
      definition: "Sexual words from the word list, weighted as `hostility.insult`.",
      reason: "A sexual word.",
      source: "The list's severities are those of Surge AI."
    ),
    SignalDefinition(
      name: "hostility.threat",
      category: .hostility,
      kind: "threat",
      unit: .count,
      definition: """
        Phrases that threaten, or wish or command somebody harm; denied and reported \
        ones do not count.
        """,
      reason: "A threat, or a wish that somebody comes to harm.",
      source: "HateCheck functions threat_dir and threat_norm name the constructions."
    ),
    SignalDefinition(
      name: "hostility.dehumanizing",
      category: .hostility,
      kind: "identity-attack",
      unit: .count,
      definition: "Words that deny people their humanity (vermin, subhuman …).",
      reason: "People likened to animals, dirt or disease.",
      source: "HateCheck function derog_dehum."
    ),
    SignalDefinition(
      name: "hostility.identity",
      category: .hostility,
      kind: "identity-attack",
      unit: .count,
      definition: """
        A group of people together with a word of hate, dehumanisation, threat or \
        strong insult in one sentence, unless denied or reported; half for political \
        groups.
        """,
      reason: "Hostility against a group of people.",
      source: "HateCheck's derogation functions and their contrasts (ident_*, negate_*)."
    ),
    SignalDefinition(
      name: "hostility.mocking",
      category: .hostility,
      kind: "insult",
      unit: .flag,
      definition: "A mark of mockery (lol, boo hoo …) in a comment that also insults somebody.",
      reason: "Mockery on top of an insult.",
      source: "Own construction."
    ),
    SignalDefinition(
      name: "hostility.shouting",
      category: .hostility,
      kind: "harassment",
      unit: .share,
      definition: """
        The share of capitals among letters when there are at least ten capitals, two \
        words, and four capitals a small letter.
        """,
      reason: "Nearly all in capitals.",
      source: """
        SpamAssassin (subject), Discourse (title), rustrict; the thresholds are \
        SpamAssassin's.
        """
    ),
    SignalDefinition(
      name: "hostility.density",
      category: .hostility,
      kind: "insult",
      unit: .share,
      definition: """
        The share of words that are insults, slurs, profanity, sexual words, threats \
        or dehumanising words; mild ones count half.
        """,
      reason: "Many of the words are hostile.",
      source: "SmokeDetector: matched offensive characters in 1.5 % of the text and more."
    ),
    SignalDefinition(
      name: "hostility.short-reply",
      category: .hostility,
      kind: "insult",
      unit: .flag,
      definition: "A reply of at most four words that holds an insult or a slur.",
      reason: "A reply that is hardly more than an insult.",
      source: "indigo automod: single-word insult reply."
    ),
    SignalDefinition(
      name: "hostility.second-person",
      category: .hostility,
      kind: nil,
      unit: .count,
      definition: "Second-person words.",
      reason: "Addresses somebody.",
      source: "Politeness strategies of ConvoKit."
    ),
    SignalDefinition(
      name: "hostility.exclamations",
      category: .hostility,
      kind: nil,
      unit: .count,
      definition: "Runs of two or more exclamation or question marks.",
      reason: "Runs of exclamation marks.",
      source: "VADER (punctuation emphasis)."
    ),
    SignalDefinition(
      name: "hostility.civility",
      category: .hostility,
      kind: nil,
      unit: .count,
      definition: "Words of thanks, politeness, agreement and hedging. Speaks for the comment.",
      reason: "Polite or hedged.",
      source: "Politeness strategies of ConvoKit (gratitude, hedges, apology)."
    ),
    SignalDefinition(
      name: "hostility.reporting",
      category: .hostility,
      kind: nil,
      unit: .count,
      definition: """
        Phrases that report or condemn another's words ("called me", "is a slur"). \
        Speaks for the comment.
        """,
      reason: "Reports what somebody else said.",
      source: "HateCheck functions counter_quote and counter_ref."
    ),
    SignalDefinition(
      name: "hostility.technical-talk",
      category: .hostility,
      kind: nil,
      unit: .count,
      definition: """
        Distinct technical terms. Speaks for the comment: "kill the process" is not a \
        threat.
        """,
      reason: "Technical talk.",
      source: "benign_technical: wording of code reviews that people judged harmless."
    ),
    SignalDefinition(
      name: "hostility.group-attack",
      category: .hostility,
      kind: "identity-attack",
      unit: .count,
      definition: """
        Sentences that say hatred, contempt, an accusation or denied worth about a group of people (1) \
        or demand that they be harmed (1.5). The group is named in the sentence, or in the one before \
        and then called "they". Denied, quoted and reported ones do not count, nor what is said \
        about "people who …".
        """,
      reason: "Attacks a group of people.",
      source: "Own definition, after the kinds of hate that HateCheck (Röttger et al. 2021) names."
    ),
    SignalDefinition(
      name: "hostility.group-support",
      category: .hostility,
      kind: nil,
      unit: .count,
      definition: """
        Sentences that speak for a group of people: praise, equal rights, an attack that is denied, or \
        "I am …" (1), and talk about somebody's attack (0.5). Speaks for the comment.
        """,
      reason: "Speaks for a group of people.",
      source: "Own definition, after HateCheck's counter-speech, negated hate and neutral mentions."
    ),
    SignalDefinition(
      name: "hostility.counter-speech",
      category: .hostility,
      kind: nil,
      unit: .count,
      definition: """
        Hostile words in quotation marks that the comment around them condemns or calls a saying \
        ("statements like …", "… is hurtful"), and sentences about somebody who calls a group of \
        people something, wishes or threatens them harm. Speaks for the comment.
        """,
      reason: "Speaks against what it repeats.",
      source: "Own definition, after HateCheck's counter-speech by quotation and by reference."
    ),
    SignalDefinition(
      name: "hostility.crude-word",
      category: .hostility,
      kind: "profanity",
      unit: .share,
      definition: """
        Words that are rude, sexual or mean in some ears, as far as a short comment is about nothing \
        else: 1 for each in a comment of up to four words, 4 / words in a longer one.
        """,
      reason: "A crude word in a short comment.",
      source: "rustrict counts mild, sexual and mean words as matches."
    ),
    SignalDefinition(
      name: "hostility.learned",
      category: .hostility,
      kind: nil,
      unit: .logOdds,
      definition: """
        What the learned scorer makes of the words, in log-odds above those of an ordinary comment, \
        cut to −6…6; 0 without it.
        """,
      reason: "These words stand in comments that people called hostile.",
      source: "Learned from labelled comments: see the model card."
    ),
    SignalDefinition(
      name: "spam.contact-handle",
      category: .spam,
      kind: "contact",
      unit: .count,
      definition: """
        A messenger or an invitation to write (WhatsApp, Telegram, "text me"): 0.5, or \
        1.5 when a number or handle follows within eight words.
        """,
      reason: "An invitation to get in touch elsewhere.",
      source: "SmokeDetector: messenger handle."
    ),
    SignalDefinition(
      name: "spam.phone-number",
      category: .spam,
      kind: "contact",
      unit: .count,
      definition: "Numbers of 8 to 15 digits written like a phone number.",
      reason: "A phone number.",
      source: "SmokeDetector: phone number of 8 to 20 digits."
    ),
    SignalDefinition(
      name: "spam.email-address",
      category: .spam,
      kind: "contact",
      unit: .count,
      definition: "Mail addresses.",
      reason: "A mail address.",
      source: "SmokeDetector: e-mail with a bait word."
    ),
    SignalDefinition(
      name: "spam.money",
      category: .spam,
      kind: "money",
      unit: .count,
      definition: "Words and phrases about earning and sums.",
      reason: "Talk of earning money.",
      source: "SmokeDetector keyword lists; terms are ours."
    ),
    SignalDefinition(
      name: "spam.urgency",
      category: .spam,
      kind: "promotion",
      unit: .count,
      definition: "Words and phrases that press to act at once or advertise an offer.",
      reason: "Presses to act at once.",
      source: "SpamAssassin's urgency rules; terms are ours."
    ),
    SignalDefinition(
      name: "spam.giveaway",
      category: .spam,
      kind: "giveaway",
      unit: .count,
      definition: "Words and phrases about prizes and things for free.",
      reason: "Promises a prize.",
      source: "SpamAssassin's prize rules; terms are ours."
    ),
    SignalDefinition(
      name: "spam.investment",
      category: .spam,
      kind: "investment",
      unit: .count,
      definition: "Words and phrases about trading, coins and recovering money.",
      reason: "Talk of investments.",
      source: "tg-spam stop phrases; terms are ours."
    ),
    SignalDefinition(
      name: "spam.adult",
      category: .spam,
      kind: "adult",
      unit: .count,
      definition: "Words and phrases that advertise sexual services.",
      reason: "Advertises sexual services.",
      source: "SmokeDetector keyword lists; terms are ours."
    ),
    SignalDefinition(
      name: "spam.pharma",
      category: .spam,
      kind: "pharma",
      unit: .count,
      definition: "Names of drugs, supplements and cures that are advertised.",
      reason: "Advertises drugs or supplements.",
      source: "SmokeDetector: product-name run."
    ),
    SignalDefinition(
      name: "spam.gambling",
      category: .spam,
      kind: "gambling",
      unit: .count,
      definition: "Words and phrases about casinos and betting, English and Indonesian.",
      reason: "Advertises gambling.",
      source: "gambling_id names the vocabulary; terms are ours."
    ),
    SignalDefinition(
      name: "spam.seo",
      category: .spam,
      kind: "promotion",
      unit: .count,
      definition: """
        Words and phrases about search ranking, bought followers, forged papers, \
        downloads and support numbers.
        """,
      reason: "Advertises a service.",
      source: "SmokeDetector keyword lists; terms are ours."
    ),
    SignalDefinition(
      name: "spam.praise-with-link",
      category: .spam,
      kind: "promotion",
      unit: .flag,
      definition: "A phrase of praise for the post in a text of at most 400 bytes with a link.",
      reason: "Praise for the post with a link.",
      source: """
        SmokeDetector: praise and link, text of at most 400 characters; a classic of \
        WordPress spam.
        """
    ),
    SignalDefinition(
      name: "spam.self-promotion",
      category: .spam,
      kind: "promotion",
      unit: .count,
      definition: "Phrases that ask to visit, follow, subscribe or share.",
      reason: "Asks to visit or subscribe.",
      source: "youtube_spam names the vocabulary; terms are ours."
    ),
    SignalDefinition(
      name: "spam.currency-amount",
      category: .spam,
      kind: "money",
      unit: .count,
      definition: "Sums with a currency sign.",
      reason: "A sum of money.",
      source: "SpamAssassin's money rules."
    ),
    SignalDefinition(
      name: "spam.repeated-words",
      category: .spam,
      kind: "repetition",
      unit: .count,
      definition: """
        One word five times in a row and more, when it makes up 18 % of the text: how \
        often.
        """,
      reason: "One word over and over.",
      source: "SmokeDetector: repeating words."
    ),
    SignalDefinition(
      name: "spam.repeated-characters",
      category: .spam,
      kind: "repetition",
      unit: .share,
      definition: "The share of text in runs of ten and more of one character, from 20 % on.",
      reason: "One character over and over.",
      source: "SmokeDetector: repeating characters."
    ),
    SignalDefinition(
      name: "spam.few-characters",
      category: .spam,
      kind: "repetition",
      unit: .flag,
      definition: """
        At least 30 characters of which at most 6 differ (10 from 60 on, 15 from 100 \
        on).
        """,
      reason: "Hardly any different characters.",
      source: "SmokeDetector: few unique characters."
    ),
    SignalDefinition(
      name: "spam.gibberish",
      category: .spam,
      kind: "gibberish",
      unit: .flag,
      definition: """
        A word of ten and more letters with six consonants in a row, or fewer than one \
        vowel in eight letters.
        """,
      reason: "A word that nobody could say.",
      source: "Own; SmokeDetector uses a letter model for the same purpose."
    ),
    SignalDefinition(
      name: "spam.styled-letters",
      category: .spam,
      kind: "obfuscation",
      unit: .share,
      definition: """
        The share of mathematical, enclosed and full-width letters, when there are \
        three.
        """,
      reason: "Letters in a disguise of type.",
      source: "gambling_id: the spam hides in mathematical letters."
    ),
    SignalDefinition(
      name: "spam.invisible-characters",
      category: .spam,
      kind: "obfuscation",
      unit: .count,
      definition: "Invisible characters, without those that emoji need.",
      reason: "Characters that cannot be seen.",
      source: "rspamd, indigo automod; SmokeDetector strips them."
    ),
    SignalDefinition(
      name: "spam.disguised-words",
      category: .spam,
      kind: "obfuscation",
      unit: .count,
      definition: """
        Words of three and more letters, also spaced out, that mix alphabets back and forth or are \
        set in mathematical or enclosed letters; at most five count.
        """,
      reason: "Words disguised with letters of other alphabets.",
      source: "Unicode TS 39, mixed-script detection; gambling_id and telegram_spam hide that way."
    ),
    SignalDefinition(
      name: "spam.name-with-number",
      category: .spam,
      kind: "gambling",
      unit: .count,
      definition: """
        Words of three to twelve letters with a number behind them as betting sites have it: 77, 88, \
        99, 777, 888, 999, 138, 168, 188, 303; or with a word for lotteries as their ending (`4d`, \
        `toto`). A half for a name in capitals with another number of two or three digits, also \
        where a picture stands between.
        """,
      reason: "A name as betting sites have them.",
      source: "Own; the names in gambling_id show the habit."
    ),
    SignalDefinition(
      name: "spam.emoji-flood",
      category: .spam,
      kind: "repetition",
      unit: .count,
      definition: "Emoji, when there are more than two.",
      reason: "Many emoji.",
      source: "tg-spam: more than two emoji."
    ),
    SignalDefinition(
      name: "spam.hashtags",
      category: .spam,
      kind: "promotion",
      unit: .count,
      definition: "Hashtags.",
      reason: "Hashtags.",
      source: "indigo automod: more than four."
    ),
    SignalDefinition(
      name: "spam.digit-share",
      category: .spam,
      kind: nil,
      unit: .share,
      definition: "The share of digits among characters, from 10 % on and 20 characters on.",
      reason: "Many digits.",
      source: "rspamd's character statistics."
    ),
    SignalDefinition(
      name: "spam.test-string",
      category: .spam,
      kind: "test",
      unit: .flag,
      definition: """
        The body holds the fixed test string of this project, which proves that \
        moderation is switched on.
        """,
      reason: "The test string that every scanner answers.",
      source: "As GTUBE does for mail."
    ),
    SignalDefinition(
      name: "spam.learned",
      category: .spam,
      kind: nil,
      unit: .logOdds,
      definition: """
        What the learned scorer makes of the words, in log-odds above those of an ordinary comment, \
        cut to −6…6; 0 without it.
        """,
      reason: "These words stand in comments that people called spam.",
      source: "Learned from labelled comments: see the model card."
    ),
    SignalDefinition(
      name: "links.count",
      category: .links,
      kind: "links",
      unit: .count,
      definition: "Links of the author's own, bare and obfuscated ones included.",
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
      definition: "Links written so that machines miss them (`hxxp`, `[.]`, ` dot `).",
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
      definition: "A link with fewer than twelve characters of other text.",
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
      definition: "How often one domain is linked, from three times on.",
      reason: "The same site over and over.",
      source: "SmokeDetector, Discourse (host spam)."
    ),
    SignalDefinition(
      name: "conduct.duplicate",
      category: .conduct,
      kind: "duplicates",
      unit: .count,
      definition: """
        Earlier comments of the thread with the same or almost the same text: the same \
        letters (at least twenty), or at least 60 % of the distinct words (at least \
        eight).
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
