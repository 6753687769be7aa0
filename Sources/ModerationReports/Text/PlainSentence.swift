// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Why a comment was flagged, in one sentence for people.
enum PlainSentence {
  /// How many different findings the sentence names.
  private static let maxReasons = 2
  private static let maxQuoteBytes = 60
  private static let maxReasonBytes = 160

  /// `Held for review, hostility 0.91: an insult said to somebody (“pathetic”), and 2 more findings.` Where a
  /// rule asks for the action itself, that is named first: `Held for review by town.raffles: Raffle: raffle
  /// (“raffle”).`
  static func why(_ verdict: Verdict, _ policy: Policy) -> String {
    let lead = opening(of: verdict.action)
    let unfinished = verdict.incomplete == nil ? "" : " Only part of it was judged."
    let against = verdict.findings.filter(\.countsAgainst)
    if let decisive = verdict.findings.first(where: verdict.isDecided) {
      let isOwn = { (finding: Finding) in finding.rule.utf8.elementsEqual(decisive.rule.utf8) }
      return "\(lead) by the rule \(cut(decisive.rule, maxReasonBytes))"
        + words(of: verdict.findings.filter(isOwn))
        + rest(against.count { !isOwn($0) }) + "." + unfinished
    }
    guard let category = verdict.leadingCategory else {
      if let limit = verdict.incomplete {
        return "\(lead) because it could not be judged in full: the limit “\(limit.rawValue)” "
          + "was reached."
      }
      return "\(lead) by the policy; no finding is listed."
    }
    let score = verdict.scores[category]
    let scored = score >= policy.thresholds[category].report
    let cause = scored ? ", \(category.name) \(Phrase.score(score)): " : ": "
    let (named, count) = reasons(of: against.filter { $0.category == category })
    return lead + cause + named.joined(separator: "; ") + rest(against.count - count) + "."
      + unfinished
  }

  private static func rest(_ count: Int) -> String {
    count == 0 ? "" : ", and " + Phrase.count(count, "more finding")
  }

  /// What a rule says of itself, and what it points at; nothing if it says and shows nothing.
  private static func words(of findings: [Finding]) -> String {
    if findings[0].reason != nil {
      let (named, _) = reasons(of: findings)
      return named.isEmpty ? "" : ": " + named[0]
    }
    var quotes: [String] = []
    for quote in findings.compactMap(quoted) where quotes.count < maxReasons {
      if !quotes.contains(where: { $0.utf8.elementsEqual(quote.utf8) }) { quotes.append(quote) }
    }
    return quotes.isEmpty ? "" : " (" + quotes.joined(separator: ", ") + ")"
  }

  private static func opening(of action: Action) -> String {
    switch action {
    case .allow: "Allowed"
    case .report: "Reported"
    case .hold: "Held for review"
    case .remove: "To be removed"
    }
  }

  /// The weightiest different reasons, each with what it points at, and how many
  /// findings they stand for.
  private static func reasons(of own: [Finding]) -> ([String], Int) {
    let order = own.indices.sorted {
      own[$0].score == own[$1].score ? $0 < $1 : own[$0].score > own[$1].score
    }
    var texts: [(words: [UInt8], rule: [UInt8], quotes: [String])] = []
    var count = 0
    for index in order {
      let finding = own[index]
      let words = Array((finding.reason ?? finding.rule).utf8)
      let quote = quoted(finding)
      if let slot = texts.firstIndex(where: {
        $0.words == words && $0.rule.elementsEqual(finding.rule.utf8)
      }) {
        count += 1
        if let quote, texts[slot].quotes.count < 2,
          !texts[slot].quotes.contains(where: { $0.utf8.elementsEqual(quote.utf8) })
        {
          texts[slot].quotes.append(quote)
        }
      } else if texts.count < maxReasons {
        count += 1
        texts.append((words, Array(finding.rule.utf8), quote.map { [$0] } ?? []))
      }
    }
    let sentences = texts.enumerated().map { number, text in
      let isSentence = !text.words.elementsEqual(text.rule)
      var words = cut(String(decoding: text.words, as: UTF8.self), maxReasonBytes)
      if words.hasSuffix(".") { words.removeLast() }
      if isSentence { words = lowered(words) }
      return text.quotes.isEmpty ? words : words + " (" + text.quotes.joined(separator: ", ") + ")"
    }
    return (sentences, count)
  }

  /// What a finding points at; words of one or two letters say nothing to a reader.
  private static func quoted(_ finding: Finding) -> String? {
    let text = finding.text.utf8
    let isTiny = text.count < 3 && text.allSatisfy { (0x61...0x7a).contains($0 | 0x20) }
    return isTiny ? nil : "“" + cut(finding.text, maxQuoteBytes) + "”"
  }

  private static func cut(_ text: String, _ limit: Int) -> String {
    let (bytes, isCut) = VisibleText.prefix(of: text, limit: limit)
    let flat = bytes.map { $0 == 0x0a || $0 == 0x0d || $0 == 0x09 ? 0x20 : $0 }
    return String(decoding: flat, as: UTF8.self) + (isCut ? "…" : "")
  }

  /// With a small first letter, unless the first word is all capitals.
  private static func lowered(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, (0x41...0x5a).contains(first),
      bytes.count < 2 || !(0x41...0x5a).contains(bytes[1])
    else { return text }
    return String(decoding: [first | 0x20] + bytes.dropFirst(), as: UTF8.self)
  }
}
