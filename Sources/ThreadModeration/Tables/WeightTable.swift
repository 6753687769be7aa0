// Written by Tools/weights/fit.py; Docs/Quality.md tells how.
// swift-format-ignore-file

/// Lines of `bias CATEGORY LOG-ODDS`, `SIGNAL WEIGHT CAP [CATEGORY]` and `rule ID WEIGHT`.
enum WeightTable {
  static let text: String = """
bias hostility -2.773
hostility.insult 1.016 2.5
hostility.insult-direct 1.378 2.5
hostility.contempt 0.857 2.5
hostility.slur 0.735 2.5
hostility.profanity 1.600 1
hostility.profanity-directed 1.244 2.5
hostility.sexual 1.026 2.5
hostility.threat 2.000 2.5
hostility.dehumanizing 1.200 2.5
hostility.identity 0.900 2.5
hostility.mocking 0.300 2.5
hostility.shouting 1.824 2.5
hostility.density 2.500 2.5
hostility.short-reply 0.250 2.5
hostility.second-person 0.300 4
hostility.exclamations 0.507 3
hostility.civility -0.100 3
hostility.reporting -0.100 2
hostility.technical-talk -0.100 4
hostility.crude-word 1.750 1
hostility.learned 0.627 6
rule hostility.you-are-a 2.200
rule hostility.what-is-wrong-with-you 1.200
rule hostility.told-to-leave 2.200
rule hostility.wish-of-harm 2.400
rule hostility.announced-harm 2.400
rule hostility.people-should-not-exist 2.400
bias spam -3.713
spam.contact-handle 1.937 2.5
spam.phone-number 1.760 2.5
spam.email-address 0.250 2.5
spam.money 1.712 2.5
spam.urgency 0.250 2.5
spam.giveaway 1.191 2.5
spam.investment 1.675 2.5
spam.adult 0.536 2.5
spam.pharma 2.074 2.5
spam.gambling 2.000 2.5
spam.seo 1.377 2.5
spam.praise-with-link 1.200 2.5
spam.self-promotion 2.838 2.5
spam.currency-amount 1.784 2.5
spam.repeated-words 0.300 10
spam.repeated-characters 1.500 2.5
spam.few-characters 1.500 2.5
spam.gibberish 0.800 2.5
spam.styled-letters 1.374 2.5
spam.invisible-characters 0.250 4
spam.disguised-words 2.800 2.5
spam.name-with-number 2.200 2.5
spam.emoji-flood 0.442 6
spam.hashtags 0.250 5
spam.digit-share 0.303 0.5
spam.learned 0.896 6
links.count 0.700 3 spam
links.shortener 0.600 2.5 spam
links.obfuscated 3.052 2.5 spam
links.ip-address 0.250 2.5 spam
links.user-info 0.250 2.5 spam
links.mismatch 0.250 2.5 spam
links.suspicious-domain 0.250 2.5 spam
links.only 0.700 2.5 spam
links.at-end-of-short 0.700 2.5 spam
links.mixed-script 0.250 2.5 spam
links.repeated 0.286 5 spam
rule spam.planted-testimonial 1.800
rule spam.sub-for-sub 0.998
rule spam.easy-money 1.271
rule spam.claim-prize 0.657
rule spam.service-pitch 1.644
rule spam.reader-bait 1.729
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
