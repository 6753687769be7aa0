// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// How signals add up to a probability: the weights of the logistic model behind every score.
///
/// A signal adds `weight × min(value, cap)` to the log-odds of its category (link signals also to
/// spam, with a weight of their own), and the category's probability is
/// `1 / (1 + exp(-(bias + Σ)))`. `Docs/Quality.md` tells how they were fitted; the
/// numbers stand in `WeightTable`.
struct Weights: Sendable {
  struct Entry: Sendable {
    var weight: Double
    var cap: Double
  }

  static let standard = Weights(table: WeightTable.text)
  /// Those that were fitted without the learned scorer: what it knows, the other signals have to say.
  static let withoutLearned = Weights(table: WeightTable.text + "\n" + WeightTable.withoutLearned)

  /// By signal, for its own category.
  private(set) var entries: [Entry]
  /// What link signals add to spam besides.
  private(set) var spamEntries: [Entry]
  private(set) var bias: CategoryValues<Double>

  init(table: String) {
    entries = [Entry](repeating: Entry(weight: 0, cap: 1), count: SignalID.count)
    spamEntries = entries
    bias = CategoryValues(repeating: -6)
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count >= 3 else { continue }
      if fields[0] == "bias", let category = Category(name: String(fields[1])) {
        bias[category] = Double(fields[2]) ?? bias[category]
      } else if let index = Signals.index(named: String(fields[0])) {
        let entry = Entry(weight: Double(fields[1]) ?? 0, cap: Double(fields[2]) ?? 1)
        if fields.count > 3 { spamEntries[index] = entry } else { entries[index] = entry }
      }
    }
  }

  /// What a signal of a value adds to the log-odds of its category.
  func contribution(of signal: SignalID, value: Double) -> Double {
    let entry = entries[signal.rawValue]
    return entry.weight * min(value, entry.cap)
  }

  /// What a link signal of a value adds to the log-odds of spam besides; 0 for other signals.
  func spamContribution(of signal: SignalID, value: Double) -> Double {
    let entry = spamEntries[signal.rawValue]
    return entry.weight * min(value, entry.cap)
  }
}

/// The log-odds of hostility of a comment that swears at nobody: of what is above −0.4 a fifth counts.
///
/// Not a weight, for labels differ: whoever wants no rude words at all finds such comments above all harmless ones, and whoever
/// asks what is hostile finds them below those that mean somebody.
package func softenedForSwearing(_ logOdds: Double) -> Double {
  let much = -0.4
  return logOdds > much ? much + 0.2 * (logOdds - much) : logOdds
}

/// The logistic function, for log-odds of any size.
func probability(ofLogOdds logOdds: Double) -> Double {
  logOdds >= 0 ? 1 / (1 + exp(-logOdds)) : exp(logOdds) / (1 + exp(logOdds))
}

/// The inverse of ``probability(ofLogOdds:)``, for probabilities above 0 and below 1.
func logOdds(ofProbability probability: Double) -> Double {
  logarithm(of: probability / (1 - probability))
}

/// The natural logarithm of a positive number.
func logarithm(of number: Double) -> Double { log(number) }
