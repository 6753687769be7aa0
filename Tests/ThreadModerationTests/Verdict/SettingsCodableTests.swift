// SPDX-License-Identifier: Apache-2.0

import Foundation
import PatternEngine
import Testing

@testable import ThreadModeration

/// Policies and limits as files of settings hold them.
@Suite("Settings as JSON") struct SettingsCodableTests {
  private func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// What an error says of a text that is refused.
  private func refusal<Value: Decodable>(_ type: Value.Type, _ text: String) -> String {
    do {
      _ = try read(type, text)
      return ""
    } catch let DecodingError.dataCorrupted(context) {
      return context.codingPath.map(\.stringValue).joined(separator: ".") + ": "
        + context.debugDescription
    } catch {
      return error is DecodingError ? "wrong type" : ""
    }
  }

  private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  @Test("what a policy does not say is the standard")
  func policy() throws {
    #expect(try read(Policy.self, "{}") == .standard)
    #expect(try read(Policy.self, #"{"thresholds":{"spam":{}}}"#) == .standard)
    var expected = Policy.standard
    expected.thresholds[.hostility] = Policy.Thresholds(report: 0.4, hold: 0.8)
    expected.thresholds[.links].report = 2
    let text = #"{"thresholds":{"hostility":{"report":0.4,"hold":0.8},"links":{"report":2}}}"#
    #expect(try read(Policy.self, text) == expected)
    #expect(expected.thresholds[.links].hold == Policy.standard.thresholds[.links].hold)
    for policy in [Policy.standard, .lenient, .strict, expected] {
      #expect(try roundTrip(policy) == policy)
    }
  }

  @Test("what is misspelled in a policy is refused, with the names that there are")
  func misspelledPolicy() {
    #expect(
      refusal(Policy.self, #"{"thresholds":{"spma":{}}}"#)
        == "thresholds.spma: there is no \"spma\" here; known are spam, links, hostility, conduct, custom"
    )
    #expect(
      refusal(Policy.self, #"{"thresholds":{"spam":{"remove":1,"reprot":0}}}"#)
        == "thresholds.spam.remove: there is no \"remove\" here; known are report, hold"
    )
    #expect(
      refusal(Policy.self, #"{"spam":{}}"#)
        == "spam: there is no \"spam\" here; known are thresholds"
    )
    #expect(refusal(Policy.self, #"{"thresholds":{"spam":{"report":"0.5"}}}"#) == "wrong type")
    #expect(refusal(Policy.self, #"{"thresholds":[]}"#) == "wrong type")
    #expect(refusal(Policy.self, "[]") == "wrong type")
  }

  @Test("what limits do not say is the default; what is too high or low is moved")
  func limits() throws {
    #expect(try read(ScanLimits.self, "{}") == .standard)
    #expect(try read(MatchLimits.self, "{}") == .default)
    let text = #"{"maxBodyBytes":20000,"matching":{"timePerSetMilliseconds":100.5,"matchSteps":0}}"#
    let limits = try read(ScanLimits.self, text)
    #expect(limits.maxBodyBytes == 20_000)
    #expect(limits.matching.timePerSet == .microseconds(100_500))
    #expect(limits.matching.matchSteps == 1 && limits.matching.depth == MatchLimits.default.depth)
    for wild in ["1e300", "-1", "700000"] {
      let read = try read(MatchLimits.self, #"{"timePerPatternMilliseconds":\#(wild)}"#)
      #expect(read.timePerPattern == (wild == "-1" ? .zero : MatchLimits.ceiling.timePerPattern))
    }
    var fine = ScanLimits(maxBodyBytes: 7)
    fine.matching.timePerPattern = .nanoseconds(12_345_678)
    fine.matching.maxMatchesPerPattern = 3
    for limits in [fine, .standard, ScanLimits(matching: .ceiling)] {
      #expect(try roundTrip(limits) == limits)
    }
    #expect(
      refusal(ScanLimits.self, #"{"matching":{"timePerSet":5}}"#)
        .hasPrefix("matching.timePerSet: there is no \"timePerSet\" here; known are matchSteps, ")
    )
    #expect(refusal(ScanLimits.self, #"{"maxBodyBytes":0}"#).hasPrefix("maxBodyBytes: at least"))
    #expect(refusal(ScanLimits.self, #"{"maxBodyBytes":1.5}"#) != "")
  }
}
