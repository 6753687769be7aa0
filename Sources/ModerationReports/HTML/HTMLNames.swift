// SPDX-License-Identifier: Apache-2.0

/// The elements that a report may hold. There is no way to write any other.
enum HTMLTag: String, CaseIterable {
  case html, head, title, meta, style, script, body
  case header, main, nav, section, article, footer, form, fieldset, legend
  case h1, h2, h3, h4, p, div, span, strong, small, a, code, bdi, mark, sup
  case ul, ol, li, dl, dt, dd, table, caption, thead, tbody, tr, th, td
  case details, summary, label, input, select, option, button, output
  case svg, rect, line, path, g
  case svgText = "text"
  case figure, figcaption, time, desc

  /// Whether the element has no content and no end tag.
  var isVoid: Bool { self == .meta || self == .input }
}

/// The attributes that a report may hold. None of them takes an address, a style or a handler, except
/// `href`, which only ``HTMLAttribute/link(to:)`` and ``HTMLAttribute/link(toSection:)`` can make.
struct HTMLAttribute {
  enum Name: String, CaseIterable {
    case lang, charset, name, content, id, title, dir, role, scope, type, value, open, hidden
    case tabindex, width, height, x, y, rx, x1, x2, y1, y2, d, viewBox, preserveAspectRatio
    case `class`, `for`, href, datetime, autocomplete, disabled, list, placeholder
    case textAnchor = "text-anchor"
    case httpEquiv = "http-equiv"
    case dataRow = "data-row"
    case dataDo = "data-do"
    case ariaDescribedby = "aria-describedby"
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

  fileprivate init(href: String) {
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

extension HTMLAttribute {
  static func link(toCampaign place: Int) -> HTMLAttribute {
    HTMLAttribute(href: "#campaign-\(place + 1)")
  }

  static func link(toThread place: Int) -> HTMLAttribute {
    HTMLAttribute(href: "#thread-\(place + 1)")
  }
}

/// The name of a place on the page.
struct HTMLAnchor {
  let name: String

  /// A flagged comment: `c-` and its id, where that is plain and no other comment on the page has
  /// it; else `n-` and its place in the list. The prefix keeps it apart from the page's own names.
  static func card(_ id: String, isUnique: Bool, place: Int) -> HTMLAnchor {
    HTMLAnchor(name: isUnique && isPlain(id) ? "c-" + id : "n-\(place + 1)")
  }

  /// 1 to 100 ASCII letters, digits, `_`, `-`, `.`, `:`: the same in an attribute and an address.
  private static func isPlain(_ id: String) -> Bool {
    (1...100).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d, 0x2e, 0x3a: true
        default: false
        }
      }
  }
}
