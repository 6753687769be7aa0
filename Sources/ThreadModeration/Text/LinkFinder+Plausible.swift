// SPDX-License-Identifier: Apache-2.0

// Which hosts without a scheme are links.

extension LinkFinder {
  /// Whether a bare host is more likely a link than two sentences without a space, a file name or an
  /// abbreviation.
  func isPlausible(
    host: [UInt8],
    label: [UInt8],
    rawLabel: [UInt8],
    hasPath: Bool,
    hasSpaces: Bool,
    isLoneDot: Bool
  ) -> Bool {
    guard PublicSuffixes.shared.isTopLevel(label) || Self.reservedDomains.contains(label) else {
      return false
    }
    let hasUpper = rawLabel.contains(where: ByteClass.isUpper)
    let hasLower = rawLabel.contains(where: ByteClass.isLower)
    // "end.So"; but no word begins with "Com".
    if hasUpper, hasLower, !label.elementsEqual("com".utf8) { return false }
    let name = host.dropLast()
    if name.starts(with: Array("www.".utf8)) { return true }
    let isCommon = Self.commonDomains.contains(label)
    if hasSpaces {
      // "It was great . live music": a stop between spaces needs a domain that is no word.
      if isLoneDot, !Self.wordlessDomains.contains(label) { return false }
      return isCommon && name.count >= 3 && !Self.plainWords.contains(Array(name))
    }
    if isCommon { return name.count >= 2 || hasPath }
    if isBelowGeneric(name, label) { return true }
    // Country and novelty domains are also words and file endings: only with a path, or behind a made-up name.
    if hasPath, !Self.fileEndings.contains(label) {
      return name.count >= 2 || host.elementsEqual("t.".utf8) && label.elementsEqual("me".utf8)
    }
    return LinkShape.isMadeUp(name, below: label)
  }

  /// Whether the last label of a name (`getpads.info.`) is one that only hosts have below a country's domain, and what
  /// stands before it is long enough for a name.
  private func isBelowGeneric(_ name: ArraySlice<UInt8>, _ label: [UInt8]) -> Bool {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot - name.startIndex >= 6 else {
      return false
    }
    let generic = Array(name[(dot + 1)...])
    // `response.info.is`, `customer.org.id`: parts of programs.
    return Self.companyLabels.contains(generic)
      || Self.genericLabels.contains(generic) && !Self.programWords.contains(label)
  }

  private static let companyLabels: Set<[UInt8]> = Set(
    "com co gov edu ac".split(separator: " ").map { Array($0.utf8) }
  )

  /// Top-level domains that are what programs call things, or words of a sentence.
  private static let programWords: Set<[UInt8]> = Set(
    "id is to in it me name be no at so my do am as by int map link new app dev host page".split(
      separator: " "
    ).map { Array($0.utf8) }
  )

  /// What stands before a country's domain in hosts, and is no name of a program's part.
  private static let genericLabels: Set<[UInt8]> = Set(
    "net org info biz me us eu fr de uk gg blogspot".split(separator: " ").map {
      Array($0.utf8)
    }
  )

  /// Top-level domains that are read as links without a scheme or path.
  private static let commonDomains: Set<[UInt8]> = Set(
    """
    com net org info biz edu gov io co uk de fr ru cn jp br au ca eu xyz top site online shop club \
    store website space live icu vip win bid loan click link tech app dev gg tv ly cc ws su tk ml \
    ga cf gq pw buzz fun pro cam rest work monster cyou bond sbs quest invalid example
    """.split(separator: " ").map { Array($0.utf8) }
  )

  /// Common top-level domains that are no English words.
  private static let wordlessDomains: Set<[UInt8]> = Set(
    "com net org info biz edu gov io uk de fr ru cn jp br eu xyz gg tv ly cc ws tk ml gq pw"
      .split(separator: " ").map { Array($0.utf8) }
  )

  /// Top-level domains for documents and samples (RFC 2606).
  private static let reservedDomains: Set<[UInt8]> = [Array("example".utf8), Array("invalid".utf8)]

  private static let fileEndings: Set<[UInt8]> = Set(
    "py rs md sh pl cc zip mov js ts so app java".split(separator: " ").map { Array($0.utf8) }
  )

  /// Words before " dot com" that are not names: "the dot com crash".
  private static let plainWords: Set<[UInt8]> = Set(
    "the this that was and for old new first early any some all last big"
      .split(separator: " ").map { Array($0.utf8) }
  )
}
