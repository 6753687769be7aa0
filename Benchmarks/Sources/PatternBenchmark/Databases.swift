// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CPeers
import Foundation
import Glibc

/// The ways to compile rules with Hyperscan.
enum DatabaseKind: String, ExpressibleByArgument {
  case bytes, utf8, unicode, literals

  func make(_ rules: [Rule], cache: String) -> OpaquePointer? {
    rules.withPeerRules { rules, count in
      switch self {
      case .bytes: peer_make_hyperscan(rules, count, PEER_BYTES, cache)
      case .utf8: peer_make_hyperscan(rules, count, PEER_UTF8, cache)
      case .unicode: peer_make_hyperscan(rules, count, PEER_UNICODE, cache)
      case .literals: peer_make_hyperscan_literals(rules, count, cache)
      }
    }
  }
}

/// Hyperscan's compiled databases, made in processes of their own.
///
/// Its compiler takes minutes and over a gigabyte for a large set and cannot be interrupted; a
/// process has a limit of CPU time, and its cost is not mixed with ours.
struct Databases {
  var places: Places
  /// Seconds of CPU.
  var limit: Int

  /// Makes sure that a database is in the cache.
  ///
  /// - Returns: Its path, or `nil` if the compiler did not end in time or gave up.
  func path(of rules: [Rule], set: RuleSetName, kind: DatabaseKind) throws -> String? {
    let hash = String(rules.contentHash, radix: 16)
    let path = "\(places.scratch)/hyperscan-\(kind.rawValue)-\(rules.count)-\(hash).db"
    let files = FileManager.default
    if files.fileExists(atPath: path) { return path }
    let failure = path + ".failed"
    if let text = try? String(contentsOfFile: failure, encoding: .utf8), (Int(text) ?? 0) >= limit {
      return nil
    }
    note("compiling Hyperscan's database: \(set.rawValue), \(rules.count) rules, \(kind.rawValue)")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = [
      "prepare-database", "--set", set.rawValue, "--rules", String(rules.count), "--kind",
      kind.rawValue, "--cache", path, "--limit", String(limit), "--data", places.data, "--scratch",
      places.scratch,
    ]
    try process.run()
    process.waitUntilExit()
    if process.terminationReason == .exit, process.terminationStatus == 0 { return path }
    try? files.removeItem(atPath: path)
    try String(limit).write(toFile: failure, atomically: true, encoding: .utf8)
    note("… not compiled within \(limit) s of CPU")
    return nil
  }
}

/// Compiles one database in this process and stores it with its cost.
struct PrepareDatabase: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compiles one Hyperscan database into the cache.",
    shouldDisplay: false
  )

  @OptionGroup var places: Places
  @Option var set: RuleSetName
  @Option(name: .customLong("rules")) var count: Int
  @Option var kind: DatabaseKind
  @Option var cache: String
  @Option var limit: Int

  func run() throws {
    var seconds = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
    setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &seconds)
    let rules = try Rule.rules(of: set, in: places).sample(count)
    let (handle, cost) = Footprint.measuring { kind.make(rules, cache: cache) }
    guard let handle else { throw ExitCode.failure }
    peer_free(handle)
    peer_note_cost(cache, cost.cpuSeconds, cost.peakBytes)
  }
}

/// Tells the person who waits.
func note(_ text: String) {
  FileHandle.standardError.write(Data("\(text)\n".utf8))
}
