// SPDX-License-Identifier: Apache-2.0

import CPeers
import Foundation
import Glibc

/// Clocks and memory of this process.
enum Footprint {
  /// CPU time of this thread, in nanoseconds.
  static func threadNanoseconds() -> Int { nanoseconds(CLOCK_THREAD_CPUTIME_ID) }

  /// CPU time of all threads together, in nanoseconds.
  static func processNanoseconds() -> Int { nanoseconds(CLOCK_PROCESS_CPUTIME_ID) }

  private static func nanoseconds(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Does `body` and says what it cost.
  ///
  /// The peak is the kernel's high-water mark, which is set back before. Machine code and other
  /// memory outside the C heap is in the resident figures only.
  static func measuring<Value>(_ body: () -> Value) -> (Value, EngineCost) {
    peers_trim_heap()
    let heap = peers_heap_bytes()
    try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .ascii)
    let resident = status("VmRSS")
    let cpu = processNanoseconds()
    let wall = nanoseconds(CLOCK_MONOTONIC)
    let value = body()
    var cost = EngineCost()
    cost.cpuSeconds = Double(processNanoseconds() - cpu) / 1e9
    cost.wallSeconds = Double(nanoseconds(CLOCK_MONOTONIC) - wall) / 1e9
    cost.peakBytes = max(0, status("VmHWM") - resident)
    peers_trim_heap()
    cost.keptBytes = max(0, status("VmRSS") - resident)
    cost.heapBytes = max(0, peers_heap_bytes() - heap)
    return (value, cost)
  }

  /// A figure of `/proc/self/status`, in bytes.
  private static func status(_ key: String) -> Int {
    guard let file = FileHandle(forReadingAtPath: "/proc/self/status"),
      let data = try? file.readToEnd()
    else { return 0 }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix(key + ":") {
      return (Int(line.filter(\.isNumber)) ?? 0) * 1024
    }
    return 0
  }
}

/// Bytes as megabytes with one decimal.
func megabytes(_ bytes: Int) -> String { fixed(Double(bytes) / 1e6, 1) }

/// A number with a fixed count of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  String(format: "%.\(decimals)f", value)
}
