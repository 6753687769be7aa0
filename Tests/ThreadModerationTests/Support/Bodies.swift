// SPDX-License-Identifier: Apache-2.0

import TestSupport

@testable import ThreadModeration

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Short ways to ask for views, and to see ranges as text.
enum Bodies {
  static let normalizer = Normalizer(vocabulary: Lexicon.shared.vocabulary)

  static func views(
    _ body: String,
    _ format: BodyFormat = .text,
    sources: [String] = []
  ) -> TextViews {
    TextViews(body: Array(body.utf8), format: format, normalizer: normalizer) { sources }
  }

  static func string(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
  }

  /// The original text of the first place of `word` in a view.
  static func original(of word: String, in view: MappedText, of body: String) -> String? {
    let needle = Array(word.utf8)
    guard view.bytes.count >= needle.count else { return nil }
    for start in 0...view.bytes.count - needle.count
    where view.bytes[start..<start + needle.count].elementsEqual(needle) {
      let range = view.original(start..<start + needle.count)
      return string(Array(body.utf8)[range])
    }
    return nil
  }

  /// Whether an offset lies between two scalars of valid UTF-8.
  static func isBoundary(_ offset: Int, in bytes: [UInt8]) -> Bool {
    offset == bytes.count || offset >= 0 && offset < bytes.count && bytes[offset] & 0xC0 != 0x80
  }
}

/// Checks that ten times the input takes about ten times as long.
enum Growth {
  /// Times `work` on `size` and ten times `size` by the thread's own time, the best of a few runs:
  /// the other tests run beside this one. The answer is the ratio, with two milliseconds allowed for
  /// the clock.
  static func ratio(from size: Int, _ work: (Int) -> Void) -> Double {
    var best = Double.infinity
    var small = Duration.seconds(1_000)
    var large = Duration.seconds(1_000)
    for _ in 0..<8 {
      small = min(small, time { work(size) })
      large = min(large, time { work(size * 10) })
      best = (large - .milliseconds(2)) / max(small, .microseconds(50))
      if best < 15 { break }
    }
    return best
  }

  /// What this thread has had of the processor.
  static var threadTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  private static func time(_ work: () -> Void) -> Duration {
    let start = threadTime
    work()
    return threadTime - start
  }

  static func repeated(_ unit: String, bytes: Int) -> [UInt8] {
    let unit = Array(unit.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes + unit.count)
    while result.count < bytes { result += unit }
    return result
  }
}
