// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// The folder of labelled comments, dumps and attack cases that stands beside a developer's
/// checkout (`../shared`). A fresh clone elsewhere does not have it: tests that need it are
/// disabled there, and say so.
public enum SharedData {
  /// The root of this package, found from this file's own place.
  public static let packageRoot: URL = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Whether the folder is here.
  public static var isPresent: Bool {
    FileManager.default.fileExists(atPath: root.appending(path: "data").path)
  }

  /// What a skipped test prints.
  public static let absence = "needs the shared data folder (../shared), which is not here"

  /// `../shared`.
  public static var root: URL {
    packageRoot.deletingLastPathComponent().appending(path: "shared")
  }

  /// A file or folder below `../shared/data`.
  public static func url(_ path: String) -> URL {
    root.appending(path: "data").appending(path: path)
  }

  /// The bytes of a file below `../shared/data`.
  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url(path)))
  }

  /// The lines of a file below `../shared/data`, without their line feeds.
  public static func lines(_ path: String) throws -> [[UInt8]] {
    try bytes(path).split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  /// A file or folder below the package's own `Tests/Cases`.
  public static func caseURL(_ path: String) -> URL {
    packageRoot.appending(path: "Tests/Cases").appending(path: path)
  }
}
