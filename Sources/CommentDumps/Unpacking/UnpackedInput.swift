// SPDX-License-Identifier: Apache-2.0

/// Opens what an input is wrapped in, by looking: compression, then UTF-16.
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
    if let isBigEndian = UTF16Source.isBigEndian(try peeked.peek(4)) {
      return UTF16Source(peeked, isBigEndian: isBigEndian, log: log)
    }
    return peeked
  }
}
