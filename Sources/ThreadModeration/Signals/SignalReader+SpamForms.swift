// SPDX-License-Identifier: Apache-2.0

// Kinds of advertisements that are seen by what stands in them together.

extension SignalReader {
  /// Longer texts are none of these.
  private static let mostWords = 130

  /// Reads what kinds of terms stand together: notices, praise for nothing, experts, offers, titles, pleas, codes.
  func readSpamForms(_ marks: SpamTerms.Marks) {
    guard words.count <= Self.mostWords else { return }
    readImpersonation(marks)
    readEmptyPraise(marks)
    readNamedExpert(marks)
    readOffer(marks)
    readKeywordRun(marks)
    readProductTitle(marks)
    readPlea(marks)
    readReferral(marks)
  }

  private func add(_ signal: SignalID, _ value: Double = 1, at word: Int?) {
    values.add(signal, value, at: word.map { place($0..<$0 + 1) })
  }

  /// "Message him @name", "only @name helped me get it back".
  func readPersonWithHandle(_ marks: SpamTerms.Marks) {
    guard let word = marks.first(.person), !views.mentions.isEmpty, words.count <= 60,
      values[.contactHandle] < 1.5
    else { return }
    values[.contactHandle] = 1.5
    values.add(.contactHandle, 0, at: place(word..<word + 1))
  }

  // MARK: Notices

  /// A notice about the reader's account, parcel or bill with trouble, something to do about it and a link or number to
  /// do it at; or a child with a new number.
  private func readImpersonation(_ marks: SpamTerms.Marks) {
    if let mum = marks.first(.mum), mum < 4, marks.has(.newnumber),
      marks.has(.broke) || marks.has(.urge)
    {
      return add(.impersonation, at: marks.first(.newnumber))
    }
    guard words.count <= 70, marks.has(.you), marks.hasApart(.trouble, .ask),
      values[.technicalTalk] == 0, !marks.has(.warn), !marks.has(.seek),
      marks.has(.key) || values[.phoneNumber] > 0 || hasOwnLink
    else { return }
    add(.impersonation, at: marks.first(.trouble))
  }

  // MARK: Praise

  /// Praise for a post, article or blog that says nothing of what stands in it: hardly a word that other praise has not.
  private func readEmptyPraise(_ marks: SpamTerms.Marks) {
    guard marks.has(.post, .admire) else { return }
    let known = SpamTerms.Class.filler.bit | SpamTerms.Class.admire.bit | SpamTerms.Class.post.bit
    var (all, unknown) = (0, 0)
    var admired: Set<UInt64> = []
    for word in marks.ofWord.indices {
      if !views.links.isEmpty,
        views.links.firstOverlap(of: place(word..<word + 1), by: \.range) != nil
      {
        continue
      }
      all += 1
      if marks.ofWord[word] & known == 0 { unknown += 1 }
      if marks.isMarked(word, .admire) { admired.insert(hashes[word]) }
    }
    guard (10...90).contains(all), unknown * 100 <= all * 16, admired.count >= 2 else { return }
    add(.emptyPraise, at: marks.first(.admire))
  }

  // MARK: Experts

  /// Somebody who is called by title and name, and cured, invested or is to be reached; or whose name is to be looked up.
  private func readNamedExpert(_ marks: SpamTerms.Marks) {
    guard !marks.has(.academic), !marks.has(.seek) else { return }
    if marks.has(.honor, .cure), hashes.contains(where: Self.persons.contains) {
      for word in marks.starts.indices where marks.starts[word] & SpamTerms.Class.honor.bit != 0 {
        guard word + 1 < words.count, isWrittenLarge(word + 1), words[word + 1].range.count >= 3,
          marks.ofWord[word + 1] & SpamTerms.Class.honor.bit == 0,
          marks.starts.indices.contains(where: { other in
            other != word && marks.starts[other] & SpamTerms.Class.cure.bit != 0
              && marks.starts[other] & SpamTerms.Class.honor.bit == 0
          })
        else { continue }
        return add(.namedExpert, at: word)
      }
    }
    guard let word = marks.first(.lookup),
      marks.count(.lookup) >= 2 || marks.has(.cure) || values[.investment] > 0
        || values[.moneyTalk] > 0
    else { return }
    let names = words.indices.dropLast().contains { first in
      isWrittenLarge(first) && isWrittenLarge(first + 1) && !words[first + 1].startsSentence
        && marks.ofWord[first] == 0 && marks.ofWord[first + 1] == 0
    }
    if names { add(.namedExpert, at: word) }
  }

  private static let persons = hashes("i i'm im i've my me he he's she she's him her his")

  /// Whether a word begins with a capital letter of Latin.
  private func isWrittenLarge(_ word: Int) -> Bool {
    views.body[place(word..<word + 1)].first.map(ByteClass.isUpper) ?? false
  }

  // MARK: Offers

  private static let languages: [(offer: SpamTerms.Class, call: SpamTerms.Class)] = [
    (.ruoffer, .rucall), (.esoffer, .escall), (.ptoffer, .ptcall), (.idoffer, .idcall),
    (.deoffer, .decall), (.froffer, .frcall), (.troffer, .trcall),
  ]

  /// Something that is offered (work, money, loans, spells, followers) and how to answer, in one of seven languages; in
  /// English what is offered to owners of websites.
  private func readOffer(_ marks: SpamTerms.Marks) {
    if marks.count(.seotopic) >= 2, marks.has(.seopitch) {
      return add(.offerWithCall, at: marks.first(.seopitch))
    }
    guard words.count <= 80, !marks.has(.seek),
      Self.languages.contains(where: { marks.has($0.0, $0.1) }), marks.count(.english) < 2, !asks
    else { return }
    for (offer, call) in Self.languages where marks.hasApart(offer, call) {
      return add(.offerWithCall, at: marks.first(offer))
    }
  }

  /// Whether the text ends in a question.
  private var asks: Bool {
    views.prose.bytes.last { !ByteClass.isSpace($0) } == UInt8(ascii: "?")
  }

  // MARK: Titles

  /// Three and more parts between commas or bars, hardly a word that holds a sentence together, and two of shops.
  private func readKeywordRun(_ marks: SpamTerms.Marks) {
    guard words.count >= 9, words.count <= 60, marks.count(.store) >= 2,
      values[.technicalTalk] == 0,
      marks.count(.function) * 100 < words.count * 6
    else { return }
    var parts = 1
    var isEmpty = true
    for byte in views.prose.bytes {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: ";"):
        if !isEmpty { parts += 1 }
        isEmpty = true
      case UInt8(ascii: "{"), UInt8(ascii: "`"), UInt8(ascii: "="): return
      default: if !ByteClass.isSpace(byte) { isEmpty = false }
      }
    }
    if isEmpty { parts -= 1 }
    if parts >= 3 { add(.keywordRun, at: marks.first(.store)) }
  }

  /// Titles of pages that sell remedies, or promise films, programs and cheats.
  private func readProductTitle(_ marks: SpamTerms.Marks) {
    guard words.count <= 60 else { return }
    if marks.has(.product), marks.hasApart(.review, .verdict), marks.count(.english) <= 6 {
      return add(.productTitle, at: marks.first(.review))
    }
    if words.count <= 25, marks.hasApart(.stream, .get), values[.technicalTalk] == 0, !asks {
      add(.productTitle, at: marks.first(.stream))
    }
  }

  // MARK: Oneself

  /// Whoever speaks of own songs or videos and begs for a look, says that they are out, or pays back in subscriptions.
  private func readPlea(_ marks: SpamTerms.Marks) {
    if marks.hasApart(.own, .plea) {
      add(.plea, at: marks.first(.plea))
    } else if marks.hasApart(.mine, .release) {
      add(.plea, at: marks.first(.release))
    } else if marks.hasApart(.back, .pleaask) {
      add(.plea, 0.5, at: marks.first(.back))
    } else if marks.hasApart(.own, .request) {
      add(.plea, 0.5, at: marks.first(.own))
    }
  }

  private static let code = ["code", "codes", "use"].map { StableHash.of($0.utf8) }

  /// A code or link that pays whoever gives it away.
  private func readReferral(_ marks: SpamTerms.Marks) {
    if marks.hasApart(.referral, .both) {
      return add(.referral, at: marks.first(.referral))
    }
    // "Code" itself is a technical term.
    guard values[.technicalTalk] <= 1 else { return }
    for word in words.indices.dropFirst()
    where Self.code.contains(hashes[word - 1]) && isCode(word) {
      return add(.referral, at: word)
    }
  }

  /// Whether a word is four to twelve capital letters with a round percentage behind them: `ANNA15`.
  private func isCode(_ word: Int) -> Bool {
    let bytes = views.body[place(word..<word + 1)]
    let letters = bytes.prefix(while: ByteClass.isUpper).count
    let digits = bytes.dropFirst(letters)
    guard (4...12).contains(letters) else { return false }
    return ["5", "10", "15", "20", "25", "30", "35", "40", "50"].contains {
      digits.elementsEqual($0.utf8)
    }
  }
}
