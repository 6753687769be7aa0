// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CommentDumps

@Suite struct PageMarkerTests {
  private func marker(_ text: String) -> PageMarker? {
    PageLine.lines(of: Array(text.utf8)).first?.marker
  }

  @Test("bullets and numbers are markers")
  func markers() {
    let styles: [(String, PageMarker.Style)] = [
      ("• a", .bullet("•")), ("* a", .bullet("*")), ("- a", .bullet("-")), ("– a", .bullet("–")),
      ("◦ a", .bullet("◦")), ("▪ a", .bullet("▪")), ("· a", .bullet("·")), ("> a", .bullet(">")),
      ("» a", .bullet("»")), ("+ a", .bullet("+")), ("•a", .bullet("•")), ("•", .bullet("•")),
      ("▪️ a", .bullet("▪")), ("1. a", .numberPoint), ("2) a", .numberParenthesis),
      ("(3) a", .numberEnclosed), ("#4 a", .numberSign), ("#4: a", .numberSign),
      ("a. b", .letterPoint), ("iv. b", .letterPoint), ("b) c", .letterParenthesis),
      ("1.\ta", .numberPoint), ("1.\u{A0}a", .numberPoint),
    ]
    for (text, style) in styles { #expect(marker(text)?.style == style, "\(text)") }
  }

  @Test("what only looks like a marker is text")
  func noMarkers() {
    for text in [
      "a b", "3.14 a", "1.a", "-a", "--flag", "2019 was", "1234567. a", "A. Smith", "#tag",
      "(see) a", "*bold* a", "---", "* * *", "e.g. this", "$1. a", "— a dash", "…", ">_<",
    ] {
      #expect(marker(text) == nil, "\(text)")
    }
  }

  @Test("columns count tabs, wide and narrow spaces")
  func columns() {
    func column(_ text: String) -> Int? { PageLine.lines(of: Array(text.utf8)).first?.column }
    #expect(column("   a") == 3)
    #expect(column("\ta") == 8)
    #expect(column("   \ta") == 8)
    #expect(column("\t a") == 9)
    #expect(column("\u{A0}\u{3000}a") == 3)
    #expect(column("  \u{C} a") == 1)
    #expect(marker("** a")?.column == 1)
    #expect(marker("  ••• a")?.column == 4)
  }
}

@Suite struct PageHeadingTests {
  private func heading(_ text: String) -> PageHeading? { PageHeading(Array(text.utf8)[...]) }

  @Test("headings that announce comments")
  func starts() {
    for text in [
      "Comments", "COMMENTS", "Comments:", "## Comments (12)", "12 Comments", "1,204 comments",
      "12 Responses to “A Day Out”", "3 thoughts on “A Day. Out?”", "One thought on “X”",
      "Comments on: A Day Out", "Reader Comments", "=== Comments ===", "2 replies to A Day Out",
    ] {
      #expect(heading(text) == .comments, "\(text)")
    }
    #expect(heading("Discussion") == .maybeComments)
    #expect(heading("No comments yet") == .noComments)
    #expect(heading("Comments (0)") == .noComments)
    #expect(heading("Be the first to comment!") == .noComments)
  }

  @Test("headings that end them")
  func ends() {
    let headings: [(String, PageHeading)] = [
      ("Leave a Comment", .form), ("Leave a Comment4352", .form), ("Leave a Reply", .form),
      ("Leave a Reply Cancel reply", .form), ("Post a Comment", .form), ("Add your comment", .form),
      ("Comments are closed.", .form), ("Your email address will not be published.", .form),
      ("Related Posts", .otherContent), ("Post navigation", .otherContent),
      ("Share this:", .furniture), ("Load more comments", .otherContent),
      ("© 2019 The Rye Diaries", .otherContent), ("Copyright 2020 Someone", .otherContent),
      ("(c) 2020 Someone", .otherContent), ("Someone. All rights reserved.", .otherContent),
    ]
    for (text, expected) in headings { #expect(heading(text) == expected, "\(text)") }
  }

  @Test("sentences are not headings")
  func sentences() {
    for text in [
      "Comments on this page were mixed.", "Leave a comment if you must, but be kind",
      "I left 12 comments", "Share this with your mother", "12 comments later I gave up",
      "Discussion is over", "One thought crossed my mind", "", "!!!", "12", "Responses vary",
    ] {
      #expect(heading(text) == nil, "\(text)")
    }
  }
}

@Suite struct PageBylineTests {
  private func byline(_ text: String) -> PageByline? { PageByline(Array(text.utf8)[...]) }

  @Test("authors")
  func authors() {
    let bylines: [(String, String)] = [
      ("Alice says:", "Alice"), ("Hannes van der Berg says:", "Hannes van der Berg"),
      ("Bob · 3 hours ago", "Bob"), ("grumpy_cat • 2 days ago", "grumpy_cat"),
      ("Ana Ruiz | March 4, 2019 | Reply", "Ana Ruiz"), ("J. Doe, 4 March 2019", "J. Doe"),
      ("Posted by Cy on 2019-03-04", "Cy"), ("bob 12 points 3 hours ago", "bob"),
      ("Alice on March 4, 2019 at 5:12 pm said:", "Alice"), ("Alice (May 4, 2019)", "Alice"),
      ("@bo 5 mins ago", "@bo"), ("Иван · 2 hours ago", "Иван"),
    ]
    for (text, author) in bylines { #expect(byline(text)?.author == author, "\(text)") }
    #expect(byline("bob 12 points 3 hours ago")?.score == 12)
  }

  @Test("sentences are not bylines")
  func sentences() {
    for text in [
      "He says:", "My brother says:", "This happened 3 hours ago", "As the poet wrote:",
      "I was there in March 2019", "by Sinam, envoy for the north. 5/12/2017",
      "We met on March 4, 2019", "What everyone says:", "Shopping list:", "The council said:",
      "Reply to this if you dare.", "Like a rolling stone", "Share and enjoy", "By Alice",
    ] {
      #expect(byline(text) == nil, "\(text)")
    }
  }

  @Test("buttons and counts")
  func furniture() {
    for text in [
      "Reply", "Reply · Like · Share", "12 points", "Like (3)", "3 • Reply • Share ›", "1.2k likes",
      "Log in to Reply", "Show 3 replies", "In reply to Bob", "▲ 4 ▼ Reply", "Permalink",
    ] {
      #expect(byline(text)?.form == .furniture, "\(text)")
    }
    #expect(byline("12 points")?.score == 12)
  }

  @Test("times are read as UTC, or not at all")
  func times() {
    let times: [(String, PageTime)] = [
      ("March 4, 2019 at 5:12 pm", .absolute(1_551_719_520)),
      ("Mar 4th, 2019, 5:12 PM", .absolute(1_551_719_520)),
      ("Monday, 4 March 2019 17:12", .absolute(1_551_719_520)),
      ("2019-03-04 17:12", .absolute(1_551_719_520)),
      ("2019-03-04T17:12:00Z", .absolute(1_551_719_520)),
      ("2019-03-04T19:12:00+02:00", .absolute(1_551_719_520)),
      ("2019-03-04 17:12:00 UTC", .absolute(1_551_719_520)),
      ("4.3.2019", .absolute(1_551_657_600)), ("3/14/2019", .absolute(1_552_521_600)),
      ("14/3/2019", .absolute(1_552_521_600)), ("February 29, 2020", .absolute(1_582_934_400)),
      ("January 1, 1970", .absolute(0)),
      ("December 31, 2199 at 11:59 pm", .absolute(7_258_118_340)),
      ("March 4, 2019 at 12:05 am", .absolute(1_551_657_900)),
      ("03/04/2019", .unplaced), ("3 hours ago", .unplaced), ("an hour ago", .unplaced),
      ("yesterday", .unplaced), ("2d ago", .unplaced), ("March 4, 2019 5:12 pm EST", .unplaced),
      ("Posted on March 4, 2019", .absolute(1_551_657_600)),
    ]
    for (text, time) in times { #expect(byline(text)?.time == time, "\(text)") }
    for text in [
      "February 29, 2019", "March 32, 2019", "25:00", "March 4, 2019 at 13:00 pm", "2019",
    ] {
      #expect(byline(text) == nil, "\(text)")
    }
  }
}
