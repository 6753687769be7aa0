// SPDX-License-Identifier: Apache-2.0

/// How well the ranges of findings agree with ranges that people marked in the same texts.
///
/// For every text precision, recall and F1 are taken over its characters (Unicode scalars), then
/// the mean over all texts. A text in which neither marks anything counts as 1, one in which only one
/// of them does as 0.
///
/// Source: Pavlopoulos and others, *SemEval-2021 Task 5: Toxic spans detection*, section 4.
public struct SpanAgreement: Sendable, Hashable {
  /// The texts.
  public private(set) var count = 0
  private var precisionSum = 0.0
  private var recallSum = 0.0
  private var f1Sum = 0.0

  /// Counts nothing yet.
  public init() {}

  /// The mean precision; `nil` without texts.
  public var precision: Double? { count == 0 ? nil : precisionSum / Double(count) }
  /// The mean recall; `nil` without texts.
  public var recall: Double? { count == 0 ? nil : recallSum / Double(count) }
  /// The mean F1; `nil` without texts.
  public var f1: Double? { count == 0 ? nil : f1Sum / Double(count) }

  /// Counts a text. Ranges are bytes of its UTF-8; they may overlap, and what lies outside is cut.
  ///
  /// - Complexity: O(*n*) in the bytes of the text and of all ranges.
  public mutating func add(_ body: String, marked: [Range<Int>], found: [Range<Int>]) {
    let bytes = Array(body.utf8)
    let truth = Self.bytes(of: marked, in: bytes.count)
    let claim = Self.bytes(of: found, in: bytes.count)
    var counts = ConfusionCounts()
    // A scalar is counted by its first byte.
    for index in bytes.indices where bytes[index] & 0xC0 != 0x80 {
      counts.add(found: claim[index], label: truth[index])
    }
    count += 1
    let hasFound = counts.truePositives + counts.falsePositives > 0
    if counts.positives == 0, !hasFound {
      precisionSum += 1
      recallSum += 1
      f1Sum += 1
    } else {
      precisionSum += counts.precision
      recallSum += counts.recall ?? 0
      f1Sum += counts.f1 ?? 0
    }
  }

  private static func bytes(of ranges: [Range<Int>], in count: Int) -> [Bool] {
    var result = [Bool](repeating: false, count: count)
    for range in ranges {
      for index in range.clamped(to: 0..<count) { result[index] = true }
    }
    return result
  }
}
