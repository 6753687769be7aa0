// SPDX-License-Identifier: Apache-2.0

/// Domains that take a well-known name for a lure: `paypa1-login.example`, `youtube-appeal.example`.
///
/// Source: own list of the names that reports on phishing name most often (APWG, *Phishing Activity Trends Report*,
/// 2021–2025; Cloudflare, *top 50 most impersonated brands*), and own list of lures.
enum ImitatedBrands {
  private static let brands: [[UInt8]] = [
    "paypal", "amazon", "apple", "icloud", "microsoft", "office365", "outlook", "google", "gmail",
    "youtube", "facebook", "instagram", "whatsapp", "telegram", "netflix", "spotify", "steam",
    "steamcommunity", "discord", "roblox", "epicgames", "coinbase", "binance", "metamask",
    "blockchain", "opensea", "github", "linkedin", "twitter", "tiktok", "ebay", "walmart",
    "wellsfargo", "bankofamerica", "santander", "fedex", "usps", "hermes", "adobe", "dropbox",
  ].map { Array($0.utf8) }

  private static let lures: Set<[UInt8]> = Set(
    [
      "login", "logins", "signin", "secure", "security", "verify", "verification", "account",
      "accounts", "support", "help", "helpdesk", "center", "centre", "appeal", "appeals", "gift",
      "gifts", "giftcard", "prize", "reward", "rewards", "bonus", "free", "claim", "airdrop",
      "wallet", "billing", "payment", "payments", "update", "unlock", "recovery", "refund",
      "service", "services", "confirm", "alert", "promo", "nitro", "winner",
    ].map { Array($0.utf8) }
  )

  /// Whether a registrable domain imitates a well-known name: one of its words is such a name written otherwise
  /// (`paypa1`, `stearncommunity`), or is the name itself beside a lure.
  ///
  /// - Parameter domain: such as `paypal-help.example`, lower case.
  /// - Complexity: O(*n*) in its bytes, times the number of names (about forty).
  static func isImitated(by domain: String) -> Bool {
    guard let label = domain.utf8.split(separator: UInt8(ascii: ".")).first else { return false }
    let words = label.split(separator: UInt8(ascii: "-")).map(Array.init)
    var hasBrand = false
    for word in words {
      let plain = undisguised(word)
      guard brands.contains(plain) else { continue }
      if plain != word { return true }
      hasBrand = true
    }
    return hasBrand && words.count >= 2 && words.contains { lures.contains($0) }
  }

  /// A word with digits and pairs of letters read as the letters they are taken for.
  private static func undisguised(_ word: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    var index = 0
    while index < word.count {
      let pair = word[index...].prefix(2)
      if pair.elementsEqual("rn".utf8) {
        plain.append(UInt8(ascii: "m"))
        index += 2
        continue
      }
      if pair.elementsEqual("vv".utf8) {
        plain.append(UInt8(ascii: "w"))
        index += 2
        continue
      }
      switch word[index] {
      case UInt8(ascii: "0"): plain.append(UInt8(ascii: "o"))
      case UInt8(ascii: "1"): plain.append(UInt8(ascii: "l"))
      case UInt8(ascii: "3"): plain.append(UInt8(ascii: "e"))
      case UInt8(ascii: "4"): plain.append(UInt8(ascii: "a"))
      case UInt8(ascii: "5"): plain.append(UInt8(ascii: "s"))
      case let byte: plain.append(byte)
      }
      index += 1
    }
    return plain
  }
}
