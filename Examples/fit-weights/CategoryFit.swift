// SPDX-License-Identifier: Apache-2.0

import Foundation
import ThreadModeration

/// The fit of one category.
struct CategoryFit {
  let category: Category
  let features: [String]
  let rules: Set<String>
  let sets: [(name: String, rows: FitRows)]
  let whole: LogisticFit
  private let fixed: [String: Double]

  /// - Parameters:
  ///   - signals: Those that may weigh, the learned scorer's or not.
  ///   - fixed: Weights that are given.
  init(
    _ category: Category,
    signals: [String],
    rules: [String],
    sets: [JudgedSet],
    fixed: [String: Double] = [:]
  ) {
    self.category = category
    self.fixed = fixed
    let byHand = Set(FitPlan.byHand.map(\.key) + FitPlan.rulesByHand.map(\.key))
    features = (signals + rules).filter { !byHand.contains($0) }
    self.rules = Set(rules)
    let index = Dictionary(uniqueKeysWithValues: features.enumerated().map { ($1, $0) })
    self.sets = sets.compactMap { set in
      let labelled = set.rows.compactMap { row -> (row: JudgedSet.Row, label: Bool)? in
        let label =
          category == .spam && FitPlan.noSpam.contains(set.name) ? false : row.labels[category]
        return label.map { (row, $0) }
      }
      guard !labelled.isEmpty else { return nil }
      let positives = Double(max(1, labelled.count { $0.label }))
      let others = Double(max(1, labelled.count { !$0.label }))
      var rows = FitRows(features: index.count)
      for (row, label) in labelled {
        // In order of the features, so that sums are the same each time.
        let values = row.values.compactMap { name, value in
          index[name].map { (feature: $0, value: value) }
        }.sorted { $0.feature < $1.feature }
        rows.append(values, label: label, weight: 5 / (label ? positives : others))
      }
      return (set.name, rows)
    }
    whole = Self.fit(
      features,
      self.sets.filter { FitPlan.fitted.contains($0.name) }.map(\.rows),
      fixed
    )
  }

  private static func fit(
    _ features: [String],
    _ parts: [FitRows],
    _ fixed: [String: Double]
  ) -> LogisticFit {
    // Ten in all, whatever the number of sets: the penalty is for that.
    let parts = parts.map { part in
      var part = part
      part.weights = part.weights.map { $0 / Double(parts.count) }
      return part
    }
    return LogisticFit(
      parts,
      bounds: features.map { name in fixed[name].map { $0...$0 } ?? FitPlan.bounds(name) },
      regularization: FitPlan.regularization
    )
  }

  private var shift: Double {
    let prior = FitPlan.prior[category] ?? 0.5
    return log(prior / (1 - prior))
  }

  /// Log-odds as they are scored: those of comments that swear at nobody are softened.
  private func softened(_ logOdds: [Double], _ rows: FitRows) -> [Double] {
    guard let feature = features.firstIndex(of: FitPlan.softening) else { return logOdds }
    var logOdds = logOdds
    for (row, _) in rows.columns[feature] {
      logOdds[Int(row)] = softenedForSwearing(logOdds[Int(row)] + shift) - shift
    }
    return logOdds
  }

  /// Says how well sets are ranked by weights that were fitted without them.
  func report() {
    print("\n\(category): \(features.count) features")
    var known: [Double] = []
    var unknown: [Double] = []
    for (name, rows) in sets {
      let isFitted = FitPlan.fitted.contains(name)
      let fit =
        isFitted
        ? Self.fit(
          features,
          sets.filter { $0.name != name && FitPlan.fitted.contains($0.name) }.map(\.rows),
          fixed
        ) : whole
      let scores = softened(rows.logOdds(fit), rows)
      let area = areaUnderCurve(scores, rows.labels)
      func share(of label: Bool) -> String {
        let own = scores.indices.filter { rows.labels[$0] == label }
        guard !own.isEmpty else { return "–" }
        return decimals(Double(own.count { scores[$0] + shift >= 0 }) / Double(own.count))
      }
      if let area, rows.labels.count >= 250 {
        if isFitted { known.append(area) } else { unknown.append(area) }
      }
      print(
        "\(name)\(isFitted ? "" : " *") n=\(rows.labels.count)",
        "AUC \(area.map(decimals) ?? "–") recall \(share(of: true)) alarms \(share(of: false))"
      )
    }
    func mean(_ values: [Double]) -> String {
      decimals(values.reduce(0, +) / Double(max(values.count, 1)))
    }
    print("mean AUC \(mean(known + unknown)): fitted sets \(mean(known)), others \(mean(unknown))")
    for name in FitPlan.signed {
      guard let index = features.firstIndex(of: name) else { continue }
      var silent = whole
      silent.weights[index] = 0
      let areas = sets.filter { $0.rows.labels.count >= 250 }.compactMap {
        areaUnderCurve(softened($0.rows.logOdds(silent), $0.rows), $0.rows.labels)
      }
      print("mean AUC without \(name) \(mean(areas))")
    }
  }

  /// The weights of rules.
  var ruleWeights: [String: Double] {
    Dictionary(uniqueKeysWithValues: zip(features, whole.weights).filter { rules.contains($0.0) })
  }

  /// The lines of the table.
  func lines() -> [String] {
    var lines = ["bias \(category) \(decimals(whole.bias + shift))"]
    for (name, weight) in zip(features, whole.weights) {
      if category == .spam, name.hasPrefix("links."), !rules.contains(name) {
        // A signal adds to one category; links count for spam besides.
        lines.append("\(name) \(decimals(weight)) \(FitPlan.cap(name)) spam")
      } else if rules.contains(name) {
        lines.append("rule \(name) \(decimals(weight))")
      } else {
        lines.append("\(name) \(decimals(weight)) \(FitPlan.cap(name))")
      }
    }
    return lines
  }
}
