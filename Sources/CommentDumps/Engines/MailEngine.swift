// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads mailboxes (mbox).
///
/// A thread is a message and all that answer it, and is named after the topmost message that is in
/// the mailbox. Messages may come before those they answer, so they are held until 64 MiB of them
/// have come; a message that comes still later is not known to the earlier ones.
///
/// Memory: what is held, and the id of every message. Mailboxes that are read after this one know them.
struct MailEngine: RecordEngine {
  private struct Held {
    var message: MailMessage
    var line: Int
    var byteOffset: Int
  }

  private var lines: LineReader
  private let maxRecordBytes: Int
  private var queue = RecordQueue()
  private var held: [Held] = []
  private var heldBytes = 0
  /// The thread of each message that was returned.
  private var threads: [[UInt8]: String] = [:]
  private var messageNumber = 0
  private var isOver = false

  private static let maxHeldBytes = 64 << 20

  /// The message that is being collected.
  private var current: [UInt8] = []
  private var currentLine = 0
  private var currentOffset = 0
  /// The address on the line that begins it, and the time.
  private var sender: String?
  private var delivered: Int64?
  private var isInMessage = false
  /// Whether the first line of the mailbox had no date, so that others may have none.
  private var isUndated: Bool?
  /// Whether the line before was blank, or there was none.
  private var isAfterBlank = true
  /// A line without a date that begins a message if a header follows.
  private var pending: (line: [UInt8], number: Int, byteOffset: Int)?
  private var isTooLong = false

  private let memory: InputMemory?

  init(_ lines: LineReader, maxRecordBytes: Int, memory: InputMemory?) {
    self.lines = lines
    self.maxRecordBytes = maxRecordBytes
    self.memory = memory
    threads = memory?.take(\.mails, leaving: [:]) ?? [:]
  }

  var byteOffset: Int { lines.byteOffset }
  var line: Int { max(1, lines.number) }

  mutating func read(into batch: inout DumpBatch, maxRecords: Int) throws {
    while true {
      queue.drain(into: &batch, maxRecords: maxRecords)
      guard !isOver, !batch.isFull(maxRecords: maxRecords) else { return }
      while queue.isEmpty {
        guard let line = try lines.next() else {
          settle(before: nil)
          endMessage()
          release()
          if threads.count <= InputMemory.maxPosts { memory?.write { $0.mails = threads } }
          isOver = true
          break
        }
        take(line)
      }
    }
  }
}

extension MailEngine {
  private mutating func take(_ line: LineReader.Line) {
    switch line {
    case .tooLong(let byteOffset):
      settle(before: nil)
      isAfterBlank = false
      begin(at: byteOffset, number: lines.number)
      isTooLong = true
    case .held(let range):
      settle(before: lines.bytes[range])
      let (number, byteOffset) = (lines.number, lines.byteOffset(of: range.lowerBound))
      defer { isAfterBlank = lines.isBlank(range) }
      if isSeparator(lines.bytes[range]) {
        beginMessage(lines.bytes[range], number: number, byteOffset: byteOffset)
      } else if isAfterBlank, isUndated ?? true,
        MailSignature.isUndatedSeparator(lines.bytes[range])
      {
        pending = (Array(lines.bytes[range]), number, byteOffset)
      } else if isInMessage || !lines.isBlank(range) {
        append(lines.bytes[range], number: number, byteOffset: byteOffset)
      }
    }
  }

  private mutating func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard MailSignature.isSeparator(line) else { return false }
    if isUndated == nil { isUndated = false }
    return true
  }

  /// Settles what the line before was, by the one that follows; `nil` at the end.
  private mutating func settle(before next: ArraySlice<UInt8>?) {
    guard let (line, number, byteOffset) = pending else { return }
    pending = nil
    if let next, MailSignature.isHeader(next) {
      isUndated = true
      beginMessage(line[...], number: number, byteOffset: byteOffset)
    } else {
      append(line[...], number: number, byteOffset: byteOffset)
    }
  }

  private mutating func beginMessage(_ separator: ArraySlice<UInt8>, number: Int, byteOffset: Int) {
    endMessage()
    if heldBytes > Self.maxHeldBytes { release() }
    isInMessage = true
    begin(at: byteOffset, number: number)
    sender = MailSignature.sender(separator)
    delivered = MailSignature.delivered(separator)
  }

  private mutating func append(_ line: ArraySlice<UInt8>, number: Int, byteOffset: Int) {
    begin(at: byteOffset, number: number)
    isInMessage = true
    if current.count + line.count > maxRecordBytes { isTooLong = true }
    guard !isTooLong else { return }
    current += line
    current.append(0x0A)
  }

  /// Notes where a message begins, unless one is being collected.
  private mutating func begin(at byteOffset: Int, number: Int) {
    guard currentLine == 0 else { return }
    currentLine = number
    currentOffset = byteOffset
  }

  private mutating func endMessage() {
    guard currentLine > 0 else { return }
    defer {
      current.removeAll(keepingCapacity: true)
      currentLine = 0
      isTooLong = false
      isInMessage = false
    }
    guard !isTooLong else {
      release()
      queue.reject(
        RejectedRecord(
          line: currentLine,
          byteOffset: currentOffset,
          reason: "a message of more than \(maxRecordBytes) bytes"
        )
      )
      return
    }
    messageNumber += 1
    let message = MailMessage(
      current[...],
      fallbackID: "message-\(messageNumber)",
      sender: sender,
      delivered: delivered
    )
    (sender, delivered) = (nil, nil)
    heldBytes += current.count
    held.append(Held(message: message, line: currentLine, byteOffset: currentOffset))
  }

  /// Returns what is held, each message in the thread of the topmost one that is known.
  private mutating func release() {
    var places: [[UInt8]: Int] = [:]
    for (index, entry) in held.enumerated() {
      let id = Array(entry.message.comment.id.utf8)
      if places[id] == nil { places[id] = index }
    }
    var names = [String?](repeating: nil, count: held.count)
    for start in held.indices {
      var path: [Int] = []
      var current = start
      var name: String?
      while name == nil {
        if let known = names[current] {
          name = known
          break
        }
        path.append(current)
        let comment = held[current].message.comment
        guard let parent = comment.parent.map({ Array($0.utf8) }) else {
          name = comment.id
          break
        }
        if let known = threads[parent] {
          name = known
        } else if let above = places[parent], above != current, path.count <= held.count {
          current = above
        } else {
          name = comment.id
        }
      }
      for index in path { names[index] = name }
    }
    for (index, entry) in held.enumerated() {
      var comment = entry.message.comment
      comment.thread = names[index]
      let id = Array(comment.id.utf8)
      if threads[id] == nil { threads[id] = comment.thread }
      queue.add(comment, line: entry.line)
      for note in entry.message.notes {
        queue.note(RepairNote(line: entry.line, byteOffset: entry.byteOffset, kind: note))
      }
    }
    held.removeAll(keepingCapacity: true)
    heldBytes = 0
  }
}
