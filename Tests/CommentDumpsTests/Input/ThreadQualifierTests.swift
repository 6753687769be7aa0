// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

@Suite("Thread qualifier") struct ThreadQualifierTests {
  private func threads(
    _ paths: [String],
    _ format: DumpFormat,
    thread: String? = "12",
    urls: [String?] = []
  ) -> [String?] {
    let qualifier = ThreadQualifier(inputs: paths.map { DumpInput(path: $0) })
    return paths.indices.map { index in
      var comments = [Comment(id: "1", body: "a", thread: thread)]
      comments[0].url = urls.isEmpty ? nil : urls[index]
      qualifier.apply(to: &comments, of: index, format: format)
      return comments[0].thread
    }
  }

  @Test("one input names its threads as it does")
  func one() {
    #expect(threads(["d/a/Comments.xml"], .stackExchange) == ["12"])
    #expect(threads(["a.xml"], .wordPress, urls: ["https://a.example/p"]) == ["12"])
  }

  @Test("posts of blogs begin with their hosts, so that parts of one export belong together")
  func blogs() {
    let urls = ["https://A.example/?p=12", "http://a.example", "https://b.example:80#x", nil]
    #expect(
      threads(["d/1.xml", "d/2.xml", "d/3.xml", "d/4.xml"], .wordPress, urls: urls)
        == ["a.example/12", "a.example/12", "b.example:80/12", "12"]
    )
    #expect(
      threads(["1.xml", "2.xml"], .wordPress, thread: "https://a.example/p", urls: ["x://y", nil])
        == ["https://a.example/p", "https://a.example/p"]
    )
  }

  @Test("sites in folders are told apart by what the folders differ in")
  func folders() {
    #expect(
      threads(["/d/x/a/Comments.xml", "/d/x/b/Comments.xml", "/d/x/b.xml"], .stackExchange)
        == ["a/12", "b/12", "b.xml/12"]
    )
    #expect(threads(["d/1.json", "d/2.json"], .discourse) == ["12", "12"])
    #expect(threads(["d/a/1.json", "d/b/1.json", "-"], .discourse) == ["d/a/12", "d/b/12", "12"])
    #expect(threads(["a/1.json", "b/1.json"], .isso, thread: nil) == [nil, nil])
  }

  @Test("pages are named after their files, and by their paths where that is not enough")
  func pages() {
    #expect(
      threads(["a/p.html", "b/p.html", "c/q.html"], .html, thread: "p.html") == [
        "a/p.html", "b/p.html", "p.html",
      ]
    )
    #expect(threads(["a/p.html", "b/p.html"], .html, thread: "7") == ["7", "7"])
    #expect(
      threads(["a/c.json", "b/c.json"], .ytDlp, thread: "c.json") == ["a/c.json", "b/c.json"]
    )
  }

  @Test("ids that are the same everywhere stay")
  func others() {
    for format in DumpFormat.allCases
    where ![.wordPress, .discourse, .isso, .stackExchange].contains(format) {
      #expect(threads(["a/1", "b/2"], format) == ["12", "12"], "\(format)")
    }
  }
}
