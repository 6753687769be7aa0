// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The sample threads of `Examples/data`.
enum Samples {
  static func path(_ name: String) -> String {
    SharedData.packageRoot.appending(path: "Examples/data").appending(path: name).path
  }

  static let neighbourhood = path("neighbourhood.jsonl")
  static let smallTown = path("small-town.reddit.ndjson")
  static let harborNews = path("harbor-news.page.txt")

  /// The comments of `neighbourhood.jsonl`, as JSON.
  static func comments() throws -> [[String: Any]] {
    try String(contentsOfFile: neighbourhood, encoding: .utf8).split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
    }
  }

  /// The sample comments again and again with new ids, each time in threads of their own.
  static func many(times: Int) throws -> String {
    let text = try String(contentsOfFile: neighbourhood, encoding: .utf8)
    var result = ""
    for round in 0..<times {
      result += text.replacing("\"id\": \"", with: "\"id\": \"r\(round)-")
        .replacing("\"parent\": \"", with: "\"parent\": \"r\(round)-")
        .replacing("\"thread\": \"", with: "\"thread\": \"r\(round)-")
    }
    return result
  }
}

/// JSON in the order in which it was written: what `JSONSerialization` forgets.
enum JSONKeys {
  /// The keys of the outermost object of a line.
  static func outermost(_ line: String) -> [String] {
    var keys: [String] = []
    var depth = 0
    var bytes = Array(line.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        var text: [UInt8] = []
        while let next = bytes.popFirst(), next != UInt8(ascii: "\"") {
          text.append(next)
          if next == UInt8(ascii: "\\"), let escaped = bytes.popFirst() { text.append(escaped) }
        }
        if depth == 1, bytes.first == UInt8(ascii: ":") {
          keys.append(String(decoding: text, as: UTF8.self))
        }
      default: break
      }
    }
    return keys
  }
}
