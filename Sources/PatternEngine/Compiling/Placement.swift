// SPDX-License-Identifier: Apache-2.0

/// Where in a text a value has to stand: one of the public methods, or what only the package asks for.
enum Placement: Sendable, Hashable {
  case method(MatchMethod)
  /// The whole text, or its end behind a dot.
  case subdomains
}

extension PatternDefinition {
  var placement: Placement { matchesSubdomains ? .subdomains : .method(method) }
}

extension Placement {
  /// A value's tree with what stands around it; the same as `PatternSource.surroundings`.
  func wrapping(_ value: RegexNode) -> RegexNode {
    switch self {
    case .method(let method): method.wrapping(value)
    case .subdomains:
      .sequence(Self.beforeSubdomain + [value, .place(.textEndOrFinalLineFeed)])
    }
  }

  private static let beforeSubdomain: [RegexNode] =
    switch RegexParser.parse(Array(PatternSource.beforeSubdomain.utf8), isCaseSensitive: false) {
    case .sequence(let parts)?: parts
    case let node?: [node]
    case nil: [.other]
    }
}
