// SPDX-License-Identifier: Apache-2.0

extension LineLayout {
  /// Appends a string's bytes to `output` with its escapes resolved.
  ///
  /// - Parameter range: The string as a token that was read has it: its escapes are whole.
  /// - Precondition: ``padding`` bytes behind the range are in `bytes`.
  /// - Returns: Whether all went well; `false` for an escape that is half of a surrogate pair, with
  ///   `output` as it was.
  /// - Complexity: O(*n*) in the bytes; no allocation once `output` has grown.
  static func unescape(_ bytes: [UInt8], _ range: Range<Int>, into output: inout [UInt8]) -> Bool {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= bytes.count - padding,
      "bytes can be loaded behind the string"
    )
    var isWhole = false
    // Nothing becomes longer; whole vectors are stored, so there is room for one more.
    output.append(addingCapacity: range.count + 32) { room in
      // Sound: loads stay within `padding` behind the range, and each store is at most as far into
      // `room` as the load is into the range, which leaves sixteen bytes behind it.
      unsafe bytes.withUnsafeBytes { input in
        unsafe room.withUnsafeMutableBufferPointer { output, filled in
          guard let input = input.baseAddress,
            let start = output.baseAddress,
            let count = unsafe unescape(input, range, UnsafeMutableRawPointer(start))
          else { return }
          filled = count
          isWhole = true
        }
      }
    }
    return isWhole
  }

  private static func unescape(
    _ input: UnsafeRawPointer,
    _ range: Range<Int>,
    _ output: UnsafeMutableRawPointer
  ) -> Int? {
    var at = range.lowerBound
    var count = 0
    while at < range.upperBound {
      let loaded = unsafe JSONLoads.vector(input, at)
      unsafe output.storeBytes(of: loaded, toByteOffset: count, as: JSONLoads.Vector.self)
      let stops = loaded .== JSONLoads.Vector(repeating: UInt8(ascii: "\\"))
      let marks = JSONLoads.bits(stops)
      guard marks != 0 else {
        at &+= 16
        count &+= 16
        continue
      }
      let skip = marks.trailingZeroBitCount >> 3
      at &+= skip
      count &+= skip
      guard at < range.upperBound else { break }
      let letter = unsafe input.load(fromByteOffset: at &+ 1, as: UInt8.self)
      at &+= 2
      if letter == UInt8(ascii: "u") {
        guard let scalar = unsafe scalar(input, &at, range.upperBound) else { return nil }
        for unit in scalar.utf8 {
          unsafe output.storeBytes(of: unit, toByteOffset: count, as: UInt8.self)
          count &+= 1
        }
        continue
      }
      unsafe output.storeBytes(of: meaning(of: letter), toByteOffset: count, as: UInt8.self)
      count &+= 1
    }
    // The last vector may have gone beyond the end.
    return count &- (at &- range.upperBound)
  }

  /// What a letter behind a backslash stands for: control characters for `bfnrt`, else itself. Their
  /// codes stand four bits apart in one number, so that no branch has to be foretold.
  @inline(__always)
  private static func meaning(of letter: UInt8) -> UInt8 {
    // By half the letter's distance from `b`: 0 for b, 2 for f, 6 for n, 8 for r, 9 for t.
    let codes: UInt64 =
      0x8 << (0 << 2) | 0xC << (2 << 2) | 0xA << (6 << 2) | 0xD << (8 << 2) | 0x9 << (9 << 2)
    let distance = letter &- UInt8(ascii: "b")
    let code = UInt8(truncatingIfNeeded: codes >> UInt64((distance &>> 1 & 15) &<< 2)) & 15
    return letter >= UInt8(ascii: "b") ? code : letter
  }

  /// What the digits at `at` stand for, with a second escape if they are half of a pair; `nil` for a
  /// half alone.
  private static func scalar(
    _ input: UnsafeRawPointer,
    _ at: inout Int,
    _ end: Int
  ) -> Unicode.Scalar? {
    func unit(_ index: Int) -> UInt32 {
      var unit: UInt32 = 0
      for offset in 0..<4 {
        let byte = unsafe input.load(fromByteOffset: index &+ offset, as: UInt8.self)
        unit = unit << 4 | UInt32(byte.hexDigitValue ?? 0)
      }
      return unit
    }
    let first = unit(at)
    at &+= 4
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard
      first < 0xDC00, at &+ 6 <= end,
      unsafe input.load(fromByteOffset: at, as: UInt8.self) == UInt8(ascii: "\\"),
      unsafe input.load(fromByteOffset: at &+ 1, as: UInt8.self) == UInt8(ascii: "u")
    else { return nil }
    let second = unit(at &+ 2)
    guard second >= 0xDC00, second <= 0xDFFF else { return nil }
    at &+= 6
    return Unicode.Scalar(0x1_0000 + (first &- 0xD800) << 10 + (second &- 0xDC00))
  }
}
