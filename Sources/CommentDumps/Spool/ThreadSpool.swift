// SPDX-License-Identifier: Apache-2.0

import Foundation
public import ThreadModeration

/// Sorts the comments of a dump into their threads, in bounded memory.
///
/// ```swift
/// var spool = try ThreadSpool(options: SpoolOptions(maxMemoryBytes: 256 << 20))
/// while let batch = try reader.next() {
///   for comment in batch.comments { try spool.add(comment) }
/// }
/// try spool.finishAdding()
/// while let part = try spool.nextPart() {
///   for thread in part { … }
/// }
/// ```
///
/// Threads come out whole, the same ones that `CommentThread.threads(of:)` makes of all comments at
/// once: comments may come before their parents, and any time after them. Their order is not that of
/// the input; ``SpooledThread/ordinals`` tells where each comment stood.
///
/// Comments wait in 64 partitions by a hash of their thread, in memory while there is room, then in
/// files without a name. A partition that is too large is divided again. Comments that name no thread
/// are placed when all have been read; until then 24 bytes of memory are kept for each of them.
public struct ThreadSpool {
  /// The number of partitions, and of files that are open at once for one division.
  static let partitionCount = 64

  let options: SpoolOptions
  var partitions: [SpoolPartition]
  private var unnamed: SpoolPartition
  private var names = ThreadNames()
  private var bufferedBytes = 0
  private var isFinished = false
  /// Parts that wait to be taken, the next one last.
  private var waiting: [SpoolPart] = []
  private var isTakingLarge = false
  /// Parts of one thread that take more memory than a part may, the next one last.
  private var large: [SpoolPart] = []
  /// The number of comments that were added.
  public private(set) var count = 0

  /// Prepares to take comments.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/spillFailed`` if files are wanted at once and
  ///   cannot be made.
  public init(options: SpoolOptions = SpoolOptions()) throws(DumpError) {
    self.options = options
    partitions = [SpoolPartition](repeating: SpoolPartition(), count: Self.partitionCount)
    unnamed = SpoolPartition()
  }
}

// MARK: - Going on later

extension ThreadSpool {
  /// What another run needs to go on with the files of this one.
  public struct State: Sendable, Codable {
    fileprivate struct Partition: Codable {
      var comments: Int
      var bytes: Int
      var fileEnd: Int
    }

    /// The comments that were added.
    public fileprivate(set) var count: Int
    fileprivate var partitions: [Partition]
    fileprivate var version: String
  }

  /// Puts all comments into files of ``SpoolOptions/keptIn``, safe on disk, for ``init(state:options:)``.
  ///
  /// - Precondition: ``finishAdding()`` was called, and the options name a folder to keep files in.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/spillFailed``.
  public mutating func keep() throws(DumpError) -> State {
    precondition(isFinished && options.keptIn != nil, "all comments were added, to kept files")
    try spill()
    for partition in partitions { try partition.synchronize() }
    waiting = parts
    return State(
      count: count,
      partitions: partitions.map {
        State.Partition(comments: $0.count, bytes: $0.byteCount, fileEnd: $0.fileEnd)
      },
      version: CommentCodec.version
    )
  }

  /// Goes on with the files that ``keep()`` wrote.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/spillFailed`` if they are gone or shorter.
  public init(state: State, options: SpoolOptions) throws(DumpError) {
    try self.init(options: options)
    guard state.version == CommentCodec.version, state.partitions.count == Self.partitionCount
    else {
      throw DumpError(
        code: .spillFailed,
        input: options.keptIn ?? "",
        message: "made by another version of this program"
      )
    }
    for (index, kept) in state.partitions.enumerated() where kept.bytes > 0 {
      partitions[index] = try SpoolPartition(
        path: options.path(ofPartition: index),
        fileEnd: kept.fileEnd,
        byteCount: kept.bytes,
        count: kept.comments
      )
    }
    count = state.count
    isFinished = true
    waiting = parts
  }

  private var parts: [SpoolPart] {
    partitions.indices.reversed().filter { partitions[$0].byteCount > 0 }.map {
      SpoolPart(partition: partitions[$0], level: 1, index: $0)
    }
  }
}

/// How a spool keeps what it holds.
public struct SpoolOptions: Sendable {
  /// About how much memory may be used for comments that wait and for the part that is taken.
  /// At least 64 KiB; less counts as that.
  public var maxMemoryBytes: Int {
    didSet { maxMemoryBytes = max(maxMemoryBytes, Self.minMemoryBytes) }
  }
  private static let minMemoryBytes = 1 << 16
  /// Where files are made; by default the system's temporary folder.
  public var folder: String

  /// A folder for files that stay, so that another run can go on with them; `nil`: files have no
  /// name and vanish with the process.
  public var keptIn: String?

  /// Makes options. Default: 512 MiB, in the system's temporary folder, nothing kept.
  public init(maxMemoryBytes: Int = 512 << 20, folder: String? = nil, keptIn: String? = nil) {
    self.maxMemoryBytes = max(maxMemoryBytes, Self.minMemoryBytes)
    self.folder = folder ?? FileManager.default.temporaryDirectory.path
    self.keptIn = keptIn
  }

  /// The file of a partition that stays.
  func path(ofPartition index: Int) -> String { "\(keptIn ?? folder)/comments-\(index)" }
}

/// A thread, and where its comments stood in the input.
public struct SpooledThread: Sendable {
  /// The thread.
  public let thread: CommentThread
  /// For each of its comments, the place in the input, from 0.
  public let ordinals: [Int]
  /// Which part of its thread this is, from 0, if the whole is larger than the memory allows; else
  /// `nil`.
  public let part: Int?
  /// What the shape of the whole thread counts, if this is the first part of one.
  public let whole: Whole?

  /// What the shape of a thread counts that comes in parts: a part knows it only of itself.
  public struct Whole: Sendable, Hashable {
    /// Comments whose parent is not in the data.
    public internal(set) var orphans = 0
    /// Cycles of parents that were cut, and comments that name themselves.
    public internal(set) var cycles = 0
    /// Comments with an id that came before.
    public internal(set) var duplicateIDs = 0
    /// The number of levels.
    public internal(set) var maxDepth = 0
  }
}

// MARK: - Adding

extension ThreadSpool {
  /// Takes the next comment of the input.
  ///
  /// - Complexity: O(*n*) in its bytes, amortized.
  /// - Precondition: Neither ``finishAdding()`` nor ``nextPart(withLarge:)`` was called.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/spillFailed``, or
  ///   ``DumpError/Code/tooLittleMemory`` when there are too many comments that name no thread.
  public mutating func add(_ comment: Comment) throws(DumpError) {
    precondition(!isFinished, "comments are added before the first part is taken")
    let ordinal = count
    count += 1
    if let thread = comment.thread {
      let key = names.hash(thread)
      let bytes = partitions[Self.index(of: key)].append(comment, key: key, ordinal: ordinal)
      bufferedBytes += bytes
    } else {
      names.add(comment, ordinal: ordinal)
      bufferedBytes += unnamed.append(comment, key: 0, ordinal: ordinal)
      try checkNames()
    }
    if bufferedBytes > options.maxMemoryBytes / 3 { try spill() }
  }

  /// Says that all comments were added, and finds the threads of those that name none.
  ///
  /// - Complexity: O(*n* log *n*) in the comments that name no thread; what is in files is read again
  ///   if there are both kinds.
  public mutating func finishAdding() throws {
    guard !isFinished else { return }
    isFinished = true
    if names.count > 0 { try placeUnnamed() }
    waiting = parts
  }

  /// The place of a thread among the partitions of one division: each division looks at other bits.
  static func index(of key: UInt64, level: Int = 0) -> Int {
    Int(key >> UInt64(58 - 6 * level)) & (partitionCount - 1)
  }

  private func checkNames() throws(DumpError) {
    guard names.memoryBytes > options.maxMemoryBytes / 3 else { return }
    throw DumpError(
      code: .tooLittleMemory,
      input: "memory",
      message: """
        \(names.count) comments name no thread, and finding theirs needs about \
        \(names.memoryBytes >> 19) MiB by now; allow three times that
        """
    )
  }

  private mutating func spill() throws(DumpError) {
    for index in partitions.indices {
      try partitions[index].spill(
        in: options.folder,
        path: options.keptIn.map { _ in options.path(ofPartition: index) }
      )
    }
    try unnamed.spill(in: options.folder)
    bufferedBytes = 0
  }

  private mutating func placeUnnamed() throws {
    let wanted = names.parentsElsewhere()
    if !wanted.isEmpty {
      for partition in partitions {
        try partition.forEach { bytes, record in
          let (comment, ordinal) = CommentCodec.record(in: bytes, at: record.contents)
          names.offer(id: comment.id, ordinal: ordinal, thread: record.key, among: wanted)
        }
      }
    }
    let keys = names.resolved()
    var next = 0
    let waiting = unnamed
    unnamed = SpoolPartition()
    try waiting.forEach { bytes, record in
      let key = keys[next]
      next += 1
      let added = partitions[Self.index(of: key)].append(copyOf: record, in: bytes, key: key)
      bufferedBytes += added
      if bufferedBytes > options.maxMemoryBytes / 3 { try spill() }
    }
    names = ThreadNames()
  }
}

// MARK: - Taking

extension ThreadSpool {
  /// The threads of the next part; `nil` when all were taken.
  ///
  /// A thread that is larger than a third of the memory comes last, alone in its part. While such a
  /// part is used no other one should be: whoever uses several at once takes `withLarge: false` first,
  /// until there are no more.
  ///
  /// - Complexity: O(*n*) in the part's bytes, plus assembling its threads.
  public mutating func nextPart(withLarge: Bool = true) throws -> [SpooledThread]? {
    try finishAdding()
    return try takePart(withLarge).map(threads)
  }

  /// Leaves out the next part; says whether there was one.
  ///
  /// Parts come in the same order from the same files and with the same options.
  public mutating func skipPart(withLarge: Bool = true) throws -> Bool {
    try finishAdding()
    return try takePart(withLarge) != nil
  }

  private mutating func takePart(_ withLarge: Bool) throws -> SpoolPart? {
    while let part = waiting.popLast() {
      guard part.partition.memoryBytes > maxPartBytes, part.level < 10 else { return part }
      waiting += try divided(part).reversed()
    }
    guard withLarge else { return nil }
    // The first one that was found is the last one of the list.
    if !isTakingLarge { large.reverse() }
    isTakingLarge = true
    while let part = large.popLast() {
      guard part.partition.memoryBytes > maxLargeBytes, part.threadName == nil else {
        return try withRoom(part)
      }
      large += try GiantThread.cut(part.partition, maxBytes: maxLargeBytes, in: options).reversed()
    }
    return nil
  }

  /// Moves what waits into files if a large part leaves no room for it.
  private mutating func withRoom(_ part: SpoolPart) throws -> SpoolPart {
    guard bufferedBytes > 0, bufferedBytes + part.partition.memoryBytes > maxLargeBytes else {
      return part
    }
    try spill()
    // Copies of a partition share its file, which is longer now, and hold what went into it.
    func current(_ part: SpoolPart) -> SpoolPart {
      var part = part
      if let index = part.index { part.partition = partitions[index] }
      return part
    }
    large = large.map(current)
    return current(part)
  }

  /// Calls `body` with each comment whose place in the input is among `ordinals`.
  public func forEach(
    at ordinals: Set<Int>,
    _ body: (_ comment: Comment, _ ordinal: Int) -> Void
  ) throws {
    for partition in partitions {
      try partition.forEach { bytes, record in
        let ordinal = CommentCodec.ordinal(in: bytes, at: record.contents)
        guard ordinals.contains(ordinal) else { return }
        body(CommentCodec.record(in: bytes, at: record.contents).comment, ordinal)
      }
    }
  }

  /// Two parts are in memory at times: one that is judged and one that is made ready.
  private var maxPartBytes: Int { options.maxMemoryBytes / 3 }

  /// One thread is in memory with nothing besides. Where every comment of it is flagged it takes three
  /// times as much as is reckoned, and has room all the same.
  private var maxLargeBytes: Int { options.maxMemoryBytes / 100 * 43 }

  /// Divides a part by other bits of the threads' hashes. What is one thread is put aside.
  private mutating func divided(_ part: SpoolPart) throws -> [SpoolPart] {
    var firstKey: UInt64?
    var isOneThread = true
    try part.partition.forEach { _, record in
      if firstKey == nil { firstKey = record.key }
      if record.key != firstKey { isOneThread = false }
    }
    if isOneThread {
      var aside = part
      // What is a whole partition is among those that wait.
      if aside.index == nil { try aside.partition.spill(in: options.folder) }
      large.append(aside)
      return []
    }
    var pieces = [SpoolPartition](repeating: SpoolPartition(), count: Self.partitionCount)
    var buffered = 0
    try part.partition.forEach { bytes, record in
      let index = Self.index(of: record.key, level: part.level % 9)
      buffered += pieces[index].append(copyOf: record, in: bytes, key: record.key)
      if buffered > options.maxMemoryBytes / 8 {
        for index in pieces.indices { try pieces[index].spill(in: options.folder) }
        buffered = 0
      }
    }
    return pieces.filter { $0.byteCount > 0 }.map {
      SpoolPart(partition: $0, level: part.level + 1)
    }
  }

  private func threads(of part: SpoolPart) throws -> [SpooledThread] {
    var found: [(comment: Comment, ordinal: Int)] = []
    found.reserveCapacity(part.partition.count)
    try part.partition.forEach { bytes, record in
      found.append(CommentCodec.record(in: bytes, at: record.contents))
    }
    // Comments that name no thread were placed after the others.
    if !found.indices.dropFirst().allSatisfy({ found[$0 - 1].ordinal < found[$0].ordinal }) {
      found.sort { $0.ordinal < $1.ordinal }
    }
    let ordinals = found.map(\.ordinal)
    let comments = found.map(\.comment)
    found = []
    if let name = part.threadName {
      let thread = CommentThread(id: name, comments: comments)
      return [
        SpooledThread(thread: thread, ordinals: ordinals, part: part.number, whole: part.whole)
      ]
    }
    return CommentThread.threads(of: comments).map { assembled in
      SpooledThread(
        thread: assembled.thread,
        ordinals: assembled.ordinals.map { ordinals[$0] },
        part: nil,
        whole: nil
      )
    }
  }
}

/// A partition that waits to be taken.
struct SpoolPart {
  var partition: SpoolPartition
  /// How often it was divided.
  var level: Int
  /// Which partition it is, if it was not divided.
  var index: Int?
  /// The thread's name, if this is a piece of one that is too large.
  var threadName: String?
  /// Which piece it is, from 0.
  var number = 0
  /// What the whole thread counts, if this is its first piece.
  var whole: SpooledThread.Whole?
}
