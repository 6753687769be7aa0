// SPDX-License-Identifier: Apache-2.0

/// Thirty regular expressions of the kind that moderators write.
enum Expressions {
  static let all: [String] = [
    #"https?://[^\s<>"']+"#,
    #"\b(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|cutt\.ly)/\w+"#,
    #"\b[a-z0-9-]{2,63}\.(?:com|net|org|info|biz|xyz|top|click|online|site)\b"#,
    #"\b(?:\d{1,3}\.){3}\d{1,3}\b"#,
    #"(?:\+?1[-. ]?)?\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b"#,
    #"\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b"#,
    #"(?-i)\b[A-Z]{4,}(?:\W+[A-Z]{2,}){2,}\b"#,
    #"(\w)\1{5,}"#,
    #"[!?]{4,}"#,
    #"^\W*(?:this|first|upvote|came here to say this)\W*$"#,
    #"\b(?:subscribe|sub)\s+(?:to\s+)?(?:my|our|me)\b"#,
    #"\bcheck\s+(?:out\s+)?my\s+(?:channel|video|page|profile|site|music|new)\b"#,
    #"\b(?:make|earn|get)\s+\$?\d[\d,.]*\s*(?:dollars|usd|bucks|k)?\s*(?:per|a)\s+(?:day|week)\b"#,
    #"\b(?:free|double|send|invest)\b.{0,40}\b(?:bitcoin|btc|ethereum|crypto|usdt|doge)\b"#,
    #"\b(?:bc1[a-z0-9]{25,60}|0x[a-f0-9]{40})\b"#,
    #"\b(?:whats?\s?app|telegram|dm\s+me|text\s+me)\b.{0,30}(?:\+?\d[\d -]{6,}|@\w{4,})"#,
    #"\blink\s+in\s+(?:my\s+)?bio\b"#,
    #"\b(?:cheap|discount)\s+(?:pills|meds|watches|handbags)\b"#,
    #"\bbuy\s+(?:real\s+)?(?:followers|likes|views|upvotes)\b"#,
    #"\bpromo\s*code\s+[a-z]+\d+\b"#,
    #"\byou(?:'?re|\s+are)\s+(?:an?\s+|such\s+an?\s+)?(?:idiot|moron|stupid|dumb|loser)\b"#,
    #"\bsh+u+t+\s*u+p+\b"#,
    #"\bg+[o0]+\s+aw+a+y+\b"#,
    #"\b(?:moderators?|mods?)\s+(?:are|is)\s+(?:asleep|useless|corrupt)\b"#,
    #"\bspoilers?\s*(?:ahead|alert|warning)?\s*:"#,
    #"\b(?:edit|update)\s*\d*\s*:\s*(?:thanks?|thank\s+you)\s+for\s+the\s+(?:gold|silver|award)"#,
    #"\bunpopular\s+opinion\b|\bam\s+i\s+the\s+only\s+one\b"#,
    #"\b(?:petition|gofundme|kickstarter|patreon)\b(?!\s+(?:page|rules))"#,
    #"(?<!not )\bfor\s+sale\b"#,
    #"\p{So}{3,}"#,
  ]
}
