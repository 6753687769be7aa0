// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("Names of actions and categories") struct NamesTests {
  @Test("names read back to what they name, and nothing else does")
  func roundTrip() {
    for action in Action.allCases { #expect(Action(name: action.name) == action) }
    for category in Category.allCases { #expect(Category(name: category.name) == category) }
    #expect(Action(name: "Hold") == nil)
    #expect(Category(name: "") == nil)
    #expect(Action.allCases.map(\.name) == ["allow", "report", "hold", "remove"])
    #expect(Category.allCases.map(\.name) == ["spam", "links", "hostility", "conduct", "custom"])
  }

  @Test("actions grow stronger in their order")
  func order() {
    #expect(Action.allCases == Action.allCases.sorted())
    #expect(Action.allow < .report && Action.report < .hold && Action.hold < .remove)
    #expect(Category.allCases == Category.allCases.sorted())
  }

  @Test("each category has a value of its own")
  func values() {
    var values = CategoryValues(repeating: 0)
    for (number, category) in Category.allCases.enumerated() { values[category] = number + 1 }
    #expect(Category.allCases.map { values[$0] } == [1, 2, 3, 4, 5])
    #expect(values != CategoryValues(repeating: 0))
  }
}
