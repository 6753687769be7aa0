// SPDX-License-Identifier: Apache-2.0

/// What the layers between a file and its records noticed: shared by them, read by the reader.
///
/// A class, because sources are wrapped in one another and the reader sees only the outermost.
final class InputLog {
  /// Something that ended or damaged the input. What came before is kept.
  struct Fault {
    /// Bytes of readable input up to it.
    var byteOffset: Int
    var reason: String
  }

  /// Bytes taken from the source itself, packed as they are there.
  var sourceBytes = 0
  var faults: [Fault] = []
  /// Kinds of ``RepairNote`` about the input as a whole.
  var notes: [String] = []
}

/// Counts what is read of the source itself.
struct CountedSource: ByteSource {
  private var source: any ByteSource
  private let log: InputLog

  init(_ source: any ByteSource, log: InputLog) {
    self.source = source
    self.log = log
  }

  mutating func read(upToCount count: Int) throws -> [UInt8] {
    let bytes = try source.read(upToCount: count)
    log.sourceBytes += bytes.count
    return bytes
  }

  mutating func read(upToCount count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
    let added = try source.read(upToCount: count, appendingTo: &bytes)
    log.sourceBytes += added
    return added
  }
}

/// A source whose first bytes can be looked at before they are read.
struct PeekedSource: ByteSource {
  private var source: any ByteSource
  private var held: [UInt8] = []
  private var isExhausted = false

  init(_ source: any ByteSource) { self.source = source }

  /// The first bytes: `count`, or all there are.
  mutating func peek(_ count: Int) throws -> [UInt8] {
    while held.count < count, !isExhausted {
      let piece = try source.read(upToCount: LineReader.readSize)
      if piece.isEmpty { isExhausted = true } else { held += piece }
    }
    return Array(held.prefix(count))
  }

  mutating func read(upToCount count: Int) throws -> [UInt8] {
    guard !held.isEmpty else { return isExhausted ? [] : try source.read(upToCount: count) }
    if held.count <= count {
      defer { held = [] }
      return held
    }
    defer { held.removeFirst(count) }
    return Array(held[..<count])
  }

  mutating func read(upToCount count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
    guard held.isEmpty else {
      let piece = try read(upToCount: count)
      bytes += piece
      return piece.count
    }
    return isExhausted ? 0 : try source.read(upToCount: count, appendingTo: &bytes)
  }
}
