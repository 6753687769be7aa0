// SPDX-License-Identifier: Apache-2.0

import CPeers

/// One rule set: its engines are made, measured in turns and compared with the truth.
struct SetTrial {
  var set: RuleSetName
  var places: Places
  var effort: Effort

  /// How many comments are compared with the truth where that takes some 15 ms for each.
  static let slowAgreementComments = 300

  func run(over corpus: Corpus) throws -> SetResult {
    let rules = try Rule.rules(of: set, in: places)
    note("\(set.rawValue): \(rules.count) rules")
    var remarks: [String] = []
    // Ours is made first, while the heap is still clean.
    let engines = try makeEngines(rules, remarks: &remarks)
    let trial = Trial(corpus: corpus, rounds: effort.rounds, passes: effort.passes)
    note("… measuring \(engines.count) engines")
    let figures = trial.figures(of: engines)
    note("… comparing with PCRE2")
    guard let truth = engines.first(where: { $0.name == PeerEngine.pcre2Unicode }) else {
      throw TrialError.noTruth
    }
    let compared = engines.filter { $0 !== truth && !($0 is SubjectEngine) }
    let agreement = Agreement.compare(
      compared,
      with: truth,
      over: rules.count > 3_000 ? corpus.sample(Self.slowAgreementComments) : corpus,
      rules: rules
    )
    return SetResult(
      set: set,
      ruleCount: rules.count,
      figures: figures,
      costs: Dictionary(engines.map { ($0.name, $0.cost) }) { first, _ in first },
      agreement: agreement,
      remarks: remarks
    )
  }

  /// The engines for a set, ours first. What cannot be made is left out with a remark.
  private func makeEngines(
    _ rules: [Rule],
    remarks: inout [String]
  ) throws -> [any Engine] {
    var engines: [any Engine] = [SetEngine(rules, repeats: 3), SubjectEngine()]
    let databases = Databases(places: places, limit: effort.compileLimit)
    let kinds: [DatabaseKind] = set.isLiteral ? [.literals] : [.unicode, .utf8, .bytes]
    for kind in kinds {
      guard let path = try databases.path(of: rules, set: set, kind: kind),
        let engine = PeerEngine.hyperscan(rules, kind, cache: path)
      else {
        remarks.append(
          "Hyperscan (\(kind.rawValue)): not compiled within \(effort.compileLimit) s of CPU."
        )
        continue
      }
      engines.append(engine)
      if let gift = engine.withoutRefused(ruleCount: rules.count) { engines.append(gift) }
    }
    if rules.count <= Growth.re2Limit {
      for mode in [PEER_UTF8, PEER_BYTES] {
        if let engine = PeerEngine.re2(rules, mode) { engines.append(engine) }
      }
    } else {
      remarks.append("RE2::Set is left out above \(Growth.re2Limit) rules: see the growth curve.")
    }
    let modes = rules.count <= 3_000 ? [PEER_UNICODE, PEER_BYTES] : [PEER_UNICODE]
    for mode in modes {
      if let engine = PeerEngine.pcre2(rules, mode) { engines.append(engine) }
    }
    return engines
  }
}

enum TrialError: Error { case noTruth }

/// All that was found out about a rule set.
struct SetResult: Codable {
  var set: RuleSetName
  var ruleCount: Int
  var figures: [Trial.Figure]
  var costs: [String: EngineCost]
  var agreement: [Agreement]
  var remarks: [String]

  func nanoseconds(_ engine: String) -> Double? {
    figures.first { $0.engine == engine }?.nanoseconds
  }

  /// How many times as long as ours an engine takes.
  func ratio(_ engine: String) -> Double? {
    guard let other = nanoseconds(engine), let ours = nanoseconds(SetEngine.engineName) else {
      return nil
    }
    return other / ours
  }
}
