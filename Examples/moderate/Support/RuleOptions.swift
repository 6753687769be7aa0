// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RuleFiles
import ThreadModeration

/// The options by which commands choose rules and thresholds.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A rule file (AutoModerator YAML) to use as well; may be repeated.",
      valueName: "file"
    )
  )
  var rules: [String] = []

  @Flag(
    name: .customLong("no-builtin-rules"),
    help: "Use only the rules of --rules: no built-in rules, signals score nothing."
  )
  var withoutBuiltinRules = false

  @Option(
    help: ArgumentHelp(
      "Thresholds: lenient, standard or strict, or CATEGORY=REPORT/HOLD for one category.",
      discussion: "For example --policy strict --policy hostility=0.4/0.8. May be repeated.",
      valueName: "name"
    )
  )
  var policy: [String] = []

  func validate() throws { _ = try makePolicy() }

  /// A scanner with the rules that were asked for. What there is to say about rule files goes to
  /// standard error.
  func makeScanner(keepsSignals: Bool = false) throws -> CommentScanner {
    var own: [Rule] = []
    for path in rules { own += try RuleOptions.load(path).rules }
    let policy = try makePolicy()
    do throws(RuleError) {
      return try CommentScanner(
        rules: own,
        usesBuiltinRules: !withoutBuiltinRules,
        policy: policy,
        keepsSignals: keepsSignals
      )
    } catch {
      throw ToolFailure(ToolFailure.badRules, error.description)
    }
  }

  /// Reads a rule file and says what there is to say about it.
  static func load(_ path: String) throws -> RuleFile {
    let file = try read(path)
    for diagnostic in file.diagnostics { Terminal.say(diagnostic.description) }
    if file.hasErrors {
      let errors = file.diagnostics.count { $0.severity == .error }
      throw ToolFailure(
        ToolFailure.badRules,
        "\(path): \(errors == 1 ? "1 error" : "\(errors) errors"); no rule of the file is used"
      )
    }
    return file
  }

  /// Reads a rule file.
  static func read(_ path: String) throws -> RuleFile {
    do {
      let data =
        path == "-"
        ? try FileHandle.standardInput.readToEnd() ?? Data()
        : try Data(contentsOf: URL(filePath: path))
      return RuleFile(reading: [UInt8](data), name: path)
    } catch {
      throw ToolFailure(ToolFailure.noInput, "\(path): no such rule file, or it cannot be read")
    }
  }

  private func makePolicy() throws(ValidationError) -> Policy {
    var result = Policy.standard
    for name in policy {
      switch name {
      case "standard": result = .standard
      case "lenient": result = .lenient
      case "strict": result = .strict
      default:
        let parts = name.split(separator: "=", maxSplits: 1).map(String.init)
        let numbers = (parts.last ?? "").split(separator: "/").compactMap { Double($0) }
        guard parts.count == 2, let category = Category(name: parts[0]), numbers.count == 2,
          numbers.allSatisfy({ $0 > 0 && $0 <= 2 }), numbers[0] <= numbers[1]
        else {
          throw ValidationError(
            """
            --policy \(name): use lenient, standard or strict, or CATEGORY=REPORT/HOLD with two \
            numbers, such as hostility=0.4/0.8
            """
          )
        }
        result.thresholds[category] = Policy.Thresholds(report: numbers[0], hold: numbers[1])
      }
    }
    return result
  }
}
