// SPDX-License-Identifier: Apache-2.0

import DifferentialOracle
import Foundation
import FuzzCases
import PatternEngine

/// First inputs for the fuzzer: ordinary patterns with texts that they match or nearly match.
enum SeedCorpus {
  static func write(to folder: String, seed: UInt64) throws {
    let folder = URL(filePath: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var generator = SeededGenerator(seed: seed)
    let patterns = FuzzCase.fillers
    for number in 0..<160 {
      let definitions = (0..<Int.random(in: 1...4, using: &generator)).map { offset in
        var definition = patterns[(number + offset * 7) % patterns.count]
        definition.method = MatchMethod.allCases[number % 6]
        definition.isCaseSensitive = number % 3 == 0
        return definition
      }
      let samplers = definitions.map { DifferentialSampler($0) }
      let input = FuzzCase(
        definitions: definitions,
        text: DifferentialTexts.text(from: samplers, using: &generator),
        usesInterpreter: number % 5 == 0,
        hasFillers: number % 8 == 0
      )
      try Data(input.bytes).write(to: folder.appending(path: "seed-\(number)"))
    }
    print("160 seeds in \(folder.path)")
  }
}
