// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

@Suite struct UnpackingTests {
  private func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: SharedData.caseURL("dumps/" + name)))
  }

  @Test(arguments: ["native.jsonl.gz", "native.jsonl.bz2", "native.jsonl.xz"])
  func `all members are read, and the same comments come out`(name: String) throws {
    let plain = try ReadAll(bytes("native.jsonl"))
    let read = try ReadAll(bytes(name))
    #expect(read.comments == plain.comments && read.lines == plain.lines)
    #expect(read.rejected.isEmpty && read.repairs.isEmpty)
    #expect(read.bytesRead == plain.bytesRead)
  }

  @Test func `frames of zstd are read with what stands between them skipped`() throws {
    let plain = try ReadAll(bytes("native.jsonl"))
    let read = try ReadAll(bytes("native-twice.jsonl.zst"))
    #expect(read.comments == plain.comments + plain.comments)
    #expect(read.rejected.isEmpty)
  }

  @Test func `UTF-16 gives the same comments as UTF-8, and a note`() throws {
    let plain = try ReadAll(bytes("native.jsonl"))
    let read = try ReadAll(bytes("native-utf16.jsonl"))
    #expect(read.comments == plain.comments)
    #expect(read.repairKinds == ["encoding:utf-16"])
  }

  @Test(arguments: ["native.jsonl.gz", "native.jsonl.bz2", "native.jsonl.xz"])
  func `what comes before the end of a cut file is kept, and the cut is named`(name: String) throws
  {
    let whole = try bytes(name)
    for length in stride(from: whole.count - 1, to: 12, by: -7) {
      let read = try ReadAll(Array(whole[..<length]))
      // A cut between two members cannot be seen; the last line is then cut off itself.
      #expect(!read.rejected.isEmpty || read.comments.count < 2, "\(length)")
      if let last = read.rejected.last, last.reason.contains("ends early: the file") {
        #expect(last.reason.contains("what came before it was read"))
      }
    }
    let read = try ReadAll(Array(whole[..<(whole.count - 1)]))
    #expect(read.rejected.last?.reason.contains("ends early") == true)
  }

  @Test func `damage is named, and what was read before it is kept`() throws {
    var gzip = try bytes("native.jsonl.gz")
    // The checksum of the last member.
    gzip[gzip.count - 6] ^= 0xFF
    let read = try ReadAll(gzip)
    #expect(read.comments.map(\.id) == ["c1", "c2"])
    #expect(read.rejected.count == 1)
    #expect(read.rejected[0].reason.hasPrefix("the gzip data is damaged: incorrect data check"))
    #expect(read.rejected[0].byteOffset > 0 && read.rejected[0].line >= 2)
  }

  @Test func `zeroes behind the last member are padding, anything else is named`() throws {
    let gzip = try bytes("native.jsonl.gz")
    #expect(try ReadAll(gzip + [UInt8](repeating: 0, count: 600)).rejected.isEmpty)
    let read = try ReadAll(gzip + Array("tail".utf8))
    #expect(read.comments.count == 2)
    #expect(read.rejected.map { $0.reason.hasPrefix("something that is no gzip data") } == [true])
  }

  @Test func `a limit on the ratio stops a bomb and names itself`() throws {
    // 1 MiB of zeroes in 1 kB: the smallest of bombs, with limits to match.
    let bomb = try #require(Data(base64Encoded: Self.mebibyteOfZeroes))
    let limits = UnpackingLimits(freeBytes: 1 << 16)
    let read = try ReadAll([UInt8](bomb), DumpOptions(format: .jsonLines, unpacking: limits))
    #expect(read.comments.isEmpty)
    #expect(read.rejected.contains { $0.reason.contains("maxRatio") })
    let page = try ReadAll([UInt8](bomb), DumpOptions(format: .jsonLines))
    #expect(!page.rejected.contains { $0.reason.contains("maxRatio") })
  }

  @Test func `compression in compression is unpacked, but not for ever`() throws {
    // A stored block: gzip without compressing, so that the test can make it.
    func gzip(_ bytes: [UInt8]) -> [UInt8] {
      var crc: UInt32 = 0xFFFF_FFFF
      for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
      }
      func little(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
      }
      let count = UInt32(bytes.count)
      let lengths = little(count)[..<2] + little(~count)[..<2]
      return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + lengths + bytes + little(~crc)
        + little(count)
    }
    var packed = gzip(Array(#"{"id":"1","body":"x"}"#.utf8))
    #expect(try ReadAll(packed).comments.count == 1)
    packed = gzip(gzip(packed))
    #expect(try ReadAll(packed).comments.count == 1)
    let error = #expect(throws: DumpError.self) { try ReadAll(gzip(packed)) }
    #expect(error?.code == .compressedInput)
  }

  @Test func `progress counts packed bytes`() throws {
    let packed = try bytes("native.jsonl.gz")
    var reader = try DumpReader(source: BytesSource(packed), name: "a.gz")
    let batch = try #require(try reader.next())
    #expect(batch.sourceBytesRead == packed.count)
    #expect(batch.bytesRead > 0)
  }

  /// `head -c 1048576 /dev/zero | gzip -n`, in base 64.
  private static let mebibyteOfZeroes =
    "H4sIAAAAAAAAA+3BMQEAAADCoPVPbQhfo"
    + String(repeating: "A", count: 1355) + "PgMc6jinAAAQAA=="
}

/// The shared suite `own-compressed`.
@Suite(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
struct CompressedAttackTests {
  @Test func `every compressed attack is read or named, in little time`() throws {
    let folder = SharedData.url("attacks/own-compressed")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0 != "README.md" }.sorted()
    #expect(names.count >= 17)
    for name in names {
      let start = ContinuousClock.now
      let read = try ReadAll(
        source: FileByteSource(path: folder.appending(path: name).path),
        DumpOptions(format: .jsonLines),
        name: name
      )
      let reasons = read.rejected.map(\.reason).joined(separator: "\n")
      switch name {
      case "gz-1000-empty-members.gz", "gz-empty.gz":
        #expect(read.rejected.isEmpty, "\(name): \(reasons)")
      case "gz-100MiB-zeros.gz", "gz-in-gz-1GiB.gz", "zst-1GiB-zeros.zst":
        #expect(reasons.contains("limit maxRatio"), "\(name): \(reasons)")
      case "gz-bad-crc.gz":
        #expect(reasons.contains("incorrect data check"), "\(name): \(reasons)")
        #expect(!read.comments.isEmpty, "\(name)")
      case "gz-two-members.gz", "gz-named.zst", "zst-named.gz", "plain-named.gz",
        "gz-fname-escape.gz", "zst-skippable.zst":
        #expect(!read.comments.isEmpty && read.rejected.isEmpty, "\(name): \(reasons)")
      case "gz-header-only.gz", "gz-unterminated-fname.gz":
        #expect(reasons.contains("ends early"), "\(name): \(reasons)")
      default:
        #expect(!read.rejected.isEmpty, "\(name)")
      }
      // The bar is 5 s in a release build; debug builds are slower.
      #expect(start.duration(to: .now) < .seconds(60), "\(name)")
    }
  }
}
