// SPDX-License-Identifier: Apache-2.0

extension SignalReader {
  /// What is said about groups of people: attacks and support, sentence by sentence.
  ///
  /// A sentence is looked at if it names a group, or says "they" behind a sentence that does.
  /// Hatred, demands of harm, contempt, accusations and denied worth are attacks; the same denied is
  /// support, and so is praise. What is said about such talk, or in quotation marks, is neither.
  ///
  /// - Complexity: O(*n*) in the words of sentences about groups.
  mutating func readGroups() {
    let groups = hits.filter { $0.kind == .identity || $0.kind == .slur }
    guard !groups.isEmpty else { return }
    let quoted = Self.quotations(in: views.normalized.bytes)
    var next = 0
    var previous: Int32 = -2
    var start = 0
    while start < sentences.count {
      let number = sentences[start]
      var end = start
      while end < sentences.count, sentences[end] == number, end - start < Self.maxGroupWords {
        end += 1
      }
      while next < groups.count, groups[next].words.lowerBound < start { next += 1 }
      var named: [Range<Int>] = []
      var index = next
      while index < groups.count, groups[index].words.lowerBound < end {
        named.append(groups[index].words)
        index += 1
      }
      if !named.isEmpty {
        readGroupSentence(start..<end, named, quoted)
        previous = number
      } else if previous == number - 1 {
        let pronouns = (start..<end).filter { roles($0).contains(.pronoun) }.map { $0..<$0 + 1 }
        if !pronouns.isEmpty { readGroupSentence(start..<end, pronouns, quoted) }
      }
      start = end
    }
  }

  /// Words of a sentence that are looked at together; a longer one is cut.
  private static let maxGroupWords = 60

  private func roles(_ word: Int) -> GroupWords.Roles {
    GroupWords.shared.roles(of: views.normalized.bytes[views.words[word].range])
  }

  private mutating func readGroupSentence(
    _ words: Range<Int>,
    _ groups: [Range<Int>],
    _ quoted: [Range<Int>]
  ) {
    let roles = words.map(self.roles)
    func has(_ role: GroupWords.Roles, _ range: Range<Int>) -> Bool {
      range.clamped(to: words).contains { roles[$0 - words.lowerBound].contains(role) }
    }
    func isDenied(_ word: Int, within reach: Int) -> Bool {
      (max(words.lowerBound, word - reach)..<word).contains { isKind(.negation, word: $0) }
    }
    // Talk about such talk, and what is quoted, is not an attack.
    let first = Int(views.words[groups[0].lowerBound].start)
    let isAboutTalk =
      quoted.contains { $0.contains(first) } || roles.contains { $0.contains(.counter) }
      || words.contains { isKind(.reporting, word: $0) }
    // "people who hate …": what follows is said about others.
    let isAboutOthers = words.dropLast().contains { word in
      roles[word - words.lowerBound].contains(.others)
        && roles[word + 1 - words.lowerBound].contains(.relative)
    }
    var attack: (strength: Double, word: Int)?
    var support: Int?
    func note(_ strength: Double, _ word: Int) {
      if strength > attack?.strength ?? 0 { attack = (strength, word) }
    }
    for (offset, role) in roles.enumerated() where !role.isEmpty {
      let word = words.lowerBound + offset
      if groups.contains(where: { $0.contains(word) }) { continue }
      let distance = groups.map { group in
        word < group.lowerBound ? group.lowerBound - word : word - group.upperBound + 1
      }.min() ?? 0
      let isDenied = isDenied(word, within: 5)
      if role.contains(.attitude), distance <= 8 {
        if isDenied { support = word } else { note(1, word) }
      }
      if role.contains(.harm), distance <= 12 {
        let isWanted = offset == 0 || has(.modal, max(words.lowerBound, word - 7)..<word)
        if isDenied { support = word } else if isWanted { note(1.5, word) }
      }
      if role.contains(.predicate) {
        let isBeside = distance <= 2
        let isSaid = distance <= 8 && has(.copula, max(words.lowerBound, word - 6)..<word)
        if isBeside || isSaid {
          if isDenied { support = word } else { note(1, word) }
        }
      }
      if role.contains(.deed), distance <= 6, !isDenied,
        groups.contains(where: { $0.upperBound <= word })
      {
        note(1, word)
      }
      // "do not deserve to be hurt" denies the harm.
      if role.contains(.worth), distance <= 8, self.isDenied(worth: word, in: words),
        !has(.harm, word + 1..<word + 6)
      {
        note(1, word)
      }
      if role.contains(.praise), distance <= 8, !isDenied { support = support ?? word }
    }
    let isSelf =
      groups.contains { group in
        has(.firstPerson, max(words.lowerBound, group.lowerBound - 4)..<group.lowerBound)
      } && attack == nil
    if let found = attack, !isAboutTalk, !isAboutOthers {
      let range = min(found.word, groups[0].lowerBound)..<max(found.word + 1, groups[0].upperBound)
      values.add(.groupAttack, found.strength, at: place(range))
    } else if let word = support ?? (isSelf ? groups[0].lowerBound : nil) {
      values.add(.groupSupport, at: place(word..<word + 1))
    } else if attack != nil {
      values.add(.groupSupport, 0.5, at: nil)
    }
  }

  /// Whether a word of worth is denied: a negation stands up to six words before, and no second one.
  private func isDenied(worth word: Int, in words: Range<Int>) -> Bool {
    let before = max(words.lowerBound, word - 6)..<word
    return before.count { isKind(.negation, word: $0) } % 2 == 1
  }
}
