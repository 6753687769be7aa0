// SPDX-License-Identifier: Apache-2.0

/// The program whose instructions and allocations `Benchmarks/check-costs` counts.
///
/// `PatternCosts WORKLOAD PASSES` prints the workload's number of units (comments or patterns) and
/// of matching pairs. Two runs that differ by one pass differ by the cost of that pass alone.
@main
struct PatternCosts {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let workload = Workload(rawValue: arguments[1]),
      let passes = Int(arguments[2]), passes > 0
    else {
      let names = Workload.allCases.map(\.rawValue).joined(separator: " | ")
      print("usage: PatternCosts \(names) PASSES")
      return
    }
    print(workload.unitCount, workload.run(passes: passes))
  }
}
