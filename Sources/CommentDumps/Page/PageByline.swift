// SPDX-License-Identifier: Apache-2.0

/// What a line beside a comment's words says about the comment: who wrote it, when, how it was
/// rated, and the links to answer it.
///
/// ```
/// Alice says:
/// Bob · 3 hours ago
/// March 4, 2019 at 5:12 pm
/// 12 points
/// Reply · Like · Share
/// ```
///
/// Only a whole line is a byline, and only if all of it is understood.
struct PageByline {
  /// Who wrote the comment.
  var author: String?
  /// When.
  var time: PageTime?
  /// Its points.
  var score: Int?
  /// How it says who: with a verb of speech, with a separator, or not at all.
  var form: Form

  enum Form {
    /// `Alice says:`
    case speech
    /// `Posted by Alice on March 4, 2019`
    case posted
    /// `Bob · 3 hours ago`
    case separated
    /// `Bob, March 4, 2019`: a name and a time without more.
    case plain
    /// Nothing but a time.
    case time
    /// Nothing but points, links and buttons.
    case furniture
  }
}

extension PageByline {
  /// Reads a byline; `nil` for any other line.
  ///
  /// - Complexity: O(1): a line of more than 160 bytes is no byline.
  init?(_ text: ArraySlice<UInt8>) {
    guard text.count <= 160, !text.isEmpty else { return nil }
    if Self.isFurniture(text) {
      let line = String(decoding: text, as: UTF8.self)
      self.init(score: Self.points(line), form: .furniture)
      return
    }
    // Nearly every line is none of these, and the forms below cost 20 to 70 µs to try.
    let first = Self.firstWord(text)
    let isSpeech = text.last == UInt8(ascii: ":")
    let isPosted = first.map(Self.postedWords.contains) ?? false
    let isTimed = Self.endsLikeTime(text)
    let isSeparated = Self.hasSeparator(text)
    guard isSpeech || isPosted || isTimed || isSeparated else { return nil }
    let line = String(decoding: text, as: UTF8.self)
    if isSpeech, let byline = Self.speech(line) {
      self = byline
    } else if isPosted, let byline = Self.posted(line) {
      self = byline
    } else if isSeparated, let byline = Self.separated(line) {
      self = byline
    } else if isTimed, let byline = Self.plain(Self.words(line)) {
      self = byline
    } else {
      return nil
    }
  }

  /// Whether the line, by itself, is enough to say that a comment starts here.
  var startsComment: Bool {
    switch form {
    case .speech, .posted, .separated, .plain: author != nil
    case .time, .furniture: false
    }
  }
}

// MARK: - What can be told from the bytes

extension PageByline {
  /// The first word of ASCII letters, small, if it is not long.
  private static func firstWord(_ text: ArraySlice<UInt8>) -> String? {
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    let word = text.drop { !isLetter($0) && $0 < 0x80 }.prefix(13).prefix(while: isLetter)
    guard (1...12).contains(word.count) else { return nil }
    return String(decoding: word.map { $0 | 0x20 }, as: UTF8.self)
  }

  /// Whether the last word is one that a time can end with.
  private static func endsLikeTime(_ text: ArraySlice<UInt8>) -> Bool {
    let word = text.suffix(32).reversed().prefix { $0 != 0x20 && $0 != 0x09 }
    guard !word.isEmpty, word.count < 32 else { return false }
    let bare = word.filter { !"(),".utf8.contains($0) }
    if bare.contains(where: { (0x30...0x39).contains($0) }) {
      // "2019", "5:12", "5pm": more than a bare small number.
      return bare.count >= 3
    }
    guard (1...9).contains(bare.count),
      text.contains(where: { (0x30...0x39).contains($0) })
        || bare.count != 2
    else { return false }
    let last = String(decoding: bare.reversed().map { $0 | 0x20 }, as: UTF8.self)
    return lastWords.contains(last) || 3...5 ~= last.utf8.count && last.hasSuffix("t")
  }

  private static func hasSeparator(_ text: ArraySlice<UInt8>) -> Bool {
    var last: UInt8 = 0
    for byte in text {
      if byte == UInt8(ascii: "|") || last == 0xC2 && byte == 0xB7 { return true }
      if last == 0x80 && byte == 0xA2 || last == 0x88 && byte == 0x99 { return true }
      last = byte
    }
    return false
  }

  private static let postedWords: Set<String> = ["by", "posted", "written", "submitted", "comment"]
  // As their bytes look with the bit of small letters set, which leaves a full stop alone.
  private static let lastWords: Set<String> = [
    "ago", "yesterday", "today", "now", "am", "pm", "a.m.", "p.m.", "utc", "gmt", "z", "edited",
  ]
}

// MARK: - The forms

extension PageByline {
  /// `Alice says:`, `Alice says on March 4, 2019:`, `Alice on March 4, 2019 at 5:12 pm said:`.
  private static func speech(_ line: String) -> PageByline? {
    guard line.hasSuffix(":") else { return nil }
    let words = words(String(line.dropLast()))
    guard let verb = words.lastIndex(where: { verbs.contains(lower($0)) }), verb > 0 else {
      return nil
    }
    var name = words[..<verb]
    var time: PageTime?
    let after = words[(verb + 1)...]
    if !after.isEmpty {
      time = PageTime(lowered(after))
      guard time != nil else { return nil }
    } else if let cut = timeStart(name) {
      time = PageTime(lowered(name[cut...]))
      name = name[..<cut]
    }
    guard let author = author(name, isCertain: false) else { return nil }
    return PageByline(author: author, time: time, form: .speech)
  }

  /// `Posted by Alice`, `by Alice on March 4, 2019`, `Comment by Alice`.
  private static func posted(_ line: String) -> PageByline? {
    let words = words(line)
    guard let by = words.prefix(2).firstIndex(where: { lower($0) == "by" }),
      by == 0 || ["posted", "written", "submitted", "comment"].contains(lower(words[0]))
    else { return nil }
    let rest = words[(by + 1)...]
    let cut = timeStart(rest) ?? rest.endIndex
    // "By Alice" alone is as likely the credit of something pasted.
    guard by == 1 || cut < rest.endIndex else { return nil }
    guard let author = author(rest[..<cut], isCertain: true) else { return nil }
    let time = cut < rest.endIndex ? PageTime(lowered(rest[cut...])) : nil
    return PageByline(author: author, time: time, form: .posted)
  }

  /// `Bob · 3 hours ago · edited`, `Bob | March 4, 2019 | Reply`: a name, and parts that are each
  /// a time or a button.
  private static func separated(_ line: String) -> PageByline? {
    let parts = line.split { "·•|∙".contains($0) }.map(words).filter { !$0.isEmpty }
    guard parts.count >= 2 else { return nil }
    var byline = PageByline(form: .separated)
    for (index, part) in parts.enumerated() {
      if let time = PageTime(lowered(part[...])) {
        if byline.time == nil { byline.time = time }
      } else if isFurniture(part.joined(separator: " ")) {
        byline.score = byline.score ?? points(part.joined(separator: " "))
      } else if index == 0, let author = author(part[...], isCertain: true) {
        byline.author = author
      } else if index == 0, let start = plain(part), start.form == .plain {
        byline.author = start.author
        byline.time = start.time
      } else {
        return nil
      }
    }
    guard byline.time != nil || byline.author == nil else { return nil }
    if byline.author == nil { byline.form = .time }
    return byline
  }

  /// `March 4, 2019 at 5:12 pm`, `Bob 3 hours ago`, `bob 12 points 3 hours ago`, `Bob (May 4, 2019)`.
  private static func plain(_ words: [String]) -> PageByline? {
    guard let cut = timeStart(words[...]) else { return nil }
    let time = PageTime(lowered(words[cut...]))
    if cut == 0 { return PageByline(time: time, form: .time) }
    var name = words[..<cut]
    var score: Int?
    if name.count >= 3, ["point", "points"].contains(lower(name[name.endIndex - 1])) {
      score = Int(name[name.endIndex - 2])
      guard score != nil else { return nil }
      name = name.dropLast(2)
    }
    if let last = name.last, ["-", "–", "—"].contains(last) { name = name.dropLast() }
    guard let author = author(name, isCertain: true) else { return nil }
    return PageByline(author: author, time: time, score: score, form: .plain)
  }

  /// The first word from which on all is one time.
  private static func timeStart(_ words: ArraySlice<String>) -> Int? {
    words.indices.first { PageTime(lowered(words[$0...])) != nil }
  }
}

// MARK: - Names

extension PageByline {
  /// A displayed name; `nil` if the words read like something else.
  ///
  /// - Parameter isCertain: Whether a name is expected here, so that one small word can be it.
  private static func author(_ words: ArraySlice<String>, isCertain: Bool) -> String? {
    // Disqus shows behind the name whom one answers, Reddit before it what folds the comment.
    let words = words.prefix { ![">", "→", "›"].contains($0) }
    guard (1...4).contains(words.count), let first = words.first.map(withoutFold) else {
      return nil
    }
    let name = ([first] + words.dropFirst()).joined(separator: " ")
    guard name.utf8.count <= 40, !name.contains(where: { "!?;:\"“”()/,".contains($0) }),
      name.contains(where: \.isLetter), !notNames.contains(lower(first))
    else { return nil }
    if words.count == 1 { return name.hasSuffix(".") ? nil : name }
    for word in words {
      guard let start = word.first else { return nil }
      guard !start.isLowercase || particles.contains(word) else { return nil }
      // "Dr. Who" and "J. Doe" have their full stops early.
      guard !word.hasSuffix(".") || word.utf8.count <= 4 else { return nil }
    }
    return name
  }

  /// A word without `[–]` before it.
  private static func withoutFold(_ word: String) -> String {
    for fold in ["[–]", "[-]", "[+]"] where word.hasPrefix(fold) && word.count > fold.count {
      return String(word.dropFirst(fold.count))
    }
    return word
  }

  /// Whether a line can be a name above a line with a time.
  static func isName(_ text: ArraySlice<UInt8>) -> Bool {
    text.count <= 40
      && author(words(String(decoding: text, as: UTF8.self))[...], isCertain: true) != nil
  }

  private static func words(_ line: some StringProtocol) -> [String] {
    line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\u{A0}" || $0 == "," })
      .map { word in
        // "(May 4, 2019)"
        word.hasPrefix("(") || word.hasSuffix(")")
          ? String(word.filter { $0 != "(" && $0 != ")" }) : String(word)
      }
      .filter { !$0.isEmpty }
  }

  private static func lower(_ word: String) -> String { word.lowercased() }

  private static func lowered(_ words: ArraySlice<String>) -> ArraySlice<String> {
    words.map { $0.lowercased() }[...]
  }

  private static let verbs: Set<String> = [
    "says", "said", "wrote", "writes", "replied", "replies", "commented", "comments",
  ]
  private static let particles: Set<String> = [
    "von", "van", "de", "der", "den", "du", "da", "di", "la", "le", "el", "al", "bin", "the", "of",
  ]
  private static let notNames: Set<String> = [
    "he", "she", "it", "they", "we", "i", "you", "who", "what", "this", "that", "there", "everyone",
    "everybody", "nobody", "somebody", "someone", "anyone", "people", "mom", "dad", "on", "the",
    "my", "your", "his", "her", "our", "their", "a", "an", "as", "and", "but", "so", "since",
    "until", "about", "from", "last", "in", "at", "by", "happened", "started", "dated", "updated",
  ]
}

// MARK: - Buttons

extension PageByline {
  /// Whether a line holds nothing but links, buttons and counts: `Reply · Like (3)`, `12 points`.
  static func isFurniture(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count <= 100 else { return false }
    if let first = firstWord(text) {
      guard furnitureWords.contains(first) else { return false }
    } else {
      guard text.count <= 32 else { return false }
    }
    let line = String(decoding: text, as: UTF8.self)
    return isFurniture(line) && !ways.contains(line.lowercased())
  }

  private static func isFurniture(_ line: String) -> Bool {
    let text = line.lowercased()
    let words = text.split(whereSeparator: { " \t\u{A0}·•|,/()[]:›‹»«↩▲▼△▽↑↓⤵…–-".contains($0) })
      .map(String.init)
    guard !words.isEmpty else { return text.utf8.count <= 32 && !text.isEmpty && isArrows(text) }
    guard words.count <= 12 else { return false }
    let joined = words.joined(separator: " ")
    // "View 3 more replies" counts as "view more replies".
    if wholeLines.contains(words.filter { !isCount($0) }.joined(separator: " ")) { return true }
    if ["in reply to ", "replying to ", "reply to "].contains(where: joined.hasPrefix) {
      return words.count <= 6 && !text.hasSuffix(".") && !text.hasSuffix("?")
        && (words.count <= 4 || joined.contains("@"))
    }
    var isNamed = false
    for word in words {
      if buttons.contains(word) { isNamed = true } else if !isCount(word) { return false }
    }
    return isNamed
  }

  /// Where links on Hacker News lead: beside others they are links, alone they may be all that somebody says.
  private static let ways: Set<String> = ["next", "prev", "root"]

  private static func isArrows(_ text: String) -> Bool {
    text.allSatisfy { " ›‹»«↩▲▼△▽↑↓⤵".contains($0) }
  }

  private static func isCount(_ word: String) -> Bool {
    // "3h" is a time beside buttons.
    let number =
      ["h", "d", "w", "m", "y"].contains { word.hasSuffix($0) } ? word.dropLast() : word[...]
    return number.utf8.count <= 6 && number.first?.isNumber == true
      && number.allSatisfy { ($0.isASCII && $0.isNumber) || $0 == "." || $0 == "k" }
  }

  /// Whether a line is a bare count, as stands between a comment's words and its buttons: `12`, `1.2K`.
  static func isBareCount(_ text: ArraySlice<UInt8>) -> Bool {
    text.count <= 6 && isCount(String(decoding: text, as: UTF8.self).lowercased())
  }

  /// The number before `points`.
  private static func points(_ line: String) -> Int? {
    let words = words(line.lowercased())
    guard let index = words.firstIndex(where: { $0 == "points" || $0 == "point" }), index > 0 else {
      return nil
    }
    return Int(words[index - 1])
  }

  private static let buttons: Set<String> = [
    "reply", "like", "likes", "share", "report", "permalink", "quote", "edit", "edited", "flag",
    "upvote", "downvote", "point", "points", "vote", "votes", "link", "parent", "unlike", "dislike",
    "dislikes", "recommend", "delete", "block", "save", "embed", "follow", "replies", "next",
    "prev", "root",
  ]
  private static let furnitureWords: Set<String> = buttons.union(
    wholeLines.map { String($0.prefix { $0 != " " && $0 != "." }) }
  ).union(["in", "replying", "k"])
  private static let wholeLines: Set<String> = [
    "log in to reply", "login to reply", "sign in to reply", "register to reply",
    "your comment is awaiting moderation", "your comment is awaiting moderation.", "show replies",
    "hide replies", "view replies", "load more replies", "show more replies", "view more replies",
    "continue this thread", "loading", "loading...", "advertisement", "see more", "read more",
    "show less", "report abuse", "flag as inappropriate", "share this comment", "mark as spam",
    "give award", "view all replies", "collapse", "expand", "collapse replies", "sort by",
    "sort by newest", "sort by best", "sort by top",
  ]
}
