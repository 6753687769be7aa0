// SPDX-License-Identifier: Apache-2.0

/// Domains that take a well-known name for a lure: `paypa1-login.example`, `youtube-appeal.example`.
///
/// Source: own list of the names that reports on phishing name most often (APWG, *Phishing Activity Trends Report*,
/// 2021–2025; Cloudflare, *top 50 most impersonated brands*), and own list of lures.
enum ImitatedBrands {
  private static let brands: Set<[UInt8]> = Set(
    [
      "paypal", "amazon", "apple", "icloud", "microsoft", "office365", "outlook", "google", "gmail",
      "youtube", "facebook", "instagram", "whatsapp", "telegram", "netflix", "spotify", "steam",
      "steamcommunity", "discord", "roblox", "epicgames", "coinbase", "binance", "metamask",
      "blockchain", "opensea", "github", "linkedin", "twitter", "tiktok", "ebay", "walmart",
      "wellsfargo", "bankofamerica", "santander", "fedex", "usps", "hermes", "adobe", "dropbox",
      "chase", "hsbc", "barclays", "natwest", "lloyds", "sbi", "paytm", "royalmail", "evri", "dhl",
      "dpd", "ups", "hmrc", "irs", "dvla", "ezpass", "costco", "disney", "disneyplus",
      "walletconnect", "trustwallet", "ledger", "phantom", "stripe", "revolut", "monzo", "cashapp",
      "zelle", "docusign", "sparkasse", "correos", "laposte",
    ].map { Array($0.utf8) }
  )

  /// The names as their look-alikes read: folded.
  private static let folded: Set<[UInt8]> = Set(brands.lazy.filter { $0.count >= 5 }.map(folding))

  private static let lures: Set<[UInt8]> = Set(
    """
    login logins signin secure security verify verification account accounts support help helpdesk center centre appeal \
    appeals gift gifts giftcard prize reward rewards bonus free claim claims airdrop wallet billing payment payments \
    update unlock recovery refund refunds service services confirm alert alerts promo nitro winner redelivery rebook \
    reschedule delivery deliver tracking track parcel parcels package packages post fee fees toll tolls tax auth \
    authenticate sync validate validation reactivate restore pan kyc dapp dapps unpaid penalty fine customs portal notice
    """.split(separator: " ").map { Array($0.utf8) }
  )

  /// Whether a link imitates a well-known name: a word of its registrable domain is such a name written otherwise
  /// (`paypa1`, `stearncommunity`), or is the name itself beside a lure (`paypal-help.example`), or the name stands
  /// before a domain of several words with a lure (`hmrc.refund-claims.example`).
  ///
  /// - Parameters:
  ///   - host: such as `www.paypal-help.example`, lower case.
  ///   - domain: its registrable domain.
  /// - Complexity: O(*n*) in the host's bytes.
  static func isImitated(by host: String, domain: String) -> Bool {
    guard let label = domain.utf8.split(separator: UInt8(ascii: ".")).first else { return false }
    let words = label.split(separator: UInt8(ascii: "-")).map(Array.init)
    var hasBrand = false
    for word in words {
      if brands.contains(word) {
        hasBrand = true
      } else if folded.contains(folding(word)) {
        return true
      }
    }
    guard words.count >= 2, words.contains(where: { lures.contains(withoutNumber($0)) }) else {
      return false
    }
    return hasBrand
      || host.utf8.dropLast(domain.utf8.count).split(separator: UInt8(ascii: ".")).contains {
        brands.contains(Array($0))
      }
  }

  /// A word without the digits at its end: `claims24`.
  private static func withoutNumber(_ word: [UInt8]) -> [UInt8] {
    Array(word.prefix(word.count - word.reversed().prefix(while: ByteClass.isDigit).count))
  }

  /// A word with digits and pairs of letters read as the letters they are taken for, and those that look alike as one.
  private static func folding(_ word: [UInt8]) -> [UInt8] {
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
      case UInt8(ascii: "1"), UInt8(ascii: "i"), UInt8(ascii: "j"): plain.append(UInt8(ascii: "l"))
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
