// SPDX-License-Identifier: Apache-2.0

/// How far compressed input is followed: a file of a few kilobytes can hold gigabytes of nothing.
///
/// Each limit counts what comes out for each byte that went in, because real archives of hundreds
/// of gigabytes and bombs differ in that, not in size. Comment dumps shrink to a fifth or a tenth.
///
/// All are at least 1, and the window is 10 to 31; a number outside counts as the nearest.
///
/// Sendable.
public struct UnpackingLimits: Sendable, Hashable {
  /// The most bytes that come out for each packed byte, once ``freeBytes`` have come out.
  /// Default: 200.
  public var maxRatio: Int { didSet { maxRatio = max(maxRatio, 1) } }
  /// What may come out whatever the ratio. Default: 64 MiB.
  public var freeBytes: Int { didSet { freeBytes = max(freeBytes, 1) } }
  /// The most bytes that come out for each packed byte, once ``largeBytes`` have come out.
  /// Default: 50.
  public var maxLargeRatio: Int { didSet { maxLargeRatio = max(maxLargeRatio, 1) } }
  /// Where ``maxLargeRatio`` begins to count. Default: 8 GiB.
  public var largeBytes: Int { didSet { largeBytes = max(largeBytes, 1) } }
  /// The largest window of a zstd frame, as a power of two: memory that a file may ask for.
  /// Default: 31, 2 GiB, which the Reddit archives need; it is touched only as far as data arrives.
  public var maxWindowLog: Int { didSet { maxWindowLog = Self.windowLog(maxWindowLog) } }

  /// Makes limits; each has a default.
  public init(
    maxRatio: Int = 200,
    freeBytes: Int = 64 << 20,
    maxLargeRatio: Int = 50,
    largeBytes: Int = 8 << 30,
    maxWindowLog: Int = 31
  ) {
    self.maxRatio = max(maxRatio, 1)
    self.freeBytes = max(freeBytes, 1)
    self.maxLargeRatio = max(maxLargeRatio, 1)
    self.largeBytes = max(largeBytes, 1)
    self.maxWindowLog = Self.windowLog(maxWindowLog)
  }

  /// What zstd takes.
  private static func windowLog(_ number: Int) -> Int { min(max(number, 10), 31) }

  /// Which limit is passed when `packed` bytes have become `unpacked`; `nil` for none.
  func passed(packed: Int, unpacked: Int) -> String? {
    if unpacked > freeBytes, unpacked / maxRatio > packed {
      return "more than \(maxRatio) bytes for each packed byte (limit maxRatio)"
    }
    if unpacked > largeBytes, unpacked / maxLargeRatio > packed {
      return "more than \(maxLargeRatio) bytes for each packed byte beyond \(largeBytes) bytes "
        + "(limit maxLargeRatio)"
    }
    return nil
  }
}
