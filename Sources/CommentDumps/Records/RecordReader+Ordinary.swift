// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What the keys of an ordinary line may hold, one bit for each key. Held by the reader: to ask a global
/// takes a call.
struct OrdinaryKeys {
  /// Keys whose value may be any string.
  let texts = bits([
    .id, .name, .thread, .threadID, .linkID, .parent, .parentID, .author, .authorID,
    .authorFullname, .createdAt, .createdUTC, .created, .createdAtCamel, .timestamp, .date, .time,
    .body, .title, .linkTitle, .url, .permalink, .lang,
    .subreddit, .selftext, .linkURL, .authorFlairText, .authorFlairClass, .authorFlairTemplate,
    .postBody, .postURL, .postDomain, .postFlair, .postFlairClass, .postFlairTemplate,
  ])

  /// Keys whose value may be any whole number.
  let numbers = bits([
    .createdAt, .createdUTC, .created, .createdAtCamel, .timestamp, .date, .time, .score,
    .authorCreatedAt, .authorCreatedUTC, .authorKarma, .edited,
    .numReports, .authorCommentKarma, .authorPostKarma, .authorCombinedKarma,
    .communityCommentKarma, .communityPostKarma, .contributorQuality, .reports, .postCreatedAt,
  ])

  /// Keys whose value may be `true` or `false`.
  let booleans = bits([
    .isSubmitter, .isSelf, .edited, .isEdited, .authorIsGold, .authorIsContributor,
    .authorHasVerifiedEmail, .authorIsBanned,
  ])

  /// Keys that may say what changes how rules go about the comment.
  let telling = bits([
    .isModerator, .isApproved, .isRemoved, .distinguished, .bodyFormat, .text, .content,
  ])

  private static func bits(_ keys: [RecordKey]) -> UInt64 { keys.reduce(0) { $0 | $1.bit } }
}

/// Ordinary lines: nothing in them is to be noted or mended but, perhaps, the words, and nothing says more
/// of the comment than most comments' fields do. What is asked of them is read from the bytes.
extension RecordReader {
  /// The words of the comment whose fields were read last, if it is ordinary.
  @inline(__always)
  mutating func bodyOfOrdinary(_ bytes: [UInt8]) -> JSONToken? {
    let masks = fields.masks
    let body = RecordKey.body.bit
    let known = masks.strings | masks.numbers | masks.booleans
    guard
      masks.valued == known, masks.valued & ordinary.telling == 0,
      masks.fractions & ~RecordKey.created.bit == 0,
      masks.strings & ~ordinary.texts == 0, masks.numbers & ~ordinary.numbers == 0,
      masks.booleans & ~ordinary.booleans == 0,
      masks.escaped & ~body == 0 || isAuthorReadable(bytes),
      masks.highs & ~body == 0 || areWellFormed(masks.highs & ~body, bytes),
      masks.strings & body != 0, masks.strings & RecordKey.id.bit != 0,
      let id = fields[.id], !id.isEmpty, isTimeReadable(bytes), !isFromAutoModerator(bytes)
    else { return nil }
    return fields[.body]
  }

  /// Whether nothing but the words and the author's name has escapes, and the name's can be read; keeps
  /// the name for ``fill(_:_:)``.
  private mutating func isAuthorReadable(_ bytes: [UInt8]) -> Bool {
    guard fields.masks.escaped & ~(RecordKey.body.bit | RecordKey.author.bit) == 0,
      let token = fields[.author]
    else { return false }
    authorOfOrdinary.removeAll(keepingCapacity: true)
    return LineLayout.unescape(bytes, token.range, into: &authorOfOrdinary)
  }

  /// Whether the strings of some keys are UTF-8.
  private func areWellFormed(_ keys: UInt64, _ bytes: [UInt8]) -> Bool {
    var keys = keys
    while keys != 0 {
      guard let key = RecordKey(rawValue: UInt8(keys.trailingZeroBitCount)),
        let token = fields[key],
        UTF8Check.firstFault(in: bytes.span, token.range) == nil
      else { return false }
      keys &= keys &- 1
    }
    return true
  }

  private var timeKey: RecordKey {
    isReddit ? firstPresent(.createdUTC, .createdAt) : nativeTimeKey
  }

  /// Whether the time, if there is one, is a time; keeps it for ``fill(_:_:)``.
  @inline(__always)
  private mutating func isTimeReadable(_ bytes: [UInt8]) -> Bool {
    timeOfOrdinary = nil
    guard let token = fields[timeKey], !token.isEmpty else { return true }
    timeOfOrdinary = seconds(token, bytes)
    return timeOfOrdinary != nil
  }

  @inline(__always)
  private func seconds(_ token: JSONToken, _ bytes: [UInt8]) -> Int64? {
    // Nearly always ten digits.
    if token.end - token.start <= 18 {
      var value: Int64 = 0
      var others: UInt8 = 0
      for index in token.range {
        let digit = bytes[index] &- UInt8(ascii: "0")
        others |= digit > 9 ? 1 : 0
        value = value &* 10 &+ Int64(digit)
      }
      if others == 0, value < RecordTime.firstMilliseconds { return value }
    }
    return RecordTime.seconds(bytes[token.range])
  }

  /// AutoModerator's account has an id that proves it.
  private func isFromAutoModerator(_ bytes: [UInt8]) -> Bool {
    guard let token = fields[isReddit ? firstPresent(.authorFullname, .authorID) : .authorID]
    else { return false }
    return token.end - token.start == 8 && bytes[token.range].elementsEqual("t2_6l4z3".utf8)
  }

  /// Id, thread and author of an ordinary comment.
  mutating func namesOfOrdinary(
    _ bytes: [UInt8]
  ) -> (id: String, thread: String?, author: String?) {
    let id: String
    do throws(RecordFault) {
      id = isReddit ? try redditID(bytes) : try requiredID(bytes)
    } catch {
      preconditionFailure("an ordinary comment has an id")
    }
    return (id, isReddit ? thread(bytes) : nativeThread(bytes), identifier(.author, bytes))
  }

  /// Where the names of an ordinary comment stand: they are strings. `nil` if the author's has escapes.
  func namePlacesOfOrdinary(_ bytes: [UInt8]) -> LineBlockReader.NamePlaces? {
    guard let id = fields[.id], fields.masks.escaped & RecordKey.author.bit == 0 else { return nil }
    let thread =
      isReddit
      ? fields[firstPresent(.linkID, firstPresent(.thread, .threadID))]
      : fields[firstPresent(.thread, firstPresent(.threadID, .linkID))]
    func place(_ token: JSONToken?) -> Range<Int>? {
      guard let token, !token.isEmpty else { return nil }
      return token.range
    }
    func hasPrefix(_ range: Range<Int>, _ digit: UInt8) -> Bool {
      range.count > 3 && bytes[range.lowerBound] == UInt8(ascii: "t")
        && bytes[range.lowerBound + 1] == digit && bytes[range.lowerBound + 2] == UInt8(ascii: "_")
    }
    var places = LineBlockReader.NamePlaces(
      id: id.range,
      thread: place(thread),
      author: place(fields[.author])
    )
    guard isReddit else { return places }
    let (comment, submission) = (UInt8(ascii: "1"), UInt8(ascii: "3"))
    if hasPrefix(places.id, comment) { places.id = places.id.dropFirst(3) }
    if let thread = places.thread, hasPrefix(thread, comment) || hasPrefix(thread, submission) {
      places.thread = thread.dropFirst(3)
    }
    return places
  }

  /// Fills in what the fields of an ordinary comment say.
  mutating func fill(_ facts: inout Summary.LoneFacts, _ bytes: [UInt8]) {
    facts.isRoot = isRoot(bytes)
    facts.createdAt = timeOfOrdinary
    let idKey = isReddit ? firstPresent(.authorFullname, .authorID) : .authorID
    if let token = fields[idKey], !token.isEmpty {
      facts.setAuthor(bytes[token.range])
    } else if fields.masks.escaped & RecordKey.author.bit != 0 {
      if !authorOfOrdinary.elementsEqual("[deleted]".utf8) {
        facts.setAuthor(authorOfOrdinary[...])
      }
    } else if let token = fields[.author], !token.isEmpty,
      token.range.count != 9 || !bytes[token.range].elementsEqual("[deleted]".utf8)
    {
      facts.setAuthor(bytes[token.range])
    }
  }

  private mutating func isRoot(_ bytes: [UInt8]) -> Bool {
    let key = isReddit ? firstPresent(.parentID, .parent) : firstPresent(.parent, .parentID)
    guard let token = fields[key], !token.isEmpty else { return true }
    guard isReddit else { return false }
    if token.kind == .string, token.range.count > 3, bytes[token.start] == UInt8(ascii: "t"),
      bytes[token.start + 2] == UInt8(ascii: "_")
    {
      if bytes[token.start + 1] == UInt8(ascii: "1") { return false }
      if bytes[token.start + 1] == UInt8(ascii: "3") { return true }
    }
    return parent(bytes, thread: thread(bytes)) == nil
  }
}
