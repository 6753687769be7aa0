// Written by Examples/fit-weights; Docs/Quality.md tells how.
// swift-format-ignore-file

/// Lines of `bias CATEGORY LOG-ODDS`, `SIGNAL WEIGHT CAP [CATEGORY]` and `rule ID WEIGHT`.
enum WeightTable {
  static let text: String = """
bias hostility -2.607
hostility.insult 0.600 2.5
hostility.insult-direct 1.223 2.5
hostility.contempt 0.751 2.5
hostility.slur 0.900 2.5
hostility.profanity 1.400 1.0
hostility.profanity-directed 1.801 2.5
hostility.sexual 0.313 2.5
hostility.threat 2.700 2.5
hostility.dehumanizing 1.200 2.5
hostility.identity 0.900 2.5
hostility.mocking 0.300 2.5
hostility.shouting 1.791 2.5
hostility.density 1.916 2.5
hostility.short-reply 1.000 2.5
hostility.second-person 0.131 4.0
hostility.exclamations 0.161 3.0
hostility.civility -0.100 3.0
hostility.reporting -0.100 2.0
hostility.technical-talk -0.300 4.0
hostility.group-attack 1.800 2.5
hostility.group-support -0.500 2.0
hostility.counter-speech -1.500 1.0
hostility.crude-word 2.009 2.5
hostility.negative-tone 0.265 3.0
hostility.self-reference -1.500 1.0
hostility.denial -1.500 1.0
hostility.put-down 1.500 2.5
hostility.undirected-swearing 0.000 1.0
hostility.learned 0.836 8.0
rule hostility.you-are-a 2.200
rule hostility.what-is-wrong-with-you 1.200
rule hostility.told-to-leave 2.200
rule hostility.wish-of-harm 2.400
rule hostility.announced-harm 2.400
rule hostility.people-should-not-exist 2.400
bias spam -5.098
spam.contact-handle 1.200 2.5
spam.phone-number 0.280 2.5
spam.email-address 0.250 2.5
spam.money 0.351 2.5
spam.urgency 1.112 2.5
spam.giveaway 0.952 2.5
spam.investment 1.582 2.5
spam.adult 1.654 2.5
spam.pharma 0.806 2.5
spam.gambling 2.000 2.5
spam.seo 1.022 2.5
spam.praise-with-link 1.200 2.5
spam.self-promotion 1.380 2.5
spam.invitation 0.900 2.0
spam.currency-amount 0.523 2.5
spam.repeated-words 0.300 10.0
spam.repeated-characters 1.500 2.5
spam.few-characters 1.500 2.5
spam.gibberish 0.800 2.5
spam.styled-letters 0.250 2.5
spam.invisible-characters 0.250 4.0
spam.disguised-words 2.800 2.5
spam.name-with-number 2.200 2.5
spam.framed-name 1.500 2.5
spam.talk-of-spam -1.500 1.0
spam.everyday-notice -1.500 1.0
spam.impersonation 3.200 2.5
spam.empty-praise 2.900 2.5
spam.named-expert 3.300 2.5
spam.offer-with-call 3.000 2.5
spam.keyword-run 2.600 2.5
spam.product-title 2.800 2.5
spam.plea 2.800 2.5
spam.referral 2.800 2.5
spam.author-name 2.400 2.5
spam.emoji-flood 0.290 6.0
spam.hashtags 0.250 5.0
spam.digit-share 1.788 0.5
spam.learned 1.086 8.0
links.count 0.500 3.0 spam
links.shortener 0.600 2.5 spam
links.obfuscated 1.000 2.5 spam
links.ip-address 0.250 2.5 spam
links.user-info 0.250 2.5 spam
links.mismatch 0.250 2.5 spam
links.suspicious-domain 1.891 2.5 spam
links.only 1.400 2.5 spam
links.at-end-of-short 0.300 2.5 spam
links.mixed-script 0.250 2.5 spam
links.repeated 0.250 5.0 spam
links.references -0.999 1.0 spam
links.imitation 1.500 2.5 spam
rule spam.planted-testimonial 1.800
rule spam.sub-for-sub 2.102
rule spam.easy-money 1.000
rule spam.claim-prize 1.200
rule spam.service-pitch 0.825
rule spam.reader-bait 1.737
rule spam.intimate-footage 3.800
rule spam.free-device 3.200
rule spam.paid-at-home 3.000
rule spam.dating-lure 3.200
rule spam.chain-letter 4.000
rule spam.comment-template 4.200
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
links.imitation 3.600 2.5
rule links.many 1.200
bias conduct -3.600
bias custom -6.000
bias links -3.400
"""

  /// What stands in place of lines of `text` where the learned scorer is switched off.
  static let withoutLearned: String = """
bias hostility -2.543
hostility.insult 1.662 2.5
hostility.insult-direct 2.226 2.5
hostility.contempt 1.448 2.5
hostility.slur 1.372 2.5
hostility.profanity 1.400 1.0
hostility.profanity-directed 2.059 2.5
hostility.sexual 1.651 2.5
hostility.threat 2.700 2.5
hostility.dehumanizing 1.323 2.5
hostility.identity 0.900 2.5
hostility.mocking 0.404 2.5
hostility.shouting 1.559 2.5
hostility.density 2.500 2.5
hostility.short-reply 1.000 2.5
hostility.second-person 0.184 4.0
hostility.exclamations 0.180 3.0
hostility.civility -0.483 3.0
hostility.reporting -0.100 2.0
hostility.technical-talk -0.300 4.0
hostility.group-attack 1.800 2.5
hostility.group-support -0.500 2.0
hostility.counter-speech -1.500 1.0
hostility.crude-word 2.885 2.5
hostility.negative-tone 0.713 3.0
hostility.self-reference -1.500 1.0
hostility.denial -1.500 1.0
hostility.put-down 1.500 2.5
hostility.undirected-swearing 0.000 1.0
bias spam -2.843
spam.contact-handle 2.148 2.5
spam.phone-number 1.800 2.5
spam.email-address 1.054 2.5
spam.money 0.792 2.5
spam.urgency 1.701 2.5
spam.giveaway 2.240 2.5
spam.investment 2.286 2.5
spam.adult 0.957 2.5
spam.pharma 2.593 2.5
spam.gambling 2.231 2.5
spam.seo 1.439 2.5
spam.praise-with-link 1.200 2.5
spam.self-promotion 3.289 2.5
spam.invitation 0.900 2.0
spam.currency-amount 1.311 2.5
spam.repeated-words 0.300 10.0
spam.repeated-characters 1.500 2.5
spam.few-characters 1.500 2.5
spam.gibberish 0.856 2.5
spam.styled-letters 0.250 2.5
spam.invisible-characters 0.250 4.0
spam.disguised-words 2.800 2.5
spam.name-with-number 2.200 2.5
spam.framed-name 1.500 2.5
spam.talk-of-spam -1.500 1.0
spam.everyday-notice -1.500 1.0
spam.impersonation 3.200 2.5
spam.empty-praise 2.900 2.5
spam.named-expert 3.300 2.5
spam.offer-with-call 3.000 2.5
spam.keyword-run 2.600 2.5
spam.product-title 2.800 2.5
spam.plea 3.344 2.5
spam.referral 2.800 2.5
spam.author-name 2.400 2.5
spam.emoji-flood 0.468 6.0
spam.hashtags 0.449 5.0
spam.digit-share 2.000 0.5
links.count 0.500 3.0 spam
links.shortener 0.916 2.5 spam
links.obfuscated 1.000 2.5 spam
links.ip-address 0.250 2.5 spam
links.user-info 0.250 2.5 spam
links.mismatch 0.250 2.5 spam
links.suspicious-domain 2.807 2.5 spam
links.only 1.400 2.5 spam
links.at-end-of-short 0.300 2.5 spam
links.mixed-script 0.250 2.5 spam
links.repeated 0.250 5.0 spam
links.references -2.108 1.0 spam
links.imitation 1.500 2.5 spam
"""
}
