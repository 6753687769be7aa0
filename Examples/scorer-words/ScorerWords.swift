// SPDX-License-Identifier: Apache-2.0

import Foundation
import ThreadModeration

/// Prints the words that the learned scorer reads in texts: what `Tools/weights/net.py` learns from.
///
/// Standard input has lines of JSON with a `text`; of each, standard output gets a line with the words of its
/// normalized view, in small letters and with a space between.
@main
struct ScorerWords {
  private struct Row: Decodable { var text: String }

  static func main() throws {
    let decoder = JSONDecoder()
    var number = 0
    while let line = readLine() {
      number += 1
      guard let row = try? decoder.decode(Row.self, from: Data(line.utf8)) else {
        FileHandle.standardError.write(Data("line \(number): no JSON object with a text\n".utf8))
        exit(65)
      }
      let words = LearnedModel.words(readIn: Comment(id: "\(number)", body: row.text))
      print(words.joined(separator: " "))
    }
  }
}
