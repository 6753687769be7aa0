// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A small scan made by hand: three threads, an orphan, hidden characters, overlapping evidence,
/// wide characters, an incomplete verdict, rejected records.
enum ReportFixture {
  static let inputs = ["bridge-forum.ndjson", "evening \u{202E}import.csv"]
  static let title = "Bridge forum, week 12"

  static let threads: [ScannedThread] = {
    let comments = bridge + market + harbour
    var verdicts: [String: Verdict] = [:]
    for comment in comments { verdicts[comment.id] = verdict(on: comment) }
    return CommentThread.threads(of: comments).map { entry in
      ScannedThread(
        thread: entry.thread,
        verdicts: entry.thread.comments.map { verdicts[$0.id] ?? Verdict(comment: $0.id) },
        ordinals: entry.ordinals
      )
    }
  }()

  static let summary: Summary = {
    var summary = Summary()
    for scanned in threads {
      summary.count(scanned.thread)
      for verdict in scanned.verdicts { summary.count(verdict) }
    }
    summary.reject(
      Summary.Rejected(input: inputs[0], line: 9, reason: "the object ends before its last brace")
    )
    summary.reject(
      Summary.Rejected(input: inputs[0], line: 12, reason: "no \"body\" (keys: id, text\u{1B}[2J)")
    )
    summary.countRepair("ill-formed-utf8")
    summary.countRepair("ill-formed-utf8")
    summary.countRepair("lone-surrogate")
    return summary
  }()

  /// A comment that needs a person, and its verdict.
  static var flagged: (comment: Comment, verdict: Verdict) {
    let scanned = threads[0]
    let index = scanned.thread.comments.firstIndex { $0.id == "b4" } ?? 0
    return (scanned.thread.comments[index], scanned.verdicts[index])
  }

  // MARK: Comments

  private static func comment(
    _ id: String,
    _ thread: String,
    _ author: String?,
    _ body: String,
    answers parent: String? = nil
  ) -> Comment {
    Comment(id: id, body: body, thread: thread, parent: parent, author: author)
  }

  private static let bridge = [
    comment(
      "b1",
      "old-bridge",
      "Ada Lindqvist",
      "The railing on the north side was replaced in 1962, not in 1951. The plate beside the steps "
        + "says so, and the council minutes agree.\n\nDoes anybody still have the drawings?"
    ),
    comment(
      "b2",
      "old-bridge",
      "mveldkamp",
      "I have copies. Will scan them tonight.",
      answers: "b1"
    ),
    comment(
      "b3",
      "old-bridge",
      "Ada Lindqvist",
      "Wonderful, thank you! 👩‍🔧📐",
      answers: "b2"
    ),
    comment(
      "b4",
      "old-bridge",
      "granite_gus",
      "Nobody asked you, you pathetic id\u{200B}iot. Go back to your plates and drawings, you "
        + "p4thetic little clerk.",
      answers: "b2"
    ),
    comment(
      "b5",
      "old-bridge",
      "Ada Lindqvist",
      "> you pathetic\n\nThat is enough. Reported.",
      answers: "b4"
    ),
    comment(
      "b6",
      "old-bridge",
      "granite_gus",
      "We know where you park. Watch out tomorrow.",
      answers: "b5"
    ),
    comment("b7", "old-bridge", nil, "[deleted]", answers: "b6"),
    comment(
      "b8",
      "old-bridge",
      "橋本 さくら",
      "北側の欄干は一九六二年に交換されました。写真を持っています。図面も探してみます。",
      answers: "b1"
    ),
  ]

  private static let market = [
    comment(
      "m1",
      "market-day",
      "best_deals_4u",
      "🔥 W0rk from home, earn $9,000 a week 🔥 write me on T\u{200B}elegram @quick-gains-example or "
        + "see http://quick-gains.example/join?ref=77 and http://quick-gains.example/now"
    ),
    comment("m2", "market-day", "tomasz", "Is the fish stall open this Saturday?"),
    comment("m3", "market-day", "Ines P.", "Yes, from 7 to 12.", answers: "m2"),
    comment(
      "m4",
      "market-day",
      "best_deals_4u",
      "Cheap \u{202E}sehctaw\u{202C} here http://watches.example <b>click</b> & save",
      answers: "m3"
    ),
    comment("m5", "market-day", "lurker", "See the comment above (now gone).", answers: "m0"),
  ]

  private static let harbour = [
    comment("h1", "harbour-lights", "Noor", "Three lamps on the west quay are out again."),
    comment("h2", "harbour-lights", "port office", "Noted: repaired by Friday.", answers: "h1"),
  ]

  // MARK: Verdicts

  /// The bytes that `part` takes in `body`.
  private static func place(of part: String, in body: String) -> Range<Int>? {
    let text = Array(body.utf8)
    let word = Array(part.utf8)
    guard word.count <= text.count else { return nil }
    for start in 0...(text.count - word.count)
    where text[start..<start + word.count].elementsEqual(word) {
      return start..<start + word.count
    }
    return nil
  }

  private static func finding(
    _ rule: String,
    _ category: ThreadModeration.Category,
    _ kind: String?,
    _ score: Double,
    _ view: String,
    _ part: String,
    in comment: Comment,
    entry: String? = nil,
    reason: String? = nil
  ) -> Finding {
    Finding(
      rule: rule,
      category: category,
      kind: kind,
      score: score,
      view: view,
      range: place(of: part, in: comment.body),
      text: part,
      entry: entry,
      reason: reason
    )
  }

  private static func verdict(on comment: Comment) -> Verdict {
    var verdict = Verdict(
      comment: comment.id,
      thread: comment.thread,
      author: comment.author,
      scores: scores(spam: 0.012, links: 0.004, hostility: 0.0209, conduct: 0.0)
    )
    switch comment.id {
    case "b4": judgeInsult(comment, &verdict)
    case "b6":
      verdict.action = .remove
      verdict.scores = scores(spam: 0.01, links: 0.004, hostility: 0.968, conduct: 0.31)
      verdict.findings = [
        finding(
          "hostility.threat-veiled",
          .hostility,
          "threat",
          3.4,
          "raw",
          "We know where you park",
          in: comment,
          reason: "Hints at knowing where somebody can be found."
        ),
        Finding(
          rule: "conduct.reply-storm",
          category: .conduct,
          score: 0.7,
          view: "thread",
          reason: "Third answer to the same person within five minutes."
        ),
      ]
    case "m1": judgeOffer(comment, &verdict)
    case "m4":
      verdict.action = .report
      verdict.incomplete = .matchLimit
      verdict.scores = scores(spam: 0.61, links: 0.55, hostility: 0.01, conduct: 0.0)
      verdict.findings = [
        finding(
          "links.unknown-host",
          .links,
          nil,
          0.8,
          "raw",
          "http://watches.example",
          in: comment,
          reason: "A host that nobody else in the data links to."
        ),
        finding(
          "spam.bidi-words",
          .spam,
          "disguise",
          1.25,
          "raw",
          "\u{202E}sehctaw\u{202C}",
          in: comment
        ),
      ]
    case "b5":
      verdict.findings = [
        finding(
          "hostility.quoted",
          .hostility,
          nil,
          -1.5,
          "quoted",
          "you pathetic",
          in: comment,
          reason: "The insult is quoted, not made."
        )
      ]
    default: break
    }
    return verdict
  }

  private static func judgeInsult(_ comment: Comment, _ verdict: inout Verdict) {
    verdict.action = .hold
    verdict.scores = scores(spam: 0.02, links: 0.0041, hostility: 0.91251, conduct: 0.12)
    verdict.findings = [
      finding(
        "hostility.insult-direct",
        .hostility,
        "insult",
        2.1,
        "normalized",
        "you pathetic id\u{200B}iot",
        in: comment,
        entry: "idiot",
        reason: "A word from the insult list, aimed at “you”."
      ),
      finding(
        "hostility.belittling",
        .hostility,
        "insult",
        0.95,
        "normalized",
        "pathetic",
        in: comment,
        entry: "pathetic"
      ),
      finding(
        "hostility.leet",
        .hostility,
        "disguise",
        0.4,
        "normalized",
        "p4thetic",
        in: comment,
        entry: "pathetic",
        reason: "Digits stand for letters."
      ),
    ]
    verdict.signals = [
      SignalReading(name: "hostility.second-person", value: 3),
      SignalReading(name: "conduct.reply-seconds", value: 41.5),
    ]
  }

  private static func judgeOffer(_ comment: Comment, _ verdict: inout Verdict) {
    verdict.action = .remove
    verdict.scores = scores(spam: 0.9951, links: 0.874, hostility: 0.01, conduct: 0.22)
    verdict.findings = [
      finding(
        "spam.easy-money",
        .spam,
        "campaign",
        2.75,
        "normalized",
        "W0rk from home, earn $9,000 a week",
        in: comment,
        entry: "work from home",
        reason: "Promises quick money."
      ),
      finding(
        "spam.contact-handle",
        .spam,
        "contact",
        1.6,
        "normalized",
        "write me on T\u{200B}elegram @quick-gains-example",
        in: comment,
        reason: "Asks to go on elsewhere, with a handle."
      ),
      finding(
        "links.referral",
        .links,
        nil,
        1.1,
        "raw",
        "http://quick-gains.example/join?ref=77",
        in: comment,
        entry: "ref=",
        reason: "A link that pays whoever posted it."
      ),
    ]
  }

  private static func scores(
    spam: Double,
    links: Double,
    hostility: Double,
    conduct: Double
  ) -> CategoryValues<Double> {
    var scores = CategoryValues<Double>(repeating: 0)
    scores[.spam] = spam
    scores[.links] = links
    scores[.hostility] = hostility
    scores[.conduct] = conduct
    return scores
  }
}
