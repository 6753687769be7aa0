// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// A package of its own, so that the main one builds without a fuzzer and its unsafe flags.
let package = Package(
  name: "Fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "ThreadModeration", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // Its files are links: the tests of the main package judge with the same oracle.
    .target(
      name: "DifferentialOracle",
      dependencies: [.product(name: "PatternEngine", package: "ThreadModeration")]
    ),
    .executableTarget(
      name: "differential",
      dependencies: [
        "DifferentialOracle", "FuzzCases",
        .product(name: "PatternEngine", package: "ThreadModeration"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .target(
      name: "FuzzCases",
      dependencies: [.product(name: "PatternEngine", package: "ThreadModeration")]
    ),
    .executableTarget(
      name: "fuzz-pattern-set",
      dependencies: [
        "DifferentialOracle", "FuzzCases",
        .product(name: "PatternEngine", package: "ThreadModeration"),
      ],
      // libFuzzer brings `main`.
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]
    ),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
      .enableUpcomingFeature("ExistentialAny"),
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
      .enableUpcomingFeature("InternalImportsByDefault"),
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
      .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
