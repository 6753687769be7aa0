// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The code of one pattern of a set, compiled when it is first needed.
///
/// Most patterns of a large set are never candidates: compiling them all to machine code would cost
/// seconds and tens of megabytes, and spread the code that runs over memory that does not fit the
/// caches.
///
/// A pattern may have two forms: the general one, and one compiled without UTF and Unicode
/// properties. On a text that is all ASCII both give the same answers, and the second is up to ten
/// times faster (`\d` and `\w` are table lookups there).
final class PatternCode: Sendable {
  /// The source with what the method puts around it.
  private let source: [UInt8]
  private let options: PCRE2.CompileOptions
  private let useJIT: Bool
  private let isIndivisible: Bool
  private let hasASCIIForm: Bool

  private let general = CompiledSlot()
  private let ascii = CompiledSlot()

  init(_ form: PatternForm, useJIT: Bool, hasASCIIForm: Bool) {
    source = form.source
    options = form.options
    isIndivisible = form.isIndivisible
    self.useJIT = useJIT
    // Without machine code the interpreter's own steps cost more than the properties.
    self.hasASCIIForm = hasASCIIForm && useJIT
  }

  /// The code for a text; `nil` without memory.
  ///
  /// The first call of each form compiles. Tasks that come at the same time may compile twice; one
  /// result stays.
  @inline(__always)
  func compiled(isASCII: Bool) -> CompiledPattern? {
    if isASCII, hasASCIIForm { return ascii.load() ?? compileASCII() }
    return general.load() ?? compileGeneral()
  }

  @inline(never)
  private func compileGeneral() -> CompiledPattern? {
    let made = try? CompiledPattern(
      source,
      options: options,
      useJIT: useJIT,
      isIndivisible: isIndivisible
    )
    return made.map { general.store($0) }
  }

  @inline(never)
  private func compileASCII() -> CompiledPattern? {
    let made = try? CompiledPattern(
      source,
      options: options.subtracting([.utf, .unicodeProperties]),
      useJIT: useJIT,
      isIndivisible: isIndivisible,
      isForASCII: true
    )
    // Some patterns need UTF: `\x{100}`, `\N{U+41}`.
    return (made ?? general.load() ?? compileGeneral()).map { ascii.store($0) }
  }

  /// Compiles both forms now.
  func compile() {
    _ = compiled(isASCII: false)
    _ = compiled(isASCII: true)
  }
}

/// A place for a compiled pattern that is filled once, by whoever comes first.
///
/// The standard library's `AtomicLazyReference` does the same; its `load` goes through generic code
/// that showed in profiles of a scan (Swift 6.3).
private final class CompiledSlot: Sendable {
  private let address = Atomic<UInt>(0)

  deinit {
    // Sound: what is stored was retained once, by `store`.
    if let pointer = unsafe UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring)) {
      unsafe Unmanaged<CompiledPattern>.fromOpaque(pointer).release()
    }
  }

  @inline(__always)
  func load() -> CompiledPattern? {
    // Sound: the slot keeps what it holds until it goes away itself.
    guard let pointer = unsafe UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring))
    else { return nil }
    return unsafe Unmanaged<CompiledPattern>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// Stores `pattern` if nothing is there, and returns what is there then.
  func store(_ pattern: CompiledPattern) -> CompiledPattern {
    let owned = unsafe Unmanaged.passRetained(pattern)
    let (isStored, _) = unsafe address.compareExchange(
      expected: 0,
      desired: UInt(bitPattern: owned.toOpaque()),
      successOrdering: .acquiringAndReleasing,
      failureOrdering: .acquiring
    )
    if isStored { return pattern }
    // Sound: the slot did not take it.
    unsafe owned.release()
    return load() ?? pattern
  }
}
