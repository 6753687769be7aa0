// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Figures of an evaluation as a table, the same for terminals and pages.
struct EvaluationTable {
  /// What stands above it, in our own words.
  var title: String
  /// What it is about, in anybody's words; escaped when it is shown.
  var subject = ""
  /// What must be known to read it.
  var note: String
  /// The heads of the columns: the first ones are names, the rest are numbers.
  var columns: [String]
  /// How many columns are names.
  var names = 1
  /// Cells, as many a row as columns. Names may be anybody's and are escaped when they are shown.
  var rows: [[String]]
}

extension EvaluationTable {
  /// What stands for a figure that does not exist.
  static let nothing = "–"

  /// All tables of a category that have something to say, in their order.
  static func all(of figures: Evaluation.CategoryFigures, _ evaluation: Evaluation) -> [Self] {
    let thresholds = evaluation.policy.thresholds[figures.category]
    var tables = [ranking(figures, thresholds.report)]
    tables.append(holding(figures, thresholds.hold))
    if let other = evaluation.source.other { tables.append(comparison(figures, other)) }
    tables.append(spans(figures))
    tables.append(functions(figures, thresholds.report))
    tables.append(groups(figures, thresholds.report))
    tables.append(rules(figures))
    return tables.filter { !$0.rows.isEmpty }
  }

  private static func ranking(_ figures: Evaluation.CategoryFigures, _ threshold: Double) -> Self {
    var rows = figures.sets.map { set in
      let hasBoth = set.areaUnderCurve != nil
      return [
        set.set, Phrase.grouped(set.count), Phrase.grouped(set.positives),
        figure(set.areaUnderCurve), figure(set.averagePrecision),
        figure(set.calibration.expectedError),
        figure(hasBoth ? set.report.precision : nil), figure(set.report.recall),
        figure(hasBoth ? set.report.f1 : nil), figure(set.report.falsePositiveRate),
      ]
    }
    if let average = figures.average {
      rows.append([
        "mean of \(Phrase.count(average.sets, "set"))", "", "", figure(average.areaUnderCurve),
        figure(average.averagePrecision), figure(average.calibrationError), "", "",
        figure(average.f1), "",
      ])
    }
    return Self(
      title: "\(figures.category.name): ranking, and decisions from \(figure(threshold)) (report)",
      note: "AUC and AP need both kinds; ECE is the calibration error; P, R, F1 and FPR (false "
        + "alarms among what is not labelled) are of scores from the threshold on. The mean is over "
        + "sets with \(Evaluation.Average.minCount) comments or more of both kinds.",
      columns: ["set", "n", "pos", "AUC", "AP", "ECE", "P", "R", "F1", "FPR"],
      rows: rows
    )
  }

  private static func holding(_ figures: Evaluation.CategoryFigures, _ threshold: Double) -> Self {
    Self(
      title: "\(figures.category.name): decisions from \(figure(threshold)) (hold), and actions",
      note:
        "The last two columns are the shares of labelled and other comments that are flagged at "
        + "all, whatever for.",
      columns: ["set", "P", "R", "F1", "FPR", "pos flagged", "neg flagged"],
      rows: figures.sets.map { set in
        let hasBoth = set.areaUnderCurve != nil
        return [
          set.set, figure(hasBoth ? set.hold.precision : nil), figure(set.hold.recall),
          figure(hasBoth ? set.hold.f1 : nil), figure(set.hold.falsePositiveRate),
          figure(set.flagged.recall), figure(set.flagged.falsePositiveRate),
        ]
      }
    )
  }

  private static func comparison(_ figures: Evaluation.CategoryFigures, _ other: String) -> Self {
    func row(_ name: String, _ first: Double?, _ comparison: Evaluation.Comparison) -> [String] {
      [
        name, figure(first), figure(comparison.areaUnderCurve),
        difference(comparison.curveDifference), difference(comparison.precisionDifference),
        difference(comparison.f1Difference),
      ]
    }
    var rows = figures.sets.compactMap { set in
      set.comparison.map { row(set.set, set.areaUnderCurve, $0) }
    }
    if let average = figures.average, let comparison = average.comparison {
      let name = "mean of \(Phrase.count(average.sets, "set"))"
      rows.append(row(name, average.areaUnderCurve, comparison))
    }
    return Self(
      title: "\(figures.category.name): compared with ",
      subject: other,
      note: "Differences are other minus first, with the interval of 95 in 100 bootstrap draws; a "
        + "star marks those whose interval leaves out 0.",
      columns: ["set", "AUC", "other", "AUC difference", "AP difference", "F1 difference"],
      rows: rows
    )
  }

  private static func spans(_ figures: Evaluation.CategoryFigures) -> Self {
    Self(
      title: "\(figures.category.name): ranges that people marked",
      note: "Means over labelled comments of precision, recall and F1 of the characters that "
        + "findings point at.",
      columns: ["set", "n", "P", "R", "F1"],
      rows: figures.sets.compactMap { set in
        set.spans.map { spans in
          [
            set.set, Phrase.grouped(spans.count), figure(spans.precision), figure(spans.recall),
            figure(spans.f1),
          ]
        }
      }
    )
  }

  private static func functions(
    _ figures: Evaluation.CategoryFigures,
    _ threshold: Double
  ) -> Self {
    Self(
      title: "\(figures.category.name): what the sets test",
      note: "right: the share on the right side of \(figure(threshold)); score: the mean score.",
      columns: ["set", "function", "n", "pos", "right", "score"],
      names: 2,
      rows: figures.functions.map { function in
        [
          function.set, function.function, Phrase.grouped(function.count),
          Phrase.grouped(function.positives),
          figure(Double(function.right) / Double(max(function.count, 1))),
          figure(function.meanScore),
        ]
      }
    )
  }

  private static func groups(
    _ figures: Evaluation.CategoryFigures,
    _ threshold: Double
  ) -> Self {
    Self(
      title: "\(figures.category.name): comments that name a group",
      note:
        "Of all sets: recall and false alarms from \(figure(threshold)) on. Each group is "
        + "named in other comments, so rates differ for that reason, too.",
      columns: ["group", "n", "pos", "R", "FPR"],
      rows: figures.groups.map { group in
        [
          group.group, Phrase.grouped(group.report.positives + group.report.negatives),
          Phrase.grouped(group.report.positives), figure(group.report.recall),
          figure(group.report.falsePositiveRate),
        ]
      }
    )
  }

  private static func rules(_ figures: Evaluation.CategoryFigures) -> Self {
    Self(
      title: "\(figures.category.name): rules and signals",
      note: "Comments in which each was found (a signal: in which its value is above 0): those "
        + "labelled \(figures.category.name) (TP) and others (FP).",
      columns: ["rule or signal", "kind", "TP", "FP", "P"],
      names: 2,
      rows: figures.rules.map { hits in
        [
          hits.rule, hits.isSignal ? "signal" : "rule", Phrase.grouped(hits.truePositives),
          Phrase.grouped(hits.falsePositives),
          figure(Double(hits.truePositives) / Double(max(hits.hits, 1))),
        ]
      }
    )
  }

  static func figure(_ value: Double?) -> String {
    guard let value else { return nothing }
    return FixedPoint(value, decimals: 3).text(minimum: 3)
  }

  private static func difference(_ difference: PairedBootstrap.Difference) -> String {
    func signed(_ value: Double) -> String {
      FixedPoint(value, decimals: 3).text(minimum: 3, plusSign: true)
    }
    let interval = "[\(signed(difference.lower)), \(signed(difference.upper))]"
    return "\(signed(difference.value)) \(interval)\(difference.isClear ? "*" : " ")"
  }
}
