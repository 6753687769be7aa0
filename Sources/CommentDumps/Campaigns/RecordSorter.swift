// SPDX-License-Identifier: Apache-2.0

/// A record of a fixed size that says by what it is sorted.
protocol FixedRecord {
  /// The number of bytes of its fixed form.
  static var byteCount: Int { get }
  /// Whether records with the same key are the same record, and one of them is enough.
  static var isNamedByKey: Bool { get }
  /// By what records are sorted.
  var sortKey: SortKey { get }
  /// Reads the fixed form.
  init(_ bytes: ArraySlice<UInt8>)
  /// Appends the fixed form.
  func append(to bytes: inout [UInt8])
}

extension FixedRecord {
  static var isNamedByKey: Bool { false }
}

/// A number of 128 bits, of which records are sorted six at a time.
struct SortKey: Comparable {
  /// The digits of a half.
  private static let digitsOfHalf = 11

  var high: UInt64
  var low: UInt64

  static func < (a: Self, b: Self) -> Bool { (a.high, a.low) < (b.high, b.low) }

  /// The digit at `place`, counted from the most significant one.
  func digit(_ place: Int) -> Int {
    let half = place < Self.digitsOfHalf ? high : low
    return Int((half << UInt64(6 * (place % Self.digitsOfHalf))) >> 58)
  }

  /// The first place whose digit is not 0; `nil` if there is none.
  var firstDigit: Int? {
    if high != 0 { return high.leadingZeroBitCount / 6 }
    return low == 0 ? nil : Self.digitsOfHalf + low.leadingZeroBitCount / 6
  }
}

/// Sorts records in bounded memory: what does not fit goes to files without a name.
///
/// Records wait in 64 partitions by the first digit of their key. A partition that does not fit into
/// memory is divided again, by the first digit in which its keys differ.
struct RecordSorter<Record: FixedRecord> {
  private let maxMemoryBytes: Int
  private let folder: String
  private var records: PartitionedBytes

  /// - Parameters:
  ///   - maxMemoryBytes: about how much memory records may take, once waiting and once sorted.
  ///   - folder: where files are made.
  init(maxMemoryBytes: Int, folder: String) {
    self.maxMemoryBytes = maxMemoryBytes
    self.folder = folder
    records = PartitionedBytes(
      recordBytes: Record.byteCount,
      maxMemoryBytes: maxMemoryBytes,
      folder: folder
    )
  }

  /// Adds a record.
  ///
  /// - Complexity: amortized O(1).
  mutating func append(_ record: Record) throws {
    try records.append(toPartition: record.sortKey.digit(0)) { record.append(to: &$0) }
  }

  /// The records by key.
  ///
  /// - Complexity: O(*n* log *n*) for *n* records when all are taken.
  func sorted() -> Stream {
    Stream(records, maxMemoryBytes: maxMemoryBytes, folder: folder)
  }
}

extension RecordSorter {
  /// Records one after the other.
  struct Stream {
    private let maxMemoryBytes: Int
    private let folder: String
    /// Divisions under way, the finest one last, and the partition of each that is next.
    private var divisions: [(records: PartitionedBytes, next: Int)]
    private var loaded: [Record] = []
    private var position = 0

    fileprivate init(_ records: PartitionedBytes, maxMemoryBytes: Int, folder: String) {
      self.maxMemoryBytes = maxMemoryBytes
      self.folder = folder
      divisions = [(records, 0)]
    }

    /// The next record; `nil` when all were taken.
    mutating func next() throws -> Record? {
      while position == loaded.count {
        guard try advance() else { return nil }
      }
      defer { position += 1 }
      return loaded[position]
    }

    /// Loads or divides the next partition; says whether there was one.
    private mutating func advance() throws -> Bool {
      loaded.removeAll(keepingCapacity: true)
      position = 0
      while let division = divisions.last, division.next == PartitionedBytes.count {
        divisions.removeLast()
      }
      guard let division = divisions.last else { return false }
      divisions[divisions.count - 1].next += 1
      if division.records.byteCount(ofPartition: division.next) > maxMemoryBytes,
        let place = try Self.firstDifference(in: division.records, division.next)
      {
        divisions.append((try divided(division.records, division.next, at: place), 0))
      } else {
        try load(division.records, division.next)
      }
      return true
    }

    private mutating func load(_ records: PartitionedBytes, _ partition: Int) throws {
      try records.forEach(inPartition: partition) { bytes in
        let record = Record(bytes)
        if Record.isNamedByKey, loaded.last?.sortKey == record.sortKey { return }
        loaded.append(record)
      }
      loaded.sort { $0.sortKey < $1.sortKey }
      guard Record.isNamedByKey else { return }
      var last: SortKey?
      loaded.removeAll { record in
        defer { last = record.sortKey }
        return last == record.sortKey
      }
    }

    /// The first place in which keys of a partition differ; `nil` if all are the same.
    private static func firstDifference(
      in records: PartitionedBytes,
      _ partition: Int
    ) throws -> Int? {
      var first: SortKey?
      var difference = SortKey(high: 0, low: 0)
      try records.forEach(inPartition: partition) { bytes in
        let key = Record(bytes).sortKey
        if let first {
          difference.high |= first.high ^ key.high
          difference.low |= first.low ^ key.low
        } else {
          first = key
        }
      }
      return difference.firstDigit
    }

    private func divided(
      _ records: PartitionedBytes,
      _ partition: Int,
      at place: Int
    ) throws -> PartitionedBytes {
      var pieces = PartitionedBytes(
        recordBytes: Record.byteCount,
        maxMemoryBytes: maxMemoryBytes,
        folder: folder
      )
      try records.forEach(inPartition: partition) { bytes in
        let digit = Record(bytes).sortKey.digit(place)
        try pieces.append(toPartition: digit) { $0 += bytes }
      }
      return pieces
    }
  }
}

/// Numbers as eight bytes, the least significant one first.
enum FixedWord {
  static func append(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  static func at(_ index: Int, of bytes: ArraySlice<UInt8>) -> UInt64 {
    var value: UInt64 = 0
    for offset in 0..<8 {
      value |= UInt64(bytes[bytes.startIndex + index * 8 + offset]) << UInt64(offset * 8)
    }
    return value
  }
}
