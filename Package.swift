// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
  name: "ThreadModeration",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "PatternEngine", targets: ["PatternEngine"]),
    .library(name: "ThreadModeration", targets: ["ThreadModeration"]),
    .library(name: "RuleFiles", targets: ["RuleFiles"]),
    .library(name: "CommentDumps", targets: ["CommentDumps"]),
    .library(name: "ModerationReports", targets: ["ModerationReports"]),
    .executable(name: "moderate", targets: ["moderate"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CPCRE2",
      pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]
    ),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),
    .systemLibrary(
      name: "CZstd",
      pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]
    ),
    // Debian's package has no pkg-config file; the header and the library are in the usual places.
    .systemLibrary(
      name: "CBzip2",
      providers: [.apt(["libbz2-dev"]), .brew(["bzip2"])]
    ),
    .systemLibrary(
      name: "CLzma",
      pkgConfig: "liblzma",
      providers: [.apt(["liblzma-dev"]), .brew(["xz"])]
    ),
    .systemLibrary(
      name: "CExpat",
      pkgConfig: "expat",
      providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]
    ),
    .target(name: "PatternEngine", dependencies: ["CPCRE2"]),
    .target(name: "ThreadModeration", dependencies: ["PatternEngine"]),
    .target(
      name: "RuleFiles",
      dependencies: ["ThreadModeration", "PatternEngine", .product(name: "Yams", package: "Yams")]
    ),
    .target(
      name: "CommentDumps",
      dependencies: ["ThreadModeration", "CZlib", "CZstd", "CBzip2", "CLzma", "CExpat"]
    ),
    .target(name: "ModerationReports", dependencies: ["ThreadModeration"]),
    .executableTarget(
      name: "moderate",
      dependencies: [
        "ThreadModeration", "RuleFiles", "CommentDumps", "ModerationReports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/moderate"
    ),
    .executableTarget(
      name: "fit-weights",
      dependencies: [
        "ThreadModeration", "ModerationReports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/fit-weights"
    ),

    // Tests
    .target(
      name: "EmbeddingProbe",
      dependencies: ["ThreadModeration", "PatternEngine"],
      path: "Tests/EmbeddingProbe"
    ),
    .target(
      name: "ServiceProbe",
      dependencies: ["ThreadModeration", "RuleFiles", "ModerationReports"],
      path: "Tests/ServiceProbe"
    ),
    .target(name: "TestSupport", path: "Tests/Support"),
    .testTarget(name: "PatternEngineTests", dependencies: ["PatternEngine", "TestSupport"]),
    .testTarget(
      name: "ThreadModerationTests",
      dependencies: ["ThreadModeration", "PatternEngine", "EmbeddingProbe", "TestSupport"]
    ),
    .testTarget(name: "RuleFilesTests", dependencies: ["RuleFiles", "TestSupport"]),
    .testTarget(
      name: "CommentDumpsTests",
      dependencies: ["CommentDumps", "ThreadModeration", "TestSupport"]
    ),
    .testTarget(
      name: "ModerationReportsTests",
      dependencies: [
        "ModerationReports", "CommentDumps", "RuleFiles", "ServiceProbe", "TestSupport",
      ]
    ),
    .testTarget(name: "ModerateTests", dependencies: ["moderate", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
      .enableUpcomingFeature("ExistentialAny"),
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
      .enableUpcomingFeature("InternalImportsByDefault"),
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
      .enableUpcomingFeature("MemberImportVisibility"),
    ]
  if target.type == .regular {
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0458-strict-memory-safety.md
    target.swiftSettings?.append(.strictMemorySafety())
  }
}
