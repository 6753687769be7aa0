// SPDX-License-Identifier: Apache-2.0

/// A rule that matched a comment, and where.
struct RuleMatch {
  struct Evidence {
    var view: String
    /// Bytes of the original body; `nil` when it is not about a place in it.
    var range: Range<Int>?
    var entry: String?
    /// Index into ``CompiledRules/texts``, where a search found it.
    var check: Int?
  }

  /// Places kept of one rule.
  static let maxEvidence = 14

  /// Index into ``CompiledRules/rules``.
  var rule: Int
  /// At least one.
  var evidence: [Evidence]
  /// What `{{match}}` and its kin stand for.
  var placeholders: [Placeholders.Match] = []
}

extension RuleMatch {
  /// The reason of a rule with its placeholders filled in; its description where it has none.
  func reason(of rule: Rule, for comment: Comment) -> String? {
    guard let reason = rule.reason else { return rule.description }
    return fill(reason, for: comment)
  }

  /// What else the rule would do, with placeholders filled in and cut to AutoModerator's limits.
  func sideEffects(of rule: Rule, for comment: Comment) -> [SideEffect] {
    rule.sideEffects.compactMap { effect in
      // There is nobody to write to.
      let isMail = effect.name == "message"
      if isMail, comment.author.map({ Comment.isNobody($0.utf8) }) ?? true { return nil }
      if effect.keepsFlair(of: comment) { return nil }
      var effect = effect
      for index in effect.parts.indices {
        let part = effect.parts[index]
        var text = fill(part.text, for: comment)
        if part.name == "text", isMail || effect.name == "modmail", let link = comment.url,
          !Placeholders.names(in: part.text).contains("permalink")
        {
          text = link + "\n\n" + text
        }
        let limit =
          switch (effect.name, part.name) {
          case (_, "subject"): SideEffect.maxSubjectScalars
          case ("set_flair", "text"): SideEffect.maxFlairScalars
          default: SideEffect.maxTextScalars
          }
        if text.unicodeScalars.count > limit {
          text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
        }
        effect.parts[index].text = text
      }
      return effect
    }
  }

  private func fill(_ template: String, for comment: Comment) -> String {
    Placeholders.fill(template) { name in
      if let match = Placeholders.value(of: name, in: placeholders) { return match }
      let details = comment.details
      switch name {
      case "author": return comment.author
      case "author_flair_text": return details[.authorFlair]
      case "author_flair_css_class": return details[.authorFlairClass]
      case "author_flair_template_id": return details[.authorFlairTemplate]
      case "body": return comment.body
      case "permalink": return comment.url
      case "subreddit": return details[.community]
      case "kind": return "comment"
      case "title": return comment.title
      case "domain": return comment.postDomain
      case "url": return details[.postURL]
      default: return nil
      }
    }
  }
}
