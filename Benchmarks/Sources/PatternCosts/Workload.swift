// SPDX-License-Identifier: Apache-2.0

import PatternEngine

/// Something whose cost is counted. All of it comes from code and a seed, nothing from files.
enum Workload: String, CaseIterable {
  /// Scanning with thirty regular expressions.
  case expressions
  /// Scanning with 300 whole words.
  case words300 = "words-300"
  /// Scanning with 3,000 whole words.
  case words3000 = "words-3000"
  /// Making the subjects that are scanned.
  case subjects
  /// Compiling the thirty expressions and 3,000 words together.
  case compiling

  /// How many comments there are.
  static let commentCount = 1_000

  /// What costs are divided by: comments, or definitions where these are compiled.
  var unitCount: Int { self == .compiling ? definitions.count : Self.commentCount }

  var definitions: [PatternDefinition] {
    switch self {
    case .expressions: Expressions.all.map { PatternDefinition($0) }
    case .words300: Self.words(300)
    case .words3000: Self.words(3_000)
    case .compiling: Workload.expressions.definitions + Workload.words3000.definitions
    case .subjects: []
    }
  }

  private static func words(_ count: Int) -> [PatternDefinition] {
    Vocabulary.madeWords(count, seed: 7).map {
      PatternDefinition($0, isLiteral: true, method: .includesWord)
    }
  }

  /// Comments as they come in real threads: mostly short, a few long, a third with more than ASCII,
  /// one in five with something that a rule looks for.
  static func comments() -> [[UInt8]] {
    var random = SeededGenerator(seed: 2_026)
    let made = Vocabulary.madeWords(3_000, seed: 7)
    return (0..<commentCount).map { _ in
      let length =
        random.happens(3) ? 150 + random.below(150) : 3 + random.below(18 + random.below(48))
      let isASCII = random.happens(64)
      let baitPlace = random.happens(20) ? random.below(length) : -1
      var words: [String] = []
      for place in 0..<length {
        if place == baitPlace {
          words.append(random.happens(50) ? random.pick(Vocabulary.bait) : random.pick(made))
        } else if !isASCII, random.happens(8) {
          words.append(random.pick(Vocabulary.otherWords))
        } else {
          let bound = Vocabulary.words.count
          var word = Vocabulary.words[min(random.below(bound), random.below(bound))]
          if random.happens(6) { word = word.uppercased() }
          if random.happens(10) { word += random.pick([".", ",", "!", "?", " -", "\n", " 2019"]) }
          words.append(word)
        }
      }
      return Array(words.joined(separator: " ").utf8)
    }
  }
}

extension Workload {
  /// Does the work `passes` times.
  ///
  /// - Returns: How many pairs of comment and pattern match, or what else shows that work was done.
  func run(passes: Int) -> Int {
    let comments = Self.comments()
    var count = 0
    switch self {
    case .compiling:
      let definitions = definitions
      for _ in 0..<passes {
        let (set, errors) = PatternSet.compiling(definitions)
        count = set.count - errors.count
      }
    case .subjects:
      for _ in 0..<passes {
        count = comments.reduce(0) { $0 + Subject(repairing: $1).bytes.count }
      }
    case .expressions, .words300, .words3000:
      let subjects = comments.map { Subject(repairing: $0) }
      let (set, errors) = PatternSet.compiling(definitions)
      precondition(errors.isEmpty, "A pattern does not compile: \(errors)")
      var result = PatternSetResult()
      for _ in 0..<passes {
        count = 0
        for subject in subjects {
          set.scan(subject, wanting: .first, into: &result)
          precondition(result.undecided.isEmpty, "A limit was reached.")
          count += result.hits.count
        }
      }
    }
    return count
  }
}
