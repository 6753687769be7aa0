// Written by Tools/weights/fit.py; Docs/Quality.md tells how.
// swift-format-ignore-file

/// Lines of `bias CATEGORY LOG-ODDS`, `SIGNAL WEIGHT CAP [CATEGORY]` and `rule ID WEIGHT`.
enum WeightTable {
  static let text: String = """
bias hostility -1.814
hostility.insult 1.397 2.5
hostility.insult-direct 1.482 2.5
hostility.contempt 0.787 2.5
hostility.slur 1.693 2.5
hostility.profanity 2.052 2
hostility.profanity-directed 1.278 2.5
hostility.sexual 1.109 2.5
hostility.threat 0.250 2.5
hostility.dehumanizing 1.901 2.5
hostility.identity 1.380 2.5
hostility.mocking 0.250 2.5
hostility.shouting 0.913 2.5
hostility.density 4.417 2.5
hostility.short-reply 0.341 2.5
hostility.second-person 0.177 4
hostility.exclamations 0.268 3
hostility.civility -0.366 3
hostility.reporting 0.000 2
hostility.technical-talk -0.055 4
rule hostility.you-are-a 0.250
rule hostility.what-is-wrong-with-you 0.521
rule hostility.told-to-leave 0.342
rule hostility.wish-of-harm 0.398
rule hostility.announced-harm 1.322
rule hostility.people-should-not-exist 0.250
bias spam -2.126
spam.contact-handle 0.250 2.5
spam.phone-number 3.715 2.5
spam.email-address 0.789 2.5
spam.money 0.939 2.5
spam.urgency 1.228 2.5
spam.giveaway 1.808 2.5
spam.investment 1.607 2.5
spam.adult 0.250 2.5
spam.pharma 2.004 2.5
spam.gambling 2.574 2.5
spam.seo 1.113 2.5
spam.praise-with-link 0.250 2.5
spam.self-promotion 2.551 2.5
spam.currency-amount 0.921 2.5
spam.repeated-words 0.250 10
spam.repeated-characters 0.250 2.5
spam.few-characters 0.250 2.5
spam.gibberish 0.250 2.5
spam.styled-letters 11.702 2.5
spam.invisible-characters 0.250 4
spam.emoji-flood 0.227 6
spam.hashtags 1.336 5
spam.digit-share 2.744 0.5
links.count 1.632 3 spam
links.shortener 0.252 2.5 spam
links.obfuscated 0.250 2.5 spam
links.ip-address 0.250 2.5 spam
links.user-info 0.250 2.5 spam
links.mismatch 0.250 2.5 spam
links.suspicious-domain 0.250 2.5 spam
links.only 0.315 2.5 spam
links.at-end-of-short 0.828 2.5 spam
links.mixed-script 0.250 2.5 spam
links.repeated 0.250 5 spam
rule spam.planted-testimonial 0.250
rule spam.sub-for-sub 2.617
rule spam.easy-money 0.250
rule spam.claim-prize 2.564
rule spam.service-pitch 1.982
rule spam.reader-bait 0.834
bias links -2.301
links.count 2.197 3
links.shortener 0.250 2.5
links.obfuscated 0.291 2.5
links.ip-address 0.250 2.5
links.user-info 0.250 2.5
links.mismatch 0.250 2.5
links.suspicious-domain 0.250 2.5
links.only 0.250 2.5
links.at-end-of-short 0.464 2.5
links.mixed-script 0.250 2.5
links.repeated 0.250 5
spam.test-string 14.000 2.5
conduct.duplicate 1.500 4
conduct.campaign 1.200 4
conduct.flooding 0.250 20
conduct.self-reply 0.300 2.5
conduct.top-level-spree 0.300 8
conduct.many-mentions 0.500 8
conduct.pasted-digest 1.500 4
conduct.pile-on 0.900 6
conduct.spiral 0.600 8
rule conduct.pasted-headlines 1.500
rule links.many 1.200
bias conduct -3.600
bias custom -6.000
"""
}
