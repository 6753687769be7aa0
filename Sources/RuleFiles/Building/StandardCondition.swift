// SPDX-License-Identifier: Apache-2.0

/// AutoModerator's predefined conditions: `standard: facebook links`.
///
/// Those that look at a post's link say nothing of a comment; the other two search the words of
/// comments as well. The definitions have not changed for years.
enum StandardCondition: String, CaseIterable {
  case imageHosts = "image hosting sites"
  case imageLinks = "direct image links"
  case videoHosts = "video hosting sites"
  case streams = "streaming sites"
  case crowdfunding = "crowdfunding sites"
  case memes = "meme generator sites"
  case facebook = "facebook links"
  case amazon = "amazon affiliate links"

  /// The key that the condition stands for, as placeholders name it.
  var searchName: String {
    switch self {
    case .facebook, .amazon: "url+body"
    case .imageLinks: "url"
    case .imageHosts, .videoHosts, .streams, .crowdfunding, .memes: "domain"
    }
  }

  /// The patterns to find anywhere in `url+body`; `nil` for a condition on posts alone.
  var patterns: [String]? {
    switch self {
    case .facebook:
      [
        #"facebook\.com"#, #"fbcdn\.net"#, #"fb\.com"#, #"fb\.me"#,
        #"fbcdn-s?photos-.*?\.akamaihd\.net"#,
      ]
    case .amazon: [#"(?:amazon|amzn)\.(?:com|co\.uk|ca)\S+?tag="#]
    default: nil
    }
  }
}
