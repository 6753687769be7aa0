// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Reads the sources and says which file looks the wrong way.
@Suite("Layers") struct LayeringTests {
  /// Folders of ThreadModeration; each may use what stands in its own group or before it.
  private static let layers: [[String]] = [
    ["Model"], ["Text", "Tables"], ["Rules", "Signals", "Learned"], ["Verdict"], ["Scanning"],
    ["Summary"],
  ]

  /// Which of our modules a module may import (design, section 2).
  private static let arrows: [String: Set<String>] = [
    "CPCRE2": [], "CZlib": [], "CZstd": [], "CBzip2": [], "CLzma": [], "CExpat": [],
    "PatternEngine": ["CPCRE2"], "ThreadModeration": ["PatternEngine"],
    "RuleFiles": ["ThreadModeration", "PatternEngine"],
    "CommentDumps": [
      "ThreadModeration", "PatternEngine", "CZlib", "CZstd", "CBzip2", "CLzma", "CExpat",
    ],
    "ModerationReports": ["ThreadModeration", "PatternEngine"],
  ]

  private static let sources = SharedData.packageRoot.appending(path: "Sources")

  private static func files(below folder: URL) -> [URL] {
    let all = FileManager.default.enumerator(
      at: folder.resolvingSymlinksInPath(),
      includingPropertiesForKeys: nil
    )
    return (all?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
      .sorted { $0.path < $1.path }
  }

  /// The code of a file: comments and the contents of string literals taken out.
  private static func code(_ file: URL) throws -> String {
    let text = try String(contentsOf: file, encoding: .utf8)
    var lines: [Substring] = []
    var isInString = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let quotes = line.components(separatedBy: "\"\"\"").count - 1
      if !isInString, quotes == 0 {
        let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
        lines.append(code)
      }
      if quotes % 2 == 1 { isInString.toggle() }
    }
    return lines.joined(separator: "\n").replacing(#/"(?:[^"\\]|\\.)*"/#, with: "\"\"")
  }

  /// Types declared at the left margin: those that other files can name by themselves.
  private static func declarations(_ code: String) -> [String] {
    code.split(separator: "\n").compactMap { line in
      let pattern =
        #/^(?:(?:public|package|internal|final|indirect) )*(?:struct|class|enum|protocol|actor|typealias) (\w+)/#
      return (try? pattern.prefixMatch(in: line)).map { String($0.1) }
    }
  }

  @Test("no file of a folder names a type declared in a folder to its right")
  func folders() throws {
    let root = Self.sources.appending(path: "ThreadModeration")
    var layerOf: [String: Int] = [:]
    var contents: [(file: String, layer: Int, words: Set<String>)] = []
    for (layer, folders) in Self.layers.enumerated() {
      for folder in folders {
        let files = Self.files(below: root.appending(path: folder))
        #expect(!files.isEmpty, "\(folder)")
        for file in files {
          let code = try Self.code(file)
          for name in Self.declarations(code) { layerOf[name] = layer }
          let words = code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
          contents.append(("\(folder)/\(file.lastPathComponent)", layer, Set(words)))
        }
      }
    }
    #expect(layerOf["CommentThread"] == 0 && layerOf["Summary"] == 5 && layerOf["LinkFinder"] == 1)
    var wrong: [String] = []
    for entry in contents {
      for word in entry.words.sorted() {
        if let layer = layerOf[word], layer > entry.layer {
          wrong.append("\(entry.file) names \(word)")
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
  }

  @Test("every folder of ThreadModeration has its place in the order")
  func allFolders() throws {
    let root = Self.sources.appending(path: "ThreadModeration").resolvingSymlinksInPath()
    let folders = try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { !$0.hasSuffix(".docc") && !$0.hasSuffix(".swift") }
    #expect(Set(folders) == Set(Self.layers.joined()))
  }

  @Test("modules import only what stands before them")
  func modules() throws {
    var seen = 0
    for (module, allowed) in Self.arrows where !allowed.isEmpty {
      for file in Self.files(below: Self.sources.appending(path: module)) {
        for line in try Self.code(file).split(separator: "\n") {
          guard
            let match = try?
              #/^\s*(?:@\w+ )*(?:(?:public|package|internal|private|fileprivate) )?import (?:\w+ )?(\w+)/#
              .prefixMatch(in: line)
          else { continue }
          seen += 1
          let name = String(match.1)
          if Self.arrows[name] != nil {
            #expect(allowed.contains(name), "\(module)/\(file.lastPathComponent) imports \(name)")
          }
        }
      }
    }
    #expect(seen > 3)
  }

  /// The folder of CommentDumps whose files each wrap one C library.
  private static let wrappers = "/CommentDumps/Library/"

  @Test("only PatternEngine and the wrappers of CommentDumps touch C libraries or write unsafe")
  func unsafe() throws {
    var read = 0
    for file in Self.files(below: Self.sources)
      + Self.files(below: SharedData.packageRoot.appending(path: "Examples/moderate"))
    where !file.path.contains("/PatternEngine/") && !file.path.contains(Self.wrappers) {
      read += 1
      let words = Set(try Self.code(file).split { !$0.isLetter && !$0.isNumber && $0 != "_" })
      #expect(!words.contains("unsafe"), "\(file.lastPathComponent) writes unsafe")
      for library in Self.arrows.filter({ $0.value.isEmpty }).keys {
        #expect(!words.contains(Substring(library)), "\(file.lastPathComponent) names \(library)")
      }
    }
    #expect(read > 40)
  }

  @Test("every wrapper of a C library says why each of its calls is sound")
  func wrappersExplainThemselves() throws {
    let files = Self.files(below: Self.sources).filter { $0.path.contains(Self.wrappers) }
    #expect(files.count > 4)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      guard try Self.code(file).contains("unsafe") else { continue }
      #expect(text.contains("// Sound:"), "\(file.lastPathComponent)")
      #expect(!text.contains("nonisolated(unsafe)"), "\(file.lastPathComponent)")
    }
  }
}
