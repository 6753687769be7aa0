// SPDX-License-Identifier: Apache-2.0

/// Compressed files by their first bytes, and the program that unpacks each.
enum Compression: CaseIterable {
  case gzip, zstd, bzip2, xz

  /// The bytes that every file of the kind starts with.
  var magic: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    case .bzip2: Array("BZh".utf8)
    case .xz: [0xFD] + Array("7zXZ".utf8) + [0x00]
    }
  }

  /// What to do with `file`, `-` for standard input.
  func advice(file: String) -> String {
    let command =
      switch self {
      case .gzip: "gzip -dc"
      // Reddit dumps are packed with a window of 2 GiB, which zstd unpacks only when told to.
      case .zstd: "zstd -dc --long=31"
      case .bzip2: "bzip2 -dc"
      case .xz: "xz -dc"
      }
    let name = file == "-" ? "FILE" : Self.quoted(file)
    return "compressed with \(self); unpack it on the way: \(command) \(name) | moderate scan -"
  }

  /// The name as a shell takes it.
  private static func quoted(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy {
      $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")
        || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") || "._-/+=@%,:".utf8.contains($0)
    }
    return isPlain
      ? name
      : "'"
        + name.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }
}
