// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// An evaluation as one JSON document, for other programs.
///
/// Figures have at most six decimals; a figure that does not exist (such as the recall of a set in
/// which nothing is labelled as belonging to the category) is `null`.
public enum EvaluationJSON {
  /// The most bytes of a comment's words.
  public static let maxTextBytes = 2_000

  /// Writes the document, as UTF-8 with a line feed at its end.
  ///
  /// - Complexity: O(*n*) in the bytes written.
  public static func render(_ evaluation: Evaluation) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject(isSpread: true)
    write(evaluation.source, comments: evaluation.comments, to: &json)
    json.key("categories")
    json.beginArray(isSpread: true)
    for figures in evaluation.categories {
      json.beginObject(isSpread: true)
      json.key("category")
      json.string(figures.category.name)
      let thresholds = evaluation.policy.thresholds[figures.category]
      for (name, value) in [("report", thresholds.report), ("hold", thresholds.hold)] {
        json.key(name)
        json.number(value, decimals: 6)
      }
      json.key("average")
      write(figures.average, to: &json)
      json.key("sets")
      json.beginArray(isSpread: true)
      for set in figures.sets { write(set, to: &json) }
      json.endArray()
      write(figures.functions, to: &json)
      json.key("groups")
      json.beginArray(isSpread: true)
      for group in figures.groups {
        json.beginObject()
        json.key("group")
        json.string(group.group)
        json.key("at_report")
        write(group.report, to: &json)
        json.endObject()
      }
      json.endArray()
      write(figures.rules, to: &json)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.lineFeed()
    return json.bytes
  }
}

extension EvaluationJSON {
  private static func write(
    _ source: Evaluation.Source,
    comments: Int,
    to json: inout JSONWriter
  ) {
    json.key("inputs")
    json.beginArray()
    for input in source.inputs { json.string(input) }
    json.endArray()
    json.key("configuration")
    json.string(source.configuration)
    json.key("other")
    json.string(orNull: source.other)
    for (name, count) in [
      ("comments", comments), ("unlabelled", source.unlabelled), ("left_out", source.leftOut),
      ("missing", source.missing), ("rejected", source.rejected),
    ] {
      json.key(name)
      json.integer(count)
    }
    json.key("first_rejected")
    json.beginArray()
    for line in source.firstRejected { json.string(line) }
    json.endArray()
  }

  private static func write(_ average: Evaluation.Average?, to json: inout JSONWriter) {
    guard let average else { return json.null() }
    json.beginObject()
    json.key("sets")
    json.integer(average.sets)
    json.member("auc", average.areaUnderCurve)
    json.member("ap", average.averagePrecision)
    json.member("f1", average.f1)
    json.member("ece", average.calibrationError)
    write(average.comparison, to: &json)
    json.endObject()
  }

  private static func write(_ set: Evaluation.SetFigures, to json: inout JSONWriter) {
    json.beginObject(isSpread: true)
    json.key("set")
    json.string(set.set)
    json.key("n")
    json.integer(set.count)
    json.key("positives")
    json.integer(set.positives)
    json.member("auc", set.areaUnderCurve)
    json.member("ap", set.averagePrecision)
    json.member("ece", set.calibration.expectedError)
    for (name, counts) in [
      ("at_report", set.report), ("at_hold", set.hold), ("flagged", set.flagged),
    ] {
      json.key(name)
      write(counts, to: &json)
    }
    if let spans = set.spans {
      json.key("spans")
      json.beginObject()
      json.key("n")
      json.integer(spans.count)
      json.member("precision", spans.precision)
      json.member("recall", spans.recall)
      json.member("f1", spans.f1)
      json.endObject()
    }
    write(set.comparison, to: &json)
    json.key("calibration")
    json.beginArray()
    for bin in set.calibration.bins {
      json.beginObject()
      json.key("n")
      json.integer(bin.count)
      json.key("positives")
      json.integer(bin.positives)
      json.member("mean_score", bin.meanScore)
      json.endObject()
    }
    json.endArray()
    for (name, examples) in [
      ("false_positives", set.falsePositives), ("false_negatives", set.falseNegatives),
    ] {
      json.key(name)
      json.beginArray(isSpread: true)
      for example in examples { write(example, to: &json) }
      json.endArray()
    }
    json.endObject()
  }

  private static func write(_ counts: ConfusionCounts, to json: inout JSONWriter) {
    json.beginObject()
    for (name, count) in [
      ("tp", counts.truePositives), ("fp", counts.falsePositives), ("fn", counts.falseNegatives),
      ("tn", counts.trueNegatives),
    ] {
      json.key(name)
      json.integer(count)
    }
    json.member("precision", counts.precision)
    json.member("recall", counts.recall)
    json.member("f1", counts.f1)
    json.member("fpr", counts.falsePositiveRate)
    json.endObject()
  }

  private static func write(_ comparison: Evaluation.Comparison?, to json: inout JSONWriter) {
    guard let comparison else { return }
    json.key("other")
    json.beginObject()
    for (name, value, difference) in [
      ("auc", comparison.areaUnderCurve, comparison.curveDifference),
      ("ap", comparison.averagePrecision, comparison.precisionDifference),
      ("f1", comparison.f1, comparison.f1Difference),
    ] {
      json.member(name, value)
      json.member(name + "_difference", difference.value)
      json.key(name + "_interval")
      json.beginArray()
      json.number(difference.lower, decimals: 6)
      json.number(difference.upper, decimals: 6)
      json.endArray()
    }
    json.endObject()
  }

  private static func write(_ example: Evaluation.Example, to json: inout JSONWriter) {
    json.beginObject()
    json.key("id")
    json.string(example.verdict.comment)
    json.member("score", example.score)
    json.key("action")
    json.string(example.verdict.action.name)
    json.key("text")
    json.string(utf8: VisibleText.prefix(of: example.body, limit: maxTextBytes).bytes)
    if let parent = example.parentBody {
      json.key("parent_text")
      json.string(utf8: VisibleText.prefix(of: parent, limit: maxTextBytes).bytes)
    }
    json.key("findings")
    json.beginArray()
    var last: String?
    for finding in example.verdict.findings where finding.rule != last {
      json.string(finding.rule)
      last = finding.rule
    }
    json.endArray()
    json.endObject()
  }

  private static func write(_ functions: [Evaluation.FunctionFigures], to json: inout JSONWriter) {
    json.key("functions")
    json.beginArray(isSpread: true)
    for figures in functions {
      json.beginObject()
      json.key("set")
      json.string(figures.set)
      json.key("function")
      json.string(figures.function)
      for (name, count) in [
        ("n", figures.count), ("positives", figures.positives), ("right", figures.right),
      ] {
        json.key(name)
        json.integer(count)
      }
      json.member("mean_score", figures.meanScore)
      json.endObject()
    }
    json.endArray()
  }

  private static func write(_ rules: [Evaluation.RuleHits], to json: inout JSONWriter) {
    json.key("rules")
    json.beginArray(isSpread: true)
    for hits in rules {
      json.beginObject()
      json.key("rule")
      json.string(hits.rule)
      json.key("is_signal")
      json.boolean(hits.isSignal)
      json.key("tp")
      json.integer(hits.truePositives)
      json.key("fp")
      json.integer(hits.falsePositives)
      json.endObject()
    }
    json.endArray()
  }
}

extension JSONWriter {
  /// A key with a figure of six decimals, or with `null`.
  fileprivate mutating func member(_ name: String, _ value: Double?) {
    key(name)
    if let value { number(value, decimals: 6) } else { null() }
  }
}
