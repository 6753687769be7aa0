// Written by Tools/weights/fit.py; Docs/Quality.md tells how.
// swift-format-ignore-file

/// Lines of `bias CATEGORY LOG-ODDS`, `SIGNAL WEIGHT CAP [CATEGORY]` and `rule ID WEIGHT`.
enum WeightTable {
  static let text: String = """
bias hostility -2.200
hostility.insult 1.501 2.5
hostility.insult-direct 1.704 2.5
hostility.contempt 0.848 2.5
hostility.slur 1.887 2.5
hostility.profanity 1.600 1
hostility.profanity-directed 1.432 2.5
hostility.sexual 1.233 2.5
hostility.threat 2.000 2.5
hostility.dehumanizing 1.666 2.5
hostility.identity 1.336 2.5
hostility.mocking 0.300 2.5
hostility.shouting 0.933 2.5
hostility.density 2.500 2.5
hostility.short-reply 0.918 2.5
hostility.second-person 0.168 4
hostility.exclamations 0.295 3
hostility.civility -0.374 3
hostility.reporting 0.000 2
hostility.technical-talk -0.056 4
rule hostility.you-are-a 2.200
rule hostility.what-is-wrong-with-you 1.200
rule hostility.told-to-leave 2.200
rule hostility.wish-of-harm 2.400
rule hostility.announced-harm 2.400
rule hostility.people-should-not-exist 2.400
bias spam -2.279
spam.contact-handle 0.900 2.5
spam.phone-number 1.800 2.5
spam.email-address 0.660 2.5
spam.money 1.082 2.5
spam.urgency 1.810 2.5
spam.giveaway 2.160 2.5
spam.investment 1.935 2.5
spam.adult 0.250 2.5
spam.pharma 3.226 2.5
spam.gambling 2.238 2.5
spam.seo 0.257 2.5
spam.praise-with-link 1.200 2.5
spam.self-promotion 3.283 2.5
spam.currency-amount 1.128 2.5
spam.repeated-words 0.300 10
spam.repeated-characters 1.500 2.5
spam.few-characters 1.500 2.5
spam.gibberish 0.800 2.5
spam.styled-letters 11.479 2.5
spam.invisible-characters 0.250 4
spam.emoji-flood 0.223 6
spam.hashtags 1.345 5
spam.digit-share 2.000 0.5
links.count 0.700 3 spam
links.shortener 0.642 2.5 spam
links.obfuscated 1.000 2.5 spam
links.ip-address 0.250 2.5 spam
links.user-info 0.250 2.5 spam
links.mismatch 0.250 2.5 spam
links.suspicious-domain 0.250 2.5 spam
links.only 0.700 2.5 spam
links.at-end-of-short 0.700 2.5 spam
links.mixed-script 0.250 2.5 spam
links.repeated 0.585 5 spam
rule spam.planted-testimonial 1.800
rule spam.sub-for-sub 2.401
rule spam.easy-money 1.000
rule spam.claim-prize 2.565
rule spam.service-pitch 2.057
rule spam.reader-bait 1.352
spam.test-string 14.000 2.5
conduct.duplicate 1.500 4
conduct.campaign 1.300 4
conduct.flooding 0.250 20
conduct.self-reply 0.300 2.5
conduct.top-level-spree 0.300 8
conduct.many-mentions 0.500 8
conduct.pasted-digest 2.200 2.4
conduct.pile-on 0.900 6
conduct.spiral 0.600 8
links.count 0.800 3
links.shortener 2.200 2.5
links.obfuscated 3.400 2.5
links.ip-address 3.000 2.5
links.user-info 3.000 2.5
links.mismatch 3.200 2.5
links.suspicious-domain 1.200 2.5
links.only 1.200 2.5
links.at-end-of-short 0.300 2.5
links.mixed-script 3.000 2.5
links.repeated 0.400 5
rule links.many 1.200
bias conduct -3.600
bias custom -6.000
bias links -3.400
"""
}
