// SPDX-License-Identifier: Apache-2.0

/// What comments and rules are made of.
enum Vocabulary {
  /// Ordinary words, frequent ones first: a place is drawn as the smaller of two.
  static let words = """
    the to and a of in is that it for you was on with as have but be they not are this at or so if
    can just like about from what all there my would when one their an up out more no who we by some
    people will time don't has how get them do really know good also because than only think other
    even then could make go want it's way much into now had well very most where after see first
    still work back over thing too right should years any new game been use need something say day
    things better got never these always same actually those being lot before going every play take
    look best find made long sure your me him her he she which while since though off down through
    again read love great point pretty probably thanks post comment money free today help question
    world idea money story part water house music season team player point level card phone price
    school friend family weekend movie episode character chapter book recipe garden engine bike
    camera update version screen server report number system market science history language
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  /// Words beyond ASCII.
  static let otherWords = """
    café naïve über señor größe Ελλάδα привет мир спасибо 日本語 ありがとう 감사합니다 😀 👍 “quoted” it’s
    don’t – … déjà früh łódź
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  /// What rules look for, so that some comments match.
  static let bait = """
    https://example.com/watch?v=42 bit.ly/x1Y2z3 someone@example.org 192.168.10.7 555-867-5309 !!!!!!
    soooooooo FREE MONEY NOW CLICK subscribe to my channel|check out my new video|earn $500 per day
    |free bitcoin for all|text me at +1 555 123 4567|link in bio|cheap pills|buy followers|promo code
    SAVE20|you are such a loser|shut up|this
    """.split(whereSeparator: { $0 == "|" || $0.isNewline }).map {
      $0.split(separator: " ").joined(separator: " ")
    }

  private static let onsets = "b c d f g h j k l m n p r s t v w z br cl dr fl gr pl st tr".split(
    separator: " "
  )
  private static let vowels = "a e i o u ai ea io ou".split(separator: " ")
  private static let codas = "n r s l m t ck nd st x".split(separator: " ")

  /// Made-up words of two to four syllables, each once.
  static func madeWords(_ count: Int, seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: seed)
    var words: [String] = []
    var known: Set<String> = []
    while words.count < count {
      var word = ""
      for _ in 0..<(2 + random.below(3)) {
        word += random.pick(onsets)
        word += random.pick(vowels)
        if random.happens(40) { word += random.pick(codas) }
      }
      if known.insert(word).inserted { words.append(word) }
    }
    return words
  }
}
