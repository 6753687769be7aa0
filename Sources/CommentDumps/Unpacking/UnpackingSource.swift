// SPDX-License-Identifier: Apache-2.0

/// Unpacks a compressed source: all its members or frames, one after the other.
///
/// Damage ends the input, and the log says where and why: what was unpacked before it has been
/// returned by then, and is kept. Memory: one read, and the decoder's window.
struct UnpackingSource: ByteSource {
  private var packed: any ByteSource
  private let compression: Compression
  private let decoder: any StreamDecoder
  private let limits: UnpackingLimits
  private let log: InputLog

  private var input: [UInt8] = []
  private var position = 0
  private var packedBytes = 0
  private var unpackedBytes = 0
  private var isInsideMember = true
  private var isOver = false

  init(
    _ packed: any ByteSource,
    _ compression: Compression,
    _ decoder: any StreamDecoder,
    limits: UnpackingLimits,
    log: InputLog
  ) {
    self.packed = packed
    self.compression = compression
    self.decoder = decoder
    self.limits = limits
    self.log = log
  }

  mutating func read(upToCount count: Int) throws -> [UInt8] {
    while !isOver {
      let isAtEnd = position == input.count ? try !fill() : false
      if !isInsideMember {
        guard try findNextMember() else { break }
      }
      let before = position
      let step = decoder.decode(input, from: &position, room: count)
      unpackedBytes += step.output.count
      switch step.state {
      case .inside:
        if isAtEnd, step.output.isEmpty {
          end("the \(compression) data ends early: the file is not whole")
        } else if !isAtEnd, step.output.isEmpty, position == before {
          end("the \(compression) data is damaged: nothing can be made of it")
        }
      case .ended: isInsideMember = false
      case .failed(let words): end("the \(compression) data is damaged: \(words)")
      }
      if let limit = limits.passed(packed: packedBytes, unpacked: unpackedBytes) {
        end("unpacking stopped at \(unpackedBytes) bytes: \(limit)")
      }
      if !step.output.isEmpty { return step.output }
    }
    return []
  }

  /// - Returns: Whether there are bytes.
  private mutating func fill() throws -> Bool {
    position = 0
    input = try packed.read(upToCount: LineReader.readSize)
    packedBytes += input.count
    return !input.isEmpty
  }

  private mutating func findNextMember() throws -> Bool {
    // Tapes and block devices leave zeroes behind the last member.
    while true {
      while position < input.count, input[position] == 0 { position += 1 }
      if position < input.count { break }
      guard try fill() else {
        isOver = true
        return false
      }
    }
    // The first bytes of the next member may come in two reads.
    while input.count - position < Compression.lookBytes {
      let piece = try packed.read(upToCount: LineReader.readSize)
      if piece.isEmpty { break }
      input.removeFirst(position)
      position = 0
      input += piece
      packedBytes += piece.count
    }
    guard compression.starts(input[position...]) else {
      end("something that is no \(compression) data stands behind the \(compression) data")
      return false
    }
    isInsideMember = true
    return true
  }

  private mutating func end(_ reason: String) {
    isOver = true
    log.faults.append(
      InputLog.Fault(byteOffset: unpackedBytes, reason: reason + "; what came before it was read")
    )
  }
}
