// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Inputs that are not what they should be")
struct InputTests {
  private let comment = #"{"id":"a","body":"Good morning."}"# + "\n"
  /// The first bytes of a gzip file.
  private let compressed: [UInt8] = [0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00]

  @Test(
    "An input is never written over, whatever it is called",
    arguments: [
      "scan in.jsonl --output in.jsonl", "scan in.jsonl --output ./in.jsonl",
      "scan link.jsonl --output in.jsonl", "scan . --output in.jsonl",
      "scan in.jsonl --report in.jsonl.json",
    ]
  )
  func overInput(_ arguments: String) throws {
    let folder = try Folder()
    try folder.write(comment, to: "in.jsonl")
    for name in ["link.jsonl", "in.jsonl.json"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.url(name).path,
        withDestinationPath: folder.url("in.jsonl").path
      )
    }
    let outcome = try Tool.shell("$moderate \(arguments)", in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.error.contains("this is the input"))
    #expect(try folder.text("in.jsonl") == comment)
  }

  @Test(
    "Nor are labels, rule files and models",
    arguments: [
      ("learn l.jsonl --output l.jsonl", "l.jsonl"),
      ("scan in.jsonl --rules r.yaml --output r.yaml", "r.yaml"),
      ("scan in.jsonl --model m.model --output m.model", "m.model"),
      ("evaluate l.jsonl --rules r.yaml --json r.yaml", "r.yaml"),
      ("report v.jsonl --report v.jsonl.json", "v.jsonl"),
    ]
  )
  func overOtherInput(_ arguments: String, name: String) throws {
    let folder = try Folder()
    try folder.write(comment, to: "in.jsonl")
    for name in ["l.jsonl", "r.yaml", "m.model", "v.jsonl"] { try folder.write("x\n", to: name) }
    try FileManager.default.createSymbolicLink(
      atPath: folder.url("v.jsonl.json").path,
      withDestinationPath: folder.url("v.jsonl").path
    )
    let outcome = try Tool.shell("$moderate \(arguments)", in: folder)
    #expect(outcome.status == 64 && outcome.error.contains("this is the"), "\(outcome.error)")
    #expect(try folder.text(name) == "x\n")
  }

  @Test(
    "Nor is what a command reads by other ways",
    arguments: [
      "scan --output in.jsonl < in.jsonl", "scan - --report j.json < j.json",
      "report runs --report runs/j.json", "report --report j.json < j.json",
      "rules import --from wordlist words.txt --output words.txt",
      "scan in.jsonl --rules r.yaml --output words.txt",
      "scan in.jsonl --rules r.yaml --report words.json",
      "evaluate in.jsonl --compare rules=r.yaml --json words.txt",
      "evaluate in.jsonl --compare verdicts=j.json --json j.json",
    ]
  )
  func overWhatIsRead(_ arguments: String) throws {
    let folder = try Folder()
    try folder.write(comment, to: "in.jsonl")
    try FileManager.default.createDirectory(
      at: folder.url("runs"),
      withIntermediateDirectories: true
    )
    let rules = "lists: {bad: {file: words.txt}}\n---\nbody (includes-word): $bad\naction: report\n"
    try folder.write(rules, to: "r.yaml")
    for name in ["j.json", "runs/j.json", "words.txt"] { try folder.write("zyx\n", to: name) }
    try FileManager.default.createSymbolicLink(
      atPath: folder.url("words.json").path,
      withDestinationPath: folder.url("words.txt").path
    )
    let outcome = try Tool.shell("$moderate \(arguments)", in: folder)
    #expect(outcome.status == 64 && outcome.error.contains("this is the"), "\(outcome.error)")
    #expect(try folder.text("in.jsonl") == comment && folder.text("r.yaml") == rules)
    for name in ["j.json", "runs/j.json", "words.txt"] {
      #expect(try folder.text(name) == "zyx\n")
    }
  }

  @Test func `a field has one column`() throws {
    let folder = try Folder()
    try folder.write("a,b\n1,2\n", to: "t.csv")
    let outcome = try Tool.shell("$moderate scan t.csv --map body=a,body=b", in: folder)
    #expect(outcome.status == 64 && outcome.error.contains("--map body: named twice"))
  }

  @Test func `what the words of a table are in can be said`() throws {
    let folder = try Folder()
    try folder.write("id,text\n1,<a href=\"\"https://x.example/\"\">here</a>\n", to: "t.csv")
    let plain = try Tool.shell("$moderate scan t.csv", in: folder)
    let html = try Tool.shell("$moderate scan t.csv --body-format html", in: folder)
    #expect(plain.status == 0 && html.status == 0 && plain.output != html.output)
    let wrong = try Tool.shell("$moderate scan t.csv --format page --body-format html", in: folder)
    #expect(wrong.status == 64 && wrong.error.contains("--body-format is for tables"))
    let unknown = try Tool.shell("$moderate scan t.csv --body-format rtf", in: folder)
    #expect(unknown.status == 64)
  }

  @Test func `fields that may be meant are named where ours say less`() throws {
    let folder = try Folder()
    let line = #"{"id":"1","body":"Good morning.","user":"ann","post_id":"p"}"# + "\n"
    try folder.write(line, to: "in.jsonl")
    let hinted = try Tool.shell("$moderate scan in.jsonl --output -", in: folder)
    #expect(
      hinted.error.contains(
        #""user", "post_id" may be meant as author, thread: --format json-rows reads them so"#
      )
    )
    #expect(hinted.output.contains(#""author":null"#))
    let read = try Tool.shell("$moderate scan in.jsonl --format json-rows --output -", in: folder)
    #expect(read.output.contains(#""thread":"p","author":"ann""#) && read.error.isEmpty)
    for known in ["--format jsonl", "--map author=user"] {
      let asked = try Tool.shell("$moderate scan in.jsonl \(known) --output -", in: folder)
      #expect(asked.error.isEmpty)
    }
    try folder.write(line.replacing("user", with: "author"), to: "in.jsonl")
    let half = try Tool.shell("$moderate scan in.jsonl --output -", in: folder)
    #expect(half.error.contains(#""post_id" may be meant as thread"#))
    try folder.write(
      line.replacing("post_id", with: "link_id").replacing("user", with: "author"),
      to: "in.jsonl"
    )
    #expect(try Tool.shell("$moderate scan in.jsonl --output -", in: folder).error.isEmpty)
  }

  @Test func `plain text without comments is an error, unless it is said to be a page`() throws {
    let folder = try Folder()
    try folder.write("Dear Ann,\n\nsee you in May.\n", to: "letter.txt")
    let guessed = try Tool.shell("$moderate scan letter.txt --fail-on report", in: folder)
    #expect(guessed.status == 65)
    #expect(guessed.error.contains("plain text without comments"))
    let page = try Tool.shell("$moderate scan letter.txt --format page", in: folder)
    #expect(page.status == 0)
    #expect(page.error.contains("no comments in letter.txt"))
  }

  @Test func `a table is read by its header, or by the columns that are named`() throws {
    let folder = try Folder()
    try folder.write("id,author,body\n1,bob,You moron\n", to: "table.csv")
    let known = try Tool.shell("$moderate scan table.csv --emit all", in: folder)
    #expect(known.status == 0)
    #expect(known.output.contains("\"author\":\"bob\""))
    try folder.write("a;b;c\n1;bob;You moron\n", to: "odd.csv")
    let named = try Tool.shell("$moderate scan odd.csv --map id=a,author=b,body=c", in: folder)
    #expect(named.status == 0)
    #expect(named.output.contains("\"author\":\"bob\""))
    let wrong = try Tool.shell("$moderate scan odd.csv --map body=q", in: folder)
    #expect(wrong.status == 65)
    #expect(wrong.error.contains("no column \"q\" for \"body\""))
    let unknown = try Tool.shell("$moderate scan odd.csv --map bodi=c", in: folder)
    #expect(unknown.status == 64)
    #expect(unknown.error.contains("did you mean \"body\"?"))
  }

  @Test func `objects of any fields are read by names we know, or by those given`() throws {
    let folder = try Folder()
    try folder.write(
      #"{"message":"You moron","from":{"username":"bob"}}"# + "\n"
        + #"{"message":"Fine","from":{"username":"ann"}}"# + "\n",
      to: "known.jsonl"
    )
    let known = try Tool.shell("$moderate scan known.jsonl --emit all", in: folder)
    #expect(known.status == 0)
    #expect(known.output.contains("\"id\":\"row-1\",\"thread\":\"known.jsonl\",\"author\":\"bob\""))
    let lines = #"{"k":7,"c":"You moron","u":{"n":"bob"}}"# + "\n" + #"{"k":8,"c":"Fine"}"# + "\n"
    try folder.write(lines, to: "odd.jsonl")
    let unnamed = try Tool.shell("$moderate scan odd.jsonl", in: folder)
    #expect(unnamed.status == 65)
    #expect(unnamed.error.contains("--map body=FIELD"))
    for names in ["", " --format json-rows"] {
      let named = try Tool.shell(
        "$moderate scan odd.jsonl --emit all --map id=k,author=u.n,body=c" + names,
        in: folder
      )
      #expect(named.status == 0)
      #expect(named.output.contains("\"id\":\"7\",\"thread\":\"odd.jsonl\",\"author\":\"bob\""))
      #expect(named.output.contains("\"id\":\"8\""))
    }
    try folder.write(#"{"page":1,"rows":[{"k":7,"c":"Fine"},{"k":8,"c":"So"}]}"#, to: "page.json")
    let page = try Tool.shell("$moderate scan page.json --emit all --map id=k,body=c", in: folder)
    #expect(page.status == 0)
    #expect(page.output.contains("\"id\":\"8\",\"thread\":\"page.json\""))
    let wrong = try Tool.shell("$moderate scan odd.jsonl --map body=c,author=u.name", in: folder)
    #expect(wrong.status == 65)
    #expect(wrong.error.contains("no field \"u.name\" for \"author\"; their fields: k, c, u.n"))
    let number = try Tool.shell("$moderate scan odd.jsonl --map body=2", in: folder)
    #expect(number.status == 65)
    try folder.write(#"{"k":7,"c":"You moron"}"# + "\n", to: "one.jsonl")
    let one = try Tool.shell("$moderate scan one.jsonl", in: folder)
    #expect(one.status == 65)
    #expect(one.error.contains("the only record could not be read"))
    #expect(one.error.contains("--map body=FIELD"))
    let other = try Tool.shell("$moderate scan odd.jsonl --map body=c --format reddit", in: folder)
    #expect(other.status == 64)
  }

  @Test func `the posts of a Stack Exchange dump are its context, and counted`() throws {
    let folder = try Folder()
    try folder.write(
      "<comments><row Id=\"1\" PostId=\"7\" Text=\"Good morning\" /></comments>",
      to: "Comments.xml"
    )
    try folder.write(
      "<posts><row Id=\"7\" PostTypeId=\"1\" Title=\"Free crypto\" /></posts>",
      to: "Posts.xml"
    )
    let outcome = try Tool.shell("$moderate scan . --report s.json --quiet", in: folder)
    #expect(outcome.status == 0)
    let summary = try folder.text("s.json")
    #expect(summary.contains("\"comments\": 1"))
    #expect(summary.contains("not-a-comment:post"))
  }

  @Test func `patterns are expanded where the shell does not`() throws {
    let folder = try Folder()
    try folder.write(comment, to: "a.jsonl")
    try folder.write(comment, to: "b.jsonl")
    let outcome = try Tool.shell("$moderate scan '*.jsonl' --report s.json --quiet", in: folder)
    #expect(outcome.status == 0)
    #expect(try folder.text("s.json").contains("\"comments\": 2"))
  }

  @Test func `a compressed file that is cut keeps what came before`() throws {
    let folder = try Folder()
    let made = try Tool.shell(
      "for i in 1 2 3 4 5; do echo '{\"id\":\"'$i'\",\"body\":\"Good morning.\"}'; done | gzip > a.gz && "
        + "head -c $(($(wc -c < a.gz) - 8)) a.gz > cut.gz",
      in: folder
    )
    #expect(made.status == 0)
    for way in ["", "--no-threads", "--matching-only"] {
      let command = "$moderate scan cut.gz --report s.json --quiet \(way)"
      let outcome = try Tool.shell(command, in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.error.contains("cut.gz:5: not read: the gzip data ends early"), "\(way)")
      #expect(try folder.text("s.json").contains("\"comments\": 5"))
    }
    let whole = try Tool.shell("$moderate scan < a.gz --report t.json --quiet", in: folder)
    #expect(whole.status == 0 && whole.error.isEmpty)
  }

  @Test func `one file of many that cannot be read is counted, and the others are read`() throws {
    let folder = try Folder()
    try folder.write(comment, to: "a.jsonl")
    try folder.write(compressed, to: "b.gz")
    let outcome = try Tool.shell("$moderate scan a.jsonl b.gz --report s.json --quiet", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("b.gz"))
    let summary = try folder.text("s.json")
    #expect(summary.contains("\"comments\": 1"))
    #expect(summary.contains("\"input\": \"b.gz\""))
    let strict = try Tool.shell("$moderate scan a.jsonl b.gz --strict", in: folder)
    #expect(strict.status == 65)
    let alone = try Tool.shell("$moderate scan b.gz", in: folder)
    #expect(alone.status == 65)
  }

  @Test func `a rejected record says its line and byte`() throws {
    let folder = try Folder()
    try folder.write(comment + "{\"id\":}\n", to: "in.jsonl")
    let outcome = try Tool.shell("$moderate scan in.jsonl --output v.jsonl --quiet", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("in.jsonl:2: "))
    #expect(outcome.error.contains("(byte \(comment.utf8.count + 6))"))
  }

  @Test func `explain refuses bytes that are no text`() throws {
    let folder = try Folder()
    try folder.write([0x00, 0xFF, 0xFE, 0x00], to: "in.bin")
    let outcome = try Tool.shell("$moderate explain < in.bin", in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.error.contains("no text"))
  }
}
