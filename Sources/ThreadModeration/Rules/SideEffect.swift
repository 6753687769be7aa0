// SPDX-License-Identifier: Apache-2.0

/// Something that AutoModerator would do besides acting on the comment: a reply, mail, a flair.
///
/// Nothing of it is ever carried out: a rule holds it as a template with placeholders, a verdict
/// lists it with the placeholders filled in. `Sendable`.
public struct SideEffect: Sendable, Hashable, Codable {
  /// What would be changed or written to.
  public enum Target: String, Sendable, Hashable, CaseIterable, Codable {
    /// The comment.
    case comment
    /// The comment's author.
    case author
    /// The post that was commented on.
    case post
    /// The moderators.
    case moderators
  }

  /// A part of what would be done, such as the `subject` of a message.
  public struct Part: Sendable, Hashable, Codable {
    /// Its name: `text`, `subject`, `css_class` …
    public var name: String
    /// Its text, with or without placeholders.
    public var text: String

    /// Makes a part.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// AutoModerator's word for it: `comment`, `modmail`, `message`, `set_flair`, `set_locked` …
  public var name: String
  /// What would be changed or written to.
  public var target: Target
  /// Its parts, in a fixed order.
  public var parts: [Part]

  /// Makes a side effect.
  public init(_ name: String, on target: Target, parts: [Part]) {
    self.name = name
    self.target = target
    self.parts = parts
  }

  /// The longest text of a reply or a mail, in Unicode scalars; what is longer is cut.
  public static let maxTextScalars = 10_000
  /// The longest subject of a mail, in Unicode scalars; what is longer is cut.
  public static let maxSubjectScalars = 100
  /// The longest text of a flair, in Unicode scalars; what is longer is cut.
  public static let maxFlairScalars = 64

  /// Whether it would set a flair where there is one, without being told to overwrite it:
  /// AutoModerator leaves that alone.
  func keepsFlair(of comment: Comment) -> Bool {
    guard name == "set_flair", !parts.contains(where: { $0.name == "overwrite" }) else {
      return false
    }
    let details = comment.details
    let known: [String?] =
      switch target {
      case .author: [details[.authorFlair], details[.authorFlairClass]]
      case .post: [details[.postFlair], details[.postFlairClass]]
      case .comment, .moderators: []
      }
    return known.contains { $0?.utf8.isEmpty == false }
  }
}
