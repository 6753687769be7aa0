// Written by Examples/fit-weights; Docs/Quality.md tells how.
// swift-format-ignore-file

/// Lines of `bias CATEGORY LOG-ODDS`, `SIGNAL WEIGHT CAP [CATEGORY]` and `rule ID WEIGHT`.
enum WeightTable {
  static let text: String = """
bias hostility -2.589
hostility.insult 0.527 2.5
hostility.insult-direct 1.171 2.5
hostility.contempt 0.619 2.5
hostility.slur 0.900 2.5
hostility.profanity 1.400 1.0
hostility.profanity-directed 1.810 2.5
hostility.sexual 0.279 2.5
hostility.threat 2.000 2.5
hostility.dehumanizing 1.200 2.5
hostility.identity 0.900 2.5
hostility.mocking 0.370 2.5
hostility.shouting 1.811 2.5
hostility.density 2.006 2.5
hostility.short-reply 1.000 2.5
hostility.second-person 0.171 4.0
hostility.exclamations 0.065 3.0
hostility.civility -0.100 3.0
hostility.reporting -0.100 2.0
hostility.technical-talk -0.300 4.0
hostility.group-attack 1.800 2.5
hostility.group-support -0.500 2.0
hostility.counter-speech -1.500 1.0
hostility.crude-word 2.182 2.5
hostility.negative-tone 0.222 3.0
hostility.self-reference -1.500 1.0
hostility.put-down 1.500 2.5
hostility.learned 0.816 8.0
rule hostility.you-are-a 2.200
rule hostility.what-is-wrong-with-you 1.200
rule hostility.told-to-leave 2.200
rule hostility.wish-of-harm 2.400
rule hostility.announced-harm 2.400
rule hostility.people-should-not-exist 2.400
bias spam -4.865
spam.contact-handle 1.200 2.5
spam.phone-number 1.689 2.5
spam.email-address 0.250 2.5
spam.money 0.592 2.5
spam.urgency 0.530 2.5
spam.giveaway 1.243 2.5
spam.investment 1.571 2.5
spam.adult 1.758 2.5
spam.pharma 1.241 2.5
spam.gambling 2.000 2.5
spam.seo 1.125 2.5
spam.praise-with-link 1.200 2.5
spam.self-promotion 2.598 2.5
spam.currency-amount 0.874 2.5
spam.repeated-words 0.300 10.0
spam.repeated-characters 1.500 2.5
spam.few-characters 1.500 2.5
spam.gibberish 0.800 2.5
spam.styled-letters 0.250 2.5
spam.invisible-characters 0.250 4.0
spam.disguised-words 2.800 2.5
spam.name-with-number 2.200 2.5
spam.framed-name 1.500 2.5
spam.emoji-flood 0.408 6.0
spam.hashtags 0.250 5.0
spam.digit-share 1.013 0.5
spam.learned 1.056 8.0
links.count 0.500 3.0 spam
links.shortener 0.674 2.5 spam
links.obfuscated 1.000 2.5 spam
links.ip-address 0.250 2.5 spam
links.user-info 0.250 2.5 spam
links.mismatch 0.250 2.5 spam
links.suspicious-domain 0.250 2.5 spam
links.only 2.000 2.5 spam
links.at-end-of-short 0.300 2.5 spam
links.mixed-script 0.250 2.5 spam
links.repeated 0.250 5.0 spam
links.references -0.739 1.0 spam
rule spam.planted-testimonial 1.800
rule spam.sub-for-sub 0.991
rule spam.easy-money 1.063
rule spam.claim-prize 1.255
rule spam.service-pitch 0.699
rule spam.reader-bait 1.121
spam.test-string 14.000 2.5
conduct.duplicate 1.500 4.0
conduct.campaign 1.300 4.0
conduct.flooding 0.250 20.0
conduct.self-reply 0.300 2.5
conduct.top-level-spree 0.300 8.0
conduct.many-mentions 0.500 8.0
conduct.pasted-digest 2.200 2.4
conduct.pile-on 0.900 6.0
conduct.spiral 0.600 8.0
links.count 0.800 3.0
links.shortener 2.200 2.5
links.obfuscated 3.400 2.5
links.ip-address 3.000 2.5
links.user-info 3.000 2.5
links.mismatch 3.200 2.5
links.suspicious-domain 1.200 2.5
links.only 1.200 2.5
links.at-end-of-short 0.300 2.5
links.mixed-script 3.000 2.5
links.repeated 0.400 5.0
links.references -1.200 1.0
rule links.many 1.200
bias conduct -3.600
bias custom -6.000
bias links -3.400
"""

  /// What stands in place of lines of `text` where the learned scorer is switched off.
  static let withoutLearned: String = """
bias hostility -2.553
hostility.insult 1.622 2.5
hostility.insult-direct 2.191 2.5
hostility.contempt 1.244 2.5
hostility.slur 1.488 2.5
hostility.profanity 1.400 1.0
hostility.profanity-directed 2.044 2.5
hostility.sexual 1.642 2.5
hostility.threat 2.000 2.5
hostility.dehumanizing 1.287 2.5
hostility.identity 0.900 2.5
hostility.mocking 0.426 2.5
hostility.shouting 1.584 2.5
hostility.density 2.500 2.5
hostility.short-reply 1.000 2.5
hostility.second-person 0.181 4.0
hostility.exclamations 0.143 3.0
hostility.civility -0.480 3.0
hostility.reporting -0.100 2.0
hostility.technical-talk -0.300 4.0
hostility.group-attack 1.800 2.5
hostility.group-support -0.500 2.0
hostility.counter-speech -1.500 1.0
hostility.crude-word 2.975 2.5
hostility.negative-tone 0.696 3.0
hostility.self-reference -1.500 1.0
hostility.put-down 1.500 2.5
bias spam -3.087
spam.contact-handle 1.200 2.5
spam.phone-number 1.800 2.5
spam.email-address 0.250 2.5
spam.money 0.955 2.5
spam.urgency 1.392 2.5
spam.giveaway 2.506 2.5
spam.investment 2.117 2.5
spam.adult 0.975 2.5
spam.pharma 3.344 2.5
spam.gambling 2.123 2.5
spam.seo 1.243 2.5
spam.praise-with-link 1.200 2.5
spam.self-promotion 3.841 2.5
spam.currency-amount 1.102 2.5
spam.repeated-words 0.300 10.0
spam.repeated-characters 1.500 2.5
spam.few-characters 1.500 2.5
spam.gibberish 1.503 2.5
spam.styled-letters 0.250 2.5
spam.invisible-characters 0.250 4.0
spam.disguised-words 2.800 2.5
spam.name-with-number 2.200 2.5
spam.framed-name 1.500 2.5
spam.emoji-flood 0.491 6.0
spam.hashtags 0.250 5.0
spam.digit-share 2.000 0.5
links.count 0.500 3.0 spam
links.shortener 1.026 2.5 spam
links.obfuscated 1.000 2.5 spam
links.ip-address 0.250 2.5 spam
links.user-info 0.250 2.5 spam
links.mismatch 0.250 2.5 spam
links.suspicious-domain 0.250 2.5 spam
links.only 2.000 2.5 spam
links.at-end-of-short 0.300 2.5 spam
links.mixed-script 0.250 2.5 spam
links.repeated 0.250 5.0 spam
links.references -2.423 1.0 spam
"""
}
