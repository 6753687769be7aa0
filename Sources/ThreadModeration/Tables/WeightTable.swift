// Written by Tools/weights/fit.py; Docs/Quality.md tells how.
// swift-format-ignore-file

/// Lines of `bias CATEGORY LOG-ODDS`, `SIGNAL WEIGHT CAP [CATEGORY]` and `rule ID WEIGHT`.
enum WeightTable {
  static let text: String = """
bias hostility -2.230
hostility.insult 1.339 2.5
hostility.insult-direct 1.496 2.5
hostility.contempt 0.837 2.5
hostility.slur 1.688 2.5
hostility.profanity 1.600 1
hostility.profanity-directed 1.239 2.5
hostility.sexual 1.008 2.5
hostility.threat 2.000 2.5
hostility.dehumanizing 1.583 2.5
hostility.identity 1.359 2.5
hostility.mocking 0.300 2.5
hostility.shouting 0.912 2.5
hostility.density 4.552 2.5
hostility.short-reply 0.378 2.5
hostility.second-person 0.175 4
hostility.exclamations 0.301 3
hostility.civility -0.360 3
hostility.reporting 0.000 2
hostility.technical-talk -0.048 4
rule hostility.you-are-a 2.200
rule hostility.what-is-wrong-with-you 1.200
rule hostility.told-to-leave 2.200
rule hostility.wish-of-harm 2.400
rule hostility.announced-harm 2.400
rule hostility.people-should-not-exist 2.400
bias spam -2.316
spam.contact-handle 0.900 2.5
spam.phone-number 1.800 2.5
spam.email-address 0.698 2.5
spam.money 1.084 2.5
spam.urgency 1.759 2.5
spam.giveaway 2.095 2.5
spam.investment 1.974 2.5
spam.adult 0.250 2.5
spam.pharma 3.253 2.5
spam.gambling 2.260 2.5
spam.seo 0.272 2.5
spam.praise-with-link 1.200 2.5
spam.self-promotion 3.310 2.5
spam.currency-amount 1.028 2.5
spam.repeated-words 0.300 10
spam.repeated-characters 1.500 2.5
spam.few-characters 1.500 2.5
spam.gibberish 0.800 2.5
spam.styled-letters 11.616 2.5
spam.invisible-characters 0.250 4
spam.emoji-flood 0.230 6
spam.hashtags 1.359 5
spam.digit-share 4.545 0.5
links.count 0.700 3 spam
links.shortener 0.654 2.5 spam
links.obfuscated 1.000 2.5 spam
links.ip-address 0.250 2.5 spam
links.user-info 0.250 2.5 spam
links.mismatch 0.250 2.5 spam
links.suspicious-domain 0.250 2.5 spam
links.only 0.700 2.5 spam
links.at-end-of-short 0.700 2.5 spam
links.mixed-script 0.250 2.5 spam
links.repeated 0.575 5 spam
rule spam.planted-testimonial 1.800
rule spam.sub-for-sub 2.423
rule spam.easy-money 1.000
rule spam.claim-prize 2.480
rule spam.service-pitch 2.063
rule spam.reader-bait 1.364
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
