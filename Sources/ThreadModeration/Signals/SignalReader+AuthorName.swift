// SPDX-License-Identifier: Apache-2.0

/// Authors who are called what they advertise: below articles the name is the text of a link.
extension SignalReader {
  /// Longer names are not read: they are titles.
  private static let longestName = 100

  func readAuthorName() {
    guard let name = comment.author?.utf8, name.count <= Self.longestName,
      name.contains(where: { $0 == 0x20 || $0 == UInt8(ascii: ".") })
    else { return }
    let bytes = Array(name)
    if let host = Self.host(bytes) {
      values.add(.authorName, at: nil, entry: host)
    } else if Self.isSearch(bytes) {
      values.add(.authorName, at: nil)
    }
  }

  /// The host that is the whole of a name, scheme and path included.
  private static func host(_ name: [UInt8]) -> String? {
    guard !name.contains(0x20), name.contains(UInt8(ascii: ".")) else { return nil }
    let links = LinkFinder.links(
      in: name,
      segments: [TextSegment(kind: .prose, range: 0..<name.count)]
    )
    guard links.count == 1, links[0].range == 0..<name.count else { return nil }
    let host = links[0].host
    // `alex.dev` is how programmers call themselves.
    let labels = host.utf8.split(separator: UInt8(ascii: "."))
    guard
      links[0].form == .full || labels.first?.elementsEqual("www".utf8) == true
        || labels.dropLast().contains(where: { $0.count >= 5 })
          && labels.last.map({ shops.contains(String(decoding: $0, as: UTF8.self)) }) == true
    else { return nil }
    return host
  }

  /// Top-level domains of companies.
  private static let shops: Set<String> = ["com", "net", "org", "info", "biz", "shop", "store"]

  /// Whether a name is what people type into a search engine.
  private static func isSearch(_ name: [UInt8]) -> Bool {
    let lowered = name.map(ByteClass.lowered)
    let hashes = WordSpan.hashes(of: WordSpan.words(in: lowered), in: lowered)
    guard (2...14).contains(hashes.count) else { return false }
    let sold = hashes.count(where: sold.contains)
    let sought = hashes.count(where: sought.contains)
    if sold >= 1, sold + sought >= 2 || hashes.contains(where: notorious.contains) { return true }
    return sought >= 3 || sought >= 2 && lowered == name && hashes.contains(where: keen.contains)
  }

  /// What stands in a name by itself only to be found.
  private static let notorious = hashes(
    """
    pharmacy viagra cialis levitra kamagra tadalafil sildenafil porno porn xxx sexe payday casinos escorts keygen togel \
    judi backlink backlinks milf hentai camgirls garcinia vigrx cheats
    """
  )
  /// Words of somebody who wants to have something.
  private static let keen = hashes(
    "cheap cheapest buy buying online review reviews price prices sale loss pills download downloads near best"
  )

  /// What is advertised and hardly anybody's name.
  private static let sold = hashes(
    """
    casino casinos poker payday loan loans viagra cialis levitra kamagra pharmacy escort escorts porn porno xxx seo \
    backlink backlinks replica handbags louboutin vuitton oakley oakleys outlet cheat cheats streaming torrent torrents \
    keygen togel judi slot slots betting bookmaker sportsbook forex dissertation essay essays coursework insurance \
    mortgage mortgages refinance lawyer lawyers attorney attorneys plumber plumbers plumbing locksmith movers removals \
    roofing supplement supplements cleanse detox garcinia keto steroids hgh vigrx testosterone onlyfans camgirls webcam \
    milf hentai sexe gratuit coupon coupons discount discounts wholesale supplier suppliers manufacturer dropshipping \
    rolex ugg uggs jerseys hosting vps proxies downloader converter tadalafil sildenafil binance mostbet serrurier \
    plombier cerrajero cerrajeros fontanero umzug pozycjonowanie bonusu promosyon nakliyat emlak
    """
  )

  /// Words beside them.
  private static let sought = hashes(
    """
    best cheap cheapest buy buying online free reviews review top near price prices cost sale shop store stores services \
    service company agency lose weight loss diet pill pills fat program guide tips hack hacks generator download \
    downloads watch movie movies film films games android iphone app apps hotel hotels travel tour tours clothing dress \
    dresses shoes bags watches furniture mattress coffee maker kitchen cookie sheets carpet cleaning repair website \
    design marketing digital money earn income 2012 2013 2014 2015 2016 2017 2018 2019 2020 2021 2022 2023 2024 2025 \
    2026 login vintage bonus near cher barato gunstig günstig full official software tool tools headphones pdf video videos game music
    """
  )
}
