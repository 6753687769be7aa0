// SPDX-License-Identifier: Apache-2.0

/// The elements that a report may hold. There is no way to write any other.
enum HTMLTag: String, CaseIterable {
  case html, head, title, meta, style, script, body
  case header, main, nav, section, article, footer, form, fieldset, legend
  case h1, h2, h3, h4, p, div, span, strong, small, a, code, bdi, mark, sup
  case ul, ol, li, dl, dt, dd, table, caption, thead, tbody, tr, th, td
  case details, summary, label, input, select, option, button, output
  case svg, rect

  /// Whether the element has no content and no end tag.
  var isVoid: Bool { self == .meta || self == .input }
}

/// The attributes that a report may hold. None of them takes an address, a style or a handler, except
/// `href`, which only ``HTMLAttribute/link(to:)`` and ``HTMLAttribute/link(toSection:)`` can make.
struct HTMLAttribute {
  enum Name: String, CaseIterable {
    case lang, charset, name, content, id, title, dir, role, scope, type, value, open, hidden
    case tabindex, width, height, x, y, rx, viewBox, preserveAspectRatio
    case `class`, `for`, href
    case httpEquiv = "http-equiv"
    case dataAction = "data-action"
    case dataCategories = "data-categories"
    case dataShow = "data-show"
    case ariaLabel = "aria-label"
    case ariaLabelledby = "aria-labelledby"
    case ariaHidden = "aria-hidden"
    case ariaLive = "aria-live"
  }

  let name: Name
  let value: String

  /// Any attribute but `href`; the value is escaped when it is written.
  init(_ name: Name, _ value: String = "") {
    precondition(name != .href, "links are made by link(to:)")
    self.name = name
    self.value = value
  }

  private init(href: String) {
    name = .href
    value = href
  }

  static func `class`(_ value: String) -> HTMLAttribute { HTMLAttribute(.class, value) }

  /// The id of a place on the page.
  static func id(_ anchor: HTMLAnchor) -> HTMLAttribute { HTMLAttribute(.id, anchor.name) }

  /// A link to a place on the page: the only links there are.
  static func link(to anchor: HTMLAnchor) -> HTMLAttribute {
    HTMLAttribute(href: "#" + anchor.name)
  }

  /// A link to a section of the page.
  static func link(toSection id: StaticString) -> HTMLAttribute {
    HTMLAttribute(href: "#" + id.description)
  }
}

/// The name of a place on the page, made from a comment's place in the input and never from data.
struct HTMLAnchor {
  let name: String

  /// A flagged comment with its reasons.
  static func card(_ ordinal: Int) -> HTMLAnchor { HTMLAnchor(name: "c-\(ordinal)") }
  /// A comment in its thread.
  static func place(_ ordinal: Int) -> HTMLAnchor { HTMLAnchor(name: "t-\(ordinal)") }
}
