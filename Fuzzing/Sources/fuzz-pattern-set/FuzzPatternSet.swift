// SPDX-License-Identifier: Apache-2.0

import DifferentialOracle
import FuzzCases
import PatternEngine

/// What libFuzzer calls with each input. It traps when the set's answer is not that of each pattern
/// by itself; anything else that traps is a find as well.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPatternSet(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let input = FuzzCase(bytes) else { return 0 }
  var definitions = input.definitions
  if input.hasFillers { definitions += FuzzCase.fillers }
  let limits = MatchLimits(timePerPattern: .seconds(2), timePerSet: .seconds(8))
  let useJIT = !input.usesInterpreter
  let (set, errors) = PatternSet.compiling(definitions, limits: limits, useJIT: useJIT)
  var failures: [Int: PatternError] = [:]
  for error in errors { failures[error.patternIndex ?? -1] = error }
  let patterns = definitions.enumerated().map { index, definition -> Pattern? in
    do throws(PatternError) {
      return try Pattern(definition, limits: limits, useJIT: useJIT)
    } catch {
      var error = error
      error.patternIndex = index
      precondition(failures[index] == error, "The set's error is not the pattern's own: \(error)")
      return nil
    }
  }
  precondition(errors.count == patterns.count { $0 == nil }, "The set refuses what compiles.")
  var oracle = DifferentialOracle(set)
  for text in texts(of: input, bytes) {
    let found = oracle.compare(
      on: Subject(repairing: text),
      panel: definitions.indices,
      listsAll: true
    ) { patterns[$0] }
    if let disagreement = found.first { fatalError("\(disagreement)") }
  }
  return 0
}

/// The input's own text, and some made of the input's patterns and nothing else, so that they are the
/// same when the input is run again. Compiling is the dear part of a run; texts are cheap.
private func texts(of input: FuzzCase, _ bytes: [UInt8]) -> [[UInt8]] {
  // FNV-1a.
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  var generator = SeededGenerator(seed: hash)
  let samplers = input.definitions.map { DifferentialSampler($0) }
  return [input.text]
    + (0..<8).map { _ in DifferentialTexts.text(from: samplers, using: &generator) }
}
