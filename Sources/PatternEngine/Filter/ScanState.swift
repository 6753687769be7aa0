// SPDX-License-Identifier: Apache-2.0

/// What a scan has found so far: one record for each pattern that is found or may match.
///
/// A sparse set: `slots[p]` is the place of pattern p's record if that record is p's, and anything
/// otherwise. So nothing is cleared between two scans.
@safe
final class ScanState {
  struct Record {
    var pattern: UInt32
    /// Whether the filter alone found a match: the leftmost, of these the first alternative.
    var isFound: Bool
    /// Whether PCRE2 is to be asked, for a match that begins in `first...last`.
    var isCandidate: Bool
    var rank: UInt16
    var start: Int32
    var end: Int32
    var first: Int32
    var last: Int32
  }

  // Sound: both have room for every pattern of the set; allocated in `init`, freed in `deinit`. The
  // slots are initialized, so that reading a stale one is defined.
  private let slots: UnsafeMutablePointer<UInt32>
  let records: UnsafeMutablePointer<Record>

  /// What changes, behind a pointer: properties of a class are checked for overlapping access at each
  /// use, which took a tenth of a scan.
  @unsafe private struct Variables {
    var count = 0
    var folded: UnsafeMutablePointer<UInt8>
    var squeezed: UnsafeMutablePointer<UInt8>
    var capacity = 0
    var keepsOccurrences = false
  }

  // Sound: one value, allocated in `init`, freed in `deinit`.
  private let variables: UnsafeMutablePointer<Variables>

  /// How many records there are.
  @inline(__always)
  var count: Int { unsafe variables.pointee.count }

  /// Places of the text that the filter let pass, in blocks, and those of them that one table does.
  let positions: UnsafeMutablePointer<Int32>
  let selected: UnsafeMutablePointer<Int32>
  static let blockSize = 4096

  /// The entries that are looked at for a selected place.
  struct Span {
    var first: UInt32
    var end: UInt32
  }
  let spans: UnsafeMutablePointer<Span>

  /// Zeros before and behind each of the two texts.
  static let padding = 32

  /// The folded text of an irregular text.
  var irregular: [UInt8] = []

  /// Every place where the filter found a match, if all are wanted.
  let occurrences = OccurrenceList()

  init(patternCount: Int) {
    unsafe slots = .allocate(capacity: max(1, patternCount))
    unsafe slots.initialize(repeating: 0, count: max(1, patternCount))
    unsafe records = .allocate(capacity: max(1, patternCount))
    unsafe positions = .allocate(capacity: Self.blockSize + 8)
    unsafe selected = .allocate(capacity: Self.blockSize + 8)
    unsafe spans = .allocate(capacity: Self.blockSize + 8)
    unsafe variables = .allocate(capacity: 1)
    unsafe variables.initialize(
      to: Variables(folded: Self.makeText(0), squeezed: Self.makeText(0))
    )
  }

  private static func makeText(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 2 * padding)
    unsafe text.initialize(repeating: 0, count: capacity + 2 * padding)
    return unsafe text
  }

  deinit {
    // Sound: trivial values, used by nobody any more.
    unsafe slots.deallocate()
    unsafe records.deallocate()
    unsafe positions.deallocate()
    unsafe selected.deallocate()
    unsafe spans.deallocate()
    unsafe variables.pointee.folded.deallocate()
    unsafe variables.pointee.squeezed.deallocate()
    unsafe variables.deallocate()
  }

  /// Makes room for a text of `count` bytes; the zeros before it are written once, those behind it
  /// by ``closeFolded(count:)``.
  @inline(__always)
  func reserve(_ count: Int) {
    if unsafe count > variables.pointee.capacity { grow(count) }
  }

  private func grow(_ count: Int) {
    // Sound: nothing keeps a pointer to a text between two scans.
    let capacity = unsafe max(count, 2 * variables.pointee.capacity, 1024)
    unsafe variables.pointee.folded.deallocate()
    unsafe variables.pointee.squeezed.deallocate()
    unsafe variables.pointee.folded = Self.makeText(capacity)
    unsafe variables.pointee.squeezed = Self.makeText(capacity)
    unsafe variables.pointee.capacity = capacity
  }

  /// The folded text's first byte.
  @inline(__always)
  var text: UnsafeMutablePointer<UInt8> { unsafe variables.pointee.folded + Self.padding }

  /// The squeezed text's first byte.
  @inline(__always)
  var squeezedText: UnsafeMutablePointer<UInt8> { unsafe variables.pointee.squeezed + Self.padding }

  /// Writes zeros behind a text.
  @inline(__always)
  static func close(_ text: UnsafeMutablePointer<UInt8>, count: Int) {
    // Sound: every text has `padding` bytes of room behind it.
    let end = unsafe UnsafeMutableRawPointer(text + count)
    unsafe end.storeBytes(of: 0, as: UInt64.self)
    unsafe (end + 8).storeBytes(of: 0, as: UInt64.self)
    unsafe (end + 16).storeBytes(of: 0, as: UInt64.self)
    unsafe (end + 24).storeBytes(of: 0, as: UInt64.self)
  }

  /// Forgets the last scan.
  @inline(__always)
  func removeAll(keepingOccurrences: Bool) {
    unsafe variables.pointee.count = 0
    unsafe variables.pointee.keepsOccurrences = keepingOccurrences
    if keepingOccurrences { occurrences.removeAll() }
  }

  /// The pattern's record, made if there is none.
  @inline(__always)
  private func record(of pattern: UInt32) -> (record: UnsafeMutablePointer<Record>, isNew: Bool) {
    // Sound: the slot of every pattern exists, and its value is checked before it is believed.
    let slot = unsafe Int(slots[Int(pattern)])
    if slot < count, unsafe records[slot].pattern == pattern {
      return unsafe (records + slot, false)
    }
    unsafe slots[Int(pattern)] = UInt32(truncatingIfNeeded: count)
    unsafe variables.pointee.count += 1
    return unsafe (records + (count - 1), true)
  }

  /// Notes a match; of several the leftmost stays, and there the first alternative.
  func found(_ pattern: UInt32, _ start: Int, _ end: Int, rank: UInt16) {
    let (record, isNew) = unsafe record(of: pattern)
    let (start, end) = (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: end))
    if unsafe variables.pointee.keepsOccurrences {
      occurrences.append(
        OccurrenceList.Occurrence(pattern: pattern, start: start, end: end, rank: rank)
      )
    }
    if isNew {
      unsafe record.initialize(
        to: Record(
          pattern: pattern,
          isFound: true,
          isCandidate: false,
          rank: rank,
          start: start,
          end: end,
          first: 0,
          last: 0
        )
      )
      return
    }
    let isEarlier =
      unsafe !record.pointee.isFound
      || (start, rank) < (record.pointee.start, record.pointee.rank)
    if isEarlier {
      unsafe record.pointee.isFound = true
      unsafe record.pointee.start = start
      unsafe record.pointee.end = end
      unsafe record.pointee.rank = rank
    }
  }

  /// Notes that a match may begin in `first...last`.
  func suspected(_ pattern: UInt32, _ first: Int, _ last: Int) {
    let (record, isNew) = unsafe record(of: pattern)
    let (first, last) = (Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: last))
    if isNew {
      unsafe record.initialize(
        to: Record(
          pattern: pattern,
          isFound: false,
          isCandidate: true,
          rank: 0,
          start: 0,
          end: 0,
          first: first,
          last: last
        )
      )
      return
    }
    let isFirst = unsafe !record.pointee.isCandidate
    unsafe record.pointee.isCandidate = true
    unsafe record.pointee.first = isFirst ? first : min(record.pointee.first, first)
    unsafe record.pointee.last = isFirst ? last : max(record.pointee.last, last)
  }

  /// Sorts the records by pattern; the slots are worthless afterwards, until the next scan.
  func sort() {
    // Sound: `count` records are initialized.
    var all = unsafe UnsafeMutableBufferPointer(start: records, count: count)
    if count > 16 {
      unsafe all.sort { $0.pattern < $1.pattern }
      return
    }
    var index = 1
    while index < count {
      let moving = unsafe all[index]
      var place = index
      while place > 0, unsafe all[place - 1].pattern > moving.pattern {
        unsafe all[place] = all[place - 1]
        place -= 1
      }
      unsafe all[place] = moving
      index += 1
    }
  }
}
