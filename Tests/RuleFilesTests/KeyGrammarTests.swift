// SPDX-License-Identifier: Apache-2.0

import RuleFiles
import Testing
import ThreadModeration

@testable import struct RuleFiles.SearchKey

@Suite("The grammar of search keys")
struct KeyGrammarTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var key: String
    var fields: [String]
    var isNegated = false
    var label: String?
    var modifiers: [String] = []
    var testDescription: String { key }
  }

  @Test(
    "A key is taken apart",
    arguments: [
      Case(key: "body", fields: ["body"]),
      Case(key: "  BODY ", fields: ["body"]),
      Case(key: "~body", fields: ["body"], isNegated: true),
      Case(key: "~ Body", fields: ["body"], isNegated: true),
      Case(key: "title+body", fields: ["title", "body"]),
      Case(key: "title + body", fields: ["title", "body"]),
      Case(key: "body#2", fields: ["body"], label: "2"),
      Case(key: "body # second one", fields: ["body"], label: "second one"),
      Case(key: "body (includes)", fields: ["body"], modifiers: ["includes"]),
      Case(key: "body(includes,regex)", fields: ["body"], modifiers: ["includes", "regex"]),
      Case(key: "body ( Includes , REGEX , )", fields: ["body"], modifiers: ["includes", "regex"]),
      Case(key: "body ()", fields: ["body"]),
      Case(
        key: "~title+BODY#a b (regex,\tcase-sensitive)",
        fields: ["title", "body"],
        isNegated: true,
        label: "a b",
        modifiers: ["regex", "case-sensitive"]
      ),
      Case(key: "body+", fields: ["body", ""]),
      Case(key: "", fields: [""]),
    ]
  )
  func parts(_ expected: Case) throws {
    let key = try #require(SearchKey(expected.key))
    #expect(key.fields == expected.fields)
    #expect(key.isNegated == expected.isNegated)
    #expect(key.label == expected.label)
    #expect(key.modifiers == expected.modifiers)
  }

  @Test(
    "Brackets have to match",
    arguments: ["body (includes", "body includes)", "body (regex) x"]
  )
  func brackets(_ key: String) {
    #expect(SearchKey(key) == nil)
    #expect(places(read(rule("\"\(key)\": x"))) == ["error key 1:1"])
  }

  @Test("A label tests the same field again; both have to hold")
  func labels() throws {
    let judge = try Judge(rule("body: [cheap]\nbody#2: [pills]"))
    #expect(judge.matches("cheap pills"))
    #expect(!judge.matches("cheap"))
  }

  @Test("Joined keys search what comments have, and pass over what only submissions have")
  func joined() throws {
    let file = read(rule("Title+Body: [pills]"))
    #expect(places(file) == ["note submission-field 1:1"])
    let judge = try Judge(rule("title+body: [pills]"))
    #expect(judge.matches("cheap pills"))
    #expect(!judge.matches(Comment(id: "c1", body: "hello", title: "pills")))
    let negated = try Judge(rule("~title+body+domain (includes): [pills]"))
    #expect(negated.matches("hello"))
    #expect(!negated.matches("cheappills"))
  }

  @Test("A joined key searches for words, whatever its fields do alone")
  func joinedDefault() throws {
    let judge = try Judge(rule("id+body: [abc]"))
    #expect(judge.matches(Comment(id: "x abc", body: "hello")))
    #expect(judge.matches(Comment(id: "1", body: "so abc it is")))
    #expect(!judge.matches(Comment(id: "1", body: "abcd")))
  }
}
