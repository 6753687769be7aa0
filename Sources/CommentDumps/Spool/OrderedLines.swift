// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Brings lines that come in runs back into the order of the input, in bounded memory.
///
/// A run is what one part of a dump gave; runs may interleave in any way. They wait in memory while
/// there is room, then in one file without a name. When they are put in order, each run in the file has a
/// block of 64 KiB in memory, or its longest line.
public struct OrderedLines {
  /// Lines of one part, each with its comment's place in the input.
  public struct Run: Sendable {
    /// The lines one after the other, line feeds included.
    public private(set) var bytes: [UInt8] = []
    fileprivate var entries: [(ordinal: Int, start: Int, end: Int)] = []

    /// Makes an empty run.
    public init() {}

    /// The number of lines.
    public var count: Int { entries.count }

    /// Adds a line that `write` appends to the bytes; nothing is added if it appends nothing.
    public mutating func add(ordinal: Int, _ write: (inout [UInt8]) -> Void) {
      let start = bytes.count
      write(&bytes)
      if bytes.count > start { entries.append((ordinal, start, bytes.count)) }
    }

    /// Adds the lines of another run.
    public mutating func add(_ other: Run) {
      let shift = bytes.count
      bytes += other.bytes
      entries += other.entries.map { ($0.ordinal, $0.start + shift, $0.end + shift) }
    }

    /// The lines in their order, as bytes that `init(encoded:)` reads: each with its place and its
    /// length before it.
    public func encoded() -> [UInt8] {
      var writer = ByteWriter(bytes: [])
      writer.bytes.reserveCapacity(bytes.count + entries.count * 6)
      for entry in entries.sorted(by: { $0.ordinal < $1.ordinal }) {
        writer.unsigned(UInt64(entry.ordinal))
        writer.unsigned(UInt64(entry.end - entry.start))
        writer.bytes += bytes[entry.start..<entry.end]
      }
      return writer.bytes
    }
  }

  private enum Place {
    case memory([UInt8])
    case file(Range<Int>)
  }

  private let maxMemoryBytes: Int
  private let folder: String
  private var runs: [Place] = []
  private var heldBytes = 0
  private var file: SpillFile?

  /// Prepares to take runs.
  ///
  /// - Parameters:
  ///   - maxMemoryBytes: the most bytes of lines that are kept in memory.
  ///   - folder: where a file is made when there are more; by default the system's temporary folder.
  public init(maxMemoryBytes: Int = 64 << 20, folder: String? = nil) {
    self.maxMemoryBytes = max(maxMemoryBytes, 1 << 16)
    self.folder = folder ?? FileManager.default.temporaryDirectory.path
  }

  /// Takes a run, as ``Run/encoded()`` writes it.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/spillFailed``.
  public mutating func add(_ encodedRun: [UInt8]) throws {
    guard !encodedRun.isEmpty else { return }
    if heldBytes + encodedRun.count <= maxMemoryBytes {
      heldBytes += encodedRun.count
      runs.append(.memory(encodedRun))
      return
    }
    let target = try file ?? SpillFile(in: folder)
    file = target
    runs.append(.file(try target.append(encodedRun)))
  }

  /// Calls `body` with all lines in order, about a megabyte at a time.
  ///
  /// - Complexity: O(*n* log *r*) in the lines and the runs.
  /// - Returns: How many lines there were.
  @discardableResult
  public func forEachPiece(_ body: ([UInt8]) throws -> Void) throws -> Int {
    var count = 0
    var cursors: [RunCursor] = []
    for run in runs {
      var cursor: RunCursor
      switch run {
      case .memory(let bytes): cursor = RunCursor(bytes)
      case .file(let place):
        guard let file else { continue }
        cursor = RunCursor(file, place)
      }
      if try cursor.advance() { cursors.append(cursor) }
    }
    // A heap of the cursors by the places of their lines.
    var heap = cursors.indices.sorted { cursors[$0].ordinal < cursors[$1].ordinal }
    var piece: [UInt8] = []
    while let top = heap.first {
      cursors[top].appendLine(to: &piece)
      count += 1
      if try cursors[top].advance() {
        Self.sink(&heap, cursors)
      } else {
        let last = heap.removeLast()
        if !heap.isEmpty {
          heap[0] = last
          Self.sink(&heap, cursors)
        }
      }
      if piece.count >= 1 << 20 {
        try body(piece)
        piece.removeAll(keepingCapacity: true)
      }
    }
    if !piece.isEmpty { try body(piece) }
    return count
  }

  /// Puts the first of a heap into its place.
  private static func sink(_ heap: inout [Int], _ cursors: [RunCursor]) {
    var index = 0
    while true {
      var smallest = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count {
        if cursors[heap[child]].ordinal < cursors[heap[smallest]].ordinal { smallest = child }
      }
      if smallest == index { return }
      heap.swapAt(index, smallest)
      index = smallest
    }
  }
}

/// A place in a run.
private struct RunCursor {
  private let file: SpillFile?
  private var place: Range<Int>
  private var bytes: [UInt8]
  private var position = 0
  private(set) var ordinal = 0
  private var line = 0..<0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    file = nil
    place = 0..<0
  }

  init(_ file: SpillFile, _ place: Range<Int>) {
    self.file = file
    self.place = place
    bytes = []
  }

  /// Goes to the next line; says whether there is one.
  mutating func advance() throws -> Bool {
    position = line.upperBound
    while true {
      var reader = ByteReader(bytes: bytes, position: position)
      if let place = reader.unsignedIfWhole(), let count = reader.unsignedIfWhole(),
        reader.position + Int(count) <= bytes.count
      {
        ordinal = Int(place)
        line = reader.position..<reader.position + Int(count)
        return true
      }
      guard let file, !place.isEmpty else {
        precondition(position == bytes.count, "a run ends with a whole line")
        return false
      }
      bytes.removeSubrange(..<position)
      position = 0
      line = 0..<0
      var next = place.lowerBound
      bytes += try file.block(at: &next)
      place = next..<place.upperBound
    }
  }

  func appendLine(to piece: inout [UInt8]) { piece += bytes[line] }
}
