// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import ThreadModeration

struct LearnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Learn a scorer of words from comments that people labelled.",
    discussion: """
      Each line of a labelled file is a JSON object with the words in `text` or `body`, and a `label`: \
      an object with "hostile" or "spam" (0 or 1, or true or false). Lines without a label are counted \
      and left out.

        moderate learn decisions.jsonl --output our.model
        moderate scan comments.jsonl --model our.model

      First it learns without every fifth comment and says how well it ranks those; what is written \
      has learned from all of them.
      """
  )

  @Argument(help: ArgumentHelp("Files of labelled comments, JSON Lines.", valueName: "labelled"))
  var files: [String]

  @Option(help: ArgumentHelp("Write the scorer to this file.", valueName: "file"))
  var output: String

  @Flag(help: "Begin with nothing instead of going on from the scorer that comes along.")
  var fromScratch = false

  @Option(help: ArgumentHelp("Go on from this scorer instead.", valueName: "file"))
  var base: String?

  @Option(
    help: ArgumentHelp(
      "Learn only from one half of the comments, even or odd, by a hash of their letters.",
      valueName: "half"
    )
  )
  var half: LabelledComments.Half?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Passes over the comments, 1 to 100.", valueName: "number")
  )
  var epochs = 8

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The step of the first update, above 0 and at most 1.", valueName: "number")
  )
  var rate: Float = 0.1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How strongly weights are pulled back after a pass, from 0 on and below 1.",
      valueName: "share"
    )
  )
  var decay: Float = 0.1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      How much of a file's weight its spam has, whatever its number: little, as most of what will be \
      judged is ordinary.
      """,
      valueName: "share"
    )
  )
  var spamShare = ModelTrainer.Options().spamShare

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How much of a file's weight its hostile comments have.", valueName: "share")
  )
  var hostileShare = ModelTrainer.Options().hostileShare

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The seed of the order of learning, a whole number from 0 on.",
      valueName: "number"
    )
  )
  var seed: UInt64 = 1

  /// Fewer say nothing about anybody's decisions.
  private static let minComments = 200
  private static let minOfEach = 40

  func validate() throws {
    if fromScratch, base != nil {
      throw ValidationError("--from-scratch and --base FILE: only one of them")
    }
    guard (1...100).contains(epochs) else {
      throw ValidationError("--epochs \(epochs): use a number from 1 to 100")
    }
    // Both are false for what is no number.
    guard rate > 0, rate <= 1 else {
      throw ValidationError("--rate \(rate): use a number above 0, at most 1, such as 0.1")
    }
    guard decay >= 0, decay < 1 else {
      throw ValidationError("--decay \(decay): use a number from 0 on, below 1, such as 0.1")
    }
    for (name, share) in [("spam", spamShare), ("hostile", hostileShare)] {
      guard share > 0, share < 1 else {
        throw ValidationError("--\(name)-share \(share): use a number between 0 and 1")
      }
    }
  }

  func run() async throws {
    try OutputFile.check(output)
    try OutputFile.refuse(output, over: files, as: "input")
    var options = ModelTrainer.Options()
    options.epochs = epochs
    options.seed = seed
    options.rate = rate
    options.decay = decay
    options.spamShare = spamShare
    options.hostileShare = hostileShare
    var trainer = ModelTrainer(options: options)
    var aside: [LabelledComments.Row] = []
    var unlabelled = 0
    for file in files {
      let read = try LabelledComments.read(file)
      unlabelled += read.unlabelled
      for row in read.rows {
        if let half, row.half != half { continue }
        if row.isAside, half == nil {
          aside.append(row)
        } else {
          for (output, label) in row.labels {
            trainer.add(row.comment, label: label, for: output, source: row.source)
          }
        }
      }
    }
    if unlabelled > 0 {
      Terminal.say("moderate: \(unlabelled) comments have no label and are left out")
    }
    var learned: [String] = []
    for output in LearnedModel.Output.allCases {
      let (all, positive) = trainer.count(of: output)
      guard all > 0 else { continue }
      guard all >= Self.minComments, positive >= Self.minOfEach, all - positive >= Self.minOfEach
      else {
        throw ToolFailure(
          ToolFailure.badInput,
          """
          \(output): \(all) labelled comments, \(positive) of them positive, are too few; at least \
          \(Self.minComments) are needed, with \(Self.minOfEach) of each kind
          """
        )
      }
      learned.append("\(output): \(all) comments, \(positive) positive")
    }
    guard !learned.isEmpty else {
      throw ToolFailure(
        ToolFailure.badInput,
        "there are no labelled comments in \(files.joined(separator: ", "))"
      )
    }
    let base = try start()
    for line in learned { try Terminal.print("learned from \(line)") }
    if !aside.isEmpty {
      try report(trainer.model(continuing: base), on: aside)
      for row in aside {
        for (output, label) in row.labels {
          trainer.add(row.comment, label: label, for: output, source: row.source)
        }
      }
    }
    try OutputFile.write(trainer.model(continuing: base).encoded(), to: output)
    try Terminal.print("Written: \(self.output)")
  }
}

extension LearnCommand {
  /// How well a model ranks comments that it has not seen.
  private func report(_ model: LearnedModel, on aside: [LabelledComments.Row]) throws {
    for output in LearnedModel.Output.allCases {
      let rows = aside.compactMap { row in
        row.labels[output].map { (model.logOdds(of: row.comment)[output] ?? 0, $0) }
      }
      guard let area = LabelledComments.areaUnderCurve(rows) else { continue }
      let thousandths = Int((area * 1_000).rounded())
      let digits = String(thousandths % 1_000)
      let padded = String(repeating: "0", count: 3 - digits.count) + digits
      try Terminal.print(
        "\(output), \(rows.count) comments kept aside: ROC AUC \(thousandths / 1_000).\(padded)"
      )
    }
  }

  private func start() throws -> LearnedModel? {
    if let base { return try RuleOptions.learnedModel(base) }
    return fromScratch ? nil : .shipped
  }
}

extension LabelledComments.Half: ExpressibleByArgument {}
