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
  /// Whether it is ASCII only, as written.
  var isASCII: Bool
}

extension LiteralIndex {
  /// Finds all literals in a text and writes what they mean to `state`.
  ///
  /// - Complexity: O(*n*) in the bytes of the text, plus the literals that share a gram with it.
  func scan(_ text: FilterText, into state: ScanState) {
    guard let filter = unsafe (text.isASCII ? asciiFilter : nil) ?? filter else { return }
    var block = 0
    while unsafe block < text.count {
      let end = unsafe min(text.count, block + ScanState.blockSize)
      // Sound: the list has room for a block.
      let found = unsafe PlaceCollector.collect(
        text.text,
        block,
        end,
        filter,
        into: state.positions
      )
      if found > 0 {
        // The lengths as constants, for the sake of the shifts.
        if let six = unsafe six { unsafe visit(six, length: 6, found, text, into: state) }
        if let three = unsafe three { unsafe visit(three, length: 3, found, text, into: state) }
        if let two = unsafe two { unsafe visit(two, length: 2, found, text, into: state) }
      }
      block = end
    }
  }

  /// Looks into a table at those of the places found that its bitmap lets pass.
  ///
  /// The tables of a large set are not in the first caches. So this goes in steps, of which each reads
  /// one of them for all places before anything depends on what was read: the waits overlap.
  @inline(__always)
  private func visit(
    _ table: GramTable,
    length: Int,
    _ found: Int,
    _ text: FilterText,
    into state: ScanState
  ) {
    let places = unsafe state.selected
    let count = unsafe PlaceCollector.select(
      text.text,
      table,
      length: length,
      state.positions,
      found,
      into: places
    )
    if count == 0 { return }
    let spans = unsafe state.spans
    let (shift, buckets) = unsafe (table.bucketShift, table.buckets)
    for index in 0..<count {
      // Sound: eight bytes can be read at every place; a hash of n bits is below the number of
      // buckets, and there is one bound more than buckets.
      let position = unsafe Int(places[index])
      let bytes = unsafe UnsafeRawPointer(text.text + position).loadUnaligned(as: UInt64.self)
      let bucket = Int(truncatingIfNeeded: GramHash.hash(bytes, length: length) &>> shift)
      unsafe spans[index] = ScanState.Span(first: buckets[bucket], end: buckets[bucket + 1])
    }
    for index in 0..<count {
      // Sound: bucket b's entries are those from `buckets[b]` up to `buckets[b + 1]`; `padding` bytes
      // can be read before the text and behind it, and an entry goes at most two bytes back.
      let position = unsafe Int(places[index])
      let here = unsafe UnsafeRawPointer(text.text + position)
      var entry = unsafe entries + Int(spans[index].first)
      let end = unsafe entries + Int(spans[index].end)
      while unsafe entry < end {
        let around = unsafe (here - Int(entry.pointee.back)).loadUnaligned(as: UInt64.self)
        if unsafe (around ^ entry.pointee.value) & entry.pointee.mask == 0 {
          unsafe verify(Int(entry.pointee.literal), position, text, into: state)
        }
        unsafe entry += 1
      }
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
