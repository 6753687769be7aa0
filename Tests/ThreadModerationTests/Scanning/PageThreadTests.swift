// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

/// A page of comments below a news article, as people write them.
@Suite("A page of comments") struct PageThreadTests {
  private static let digest = """
    Hundreds of people in Millbrook marched for the old bridge: “Our valley is not alone” 9/13/2017

    With the threat of a closure of the road, will the county unite with the railway, fearing the \
    valley's growing traffic? 9/12/2017

    The authors of Bridges in Peril strongly urge the building of local support sufficiently strong \
    to influence county and state governments. 8/30/2017
    """
  private static let retort = """
    “The authors of Bridges in Peril strongly urge the building of local support sufficiently \
    strong to influence county and state governments”

    Lol pathetic commie begging the county for material support!
    """

  private static let thread = CommentThread(
    id: "page",
    comments: [
      Comment(
        id: "1",
        body:
          "You're exaggerating… those 300 cars are a trickle that won't make any difference.\nMain question is what will the county do after the repairs?",
        author: "reader"
      ),
      Comment(id: "2", body: digest, author: "clippings"),
      Comment(id: "3", body: retort, parent: "2", author: "heckler"),
    ]
  )

  private func verdicts() throws -> [Verdict] {
    try CommentScanner().verdicts(for: Self.thread)
  }

  @Test("a civil disagreement is allowed")
  func civil() throws {
    let verdict = try verdicts()[0]
    #expect(verdict.action == .allow)
    #expect(verdict.scores[.hostility] < 0.5)
  }

  @Test("pasted headlines are flagged as conduct, at their dates")
  func digest() throws {
    let verdict = try verdicts()[1]
    #expect(verdict.action > .allow)
    #expect(verdict.leadingCategory == .conduct)
    let dates = verdict.findings.filter { $0.rule == "conduct.pasted-digest" }.map(\.text)
    #expect(dates == ["9/13/2017", "9/12/2017", "8/30/2017"])
  }

  @Test("an insult below a quotation is flagged exactly, the quotation is not")
  func retort() throws {
    let verdict = try verdicts()[2]
    #expect(verdict.action > .allow)
    #expect(verdict.leadingCategory == .hostility)
    let hostile = verdict.findings.filter { $0.category == .hostility && $0.range != nil }
    #expect(hostile.contains { $0.text == "pathetic commie" })
    let quotationEnd = Array("“The authors of Bridges".utf8).count
    for finding in verdict.findings {
      guard let range = finding.range else { continue }
      #expect(range.lowerBound > quotationEnd, "\(finding.rule)")
      #expect(!finding.text.contains("authors"))
    }
  }

  @Test("the same words without the quoted comment above are the author's own")
  func unquoted() throws {
    let insult = "“You are a pathetic moron and a clown”\n\nThat is all."
    let comments = [
      Comment(id: "2", body: Self.digest), Comment(id: "3", body: insult, parent: "2"),
    ]
    let verdict = try CommentScanner().verdicts(for: CommentThread(id: "t", comments: comments))[1]
    #expect(verdict.action > .allow)
  }
}
