// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("SignalReader: hostility") struct HostilityTests {
  private func values(_ body: String, reply: Bool = false) -> SignalValues {
    SignalsTests.values(Comment(id: "1", body: body, parent: reply ? "0" : nil))
  }

  private func place(_ signal: SignalID, in body: String, reply: Bool = false) -> String? {
    let found = values(body, reply: reply).evidence.first { $0.signal == signal }
    return found?.range.map { Bodies.string(Array(body.utf8)[$0]) }
  }

  @Test("an insult is said to somebody only when somebody is addressed nearby")
  func direction() {
    #expect(place(.insultDirect, in: "You are a moron.") == "moron")
    #expect(place(.insultDirect, in: "The mayor is a moron.") == nil)
    #expect(place(.insult, in: "The mayor is a moron.") == "moron")
    #expect(place(.insultDirect, in: "You came. The mayor is a moron.") == nil)
    #expect(place(.insultDirect, in: "lol moron.", reply: true) == "moron")
    #expect(place(.insultDirect, in: "lol moron.") == nil)
  }

  @Test(
    "denied, reported, self-directed and technical insults are taken back",
    arguments: [
      "You are not a moron.", "He called me a moron.", "I'm such a moron.",
      "This stupid loop never ends.",
    ]
  )
  func takenBack(body: String) {
    let values = values(body)
    #expect(values[.insult] == 0 && values[.insultDirect] == 0)
  }

  @Test("the name of an animal is an insult only where somebody is likened to it")
  func animals() {
    #expect(values("The rat ate my lunch.")[.insult] == 0)
    #expect(values("My neighbor is a dirty rat.")[.insult] > 0)
    #expect(values("You rat.")[.insultDirect] > 0)
  }

  @Test("contempt covers the adjective and the noun")
  func contempt() {
    #expect(
      place(.contempt, in: "Lol miserable marxist begging.", reply: true) == "miserable marxist"
    )
    #expect(place(.contempt, in: "A miserable winter.") == nil)
  }

  @Test("a hostile word in another sentence does not hide the one beside a group")
  func identityNeedsTheRightSentence() {
    #expect(
      place(.identityHostile, in: "I despise Mondays. I despise foreigners.")
        == "despise foreigners"
    )
    #expect(place(.identityHostile, in: "I despise Mondays. I like foreigners.") == nil)
    #expect(place(.identityHostile, in: "I do not despise foreigners.") == nil)
  }

  @Test(
    "an insult that is set off as code with hardly a word besides is the author's",
    arguments: [
      "`you are a moron`", "hi `you are a moron`", "```\nyou are a moron\n```",
      "~~~\nyou are a moron\n~~~\nlol", "`` you are a moron``",
    ]
  )
  func insultAsCode(body: String) {
    #expect(values(body)[.insultDirect] > 0)
  }

  @Test("a quotation, a spoiler's quotation mark and code are not the author's insults")
  func quotations() {
    #expect(values("> you are a moron\nWhy so rude?")[.insultDirect] == 0)
    #expect(values("the error is `you are a moron`")[.insultDirect] == 0)
    #expect(values(">!you are a moron!<")[.insultDirect] > 0)
  }
}
