// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// Not part of the library's own build: `PatternBenchmark` needs Hyperscan and RE2, which `run`
// installs. `PatternCosts`, for `check-costs`, needs nothing but the library.
let package = Package(
  name: "ThreadModerationBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "ThreadModeration", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(
      name: "CPeers",
      cxxSettings: [.define("PCRE2_CODE_UNIT_WIDTH", to: "8")],
      linkerSettings: [
        .linkedLibrary("hs"), .linkedLibrary("re2"), .linkedLibrary("pcre2-8"),
      ]
    ),
    .executableTarget(
      name: "PatternBenchmark",
      dependencies: [
        "CPeers",
        .product(name: "PatternEngine", package: "ThreadModeration"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .executableTarget(
      name: "PatternCosts",
      dependencies: [.product(name: "PatternEngine", package: "ThreadModeration")]
    ),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type == .executable {
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
