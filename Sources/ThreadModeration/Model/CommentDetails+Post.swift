// SPDX-License-Identifier: Apache-2.0

extension CommentDetails {
  /// The domain of the post: what the data calls so, or else the host of the post's address without `www.`, in small
  /// letters. Of a post that leads to itself it is `self.` and the community, as on Reddit; `nil`: unknown.
  var domainOfPost: String? {
    if let domain = self[.postDomain] { return domain }
    guard let address = self[.postURL], let host = Self.host(of: address) else { return nil }
    if host == "reddit.com" || host.hasSuffix(".reddit.com"), address.contains("/comments/") {
      return self[.community].flatMap { $0.isEmpty ? nil : "self." + $0 }
    }
    return host
  }

  /// The host of an address such as `https://user@www.example.org:80/path`.
  private static func host(of address: String) -> String? {
    guard let scheme = address.firstRange(of: "://") else { return nil }
    let authority = address[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    var host = place.prefix { $0 != ":" }.lowercased()
    if host.hasPrefix("www.") { host.removeFirst(4) }
    return host.contains(".") ? host : nil
  }
}
