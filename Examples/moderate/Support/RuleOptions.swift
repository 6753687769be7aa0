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

  @Flag(name: .customLong("no-learned"), help: "Judge without the learned scorer of words.")
  var withoutLearned = false

  @Option(
    help: ArgumentHelp(
      "A scorer that `moderate learn` made, instead of the one that comes along.",
      valueName: "file"
    )
  )
  var model: String?

  func validate() throws {
    _ = try makePolicy()
    if withoutLearned, model != nil {
      throw ValidationError("--model and --no-learned: use one of them")
    }
  }

  /// - Throws: ``ToolFailure`` with status 64 if a path is a rule file, one of the lists that it names, or the
  ///   model.
  func refuseOverwriting(_ path: String) throws {
    try OutputFile.refuse(path, over: rules, as: "rule file")
    try OutputFile.refuse(path, over: model.map { [$0] } ?? [], as: "model")
    // Rule files are read once more only where there is something that could be lost.
    guard OutputFile.isRegular(path) else { return }
    for file in rules where file != "-" {
      try OutputFile.refuse(path, over: Self.lists(of: file), as: "list of \(file)")
    }
  }

  /// The files that a rule file names, and those that these name.
  private static func lists(of path: String) -> [String] {
    guard let bytes = try? bytes(of: path, limit: RuleFile.maxBytes + 1) else { return [] }
    let folder = URL(filePath: path).deletingLastPathComponent()
    var found: [String] = []
    _ = RuleFile(reading: bytes, name: path) { name in
      found.append(folder.appending(path: name).path)
      return try? Self.bytes(of: found[found.count - 1], limit: RuleFile.maxListBytes + 1)
    }
    return found
  }

  /// The most bytes of a model file: what is larger is none.
  private static let maxModelBytes = 4 << 20

  /// The scorer of a file.
  static func learnedModel(_ path: String) throws -> LearnedModel {
    let bytes = try bytes(of: path, limit: maxModelBytes, kind: "file")
    do throws(LearnedModel.FormatError) {
      return try LearnedModel(bytes)
    } catch {
      throw ToolFailure(ToolFailure.badInput, "\(path): \(error)")
    }
  }

  /// A scanner with the rules that were asked for. What there is to say about rule files goes to
  /// standard error.
  ///
  /// - Parameter onlyOwnRules: Whether the built-in rules are left out whatever the options say.
  func makeScanner(
    keepsSignals: Bool = false,
    onlyOwnRules: Bool = false
  ) throws -> CommentScanner {
    var own: [Rule] = []
    for path in rules { own += try RuleOptions.load(path).rules }
    let policy = try makePolicy()
    if rules.isEmpty, withoutBuiltinRules {
      Terminal.say(
        "moderate: --no-builtin-rules without --rules: there are no rules, and every comment is allowed"
      )
    }
    // A file is read at once, so that faults in it are told; the shipped one when something needs it.
    let model = try model.map(Self.learnedModel)
    let withoutLearned = withoutLearned
    do throws(RuleError) {
      return try CommentScanner(
        rules: own,
        usesBuiltinRules: !withoutBuiltinRules && !onlyOwnRules,
        policy: policy,
        keepsSignals: keepsSignals,
        model: withoutLearned ? nil : model ?? .shipped
      )
    } catch {
      throw ToolFailure(ToolFailure.badRules, error.description)
    }
  }

  /// What decides about verdicts, in words that differ when it differs: for going on with a scan.
  func fingerprint() throws -> [String] {
    var parts = [
      "builtin \(!withoutBuiltinRules)", "policy \(policy.joined(separator: " "))",
      "learned \(!withoutLearned) \(model ?? "")",
    ]
    for path in rules {
      let bytes = try Self.bytes(of: path, limit: RuleFile.maxBytes + 1)
      // FNV-1a: only to notice that a file was changed meanwhile.
      let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
      }
      parts.append("rules \(path) \(bytes.count) bytes \(hash)")
    }
    return parts
  }

  /// Warnings that are shown in full where rules are only used; `rules check` shows all of them.
  private static let maxWarnings = 3

  /// Reads a rule file that is to be used, and says what there is to say about it: all errors, few
  /// warnings, no notes.
  static func load(_ path: String) throws -> RuleFile {
    let file = try read(path)
    let errors = file.diagnostics.filter { $0.severity == .error }
    for diagnostic in errors { Terminal.say(diagnostic.description) }
    guard errors.isEmpty else {
      throw ToolFailure(
        ToolFailure.badRules,
        "\(path): \(errors.count == 1 ? "1 error" : "\(errors.count) errors"); no rule of the file is used"
      )
    }
    let warnings = file.diagnostics.filter { $0.severity == .warning }
    if warnings.count <= maxWarnings {
      for diagnostic in warnings { Terminal.say(diagnostic.description) }
    } else {
      Terminal.say(
        "moderate: \(path): \(counts(of: file)), \(warnings.count) warnings: moderate rules check \(path)"
      )
      return file
    }
    if file.inactiveRules > 0 {
      Terminal.say(
        file.rules.isEmpty
          ? "moderate: \(path): no rule of the file is about comments (\(file.inactiveRules) left out): nothing of it is used"
          : "moderate: \(path): \(counts(of: file)), as moderate rules check \(path) tells"
      )
    }
    if file.rules.isEmpty, file.inactiveRules == 0 {
      Terminal.say("moderate: \(path): no rule of the file is about comments and does anything")
    }
    return file
  }

  /// `3 rules, 12 left out`.
  static func counts(of file: RuleFile) -> String { rules(of: file) + leftOut(of: file) }

  /// `3 rules`.
  static func rules(of file: RuleFile) -> String {
    file.rules.count == 1 ? "1 rule" : "\(file.rules.count) rules"
  }

  /// `, 12 left out`, or nothing.
  static func leftOut(of file: RuleFile) -> String {
    file.inactiveRules == 0 ? "" : ", \(file.inactiveRules) left out"
  }

  /// Reads a rule file, and what it includes from its own folder.
  static func read(_ path: String, lints: Bool = false) throws -> RuleFile {
    let bytes = try bytes(of: path, limit: RuleFile.maxBytes + 1)
    let folder = URL(filePath: path).deletingLastPathComponent()
    let options = RuleFile.Options(lints: lints)
    return RuleFile(reading: bytes, name: path, options: options) { name in
      guard path != "-" else { return nil }
      return try? Self.bytes(
        of: folder.appending(path: name).path,
        limit: RuleFile.maxListBytes + 1
      )
    }
  }

  /// The bytes of a file; `-` is standard input. `kind` is what an error calls it.
  static func bytes(of path: String, limit: Int, kind: String = "rule file") throws -> [UInt8] {
    // A device may have no end: no more is read than what shows that the file is too large.
    do {
      let handle =
        path == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(filePath: path))
      var bytes: [UInt8] = []
      while bytes.count < limit,
        let piece = try handle.read(upToCount: limit - bytes.count), !piece.isEmpty
      {
        bytes += piece
      }
      return bytes
    } catch {
      throw ToolFailure(ToolFailure.noInput, "\(path): \(reason(for: path, kind))")
    }
  }

  private static func reason(for path: String, _ kind: String) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return "no such \(kind)"
    }
    return isFolder.boolValue
      ? "is a folder; name the \(kind)s in it" : "cannot be read; check its permissions"
  }

  /// From scores to actions, as asked for.
  func makePolicy() throws(ValidationError) -> Policy { try Self.policy(named: policy) }

  /// The policy that names and pairs stand for.
  static func policy(named policy: [String]) throws(ValidationError) -> Policy {
    var result = Policy.standard
    for name in policy {
      switch name {
      case "standard": result = .standard
      case "lenient": result = .lenient
      case "strict": result = .strict
      default:
        let parts = name.split(separator: "=", maxSplits: 1).map(String.init)
        let numbers = (parts.last ?? "").split(separator: "/").compactMap { Double($0) }
        if numbers.count == 2, numbers[0] > numbers[1] {
          throw ValidationError(
            "--policy \(name): the first number, from which on comments are reported, must not be "
              + "above the second, from which on they are held, such as hostility=0.4/0.8"
          )
        }
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
