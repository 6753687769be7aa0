// SPDX-License-Identifier: Apache-2.0

/// A text and its folded copy, as one scan with a set uses them.
@unsafe struct SetText {
  /// The text itself.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Folded, zeros before and behind; `foldedCount` bytes.
  let folded: UnsafePointer<UInt8>
  let foldedCount: Int
  let isASCII: Bool
  /// Whether positions in the folded text are positions in the text, and digits and spaces are
  /// ASCII.
  let isRegular: Bool

  /// Folds `bytes` into the buffers of `state`; valid until these are used again.
  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>, state: ScanState) {
    state.reserve(bytes.count)
    unsafe self.bytes = unsafe bytes
    let outcome = unsafe FilterFolding.fold(bytes, into: state.text)
    unsafe isASCII = outcome == .ascii
    unsafe isRegular = outcome != .irregular
    if outcome == .irregular {
      unsafe foldedCount = Self.foldIrregular(bytes, state: state)
    } else {
      unsafe foldedCount = bytes.count
    }
    unsafe ScanState.close(state.text, count: foldedCount)
    unsafe folded = unsafe UnsafePointer(state.text)
  }

  @inline(never)
  private static func foldIrregular(
    _ bytes: UnsafeBufferPointer<UInt8>,
    state: ScanState
  ) -> Int {
    unsafe FilterFolding.foldIrregular(bytes, into: &state.irregular)
    state.reserve(state.irregular.count)
    for (index, byte) in state.irregular.enumerated() { unsafe state.text[index] = byte }
    return state.irregular.count
  }
}

extension TextFacts {
  init(_ text: SetText) {
    unsafe self.init(
      written: text.bytes.baseAddress ?? text.folded,
      folded: text.folded,
      count: text.isRegular ? text.bytes.count : 0,
      isASCII: text.isASCII
    )
  }
}

extension SetCore {
  /// Writes to `state` which patterns match or may match.
  @inline(__always)
  func collect(
    _ text: SetText,
    detail: MatchDetail,
    facts: inout TextFacts,
    state: ScanState
  ) {
    state.removeAll(keepingOccurrences: detail == .all)
    if !folded.isEmpty {
      let view = unsafe FilterText(
        text: text.folded,
        count: text.foldedCount,
        written: text.isRegular ? text.bytes.baseAddress : nil,
        isDecisive: text.isRegular,
        isASCII: text.isASCII
      )
      unsafe folded.scan(view, into: state)
    }
    if !squeezed.isEmpty, unsafe squeezesASCII || !text.isASCII {
      unsafe collectSqueezed(text, state: state)
    }
    // Before they become records, since most texts lack something.
    for pattern in always
    where unsafe meetsNeeds(pattern, isWide: true, text: text, facts: &facts) {
      state.suspected(pattern, 0, Int(Int32.max))
    }
    if !exceptions.isEmpty { unsafe collectExceptions(text, facts: &facts, state: state) }
    if unsafe !text.isASCII {
      for pattern in alwaysBeyondASCII
      where unsafe meetsNeeds(pattern, isWide: true, text: text, facts: &facts) {
        state.suspected(pattern, 0, Int(Int32.max))
      }
    }
  }

  private func collectExceptions(_ text: SetText, facts: inout TextFacts, state: ScanState) {
    var present = UInt64.max
    if unsafe text.isRegular {
      present = unsafe ByteCount.union(text.folded, text.foldedCount, exceptions.table)
    }
    present &= exceptions.bits
    while present != 0 {
      let number = present.trailingZeroBitCount
      present &= present &- 1
      for pattern in exceptions.patterns[number]
      where unsafe meetsNeeds(pattern, isWide: true, text: text, facts: &facts) {
        state.suspected(pattern, 0, Int(Int32.max))
      }
    }
  }

  private func collectSqueezed(_ text: SetText, state: ScanState) {
    // A character beyond ASCII that folds to a letter or digit stands in the folded text, but a
    // pattern's other characters beyond ASCII leave nothing in the squeezed one: no filter then.
    if unsafe !text.isRegular, unsafe text.hasFoldedLetters {
      for pattern in squeezedPatterns { state.suspected(pattern, 0, Int(Int32.max)) }
      return
    }
    let count = unsafe SqueezedText.squeeze(
      text.folded,
      count: text.foldedCount,
      into: state.squeezedText
    )
    unsafe ScanState.close(state.squeezedText, count: count)
    let view = unsafe FilterText(
      text: UnsafePointer(state.squeezedText),
      count: count,
      written: nil,
      isDecisive: false,
      isASCII: true
    )
    unsafe squeezed.scan(view, into: state)
  }

  /// Whether a text has what the pattern needs besides literals. In irregular texts everything has.
  @inline(__always)
  func meetsNeeds(
    _ pattern: UInt32,
    isWide: Bool,
    text: SetText,
    facts: inout TextFacts
  ) -> Bool {
    guard unsafe text.isRegular else { return true }
    let pattern = self.facts[Int(pattern)]
    if unsafe Int(pattern.minBytes) > text.bytes.count { return false }
    if pattern.needs < 0 { return true }
    return unsafe facts.meet(
      needs[Int(pattern.needs)],
      isWide: isWide,
      probes: byteProbes,
      windows: windows
    )
  }
}

extension SetText {
  /// Whether folding made ASCII letters or digits of other characters.
  fileprivate var hasFoldedLetters: Bool {
    var change = 0
    // Sound: both loops stay inside their text.
    for index in 0..<(unsafe foldedCount) where unsafe WordBytes.contains(folded[index]) {
      change += 1
    }
    for index in 0..<(unsafe bytes.count) where unsafe WordBytes.contains(bytes[index]) {
      change -= 1
    }
    return change != 0
  }
}
