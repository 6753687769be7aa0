// SPDX-License-Identifier: Apache-2.0

extension Comment {
  /// The domain of the post: as the data says, else the host of its address without `www.`, and
  /// `self.COMMUNITY` where that leads to the post itself, as it does for posts of text on Reddit.
  ///
  /// - Complexity: O(*n*) in the bytes of the address.
  var postDomain: String? {
    if let domain = details[.postDomain] { return domain }
    guard let url = details[.postURL] else { return nil }
    let bytes = Array(url.utf8)
    let (host, path) = Self.hostAndPath(of: bytes)
    if host.isEmpty || Self.isReddit(host), let community = community(ofOwnPath: path) {
      return "self." + community
    }
    return host.isEmpty ? nil : String(decoding: host, as: UTF8.self)
  }

  /// The community of a path such as `/r/pics/comments/abc/…`, if that is the path of this post.
  private func community(ofOwnPath path: ArraySlice<UInt8>) -> String? {
    let parts = path.split(separator: UInt8(ascii: "/"), maxSplits: 4)
    guard parts.count >= 4, parts[0].elementsEqual("r".utf8),
      parts[2].elementsEqual("comments".utf8), let thread
    else { return nil }
    let id = thread.utf8.starts(with: "t3_".utf8) ? thread.utf8.dropFirst(3) : thread.utf8[...]
    return id.elementsEqual(parts[3]) ? String(decoding: parts[1], as: UTF8.self) : nil
  }

  private static func isReddit(_ host: [UInt8]) -> Bool {
    let name = Array("reddit.com".utf8)
    return host == name || host.suffix(name.count + 1).elementsEqual([UInt8(ascii: ".")] + name)
  }

  /// The host in small letters, without a user, a port and `www.`, and what follows it.
  private static func hostAndPath(of url: [UInt8]) -> ([UInt8], path: ArraySlice<UInt8>) {
    var rest = url[...]
    let isPathSign: (UInt8) -> Bool = { [0x2f, 0x3f, 0x23].contains($0) }
    if let colon = rest.firstIndex(of: UInt8(ascii: ":")), rest[colon...].starts(with: "://".utf8),
      !rest[..<colon].contains(where: isPathSign)
    {
      rest = rest[(colon + 3)...]
    } else if rest.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
    }
    let end = rest.firstIndex(where: isPathSign) ?? rest.endIndex
    var host = rest[..<end]
    if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
    if let colon = host.firstIndex(of: UInt8(ascii: ":")), host.first != UInt8(ascii: "[") {
      host = host[..<colon]
    }
    while host.last == UInt8(ascii: ".") { host = host.dropLast() }
    // What has no dot and no scheme before it is no host.
    guard host.contains(UInt8(ascii: ".")), !host.contains(where: { $0 <= 0x20 }) else {
      return ([], rest[end...])
    }
    var name = host.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    if name.starts(with: "www.".utf8) { name.removeFirst(4) }
    return (name, rest[end...])
  }
}
