// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

/// The shared attack suites `json`, `utf8` and `own-ndjson`: each case does what its suite says.
@Suite(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
struct AttackCorpusTests {
  @Test func `JSONTestSuite is accepted and rejected as it demands`() throws {
    let folder = SharedData.url("attacks/json")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }
    #expect(names.count > 100)
    for name in names {
      let fault = JSONCursor.fault(in: try SharedData.bytes("attacks/json/" + name))
      if name.hasPrefix("y_") || name.hasPrefix("transform_") { #expect(fault == nil, "\(name)") }
      if name.hasPrefix("n_") { #expect(fault != nil, "\(name)") }
      // Our choice where either will do: everything but UTF-16 is read.
      if name.hasPrefix("i_") {
        let isUTF16 = name.lowercased().replacing("-", with: "").contains("utf16")
        #expect((fault != nil) == isUTF16, "\(name)")
      }
    }
  }

  private struct TextCase: Decodable {
    var num: String
    var valid: Bool
    var hex: String
    var replace_hex: String?

    static func bytes(_ hex: String) -> [UInt8] {
      let digits = Array(hex.utf8)
      return stride(from: 0, to: digits.count, by: 2).map {
        (digits[$0].hexDigitValue ?? 0) << 4 | (digits[$0 + 1].hexDigitValue ?? 0)
      }
    }
  }

  @Test func `ill-formed UTF-8 is replaced as the suite says`() throws {
    let cases = try SharedData.lines("attacks/utf8/cases.jsonl")
      .map { try JSONDecoder().decode(TextCase.self, from: Data($0)) }
    #expect(cases.count > 50)
    for text in cases {
      let bytes = TextCase.bytes(text.hex)
      // Control characters, quotes and backslashes are escaped; the rest stands as it is.
      let escaped = bytes.flatMap { byte -> [UInt8] in
        byte < 0x20 || byte == 0x22 || byte == 0x5C
          ? Array(("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8) : [byte]
      }
      let prefix = Array(#"{"id":"a","body":""#.utf8)
      let read = try ReadAll(
        prefix + escaped + Array("\"}\n".utf8),
        DumpOptions(format: .jsonLines)
      )
      let body = try #require(read.comments.first?.body, "\(text.num)")
      let expected = text.valid ? bytes : TextCase.bytes(text.replace_hex ?? "")
      #expect(Array(body.utf8) == expected, "\(text.num)")
      #expect(read.repairKinds == (text.valid ? [] : ["ill-formed-utf8"]), "\(text.num)")
      if let note = read.repairs.first {
        #expect(note.line == 1)
        #expect(note.byteOffset >= prefix.count)
      }
    }
  }

  private struct DumpCase: Decodable {
    var name: String
    var b64: String
    var must: String
  }

  private struct Generated: Decodable {
    struct Recipe: Decodable {
      var prefix: String
      var `repeat`: String
      var count: Int
      var suffix_repeat: String?
      var suffix: String
    }
    var generate: Recipe
  }

  private static func source(_ dump: DumpCase) throws -> any ByteSource {
    let bytes = [UInt8](try #require(Data(base64Encoded: dump.b64)))
    guard dump.name.hasSuffix("-as-spec") else { return BytesSource(bytes) }
    let recipe = try JSONDecoder().decode(Generated.self, from: Data(bytes)).generate
    // A line of gigabytes is cut to what the limit of 1 MiB already refuses.
    let count = min(recipe.count, 8 << 20)
    let opened = [UInt8](repeating: Array(recipe.repeat.utf8)[0], count: count)
    let closed = recipe.suffix_repeat.map { [UInt8](repeating: Array($0.utf8)[0], count: count) }
    return BytesSource(
      Array(recipe.prefix.utf8) + opened + (closed ?? []) + Array(recipe.suffix.utf8)
    )
  }

  @Test func `every hostile dump does what it must`() throws {
    let cases = try SharedData.lines("attacks/own-ndjson/cases.jsonl")
      .map { try JSONDecoder().decode(DumpCase.self, from: Data($0)) }
    #expect(cases.count > 20)
    for dump in cases {
      let options = DumpOptions(format: .jsonLines, maxRecordBytes: 1 << 20)
      let read = try ReadAll(source: Self.source(dump), options)
      try Self.check(dump, read)
      // By looking: the same, or an error that says what is wrong with the file.
      do {
        let recognized = try ReadAll(
          source: Self.source(dump),
          DumpOptions(maxRecordBytes: 1 << 20)
        )
        if dump.name == "malformed-html" {
          #expect(recognized.format == .html && recognized.rejected.count == 1)
          continue
        }
        #expect(recognized.format == .jsonLines, "\(dump.name)")
        #expect(recognized.comments == read.comments, "\(dump.name)")
        #expect(recognized.rejected == read.rejected, "\(dump.name)")
      } catch let error as DumpError {
        #expect(read.comments.isEmpty && !read.rejected.isEmpty, "\(dump.name)")
        #expect(error.code == .unrecognizedFormat, "\(dump.name)")
      }
    }
  }

  private static func check(_ dump: DumpCase, _ read: ReadAll) throws {
    let name = dump.name
    if dump.must.hasPrefix("1 comment read, none lost") {
      #expect(read.comments.count == 1 && read.rejected.isEmpty && read.repairs.isEmpty, "\(name)")
    } else if dump.must.hasPrefix("1 comment read; each ill-formed") {
      #expect(read.comments.count == 1 && read.rejected.isEmpty, "\(name)")
      #expect(read.comments[0].body.unicodeScalars.contains("\u{FFFD}"), "\(name)")
      #expect(read.repairs.count == 1 && read.repairs[0].line == 1, "\(name)")
      #expect(read.repairs[0].byteOffset > 30, "\(name)")
    } else if name == "malformed-utf16" {
      // Better than rejected: read, and the encoding noted.
      #expect(read.comments.count == 1 && read.repairKinds == ["encoding:utf-16"], "\(name)")
    } else if name == "malformed-rs-prefix" {
      // A sequence of JSON texts (RFC 7464): read as well.
      #expect(read.comments.count == 1 && read.rejected.isEmpty, "\(name)")
    } else if dump.must.hasPrefix("line reported as rejected") {
      #expect(read.comments.isEmpty && !read.rejected.isEmpty, "\(name)")
      #expect(read.rejected.allSatisfy { !$0.reason.isEmpty && $0.line > 0 }, "\(name)")
    } else if dump.must.contains("duplicate") {
      #expect(read.comments.count == 1, "\(name)")
      #expect(read.repairKinds == ["duplicate-key"], "\(name)")
    } else if dump.must.hasPrefix("both unknown keys") {
      #expect(read.comments.count == 1 && read.repairs.isEmpty, "\(name)")
    } else if dump.must.hasPrefix("not read as id/text") {
      #expect(read.rejected.count == 1, "\(name)")
      #expect(read.rejected[0].reason.contains("lower-case"), "\(name)")
    } else if dump.must.hasPrefix("comments present are read") {
      #expect(!read.comments.isEmpty && read.rejected.isEmpty, "\(name)")
    } else if dump.must.hasPrefix("memory bounded") {
      #expect(read.comments.isEmpty && read.rejected.count == 1, "\(name)")
      #expect(read.rejected[0].reason == "a line of more than 1048576 bytes", "\(name)")
    } else if dump.must.hasPrefix("no crash") || dump.must.hasPrefix("no stack overflow") {
      #expect(read.records == 1, "\(name)")
    } else {
      Issue.record("\(name): no check for: \(dump.must)")
    }
  }
}
