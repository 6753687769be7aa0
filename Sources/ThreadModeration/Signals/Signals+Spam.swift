// SPDX-License-Identifier: Apache-2.0

extension Signals {
  /// The signals of the category *spam*, in the order of ``SignalID``.
  static let spam: [SignalDefinition] = [
    SignalDefinition(
      name: "spam.contact-handle",
      category: .spam,
      kind: "contact",
      unit: .count,
      definition: """
        A messenger or an invitation to write (WhatsApp, Telegram, "text me"): 0.5, or \
        1.5 when a number or handle follows within eight words, or a hand or an arrow points at it \
        within 60 bytes; also "message him", "helped me get it back" with a mention. A messenger or a \
        number in the author's name: 1.5.
        """,
      reason: "An invitation to get in touch elsewhere.",
      source: "SmokeDetector: messenger handle."
    ),
    SignalDefinition(
      name: "spam.phone-number",
      category: .spam,
      kind: "contact",
      unit: .count,
      definition: """
        Numbers of 8 to 15 digits written like a phone number; the first of those in full-width, \
        enclosed or key-shaped digits, counted twice.
        """,
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
      definition: """
        Words and phrases about trading, coins and recovering money; a single one that people use as \
        well, with nothing of an advertisement beside it, a half.
        """,
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
      definition: """
        Words and phrases about casinos and betting, English and Indonesian; a single one that people \
        use as well, with nothing of an advertisement beside it, a half.
        """,
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
      name: "spam.invitation",
      category: .spam,
      kind: "promotion",
      unit: .count,
      definition: """
        Phrases that ask for a look or a click, or speak of the writer's own page ("click here", "my website"): \
        harmless in most comments.
        """,
      reason: "Asks for a look, or speaks of an own page.",
      source: "SmokeDetector: website keywords; own list."
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
      definition: """
        Invisible characters between letters or digits of Latin, Greek or Cyrillic, without those \
        that emoji need.
        """,
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
        set in mathematical or enclosed letters; one of four letters and more that mixes styles of \
        mathematical letters back and forth counts twice; at most five count.
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
        99, 777, 888, 999, 138, 168, 188, 303; with a word for lotteries as their ending (`4d`, \
        `toto`); in capitals with a picture before a number of two or three digits; in single letters \
        (`N A M E 1 7`). Another such number counts where two words are Indonesian or speak of \
        winning, and a half behind capitals.
        """,
      reason: "A name as betting sites have them.",
      source: "Own; the names in gambling_id show the habit."
    ),
    SignalDefinition(
      name: "spam.framed-name",
      category: .spam,
      kind: "promotion",
      unit: .count,
      definition: """
        One to a few words of 3 to 24 letters and digits in all between two copies of one picture, at \
        least one of them not among the most common; not between sparkles or notes.
        """,
      reason: "A name between two pictures.",
      source: "Own; gambling_id and telegram_spam show the habit."
    ),
    SignalDefinition(
      name: "spam.talk-of-spam",
      category: .spam,
      kind: nil,
      unit: .flag,
      definition: """
        Talk about spam or scams: a warning, a complaint, a lure in quotation marks before \
        "messages" and the like, in seven languages; not where a link, a number or somebody to \
        write to is named, nor where the comment assures that it is no spam. Words of \
        advertisements count for half. Speaks for the comment.
        """,
      reason: "Talks about spam.",
      source: """
        Own definition, after warnings and complaints that are full of the words of spam.
        """
    ),
    SignalDefinition(
      name: "spam.everyday-notice",
      category: .spam,
      kind: nil,
      unit: .flag,
      definition: """
        A phone number or a short one beside words of surgeries, helplines and emergencies, the \
        number counting for half; or a used thing that is sold to be fetched. Not beside other \
        words of advertisements. Speaks for the comment.
        """,
      reason: "A notice as they are posted every day.",
      source: "Own definition; such notices hold what advertisements hold."
    ),
    SignalDefinition(
      name: "spam.impersonation",
      category: .spam,
      kind: "phishing",
      unit: .flag,
      definition: """
        A notice in at most 70 words: trouble with the reader's account, parcel or bill, what to \
        do about it, and a link, a number, a word to reply or a secret to give away; not in \
        technical talk. Or a child with a new number.
        """,
      reason: "Written as a bank, a parcel service or a child.",
      source: "APWG, Phishing Activity Trends Report; own lists."
    ),
    SignalDefinition(
      name: "spam.empty-praise",
      category: .spam,
      kind: "promotion",
      unit: .flag,
      definition: """
        10 to 90 words of praise for a post or site, of which at most 16 % are others than such \
        praise is made of everywhere.
        """,
      reason: "Praise that says nothing of what it praises.",
      source: "A classic of WordPress spam; own lists."
    ),
    SignalDefinition(
      name: "spam.named-expert",
      category: .spam,
      kind: "investment",
      unit: .flag,
      definition: """
        Somebody with title and name who cured, invests or is to be reached, or a name that is \
        to be looked up, among words of money; not in talk of schools, courts, surgeries and \
        books.
        """,
      reason: "Praises an expert by name.",
      source: "SmokeDetector and tg-spam know the habit; own lists."
    ),
    SignalDefinition(
      name: "spam.offer-with-call",
      category: .spam,
      kind: "promotion",
      unit: .flag,
      definition: """
        Something that is offered (work, money, loans, spells, followers) and how to answer, \
        both in one of seven languages other than English, not in questions; in English what is \
        offered to owners of websites.
        """,
      reason: "Offers something and says how to answer.",
      source: "Own lists, after telegram_spam and what is posted everywhere."
    ),
    SignalDefinition(
      name: "spam.keyword-run",
      category: .spam,
      kind: "promotion",
      unit: .flag,
      definition: """
        Nine words and more in three parts and more between commas or bars, with two words of shops \
        and less than 6 % of the words that hold sentences together.
        """,
      reason: "A run of search words.",
      source: "SmokeDetector: keyword titles; own lists."
    ),
    SignalDefinition(
      name: "spam.product-title",
      category: .spam,
      kind: "promotion",
      unit: .flag,
      definition: """
        Reviews, ingredients or an official website of a remedy; films, programs and cheats to \
        download or watch.
        """,
      reason: "The title of a page that sells.",
      source: "SmokeDetector: product names in titles; own lists."
    ),
    SignalDefinition(
      name: "spam.plea",
      category: .spam,
      kind: "promotion",
      unit: .count,
      definition: """
        Own songs or videos and a plea ("nobody will read this", "thumbs up so others see"), or \
        that they are out (1); subscriptions that are paid back, or own songs or videos and a \
        request to look, in ten languages (0.5).
        """,
      reason: "Begs for a look at own songs or videos.",
      source: "youtube_spam knows the habit; own lists."
    ),
    SignalDefinition(
      name: "spam.referral",
      category: .spam,
      kind: "promotion",
      unit: .flag,
      definition: """
        A code or link that pays whoever gives it away: "use my code" with a discount or a gift \
        for both, a code of capitals and a round number.
        """,
      reason: "A code or link that pays its giver.",
      source: "Own definition."
    ),
    SignalDefinition(
      name: "spam.author-name",
      category: .spam,
      kind: "promotion",
      unit: .flag,
      definition: """
        The author's name is a company's host, or what people search for: a word of what is sold \
        with another of shops and programs, three of the latter, or two in small letters.
        """,
      reason: "The author is called what is advertised.",
      source: "A classic of WordPress spam, where the name is the text of a link; own list."
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
        cut to −8…8; 0 without it.
        """,
      reason: "These words stand in comments that people called spam.",
      source: "Learned from labelled comments: see the model card."
    ),
  ]
}
