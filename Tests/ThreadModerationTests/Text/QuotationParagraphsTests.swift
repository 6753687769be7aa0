// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("QuotationParagraphs") struct QuotationParagraphsTests {
  private let parent =
    "The council says the new library will open in spring and that nobody has to pay for it."

  private func own(_ body: String, above: [String]) -> String {
    Bodies.string(Bodies.views(body, sources: above).prose.bytes)
  }

  @Test("a paragraph in quotation marks with the words of a comment above is a quotation")
  func fromAbove() {
    for body in [
      "\"The new library will open in spring\"\n\nNo, it will not.",
      "“the new library will open in spring”.\n\nNo, it will not.",
      "«The new library will open in spring»\n\nNo, it will not.",
      "„The new library will open in spring“\n\nNo, it will not.",
    ] {
      let views = Bodies.views(body, sources: ["Something else.", parent])
      #expect(Bodies.string(views.prose.bytes).hasSuffix("No, it will not."))
      #expect(!Bodies.string(views.prose.bytes).contains("spring"), "\(body)")
      #expect(Bodies.string(views.quoted.bytes).contains("spring"), "\(body)")
    }
  }

  @Test("quotation marks alone hide nothing")
  func evasion() {
    let body = "\"You are an idiot and a clown\"\n\nOk."
    #expect(own(body, above: [parent]) == body)
    #expect(
      own("\"You are an idiot and a clown\"", above: []) == "\"You are an idiot and a clown\""
    )
  }

  @Test("words put into a true quotation stay the author's own")
  func padded() {
    let body =
      "“The council, you absolute clown, says the new library will open in spring and that nobody has to pay”"
    let prose = own(body, above: [parent])
    #expect(prose.contains("you absolute clown"))
    #expect(!prose.contains("library"))
    let views = Bodies.views(body, sources: [parent])
    #expect(
      Bodies.original(of: "you absolute clown", in: views.prose, of: body) == "you absolute clown"
    )
  }

  @Test("at the top a quotation needs words of the author's own beside it")
  func topLevel() {
    let body = "“The bridge opened in nineteen hundred”\n\nThat is wrong."
    #expect(own(body, above: []).hasSuffix("That is wrong."))
    #expect(!own(body, above: []).contains("bridge"))
  }

  @Test("a quotation inside a paragraph of own words is not taken out")
  func inline() {
    let body = "He said \"the new library will open in spring\" and left."
    #expect(own(body, above: [parent]) == body)
    let pair = "\"The new library will\" and \"open in spring\""
    #expect(own(pair, above: [parent]) == pair)
  }

  @Test("fewer than three words, or marks that do not match, are no quotation")
  func tooShort() {
    #expect(own("\"New library\"\n\nWhat?", above: [parent]).contains("New library"))
    #expect(own("“the new library will open\"\n\nWhat?", above: [parent]).contains("library"))
  }

  @Test("a huge comment above is only compared as far as anybody quotes")
  func bounded() {
    let huge = String(repeating: "word ", count: 400_000) + parent
    let clock = ContinuousClock()
    let body = "“The new library will open in spring”\n\nNo."
    var prose = ""
    let time = clock.measure { for _ in 0..<20 { prose = own(body, above: [huge, huge, huge]) } }
    #expect(prose.contains("library"))
    #expect(time < .seconds(30))
  }
}
