// SPDX-License-Identifier: Apache-2.0

/// Opens what an input is wrapped in, by looking: compression, then UTF-16 and the sets of XML in East Asia.
enum UnpackedInput {
  /// gzip in gzip happens; a deeper nest is a trap.
  private static let maxLayers = 3

  /// The bytes of the text itself.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/compressedInput`` for more than three layers
  ///   of compression.
  static func open(
    _ source: any ByteSource,
    name: String,
    limits: UnpackingLimits,
    log: InputLog
  ) throws -> any ByteSource {
    var layers = 0
    var peeked = PeekedSource(CountedSource(source, log: log))
    while let compression = Compression(try peeked.peek(Compression.lookBytes)) {
      layers += 1
      guard layers <= maxLayers else {
        throw DumpError(
          code: .compressedInput,
          input: name,
          message: "compressed more than \(maxLayers) times over; unpack it by hand"
        )
      }
      guard let decoder = compression.makeDecoder(limits) else {
        throw DumpError(
          code: .compressedInput,
          input: name,
          message: "there is no memory to unpack \(compression) data"
        )
      }
      peeked = PeekedSource(
        UnpackingSource(peeked, compression, decoder, limits: limits, log: log)
      )
    }
    if let kind = try archiveKind(of: &peeked) {
      throw DumpError(
        code: .refusedInput,
        input: name,
        message: "a \(kind) archive; unpack it, and name the files that were in it"
      )
    }
    if let isBigEndian = UTF16Source.isBigEndian(try peeked.peek(4)) {
      return UTF16Source(peeked, isBigEndian: isBigEndian, log: log)
    }
    // What comes slowly is not waited for where it can be no XML.
    if try peeked.peek(1).first == UInt8(ascii: "<"),
      let (charset, place) = EncodedXMLSource.charset(
        in: try peeked.peek(EncodedXMLSource.lookBytes)
      )
    {
      return EncodedXMLSource(peeked, charset: charset, place: place, log: log)
    }
    return peeked
  }

  /// What archives of several files begin with; `nil` for other bytes.
  private static func archiveKind(of source: inout PeekedSource) throws -> String? {
    let start = try source.peek(4)
    if start.elementsEqual([0x50, 0x4B, 0x03, 0x04]) { return "zip" }
    // What comes slowly is not waited for where it can be no archive.
    guard let first = start.first, !Array("{[<\n\r\t ".utf8).contains(first) else { return nil }
    let header = try source.peek(262)
    return header.dropFirst(257).elementsEqual("ustar".utf8) ? "tar" : nil
  }
}
