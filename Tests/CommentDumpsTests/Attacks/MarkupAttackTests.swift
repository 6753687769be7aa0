// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

/// The shared attack suites `xml`, `xxe`, `csv-spectrum` and `html-tokenizer`.
@Suite(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
struct MarkupAttackTests {
  private static let xmlFormats: [DumpFormat] = [.wordPress, .disqus, .stackExchange, .blogger]

  @Test func `hostile XML is refused, rejected or unrecognized, never silently read`() throws {
    let folder = SharedData.url("attacks/xml")
    let files = ["errors", "errors10", "recurse"].flatMap { part in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + part)) ?? [])
        .map { part + "/" + $0 }
    }.filter { $0.hasSuffix(".xml") || $0.hasSuffix("dtd13") }.sorted()
    #expect(files.count >= 20)
    for file in files {
      let bytes = try SharedData.bytes("attacks/xml/" + file)
      let start = ContinuousClock.now
      for format in [nil] + Self.xmlFormats {
        do {
          let read = try ReadAll(bytes, DumpOptions(format: format))
          #expect(read.comments.isEmpty || format == nil, "\(file)")
          // Text that could be anything is tried as a page; the tool then says that it is none.
          #expect(!read.rejected.isEmpty || read.format == .page, "\(file)")
        } catch let error as DumpError {
          #expect(!error.message.isEmpty)
        }
      }
      #expect(start.duration(to: .now) < .seconds(5), "\(file)")
    }
  }

  private struct Document: Decodable { var document: String }

  @Test func `a document type with declarations is refused with a clear message`() throws {
    let documents = try SharedData.lines("attacks/xxe/documents.jsonl")
      .map { try JSONDecoder().decode(Document.self, from: Data($0)) }
    #expect(documents.count >= 4)
    for (index, document) in documents.enumerated() {
      for format in [nil] + Self.xmlFormats {
        let error = #expect(throws: DumpError.self, "\(index)") {
          try ReadAll(Array(document.document.utf8), DumpOptions(format: format))
        }
        let isUTF7 = document.document.contains("UTF-7")
        #expect(
          error?.code == .refusedInput || isUTF7 && error?.code == .unrecognizedFormat,
          "\(index)"
        )
      }
    }
  }

  @Test func `tables are read exactly as csv-spectrum says`() throws {
    let folder = SharedData.url("attacks/csv-spectrum/csvs")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }
    #expect(names.count == 12)
    for name in names {
      let bytes = try SharedData.bytes("attacks/csv-spectrum/csvs/" + name)
      let json = name.dropLast(4) + ".json"
      let object = try JSONSerialization.jsonObject(
        with: Data(SharedData.bytes("attacks/csv-spectrum/json/" + json))
      )
      let expected =
        try object as? [[String: String]] ?? [#require(object as? [String: String])]
      for largestRead in [1, 3, 1000] {
        var reader = TableRowReader(
          LineReader(
            source: BytesSource(bytes, largestRead: largestRead),
            maxLineBytes: 1 << 20
          ),
          delimiter: UInt8(ascii: ","),
          maxRowBytes: 1 << 20
        )
        var row = TableRowReader.Row()
        #expect(try reader.next(into: &row))
        let header = row.values.map {
          String(decoding: $0, as: UTF8.self)
        }
        var rows: [[String: String]] = []
        while try reader.next(into: &row) {
          #expect(row.values.count == header.count && !row.isCut)
          rows.append(
            Dictionary(
              uniqueKeysWithValues: zip(
                header,
                row.values.map { String(decoding: $0, as: UTF8.self) }
              )
            )
          )
        }
        // The shared copies of two tables differ from their JSON: one lost the carriage returns of
        // its quoted line ends, in the other a telephone number was replaced.
        func comparable(_ rows: [[String: String]]) -> [[String: String]] {
          rows.map { row in
            var row = row.mapValues { $0.replacing("\r\n", with: "\n") }
            row["Contact Phone Number"] = nil
            return row
          }
        }
        #expect(comparable(rows) == comparable(expected), "\(name)")
      }
    }
  }

  /// A test of html5lib; the output has several shapes, and is taken apart by hand.
  private struct TokenizerTest {
    var input: [UInt8]
    var description: String
    var modes: [HTMLTokenizer.Mode]
    var lastStartTag: [UInt8]
    var text: [UInt8]
    var tags: [String]

    init?(_ object: [String: Any]) {
      let isEscaped = object["doubleEscaped"] as? Bool ?? false
      func resolve(_ text: String) -> [UInt8]? {
        guard isEscaped else { return Array(text.utf8) }
        let json = Data("[\"\(text.replacing("\"", with: "\\\""))\"]".utf8)
        let list = try? JSONSerialization.jsonObject(with: json) as? [String]
        return list?.first.map { Array($0.utf8) }
      }
      // Lone surrogates cannot be in UTF-8.
      guard let input = (object["input"] as? String).flatMap(resolve) else { return nil }
      self.input = input
      description = object["description"] as? String ?? ""
      lastStartTag = Array((object["lastStartTag"] as? String ?? "").utf8)
      modes = (object["initialStates"] as? [String] ?? ["Data state"]).map {
        switch $0 {
        case "PLAINTEXT state": .plainText
        case "RCDATA state": .rcdata
        case "RAWTEXT state": .rawText
        case "Script data state": .script
        case "CDATA section state": .cdata
        default: .data
        }
      }
      text = []
      tags = []
      for token in object["output"] as? [[Any]] ?? [] {
        guard let kind = token.first as? String else { continue }
        switch kind {
        case "Character":
          guard let bytes = (token[1] as? String).flatMap(resolve) else { return nil }
          text += bytes
        case "StartTag", "EndTag":
          guard let name = (token[1] as? String).flatMap(resolve) else { return nil }
          var tag = kind + " " + String(decoding: name, as: UTF8.self)
          if kind == "StartTag", let attributes = token[2] as? [String: String] {
            for (key, value) in attributes.sorted(by: { $0.key < $1.key }) {
              let parts = [key, value].map { String(decoding: resolve($0) ?? [], as: UTF8.self) }
              tag += " \(parts[0])=\(parts[1])"
            }
          }
          tags.append(tag)
        default: break
        }
      }
    }
  }

  @Test func `HTML is cut as html5lib's tests say: text, tags and attributes`() throws {
    let lines = try SharedData.lines("attacks/html-tokenizer/tests.jsonl")
    #expect(lines.count > 3000)
    var skipped = 0
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      // What a browser must change so that the page can be written as XML: not our business.
      if object?["file"] as? String == "xmlViolation" { continue }
      guard let test = TokenizerTest(try #require(object)) else {
        skipped += 1
        continue
      }
      for mode in test.modes {
        var tokenizer = HTMLTokenizer(test.input, mode: mode, lastStartTag: test.lastStartTag)
        var text: [UInt8] = []
        var tags: [String] = []
        while let token = tokenizer.next() {
          switch token {
          case .text(let bytes): text += bytes
          case .endTag(let name): tags.append("EndTag " + String(decoding: name, as: UTF8.self))
          case .startTag(let tag):
            let attributes = tag.attributes.map {
              (String(decoding: $0.name, as: UTF8.self), String(decoding: $0.value, as: UTF8.self))
            }.sorted { $0.0 < $1.0 }
            tags.append(
              "StartTag " + String(decoding: tag.name, as: UTF8.self)
                + attributes.map { " \($0.0)=\($0.1)" }.joined()
            )
          }
        }
        #expect(text == test.text, "\(test.description) \(mode)")
        #expect(tags == test.tags, "\(test.description) \(mode)")
      }
    }
    #expect(skipped < 10, "\(skipped)")
  }

  private struct Name: Decodable { var name_b64: String }

  @Test func `hostile names are data: they come back unchanged, and nothing is written`() throws {
    let names = try SharedData.lines("attacks/own-names/cases.jsonl").map {
      [UInt8](
        try #require(
          Data(base64Encoded: JSONDecoder().decode(Name.self, from: Data($0)).name_b64)
        )
      )
    }
    try withFolder { folder in
      for name in names {
        let text = String(decoding: name, as: UTF8.self)
        let record = ["id": text, "thread": text, "author": text, "body": text]
        let line = [UInt8](try JSONEncoder().encode(record))
        let read = try ReadAll(source: BytesSource(line), name: folder + "/" + text)
        #expect(read.comments.count == 1)
        #expect(read.comments[0].id == text && read.comments[0].thread == text)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test func `threads of hostile shapes come out whole`() throws {
    struct Case: Decodable {
      struct Entry: Decodable {
        var id: String
        var parent: String?
      }
      var name: String
      var comments: [Entry]
    }
    for line in try SharedData.lines("attacks/own-threads/cases.jsonl") {
      // Numbers as ids are kept as their characters: read by our own reader, not by Foundation's.
      guard let entry = try? JSONDecoder().decode(Case.self, from: Data(line)) else { continue }
      let lines = try entry.comments.map { comment -> String in
        var record = ["id": comment.id, "body": "x"]
        record["parent"] = comment.parent
        return String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
      }
      let read = try ReadAll(lines.joined(separator: "\n"))
      #expect(read.comments.count == entry.comments.count && read.rejected.isEmpty, "\(entry.name)")
      for (comment, expected) in zip(read.comments, entry.comments) {
        #expect(comment.id.utf8.elementsEqual(expected.id.utf8), "\(entry.name)")
      }
      #expect(DumpCounts(read.comments).comments == entry.comments.count, "\(entry.name)")
    }
  }

  @Test(arguments: ["chain-1e6.ndjson.zst", "star-1e6.ndjson.zst"])
  func `a million comments come out of a compressed file`(name: String) throws {
    var reader = try DumpReader(
      source: FileByteSource(path: SharedData.url("attacks/own-threads/" + name).path),
      name: name
    )
    var comments = 0
    while let batch = try reader.next() {
      comments += batch.comments.count
      #expect(batch.rejected.isEmpty)
    }
    #expect(comments >= 1_000_000)
  }
}
