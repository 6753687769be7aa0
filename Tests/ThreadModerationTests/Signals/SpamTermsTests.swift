// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("SpamTerms") struct SpamTermsTests {
  private func marks(_ text: String, _ terms: SpamTerms) -> SpamTerms.Marks {
    let bytes = Array(text.utf8)
    let words = WordSpan.words(in: bytes)
    return terms.marks(of: WordSpan.hashes(of: words, in: bytes), words: words)
  }

  private static let table = SpamTermTable.text + "\n" + LanguageWordTable.terms

  @Test("each common word of a language stands in one list, for one use or for both")
  func languages() throws {
    var lines: Set<String> = []
    var words: [String: Set<String>] = [:]
    for list in LanguageWordTable.lists {
      #expect(lines.insert("\(list.group) \(list.use.rawValue)").inserted, "\(list.group)")
      for word in list.words {
        let new = words[list.group, default: []].insert(String(Substring(word))).inserted
        #expect(new, "\(list.group): \(Substring(word))")
      }
    }
    #expect(lines.count == LanguageWordTable.text.split(separator: "\n").count)
    #expect(words.count == 9 && words.values.map(\.count).reduce(0, +) > 200)
    let spoken = ForeignWords.shared.languages(
      of: ["der", "hund", "ist"].map { StableHash.of($0.utf8) }
    )
    #expect(spoken == .german)
    let marks = marks("ini banget lagu saya, the", .shared)
    #expect(marks.count(.foreign) == 3 && marks.count(.english) == 1)
  }

  @Test("every line of the table names a class, and every class has terms")
  func classes() {
    var missing = Set(SpamTerms.Class.allCases.map { String(describing: $0) })
    let known = missing
    for line in Self.table.split(separator: "\n") {
      let fields = line.split(separator: "\t")
      #expect(fields.count == 2 && known.contains(String(fields[0])), "\(line.prefix(40))")
      missing.remove(String(fields[0]))
    }
    #expect(missing.isEmpty)
    #expect(SpamTerms.Class.allCases.count <= 64)
  }

  @Test("terms are written as the normalized view has them")
  func spelling() {
    for line in Self.table.split(separator: "\n") {
      for term in line.split(separator: "\t")[1].split(separator: ",") {
        let words = WordSpan.words(in: Array(term.utf8))
        let parts = term.split(separator: " ")
        #expect(words.count == parts.count && parts.count <= 6, "\(term)")
        let views = Bodies.views(String(term), .text)
        #expect(views.normalized.bytes == Array(term.utf8), "\(term)")
      }
    }
  }

  @Test("words and phrases are found, with the words that they cover")
  func found() {
    let terms = SpamTerms(table: "own\tmy new song,song\nrelease\tout now")
    let found = marks("hear my new song it is out now", terms)
    #expect(found.has(.own, .release) && !found.has(.plea))
    #expect(found.count(.own) == 2 && found.first(.own) == 1)
    #expect((1...3).allSatisfy { found.isMarked($0, .own) } && !found.isMarked(4, .own))
    #expect(!marks("it went out. now go", terms).has(.release))
    #expect(marks("", terms).present == 0)
  }

  @Test("a term within another is not beside it")
  func apart() {
    let terms = SpamTerms(
      table: "mine\tmy page\nrelease\ton my page,out now\nask\tpay\ntrouble\tpay"
    )
    #expect(!marks("it stands on my page", terms).hasApart(.mine, .release))
    #expect(marks("it stands on my page my page", terms).hasApart(.mine, .release))
    #expect(marks("my page is out now", terms).hasApart(.mine, .release))
    #expect(!marks("pay", terms).hasApart(.ask, .trouble))
    #expect(marks("pay and pay", terms).hasApart(.ask, .trouble))
  }

  @Test("only the first words of a long text are looked at")
  func bound() {
    let terms = SpamTerms(table: "own\tsong")
    let long = String(repeating: "la ", count: SpamTerms.maxWords)
    #expect(!marks(long + "song", terms).has(.own))
  }

  @Test("any two terms may be all there is of a comment", arguments: 0..<8)
  func ends(seed: Int) throws {
    // A term of each line beside one of each other, in either order: what stands last has nothing behind it.
    var random = Seeds(UInt64(seed))
    let lines = (Self.table + "\n" + LexiconTable.text).split(separator: "\n").map { line in
      line.split(separator: "\t").last.map { $0.split(separator: ",").map(String.init) } ?? []
    }
    let scanner = try CommentScanner()
    for first in lines.indices {
      for _ in 0..<4 {
        let body = random.pick(lines[first]) + " " + random.pick(random.pick(lines))
        #expect(scanner.verdict(for: Comment(id: "c", body: body)).incomplete == nil, "\(body)")
      }
    }
    for body in ["The clinic will text", "my vet replied by sms", "emergency? text"] {
      #expect(scanner.verdict(for: Comment(id: "c", body: body)).action == .allow, "\(body)")
    }
  }
}
