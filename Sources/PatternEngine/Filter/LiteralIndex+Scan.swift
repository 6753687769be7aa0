// SPDX-License-Identifier: Apache-2.0

/// A text as the filter reads it.
@unsafe struct FilterText {
  /// Folded or squeezed, zeros before and behind.
  var text: UnsafePointer<UInt8>
  var count: Int
  /// The text itself, if positions in it are positions in `text`.
  var written: UnsafePointer<UInt8>?
  /// Whether a found literal may decide a pattern, and tell where it begins.
  var isDecisive: Bool
}

extension LiteralIndex {
  /// Finds all literals in a text and writes what they mean to `state`.
  ///
  /// - Complexity: O(*n*) in the bytes of the text, plus the literals that share a gram with it.
  func scan(_ text: FilterText, into state: ScanState) {
    guard let main = unsafe main else { return }
    var block = 0
    while unsafe block < text.count {
      let end = unsafe min(text.count, block + ScanState.blockSize)
      // Sound: the list has room for a block.
      let places = unsafe state.positions
      if let short = unsafe short {
        let found = unsafe PlaceCollector.collect(text.text, block, end, main, short, into: places)
        let others = unsafe state.shortPositions
        let (isMain, isShort) = unsafe PlaceCollector.split(
          text.text,
          main,
          short,
          places,
          found,
          others
        )
        for index in 0..<isMain { unsafe visit(main, Int(places[index]), text, into: state) }
        for index in 0..<isShort { unsafe visit(short, Int(others[index]), text, into: state) }
      } else {
        let found = unsafe PlaceCollector.collect(text.text, block, end, main, into: places)
        if let checkBits = unsafe main.checkBits {
          let others = unsafe state.shortPositions
          let (six, gram) = unsafe PlaceCollector.check(
            text.text,
            main.length,
            checkBits,
            places,
            found,
            others
          )
          for index in 0..<six {
            unsafe visitChecked(main, Int(places[index]), length: 6, text, into: state)
          }
          let length = unsafe main.length
          for index in 0..<gram {
            unsafe visitChecked(main, Int(others[index]), length: length, text, into: state)
          }
        } else {
          for index in 0..<found { unsafe visit(main, Int(places[index]), text, into: state) }
        }
      }
      block = end
    }
  }

  @inline(__always)
  private func visit(
    _ table: GramTable,
    _ position: Int,
    _ text: FilterText,
    into state: ScanState
  ) {
    // Sound: `padding` bytes can be read before the text and behind it, and an entry goes at most six
    // bytes back; bucket b's entries are those from `buckets[b]` up to `buckets[b + 1]`.
    let here = unsafe UnsafeRawPointer(text.text + position)
    let word = unsafe here.loadUnaligned(as: UInt32.self)
    let bucket = unsafe Int((word &* table.multiplier) &>> table.bucketShift)
    unsafe visit(table, bucket: bucket, position, text, into: state)
  }

  /// The same in a table with a second bitmap, whose places choose the buckets.
  @inline(__always)
  private func visitChecked(
    _ table: GramTable,
    _ position: Int,
    length: Int,
    _ text: FilterText,
    into state: ScanState
  ) {
    // Sound: as above.
    let bytes = unsafe UnsafeRawPointer(text.text + position).loadUnaligned(as: UInt64.self)
    let check = GramHash.check(bytes, length: length)
    let bucket = unsafe check &>> Int(table.bucketShift)
    unsafe visit(table, bucket: bucket, position, text, into: state)
  }

  @inline(__always)
  private func visit(
    _ table: GramTable,
    bucket: Int,
    _ position: Int,
    _ text: FilterText,
    into state: ScanState
  ) {
    // Sound: bucket b's entries are those from `buckets[b]` up to `buckets[b + 1]`; as above.
    let here = unsafe UnsafeRawPointer(text.text + position)
    var entry = unsafe entries + Int(table.buckets[bucket])
    let end = unsafe entries + Int(table.buckets[bucket + 1])
    while unsafe entry < end {
      let around = unsafe (here - Int(entry.pointee.back)).loadUnaligned(as: UInt64.self)
      if unsafe (around ^ entry.pointee.value) & entry.pointee.mask == 0 {
        unsafe verify(Int(entry.pointee.literal), position, text, into: state)
      }
      unsafe entry += 1
    }
  }

  /// Compares the rest of a literal and looks at its edges.
  private func verify(
    _ record: Int,
    _ position: Int,
    _ text: FilterText,
    into state: ScanState
  ) {
    // Sound: entries name the beginnings of records.
    let literal = unsafe (records + record).assumingMemoryBound(to: Literal.self)
    let count = unsafe Int(literal.pointee.count)
    let start = unsafe position - Int(literal.pointee.gramOffset)
    let end = start + count
    guard start >= 0, unsafe end <= text.count else { return }
    // Sound: the literal's bytes follow its record; the text has `count` bytes from `start`.
    let bytes = unsafe (records + record + Self.recordSize).assumingMemoryBound(to: UInt8.self)
    if count > 8, unsafe !Self.equal(bytes, text.text + start, count) { return }
    if unsafe literal.pointee.isWritten, let written = unsafe text.written,
      unsafe !Self.equal(bytes + count, written + start, count)
    {
      return
    }
    var isCertain = unsafe text.isDecisive && literal.pointee.isAnswer
    switch unsafe literal.pointee.left.answer(at: start, of: text.text, count: text.count) {
    case .holds: break
    case .fails: return
    case .unknown: isCertain = false
    }
    switch unsafe literal.pointee.right.answer(at: end, of: text.text, count: text.count) {
    case .holds: break
    case .fails: return
    case .unknown: isCertain = false
    }
    let pattern = unsafe literal.pointee.pattern
    if isCertain {
      state.found(pattern, start, end, rank: unsafe literal.pointee.rank)
    } else if unsafe text.isDecisive {
      let most = unsafe Int(literal.pointee.maxDistance)
      let least = unsafe Int(literal.pointee.minDistance)
      if start >= least {
        state.suspected(pattern, most < 0 ? 0 : max(0, start - most), start - least)
      }
    } else {
      state.suspected(pattern, 0, Int(Int32.max))
    }
  }

  @inline(__always)
  private static func equal(
    _ first: UnsafePointer<UInt8>,
    _ second: UnsafePointer<UInt8>,
    _ count: Int
  ) -> Bool {
    // Sound: the caller has checked that both have `count` bytes.
    var offset = 0
    while offset < count {
      if unsafe first[offset] != second[offset] { return false }
      offset += 1
    }
    return true
  }
}
