// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("EditDistance") struct EditDistanceTests {
  /// The definition, by trying everything.
  private func naive(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
    guard let x = a.first else { return b.count }
    guard let y = b.first else { return a.count }
    if x == y { return naive(a.dropFirst(), b.dropFirst()) }
    return 1
      + min(
        naive(a.dropFirst(), b),
        naive(a, b.dropFirst()),
        naive(a.dropFirst(), b.dropFirst())
      )
  }

  @Test("agrees with the definition on random short words", arguments: 0..<60)
  func random(seed: Int) {
    var random = Seeds(UInt64(seed))
    func word() -> String {
      String((0..<random.int(0..<6)).map { _ in random.pick(["a", "b", "c"]) }.joined())
    }
    let (a, b) = (word(), word())
    #expect(EditDistance.between(a, b) == naive(Array(a.utf8)[...], Array(b.utf8)[...]))
  }

  @Test("known distances, and texts cut at 100 bytes")
  func known() {
    #expect(EditDistance.between("kitten", "sitting") == 3)
    #expect(EditDistance.between("", "abc") == 3)
    #expect(EditDistance.between(String(repeating: "x", count: 100_000), "") == 100)
  }

  @Test("the nearest name, the first of several")
  func nearest() {
    #expect(EditDistance.nearest(to: "colour", among: ["colon", "color", "colours"]) == "color")
    #expect(EditDistance.nearest(to: "x", among: ["a", "b"]) == "a")
    #expect(EditDistance.nearest(to: "x", among: []) == nil)
  }
}
