// SPDX-License-Identifier: Apache-2.0

extension Signals {
  /// The signals of the category *hostility*, in the order of ``SignalID``.
  static let hostility: [SignalDefinition] = [
    SignalDefinition(
      name: "hostility.insult",
      category: .hostility,
      kind: "insult",
      unit: .count,
      definition: """
        Insults from the word list that are not said to anybody, weighted 0.5, 1 or \
        1.5 by how strong they are. Denied, reported, self-directed and friendly ones ("lucky …") do not \
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
        phrase itself addresses them (not after "to": "I was told to …"), or it opens a sentence of a reply as a call \
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
      definition: """
        Profanity that is not said to anybody, weighted as `hostility.insult`; mild one in names of programs \
        (`WTF::Vector`, `platform/wtf/text.h`) and praise that swears do not count.
        """,
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
        Phrases that threaten, or wish or command somebody harm, and sentences built so: \
        somebody announces what will be done to whoever is answered, or to what is theirs; \
        somebody is wished an illness, an accident or death, or is said to deserve it. Denied, \
        reported, quoted ones, those said of oneself and those told of games and stories do \
        not count.
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
        The share of capitals among letters of scripts that have them when there are at \
        least ten capitals, two words, and four capitals a small letter.
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
      unit: .count,
      definition: """
        Words that are rude, sexual or mean in some ears, as far as a short comment is about nothing \
        else: 1 for each in a comment of up to four words, 4 / words in a longer one.
        """,
      reason: "A crude word in a short comment.",
      source: "rustrict counts mild, sexual and mean words as matches."
    ),
    SignalDefinition(
      name: "hostility.negative-tone",
      category: .hostility,
      kind: nil,
      unit: .count,
      definition: """
        The natural logarithm of 1 and the sum of how negative the words sound (0…4 each), denied ones \
        left out.
        """,
      reason: "Words that sound negative.",
      source: """
        The lexicon of VADER (Hutto and Gilbert, ICWSM 2014), without words that mean nothing bad in talk \
        of programmers.
        """
    ),
    SignalDefinition(
      name: "hostility.self-reference",
      category: .hostility,
      kind: nil,
      unit: .count,
      definition: """
        Insulting words that somebody says of himself: after "I am", "I feel" and the like with nothing but \
        adverbs between, before "me" ("stupid me"), in "what a … I am". They are no insult, and sound no less friendly. \
        Speaks for the comment.
        """,
      reason: "Says it of oneself.",
      source: "Own definition; benign_technical and toxicr are full of it."
    ),
    SignalDefinition(
      name: "hostility.denial",
      category: .hostility,
      kind: nil,
      unit: .count,
      definition: """
        Insulting words that are denied: after "you are not", "nobody thinks you are" and the like. They are no \
        insult. Speaks for the comment.
        """,
      reason: "Denies an insult.",
      source: "HateCheck function negate_neg; own definition."
    ),
    SignalDefinition(
      name: "hostility.put-down",
      category: .hostility,
      kind: "insult",
      unit: .count,
      definition: """
        Phrases by which people scorn whoever they answer without an insulting word ("do the world a favor", "cry about \
        it", "shame on you"), 0.5 or 1 by how strong they are. Denied and reported ones, and those somebody says of \
        himself, do not count.
        """,
      reason: "A phrase that puts somebody down.",
      source: "Own list (Tools/lexicon/own.tsv)."
    ),
    SignalDefinition(
      name: "hostility.undirected-swearing",
      category: .hostility,
      kind: nil,
      unit: .flag,
      definition: """
        1 where all rude words of a comment are oaths, said as surprise or emphasis ("holy …", "… as …") or in sentences \
        with nobody in them, and nothing else in it is hostile. Of log-odds above −0.4 a fifth counts then.
        """,
      reason: "Swears at nobody.",
      source: "HateCheck function profanity_nh; own definition."
    ),
    SignalDefinition(
      name: "hostility.learned",
      category: .hostility,
      kind: nil,
      unit: .logOdds,
      definition: """
        What the learned scorer makes of the words, the most hostile sentence counting as much as the \
        whole, in log-odds above those of an ordinary comment, cut to −8…8; 0 without it.
        """,
      reason: "These words stand in comments that people called hostile.",
      source: "Learned from labelled comments: see the model card."
    ),
  ]
}
