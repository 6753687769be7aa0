// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

extension Rule {
  /// The rules that come with the library, besides the signals.
  ///
  /// Each has examples that it matches and that it passes; they stand in `Tables/`, since some of
  /// them need the very words the rules are there for.
  public static let builtin: [Rule] = definitions.map { rule in
    var rule = rule
    rule.score = scores[Array(rule.id.utf8)] ?? 0
    rule.examples = examples[Array(rule.id.utf8)] ?? Examples()
    return rule
  }

  /// Those whose words are looked for in disguise as well: not those made of whole sentences, whose words are too common.
  static let builtinReadInDisguise = builtin.filter { !sentences.contains($0.id) }

  private static let sentences: Set<String> = [
    "spam.intimate-footage", "spam.free-device", "spam.paid-at-home", "spam.dating-lure",
    "spam.chain-letter", "spam.comment-template",
  ]

  /// A rule of one regular expression on the normalized own words.
  private static func expression(
    _ id: String,
    _ category: Category,
    kind: String,
    _ pattern: String,
    _ description: String
  ) -> Rule {
    expression(id, category, kind: kind, [pattern], description)
  }

  /// A rule of several: what they have literally is found faster than in one with all of them as alternatives.
  private static func expression(
    _ id: String,
    _ category: Category,
    kind: String,
    _ patterns: [String],
    _ description: String
  ) -> Rule {
    Rule(
      id: id,
      category: category,
      kind: kind,
      description: description,
      when: .text(
        TextCheck(.body, patterns, method: .includes, isRegex: true, view: .normalized)
      )
    )
  }

  private static let intimateFootage = [
    #"\b(?:sex|sexual|erotic|adult|nudes?|naked|porn|xxx|uncensored|naughty|leaked|sexy|fuck|hardcore|intercourse|viral)\W+(?:\w+\W+){0,2}(?:tapes?|videos?|vids?|clips?|movies?|pics?|pictures?|photos?|photographs?|shots|images|webcam|porn|nudes|mms|version)\b"#,
    #"\bprivate (?:pics?|pictures?|photos?)\b"#,
    #"\bsex ?tapes?\b"#,
    #"\bnudes of (?:her|him|me)\b"#,
    #"\b(?:switch|shut|turn) off (?:her|his|their) (?:web ?)?cam(?:era)?\b"#,
    #"\b(?:pics?|pictures|photos?|video|tape) (?:got|were|was|has been|have been) leaked\b"#,
    #"\bслив\w* (?:интим\w*|фото|видео|блогер\w*)"#,
    #"\bifsa\b"#,
    #"\b(?:video|vidio) viral\b"#,
    #"\b(?:video|videos) (?:complet[oae]|filtrad[oa]s?) d[aeu]\b"#,
  ]

  private static let whereToLook =
    #".{0,250}?(?:\b(?:check|watch|see|view|enjoy|discover|find|look at)(?: out)? (?:it|this|them|her|his|their|my|here|below|before|the (?:(?:full|entire|whole|complete|shocking|uncensored) )?(?:\w+ )?(?:video|clip|tape|movie|thing|version|pics|photos))\b|\b(?:right here|down below|(?:below|underneath|beneath|under|here|following|visit|to|on|out) ?:|(?:photos|pics|videos?|version|tape|full) here|send (?:you )?(?:the |a )?link|in (?:your |the )?browser|link (?:di|na|in|en) (?:bio|mi)|telegram\w*|телег\w*|snap)\b|={2,}>|>>|(?:here|below|underneath|beneath|under|following|visit|to|on|out) ?:)"#

  private static let definitions: [Rule] = [
    expression(
      "hostility.you-are-a",
      .hostility,
      kind: "insult",
      #"(?<!thinks )(?<!says )(?<!said )(?<!saying )(?<!if )\b(?:you|u|you're|your|ur)\b(?: (?:are|r|re))?(?: (?:just|all|really|truly|clearly|such|nothing but|still))* (?:a|an|one) (?:\w+ ){0,2}(?:joke|disgrace|embarrassment|failure|waste|disease|menace|monster|fraud|nobody|tool|clown|child|baby|sheep|robot|puppet)\b"#,
      "Calls somebody a bad thing."
    ),
    expression(
      "hostility.what-is-wrong-with-you",
      .hostility,
      kind: "insult",
      #"\bwhat(?:'s| is|s) (?:the (?:hell|fuck|heck) is )?wrong with you\b|\bare you (?:really )?(?:that |this |so )?(?:stupid|dumb|dense|thick|blind|retarded|high|drunk|insane|brain ?dead|illiterate|for real)\b|\bdo you even (?:read|think|have a brain)\b|\bhow (?:stupid|dumb|dense|thick) (?:are|can|do) you\b|\blearn (?:how )?to (?:read|think|spell)(?=[.!?,]|$)"#,
      "Asks somebody what is wrong with them."
    ),
    expression(
      "hostility.told-to-leave",
      .hostility,
      kind: "identity-attack",
      #"\bgo(?:es)? back (?:to|where) (?:(?:your|ur|the|their|his|her) (?:own )?(?:\w+ )?(?:country|village|cave|desert|jungle|kitchen|bridge|hole|swamp|shithole)|(?:you|they|u) (?:came|come|belong)\b|where (?:you|they|u) (?:came|come|belong)|africa|mexico|china|india|asia|israel|the middle east)|\b(?:get|kick them|throw them|keep them|send them) (?:all )?(?:the (?:hell|fuck) )?out of (?:my|our|this|the) country\b"#,
      "Tells somebody to go where they came from."
    ),
    expression(
      "hostility.wish-of-harm",
      .hostility,
      kind: "threat",
      #"\b(?:hope|wish|pray)(?:s|ing)? (?:that )?(?:you|u|they|he|she|your|someone|somebody)(?: (?:all|both|guys|people|family|kids?))? (?:\w+ ){0,2}(?:dies?|dead|die[ds]? (?:in|of|a)|gets? (?:cancer|raped|shot|killed|run over|hit by|beaten|aids)|suffers?|rots?|burns?|chokes?|starves?|drowns?)\b|\b(?:(?:someone|somebody) (?:should|needs? to|ought to) (?:\w+ )?(?:kill|shoot|hang|stab|beat|punch|burn|gas|lynch)|they (?:should|need to|ought to) (?:\w+ )?(?:kill|shoot|hang|stab|gas|lynch)) (?:you|u|him|her|them|all of (?:you|them)|(?:these|those|all) (?:people|guys|idiots|animals|bastards|thugs|traitors))\b(?! (?:an?|some|the|off|up)\b)"#,
      "Wishes that somebody comes to harm."
    ),
    expression(
      "hostility.announced-harm",
      .hostility,
      kind: "threat",
      #"\b(?:i'll|i will|i'm (?:going to|gonna)|im (?:going to|gonna)|i am (?:going to|gonna)|we'll|we will|gonna) (?:\w+ )?(?:kill|murder|shoot|stab|strangle|rape|hang|burn|beat|punch|smash|break|hunt|find|hurt|knock|slaughter|gut) (?:you|u|ur|your|them|those|these|him|her)\b(?! (?:a|an|the|some|in your|on)\b)"#,
      "Announces harm to somebody."
    ),
    expression(
      "hostility.people-should-not-exist",
      .hostility,
      kind: "identity-attack",
      #"\b(?:all|these|those|the) (?:\w+ ){0,2}(?:people|ones|kind|lot|muslims?|jews?|immigrants|migrants|refugees|blacks|whites|gays?|trans\w*|women|foreigners) (?:\w+ ){0,2}(?:should|must|need to|have to|deserve to) (?:all )?(?:be (?:\w+ )?(?:shot|killed|hanged|deported|banned|gassed|exterminated|wiped out|put down|locked up|sterilized|eliminated)|die|burn|leave|go back|not exist|disappear)\b"#,
      "Denies a group of people its place."
    ),
    expression(
      "spam.planted-testimonial",
      .spam,
      kind: "investment",
      #"\b(?:thanks to|all thanks to|credit to|shout ?out to|grateful to|i (?:will|would) recommend|i recommend|contact(?:ed)?|invest(?:ed|ing)? with|trad(?:es?|ed|ing) with|working with|(?:help|guidance|assistance|signals|strategy|platform) of) (?:mr|mrs|ms|miss|madam|dr|doctor|expert|coach|prophet|hacker)\b|\b(?:he|she|they) (?:helped|assisted) me (?:to )?(?:recover|earn|make|double|triple|withdraw|get (?:back )?my)\b|\b(?:made|earned|withdrew|received|got) (?:over |about |up to )?[$£€]? ?\d[\d,.]* ?k?\b.{0,40}\b(?:a|per|every|each|in (?:a|one|my first)|within) (?:day|week|month|\d+ (?:days|weeks|hours))"#,
      "Praises an expert who made the writer rich."
    ),
    expression(
      "spam.sub-for-sub",
      .spam,
      kind: "promotion",
      #"\b(?:sub(?:scribe)?|follow|like) ?(?:4|for|and) ?(?:sub(?:scribe)?|follow|like)\b|\b(?:please |pls |plz )?sub(?:scribe)? (?:to )?(?:my|me|mine)\b|\bi(?:'ll| will) sub(?:scribe)? back\b|\bcheck(?: ?out)? (?:out )?(?:my|our) (?:new )?(?:channel|page|video|videos|music|song|profile|blog|website|site|store|shop|cover|mixtape)\b"#,
      "Asks for subscriptions or visits."
    ),
    expression(
      "spam.easy-money",
      .spam,
      kind: "money",
      #"\b(?:make|earn|earning|making|made|get) (?:up to |over |about |around )?(?:[$£€] ?\d|\d[\d,.]* ?(?:dollars|usd|euros?|pounds|bucks|k)\b|(?:real |extra |easy |good |fast |quick |serious )(?:money|cash|income))|\bwork(?:ing)? (?:part ?time )?from (?:your )?home\b|\b(?:no (?:experience|skills?) (?:needed|required)|100% (?:free|legit|guaranteed)|risk ?free)\b"#,
      "Promises easy money."
    ),
    expression(
      "spam.claim-prize",
      .spam,
      kind: "giveaway",
      #"\b(?:you(?:'ve| have)? (?:been (?:selected|chosen|awarded)|won|are (?:a |the |our )?(?:lucky )?winner)|claim (?:your|ur)\b|(?:free|win) (?:an? )?(?:iphone|ipad|ps5|xbox|gift ?cards?|v-?bucks|robux|bitcoin|giveaway|ringtone|tickets?|cash|entry|msg|text))\b|\btext [a-z0-9]+ to \d{4,6}\b|\b(?:txt|reply) (?:stop|yes|[a-z]{3,8}) (?:to|2)\b"#,
      "Tells somebody they won something."
    ),
    expression(
      "spam.service-pitch",
      .spam,
      kind: "promotion",
      #"\b(?:we|our (?:company|team|agency|experts?)) (?:offer|offers|provide|provides|specialize|specialise|deliver)s?\b|\b(?:best|cheap(?:est)?|affordable|top|no\.? ?1|trusted|certified) (?:\w+ ){0,3}(?:services?|company|agency|supplier|packers|movers|escorts?|astrologer|hackers?|casino|price|deals?) ?(?:in|at|for|online|near)\b|\b(?:buy|order|get) (?:\w+ ){0,3}(?:online|now|here|today|cheap)\b|\bcustomer (?:care|service|support) (?:phone )?(?:number|no)\b"#,
      "Offers a service."
    ),
    expression(
      "spam.reader-bait",
      .spam,
      kind: "promotion",
      #"(?:>{2,}|={2,}>|-{2,}>|→|\bclick (?:here|on|the link|my|below|now)\b|\b(?:visit|go to|see|open|follow) (?:my|our|this|the) (?:link|site|website|page|profile|channel|bio)\b|\blink (?:in|on) (?:my )?(?:bio|profile|description)\b)"#,
      "Leads the reader to a link."
    ),
    expression(
      "spam.intimate-footage",
      .spam,
      kind: "adult",
      intimateFootage.map { $0 + whereToLook },
      "Lures with pictures of somebody undressed."
    ),
    expression(
      "spam.free-device",
      .spam,
      kind: "giveaway",
      #"\b(?:ipads?|iphones?|ipods?|macbooks?|laptops?|tablets?|xbox(?:es)?|playstations?|ps ?[345]|gift ?cards?|vouchers?|robux|v-?bucks|psn (?:cards?|codes?)|samsung|galaxy|flat ?screen(?: tv)?|camcorder)\b(?: ?\d\b| mini| pro| air)?(?: \w+){0,3}? (?:totally |completely |absolutely )?free\b(?! of).{0,120}?\b(?:google (?:for\b|\W)|search for|from (?:here|this (?:web ?)?(?:site|page))|go to ?:|web address|(?:giving|sending) (?:\w+ )?(?:away|out)|offering)\b|\b(?:giv|send)ing (?:out|away) (?:\d+ )?(?:\w+ )?(?:ipads?|iphones?|macbooks?|laptops?)\b.{0,30}\b(?:for|to) (?:test|review|free)|\b(?:giv|send)ing (?:out|away|them)\b.{0,30}\bfree\b.{0,30}\b(?:ipads?|iphones?|macbooks?|laptops?|gift ?cards?|robux|v-?bucks|skins)\b|\bfree\b.{0,25}?\b(?:ipads?|iphones?|ipods?|macbooks?|laptops?|ps ?[45]|xbox|gift ?cards?|robux|v-?bucks|skins)\b.{0,120}?\b(?:google|search for|from here|this (?:web ?)?site is)\b|\b(?:got|get|won|gotten|received|bought|purchased)\b.{0,25}?\b(?:ipads?|iphones?|ipods?|macbooks?|laptops?|tablet|ps ?[45]|xbox|gift ?cards?|robux|flat ?screen|camcorder)\b.{0,25}?\bfrom (?:here ?:|this (?:web ?)?site ?:)|\b(?:got|won|gotten|received|bought|purchased) an? .{0,30}?\bfrom one of (?:those|these) (?:places|spots|sites|pages)\b"#,
      "Says where an expensive thing is to be had for nothing."
    ),
    expression(
      "spam.paid-at-home",
      .spam,
      kind: "money",
      #"\b(?:mak(?:e|ing)|earn(?:ing)?|receiv(?:e|ing)|get(?:ting)?|made|earned|pays?)\b.{0,30}?(?:[$£€] ?\d{2,9}[\d,.]{0,9}k?|\b\d{3,9}[\d,.]{0,9}k? ?(?:dollars|bucks|usd|euros?|pounds|\$))(?: \w+){0,2} (?:day|week|month|hour|monthly|weekly|daily)\b.{0,120}?\b(?:surveys?|at home|from home|simple|simply|straightforward|basic|system|method|web ?site|this (?:site|page|video))\b|\b(?:paid|simple|basic|easy|doing|taking|completing) (?:surveys?|questionnaires?)\b.{0,120}?\b(?:get|got|earn|check of|paid|here|site|page|link)\b|\b(?:check of|[$£€] ?\d+|\d+ (?:dollars|bucks)|got|paid|earn|money|iphone|ipad)\b.{0,80}?\b(?:doing|taking|completing|responding to|filling(?: out)?|answering|finishing) (?:\w+ ){0,2}(?:surveys?|questionnaires?)\b|\b(?:get|make|earn|making|earning) (?:about |around |over |up to )?[$£€]?\d{2,9}[\d,.]{0,9} (?:dollars |bucks |usd )?(?:a|per|each|every) (?:day|week|hour) by \w+ing\b|\bgot paid [$£€] ?\d[\d,.]{1,12} (?:for|from|last|this|in) (?:\w+ )?(?:part[ -]time|week|month|work)|\bturn [\d.]{1,12} ?(?:btc|eth|usdt|sol|bitcoin|[$£€]) into\b|\b(?:just )?copy this (?:in|into) your browser\b|\b\d+ hours? (?:a|per) day\b.{0,12}\bno (?:selling|boss|experience)\b"#,
      "Says what one earns at home by a simple system or by surveys."
    ),
    expression(
      "spam.dating-lure",
      .spam,
      kind: "promotion",
      #"\bdating (?:web ?)?(?:site|page|app)s?\b.{0,200}?\b(?:i (?:just |recently )?(?:joined|signed|subscribed|stumbled|discovered)|i've (?:already )?(?:met|found|been meeting)|i have (?:already )?(?:met|found)|here's the link|really worked|so glad|wonderful)\b|\bi (?:\w+ ){0,2}(?:joined|signed up|subscribed)\b.{0,40}?\bdating (?:web ?)?(?:site|page)s?\b|\b(?:dirty|horny|hot|sexy|lonely|naughty) (?:girls|women|ladies|singles|milfs|moms) (?:are )?(?:looking|waiting|near|in your|want|here)\b|\blooking for (?:a |an )?(?:serious|caring|honest|god[ -]fearing) (?:man|woman|relationship|lady|partner)\b|\bsolteras? (?:de|en|cerca)\b|\bfrauen aus deiner (?:nahe|stadt|umgebung)\b|\bfemmes (?:de ta|pres de chez)\b"#,
      "Lures with dates that are to be had at a site."
    ),
    expression(
      "spam.chain-letter",
      .spam,
      kind: "chain",
      [
        #"\b(?:re-?)?(?:post|paste|send|copy|copy and paste|pass|forward) (?:this|it)(?: (?:comment|message|letter|text))? (?:on |to |onto |in ){1,2}(?:at least |over |just )?(?:\d+|three|four|five|six|seven|ten|twelve|fifteen|twenty) (?:\w+ ){0,2}(?:videos?|vids|games|pages|comments|people|friends|songs|sites|users|contacts)\b"#,
        #"\bif you (?:do not|don'?t|dont|fail to) (?:re-?)?(?:post|paste|copy|send|pass|forward)\b.{0,120}?\b(?:die|dead|bad luck|kill|haunt|under your bed)\b"#,
        #"\byou will (?:be|get) kissed\b"#,
        #"\b\d+ ?% of (?:people|you|teens) (?:won'?t|wont|will not) (?:re-?)?post\b"#,
        #"\b(?:cole|copie|repasse|envie) (?:isso|isto|esta? mensagem) (?:em|para) \d+\b"#,
        #"\b(?:pegalo|copialo|envialo|copia esto|pega esto|envia esto) (?:en|a) \d+\b"#,
        #"\bcopiez? (?:ce message|ca) sur \d+\b"#,
        #"\bunter \d+ videos? (?:posten|kopieren)\b"#,
        #"\b(?:разошли|отправь|скопируй|перешли) (?:\w+ ){1,2}\d+ (?:друзьям|людям|контактам|человек)"#,
        #"\bsebarkan pesan ini ke \d+\b"#,
      ],
      "Asks the reader to spread it, with luck or harm as the reason."
    ),
    expression(
      "spam.comment-template",
      .spam,
      kind: "promotion",
      commentTemplates,
      "Says what programs post below articles everywhere."
    ),
    Rule(
      id: "links.many",
      category: .links,
      kind: "links",
      description: "Holds five and more links, and little else.",
      when: .all([
        .number(NumberCheck(.signal("links.count"), .atLeast, 5)),
        .number(NumberCheck(.signal("links.references"), .less, 1)),
      ])
    ),
  ]

  /// The weights of the built-in rules, by id, from the table that holds all weights.
  private static let scores: [[UInt8]: Double] = {
    var scores: [[UInt8]: Double] = [:]
    for line in WeightTable.text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      if fields.count == 3, fields[0] == "rule" {
        scores[Array(fields[1].utf8)] = Double(fields[2])
      }
    }
    return scores
  }()

  /// The examples of all built-in rules, by id.
  private static let examples: [[UInt8]: Examples] = {
    var examples: [[UInt8]: Examples] = [:]
    for line in RuleExampleTable.text.split(separator: "\n") {
      let fields = line.split(separator: "\t", maxSplits: 2)
      guard fields.count == 3 else { continue }
      // A line feed is written as \n.
      let text = fields[2].split(separator: "\\n", omittingEmptySubsequences: false)
        .joined(separator: "\n")
      var entry = examples[Array(fields[0].utf8)] ?? Examples()
      if fields[1] == "matches" { entry.matches.append(text) } else { entry.passes.append(text) }
      examples[Array(fields[0].utf8)] = entry
    }
    return examples
  }()
}
