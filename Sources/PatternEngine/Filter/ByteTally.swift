// SPDX-License-Identifier: Apache-2.0

/// How many bytes of a text are letters, digits and spaces, counted sixteen at a time.
package struct ByteTally: Sendable, Equatable {
  /// ASCII capitals, small letters, digits and white space.
  package var upper = 0
  package var lower = 0
  package var digits = 0
  package var spaces = 0
  /// Whether there are bytes beyond ASCII.
  package var hasHighBytes = false
  /// Whether a byte comes three times in a row, or `!` or `?` twice.
  package var hasRuns = false

  /// - Complexity: O(*n*).
  package init(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let text = buffer.baseAddress else { return }
      unsafe count(text, buffer.count)
    }
  }

  private mutating func count(_ text: UnsafePointer<UInt8>, _ count: Int) {
    var place = 0
    // Sound: every load ends inside the text; the two bytes before a block are in it as well.
    if count >= 18 {
      unsafe add(text, before: 2)
      place = 2
      while place &+ 16 <= count {
        unsafe addBlock(text + place)
        place &+= 16
      }
    }
    for index in place..<count { unsafe add(text, at: index) }
  }

  private mutating func add(_ text: UnsafePointer<UInt8>, before end: Int) {
    for index in 0..<end { unsafe add(text, at: index) }
  }

  @inline(__always)
  private mutating func add(_ text: UnsafePointer<UInt8>, at index: Int) {
    let byte = unsafe text[index]
    upper &+= byte &- 0x41 < 26 ? 1 : 0
    lower &+= byte &- 0x61 < 26 ? 1 : 0
    digits &+= byte &- 0x30 < 10 ? 1 : 0
    spaces &+= byte == 0x20 || byte &- 0x09 < 5 ? 1 : 0
    hasHighBytes = hasHighBytes || byte >= 0x80
    guard index > 0, unsafe text[index &- 1] == byte else { return }
    let isMark = byte == 0x21 || byte == 0x3F
    let isThird = unsafe index > 1 && text[index &- 2] == byte
    hasRuns = hasRuns || isMark || isThird
  }

  @inline(__always)
  private mutating func addBlock(_ text: UnsafePointer<UInt8>) {
    typealias Vector = ByteCount.Vector
    let block = unsafe ByteCount.vector(text, 0)
    upper &+= ByteCount.marked((block &- Vector(repeating: 0x41)) .< Vector(repeating: 26))
    lower &+= ByteCount.marked((block &- Vector(repeating: 0x61)) .< Vector(repeating: 26))
    digits &+= ByteCount.marked((block &- Vector(repeating: 0x30)) .< Vector(repeating: 10))
    let blanks =
      (block .== Vector(repeating: 0x20))
      .| ((block &- Vector(repeating: 0x09)) .< Vector(repeating: 5))
    spaces &+= ByteCount.marked(blanks)
    hasHighBytes = hasHighBytes || ByteCount.hasAny(block .>= Vector(repeating: 0x80))
    let repeated = unsafe block .== ByteCount.vector(text, -1)
    let threefold = unsafe repeated .& (block .== ByteCount.vector(text, -2))
    let marks = (block .== Vector(repeating: 0x21)) .| (block .== Vector(repeating: 0x3F))
    hasRuns = hasRuns || ByteCount.hasAny(threefold .| (repeated .& marks))
  }
}
