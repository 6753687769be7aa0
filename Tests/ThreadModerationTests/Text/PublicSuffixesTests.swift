// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("PublicSuffixes") struct PublicSuffixesTests {
  @Test(
    "the registrable domain is the public suffix and one label more",
    arguments: [
      ("www.example.com", "example.com"), ("example.com", "example.com"),
      ("a.b.example.co.uk", "example.co.uk"), ("example.co.uk", "example.co.uk"),
      ("com", "com"), ("co.uk", "co.uk"), ("localhost", "localhost"),
      // *.ck, and its exception www.ck
      ("a.b.example.ck", "b.example.ck"), ("b.example.ck", "b.example.ck"),
      ("example.ck", "example.ck"),
      ("www.ck", "www.ck"), ("a.www.ck", "www.ck"),
      // *.kawasaki.jp, and its exception city.kawasaki.jp
      ("a.b.c.kawasaki.jp", "b.c.kawasaki.jp"), ("a.city.kawasaki.jp", "city.kawasaki.jp"),
      // a suffix that companies list for their customers
      ("someone.github.io", "someone.github.io"), ("a.someone.github.io", "someone.github.io"),
      // not on the list: the last label is the suffix
      ("a.b.unlisted-tld", "b.unlisted-tld"),
    ]
  )
  func registrable(host: String, domain: String) {
    #expect(Bodies.string(PublicSuffixes.shared.registrableDomain(of: Array(host.utf8))) == domain)
  }

  @Test("top-level domains are known, others are not")
  func topLevel() {
    for name in ["com", "uk", "museum", "xyz"] {
      #expect(PublicSuffixes.shared.isTopLevel(Array(name.utf8)))
    }
    for name in ["co.uk", "js", "COM", ""] {
      #expect(!PublicSuffixes.shared.isTopLevel(Array(name.utf8)))
    }
  }

  @Test("a table of one's own follows the published algorithm")
  func ownTable() {
    let suffixes = PublicSuffixes(table: "aa bb *.cc !dd.cc\nee")
    func domain(_ host: String) -> String {
      Bodies.string(suffixes.registrableDomain(of: Array(host.utf8)))
    }
    #expect(domain("x.y.aa") == "y.aa")
    #expect(domain("x.y.bb.aa") == "y.bb.aa")
    #expect(domain("w.x.y.cc.aa") == "x.y.cc.aa")
    #expect(domain("w.x.dd.cc.aa") == "dd.cc.aa")
    #expect(domain("x.ee") == "x.ee")
  }
}
