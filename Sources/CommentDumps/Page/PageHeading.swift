// SPDX-License-Identifier: Apache-2.0

/// A line that says where on the page one is: where comments begin, or that they have ended.
enum PageHeading: Hashable {
  /// `Comments`, `12 Responses to …`, `3 thoughts on …`.
  case comments
  /// `Discussion`, `View comments`: the heading of the comments, or a heading or link elsewhere.
  case maybeComments
  /// `No comments yet`.
  case noComments
  /// `Leave a Comment`, `Comments are closed`: where one would write a comment. It ends the
  /// comments, but can also stand above the first.
  case form
  /// `Share this`, `Subscribe`: ends the comments, but can also stand above the first.
  case furniture
  /// `Related Posts`, a copyright line: what follows is something else.
  case otherContent

  /// Whether comments begin below it.
  var isStart: Bool { self == .comments || self == .maybeComments || self == .noComments }
}

extension PageHeading {
  /// Reads a heading; `nil` for any other line.
  ///
  /// - Complexity: O(1): a line of more than 160 bytes is no heading.
  init?(_ text: ArraySlice<UInt8>) {
    guard text.count <= 160 else { return nil }
    let words = Self.words(text)
    // A sentence has a full stop; a heading ("3 thoughts on “A day out.”") has none at its end.
    let isSentence = text.last == UInt8(ascii: ".")
    guard let first = words.first, words.count <= 40 else { return nil }
    if let heading = Self.exact[words.filter { $0 != "#" }.joined(separator: " ")] {
      self = heading
    } else if Self.isCopyright(words, first, text) {
      self = .otherContent
    } else if isSentence {
      // "Your e-mail address will not be published." and the like, beside the form.
      guard Self.formSentences.contains(where: { words.starts(with: $0) }) else { return nil }
      self = .form
    } else if let heading = Self.counted(words) ?? Self.opened(words) ?? Self.below(words) {
      self = heading
    } else {
      return nil
    }
    if isStart, Self.isNone(text, words) { self = .noComments }
  }

  /// `12 Comments`, `One thought on …`, `Comments (12)` with or without what they are on.
  private static func counted(_ words: [String]) -> PageHeading? {
    guard words.count >= 2 else { return nil }
    if numbers.contains(words[0]) {
      guard things.contains(words[1]) else {
        return words.count >= 3 && words[1] == "reader" && things.contains(words[2])
          ? .comments : nil
      }
      return words.count == 2 || prepositions.contains(words[2]) ? .comments : nil
    }
    let rest = words[1] == "#" ? words.dropFirst(2) : words.dropFirst()
    guard things.contains(words[0]), let next = rest.first else { return nil }
    return prepositions.contains(next) && rest.count >= 2 ? .comments : nil
  }

  /// `5 points by ada 2 hours ago | hide | past | favorite | 3 comments`, as Hacker News has below its title.
  private static func below(_ words: [String]) -> PageHeading? {
    guard words.count > 5, words[0] == "#", ["point", "points"].contains(words[1]),
      words[2] == "by", words.contains("ago"), let last = words.last, things.contains(last)
    else { return nil }
    return .comments
  }

  /// `© 2019 …`, `Copyright …`, `(c) 2019 …`, `… All rights reserved.`
  private static func isCopyright(
    _ words: [String],
    _ first: String,
    _ text: ArraySlice<UInt8>
  ) -> Bool {
    first == "©" || first == "copyright" || words.suffix(3) == ["all", "rights", "reserved"]
      || (words.starts(with: ["c", "#"]) && text.first == UInt8(ascii: "("))
  }

  /// Headings of which only the beginning is known.
  private static func opened(_ words: [String]) -> PageHeading? {
    let verbs: Set<String> = ["leave", "post", "add", "write", "submit"]
    let articles: Set<String> = ["a", "your", "new"]
    if words.count >= 2, verbs.contains(words[0]) {
      let rest = words.dropFirst().drop { articles.contains($0) }
      if let thing = rest.first, ["comment", "reply", "response"].contains(thing),
        rest.count == 1
          || ["#", "to", "on", "cancel", "below"].contains(rest.dropFirst().first ?? "")
      {
        return .form
      }
    }
    return openings.first { words.starts(with: $0.words) }?.heading
  }

  /// `No comments yet`, `0 comments`.
  private static func isNone(_ text: ArraySlice<UInt8>, _ words: [String]) -> Bool {
    guard words.contains("#") else { return false }
    let digits = text.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return digits == [UInt8(ascii: "0")]
  }

  /// The words in small letters, without punctuation; every number is `#`.
  static func words(_ text: ArraySlice<UInt8>) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var isNumber = false
    func finish() {
      if !word.isEmpty { words.append(isNumber ? "#" : String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
      isNumber = false
    }
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if !isNumber { finish() }
        isNumber = true
        word.append(byte)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...:
        if isNumber { finish() }
        word.append(byte < 0x80 ? byte | 0x20 : byte)
      case UInt8(ascii: "'"): continue
      case UInt8(ascii: ","), UInt8(ascii: "."):
        // `1,234` is one number.
        if !isNumber { finish() }
      default: finish()
      }
    }
    finish()
    return words
  }
}

// MARK: - Tables

extension PageHeading {
  private static let numbers: Set<String> = [
    "#", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "no",
  ]
  private static let things: Set<String> = [
    "comment", "comments", "response", "responses", "reply", "replies", "thought", "thoughts",
    "reaction", "reactions",
  ]
  private static let prepositions: Set<String> = ["to", "on", "for", "so", "about", "below"]

  /// Whole lines, numbers left out.
  private static let exact: [String: PageHeading] = {
    var table: [String: PageHeading] = [:]
    for (heading, lines) in exactLines {
      for line in lines.split(separator: "/") {
        table[line.split { $0 == " " || $0 == "\n" }.joined(separator: " ")] = heading
      }
    }
    return table
  }()

  private static let exactLines: [(PageHeading, String)] = [
    (
      .comments,
      """
      comments / reader comments / readers comments / user comments / all comments / top comments /
      latest comments / newest comments / best comments / comments so far / comment section /
      comments section / responses / your comments / visitor comments
      """
    ),
    (
      .maybeComments,
      """
      comment / discussion / replies / reactions / conversation / feedback / view comments /
      show comments / read comments / view all comments / the discussion / join the discussion /
      join the conversation / what readers say / thread
      """
    ),
    (
      .noComments,
      """
      no comments / no comments yet / no responses / no responses yet / no replies yet /
      there are no comments yet / be the first to comment / be the first to leave a comment
      """
    ),
    (
      .form,
      """
      comments are closed / comments closed / comment form / cancel reply / post comment /
      comments are now closed / this thread is closed
      """
    ),
    (
      .furniture,
      """
      share this / share this post / share this article / share / subscribe / newsletter /
      follow us / advertisement / sponsored / tags / filed under / search
      """
    ),
    (
      .otherContent,
      """
      post navigation / load more comments / more comments / load more / show more comments /
      view more comments / older comments / newer comments / previous comments / next comments /
      older posts / newer posts / previous post / next post / previous article / next article /
      recent posts / recent comments / recent articles / popular posts / popular articles /
      most read / most popular / most viewed / most commented / trending / trending now /
      about the author / about the authors / author bio / archives / categories / blogroll /
      back to top / privacy policy / site map / you may also like / you might also like /
      you may also enjoy / you might also enjoy / recommended for you / pingbacks / trackbacks /
      trackbacks pingbacks / trackbacks and pingbacks / related posts / related articles /
      related stories / related links / related topics / related content / related news /
      related reading
      """
    ),
  ]

  private static let openings: [(words: [String], heading: PageHeading)] = [
    (["log", "in", "to", "comment"], .form),
    (["login", "to", "comment"], .form),
    (["sign", "in", "to", "comment"], .form),
    (["you", "must", "be", "logged", "in"], .form),
    (["share", "this", "on"], .furniture),
    (["sign", "up", "for", "our"], .furniture),
    (["subscribe", "to", "our"], .furniture),
    (["powered", "by"], .otherContent),
    (["more", "stories"], .otherContent),
    (["more", "from"], .otherContent),
    (["terms", "of", "use"], .otherContent),
    (["terms", "of", "service"], .otherContent),
  ]

  private static let formSentences: [[String]] = [
    ["your", "e", "mail", "address", "will", "not", "be", "published"],
    ["your", "email", "address", "will", "not", "be", "published"],
    ["you", "must", "be", "logged", "in"],
    ["comments", "are", "closed"],
    ["comments", "are", "now", "closed"],
  ]
}
