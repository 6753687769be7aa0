// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import PatternEngine
import TestSupport
import Testing

/// The attack corpora of the shared folder: whole files, or a stated sample.
@Suite(
  "Shared corpora",
  .enabled(if: SharedData.isPresent, "needs the shared data folder (../shared), which is not here"),
  .serialized
)
struct SharedCorpusTests {
  private static func records(_ path: String) throws -> [[String: Any]] {
    try SharedData.lines(path).filter { !$0.isEmpty }.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
  }

  private static func bytes(_ value: Any?) throws -> [UInt8] {
    let value = try #require(value as? [String: Any])
    if let text = value["t"] as? String { return Array(text.utf8) }
    let encoded = try #require(value["b64"] as? String)
    let data = try #require(Data(base64Encoded: encoded))
    return [UInt8](data)
  }

  // MARK: redos

  /// All 350 cases with machine code; every third with the interpreter, for the suite's time.
  @Test("ReDoS cases end soon and are decided or undecided, never lost", arguments: [true, false])
  func redos(useJIT: Bool) throws {
    var slowest: (Duration, String) = (.zero, "")
    var undecided = 0
    var total = 0
    for (index, record) in try Self.records("attacks/redos/cases.jsonl").enumerated() {
      if !useJIT && index % 3 != 0 { continue }
      let source = try #require(record["pattern"] as? String)
      guard let pattern = try? Pattern(source, useJIT: useJIT) else { continue }
      let pump = String(
        repeating: record["pump"] as? String ?? "",
        count: record["count"] as? Int ?? 0
      )
      let text = (record["prefix"] as? String ?? "") + pump + (record["suffix"] as? String ?? "")
      let subject = Subject(repairing: Array(text.utf8.prefix(32_768)))
      let start = ContinuousClock.now
      let alone = pattern.firstMatch(in: subject)
      let time = start.duration(to: .now)
      if alone.undecidedReason != nil { undecided += 1 }
      if time > slowest.0 { slowest = (time, source) }
      total += 1

      // A set of it says the same, where neither was cut off: a filter may decide what PCRE2 cannot.
      let set = try PatternSet([PatternDefinition(source)], useJIT: useJIT)
      let found = set.matches(in: subject)
      if found.undecided.isEmpty, alone.undecidedReason == nil {
        #expect(found.hits.map(\.range) == (alone.match.map { [$0.range] } ?? []), "\(source)")
      }
      #expect(found.undecided.isEmpty || found.hits.isEmpty, "\(source)")
    }
    print(
      "redos, machine code \(useJIT): \(total) cases, slowest \(slowest.0), undecided \(undecided)"
    )
    // Time on a shared machine: the bound is generous, the figure is in Docs/Performance.md.
    #expect(slowest.0 < .seconds(3), "\(slowest.1)")
    #expect(undecided > 0)
    #expect(total > (useJIT ? 330 : 100))
  }

  // MARK: regex-wild

  /// All 7,264 patterns, interpreter only: machine code does not change what compiles.
  @Test("Users' patterns get the library's own verdict, error number and offset")
  func regexWild() throws {
    let refused: Set<PatternError.Code> = [
      .callout, .singleCodeUnit, .searchStartAnchor, .leadingVerb,
    ]
    var refusals = 0
    for record in try Self.records("attacks/regex-wild/patterns.jsonl") {
      let source = try #require(record["pattern"] as? String)
      let verdict = record["compile_utf_ucp"] as? [String: Any]
      let limits = MatchLimits(maxPatternBytes: 1 << 20)
      do throws(PatternError) {
        _ = try Pattern(source, isCaseSensitive: true, limits: limits, useJIT: false)
        #expect(verdict == nil, "\(source)")
      } catch {
        if refused.contains(error.code), verdict == nil {
          refusals += 1
          continue
        }
        #expect(error.libraryCode == (verdict?["error"] as? Int).map(Int32.init), "\(source)")
        #expect(error.byteOffset == verdict?["offset"] as? Int, "\(source)")
      }
    }
    #expect(refusals < 20)
  }

  /// Every tenth pattern that compiles: the wrapped forms compile too, and keep its groups.
  @Test("Users' patterns compile with every method")
  func regexWildMethods() throws {
    for (index, record) in try Self.records("attacks/regex-wild/patterns.jsonl").enumerated() {
      guard index % 10 == 0, let source = record["pattern"] as? String,
        let bare = try? Pattern(source, useJIT: false)
      else { continue }
      for method in MatchMethod.allCases where method != .includes {
        do throws(PatternError) {
          let wrapped = try Pattern(source, method: method, useJIT: false)
          #expect(wrapped.captureCount == bare.captureCount, "\(source)")
          #expect(wrapped.captureNames == bare.captureNames, "\(source)")
        } catch {
          #expect([.wholePatternRecursion, .patternTooComplex].contains(error.code), "\(source)")
        }
      }
    }
  }

  // MARK: pcre2-peer

  /// All cases, at the layer below `Pattern`: they ask for options which `Pattern` never sets. Each
  /// is matched in one call and in slices of one start position.
  @Test("PCRE2's own cases give its own groups", arguments: [true, false])
  func pcre2Peer(useJIT: Bool) throws {
    var compared = 0
    for record in try Self.records("attacks/pcre2-peer/cases.jsonl") {
      let source = try Self.bytes(record["pattern"])
      let id = try #require(record["id"] as? String)
      let bits = try #require(record["options"] as? Int)
      let options = PCRE2.CompileOptions(rawValue: UInt32(truncatingIfNeeded: bits))
        .union(.useOffsetLimit)
      let scanner = SourceScanner(source)
      if record["kind"] as? String == "compile_error" {
        do throws(PCRE2.Refusal) {
          _ = try CompiledPattern(source, options: options, useJIT: useJIT)
          #expect(Bool(false), "\(id) compiles")
        } catch {
          #expect(Int(error.status.rawValue) == record["error"] as? Int, "\(id)")
          #expect(error.byteOffset == record["offset"] as? Int, "\(id)")
        }
        continue
      }
      let pattern = try CompiledPattern(
        source,
        options: options,
        useJIT: useJIT,
        isIndivisible: scanner.steersSearch
      )
      let limits = MatchLimits(
        matchSteps: 10_000_000,
        depth: 10_000_000,
        timePerPattern: .seconds(60)
      )
      let scratch = try #require(Scratch(captureCount: pattern.captureCount, limits: limits))
      // `\G` and FIRSTLINE (0x100) mean the place where a call begins; patterns here have neither.
      let isSliceable =
        !scanner.findings.contains { $0.construct == .searchStartAnchor } && bits & 0x100 == 0
      for test in try #require(record["cases"] as? [[String: Any]]) {
        let subject = try Self.bytes(test["subject"])
        for width in isSliceable ? [nil, 1] : [nil] {
          var budget = TimeBudget(.seconds(60))
          let result = subject.withUnsafeBufferPointer {
            scratch.search(pattern, in: $0, from: 0, sliceWidth: width, budget: &budget)
          }
          compared += 1
          switch test["expect"] as? String {
          case "nomatch": #expect(result == .notMatched, "\(id)")
          case "error":
            #expect(result != .notMatched && result != .matched, "\(id)")
          default:
            #expect(result == .matched, "\(id)")
            guard result == .matched, let groups = test["groups"] as? [[Int]] else { continue }
            let captures = scratch.captures(pattern.captureCount)
            #expect(scratch.rawRange == (groups[0][0], groups[0][1]), "\(id)")
            for (index, group) in groups.dropFirst().enumerated() {
              #expect(captures[index]?.lowerBound ?? -1 == group[0], "\(id)")
              #expect(captures[index]?.upperBound ?? -1 == group[1], "\(id)")
            }
          }
        }
      }
    }
    #expect(compared > 2_000)
  }
}
