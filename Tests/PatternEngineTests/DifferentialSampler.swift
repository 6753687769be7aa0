// SPDX-License-Identifier: Apache-2.0

package import PatternEngine

/// Makes texts that a pattern is likely to match, out of the pattern's own literals and classes.
///
/// It reads regular expressions loosely, by code of its own: what it gets wrong costs hits, never a
/// verdict. Shared with `Fuzzing/`, which has links to this file.
package struct DifferentialSampler: Sendable {
  private indirect enum Node: Sendable {
    case scalar(Unicode.Scalar)
    case oneOf([ClosedRange<UInt32>])
    case sequence([Node])
    case choice([Node])
    case times(Node, Int, Int)
    case group(Int, Node)
    case reference(Int)
  }

  private let root: Node

  /// Reads a definition's source.
  package init(_ definition: PatternDefinition) {
    let scalars = Array(definition.source.unicodeScalars)
    if definition.isLiteral {
      root = .sequence(scalars.map(Node.scalar))
    } else {
      var reader = Reader(scalars: scalars)
      root = reader.alternatives(depth: 0)
    }
  }

  /// One text, at random.
  package func sample(using generator: inout some RandomNumberGenerator) -> [Unicode.Scalar] {
    var writer = Writer()
    writer.write(root, using: &generator)
    return writer.text
  }
}

extension DifferentialSampler {
  private struct Writer {
    var text: [Unicode.Scalar] = []
    var groups: [Int: [Unicode.Scalar]] = [:]
    private static let maxScalars = 160

    mutating func write(_ node: Node, using generator: inout some RandomNumberGenerator) {
      guard text.count < Self.maxScalars else { return }
      switch node {
      case .scalar(let scalar): text.append(scalar)
      case .oneOf(let ranges):
        guard let range = ranges.randomElement(using: &generator) else { return }
        text.append(Unicode.Scalar(UInt32.random(in: range, using: &generator)) ?? "x")
      case .sequence(let nodes): for node in nodes { write(node, using: &generator) }
      case .choice(let nodes):
        if let node = nodes.randomElement(using: &generator) { write(node, using: &generator) }
      case .times(let node, let low, let high):
        let most = min(high, low + [0, 1, 1, 2, 5, 20][Int.random(in: 0..<6, using: &generator)])
        for _ in 0..<Int.random(in: low...max(low, most), using: &generator) {
          guard text.count < Self.maxScalars else { return }
          write(node, using: &generator)
        }
      case .group(let number, let node):
        let start = text.count
        write(node, using: &generator)
        groups[number] = Array(text[start...])
      case .reference(let number): text += groups[number] ?? []
      }
    }
  }
}

extension DifferentialSampler {
  private struct Reader {
    let scalars: [Unicode.Scalar]
    var position = 0
    var groupCount = 0

    init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func take(_ text: String) -> Bool {
      let wanted = Array(text.unicodeScalars)
      guard scalars[position...].starts(with: wanted) else { return false }
      position += wanted.count
      return true
    }

    private mutating func take(through end: Unicode.Scalar) -> ArraySlice<Unicode.Scalar> {
      let start = position
      while let scalar = next, scalar != end { position += 1 }
      let taken = scalars[start..<position]
      position = min(position + 1, scalars.count)
      return taken
    }

    /// Reads up to a closing parenthesis or the end; the parenthesis is left to the caller.
    mutating func alternatives(depth: Int) -> Node {
      var choices: [Node] = []
      var sequence: [Node] = []
      while let scalar = next, scalar != ")" {
        if scalar == "|" {
          position += 1
          choices.append(.sequence(sequence))
          sequence = []
        } else {
          sequence.append(quantified(atom(depth: depth)))
        }
      }
      choices.append(.sequence(sequence))
      return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func quantified(_ node: Node) -> Node {
      var bounds: (Int, Int)?
      switch next {
      case "*": bounds = (0, 30)
      case "+": bounds = (1, 30)
      case "?": bounds = (0, 1)
      case "{":
        let start = position
        let parts = take(through: "}").dropFirst()
          .split(separator: ",", omittingEmptySubsequences: false)
          .map { Int(String(String.UnicodeScalarView($0))) }
        // Small numbers only: `{-1}` and `{9999999999}` are none that a sample could follow.
        if let low = parts.first ?? nil, parts.count <= 2, (0...999).contains(low) {
          let high = parts.count == 1 ? low : parts[1] ?? low + 5
          bounds = (min(low, 60), max(min(low, 60), high))
          position -= 1
        } else {
          position = start
        }
      default: break
      }
      guard let bounds else { return node }
      position += 1
      if next == "?" || next == "+" { position += 1 }
      return .times(node, bounds.0, bounds.1)
    }

    private mutating func atom(depth: Int) -> Node {
      guard let scalar = next else { return .sequence([]) }
      position += 1
      switch scalar {
      case "^", "$": return .sequence([])
      case ".": return .oneOf([0x20...0x7E, 0xE9...0xE9, 0x0A...0x0A])
      case "[": return characterClass()
      case "(": return group(depth: depth)
      case "\\": return escape()
      default: return .scalar(scalar)
      }
    }

    private mutating func group(depth: Int) -> Node {
      guard depth < 200 else {
        position = scalars.count
        return .sequence([])
      }
      if next == "*" {
        _ = take(through: ")")
        return .sequence([])
      }
      guard take("?") else { return capture(depth: depth) }
      if take("#") {
        _ = take(through: ")")
        return .sequence([])
      }
      if take("P<") || take("'") || (next == "<" && !isLookBehind) {
        while let scalar = next, scalar != ">", scalar != "'" { position += 1 }
        position = min(position + 1, scalars.count)
        return capture(depth: depth)
      }
      if take("=") { return .times(body(depth: depth), 0, 1) }
      if take("<=") || take(":") || take(">") || take("|") { return body(depth: depth) }
      if take("!") || take("<!") {
        _ = body(depth: depth)
        return .sequence([])
      }
      // Options, with or without a group; conditions; calls of groups.
      while let scalar = next, scalar != ":", scalar != ")", scalar != "(" { position += 1 }
      if take(":") { return body(depth: depth) }
      if take("(") {
        _ = take(through: ")")
        return body(depth: depth)
      }
      position = min(position + 1, scalars.count)
      return .sequence([])
    }

    private var isLookBehind: Bool {
      position + 1 < scalars.count && ["=", "!"].contains(scalars[position + 1])
    }

    private mutating func capture(depth: Int) -> Node {
      groupCount += 1
      return .group(groupCount, body(depth: depth))
    }

    private mutating func body(depth: Int) -> Node {
      let node = alternatives(depth: depth + 1)
      position = min(position + 1, scalars.count)
      return node
    }

    private mutating func escape() -> Node {
      guard let scalar = next else { return .sequence([]) }
      position += 1
      switch scalar {
      case "Q":
        var text: [Node] = []
        while position < scalars.count, !take(#"\E"#) {
          text.append(.scalar(scalars[position]))
          position += 1
        }
        return .sequence(text)
      case "1"..."9": return .reference(Int(scalar.value) - 0x30)
      case "b", "B", "A", "z", "Z", "K", "G", "E": return .sequence([])
      case "g", "k":
        if next == "{" { return reference(through: "}") }
        if next == "<" { return reference(through: ">") }
        return .sequence([])
      default: return .oneOf(ranges(ofEscape: scalar))
      }
    }

    private mutating func reference(through end: Unicode.Scalar) -> Node {
      let name = take(through: end).dropFirst()
      return .reference(Int(String(String.UnicodeScalarView(name))) ?? 1)
    }

    /// What stands for an escape outside and inside a class.
    private mutating func ranges(ofEscape scalar: Unicode.Scalar) -> [ClosedRange<UInt32>] {
      switch scalar {
      case "d": return [0x30...0x39, 0x30...0x39, 0x661...0x665]
      case "w": return [0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F...0x5F, 0xE0...0xEF]
      case "s", "h": return [0x20...0x20, 0x09...0x09, 0xA0...0xA0]
      case "v", "R", "n": return [0x0A...0x0A]
      case "r": return [0x0D...0x0D]
      case "t": return [0x09...0x09]
      case "W", "D", "N", "X": return [0x20...0x2F, 0x2014...0x2014]
      case "S", "H", "V": return [0x21...0x7E]
      case "p", "P":
        if next == "{" {
          _ = take(through: "}")
        } else {
          position = min(position + 1, scalars.count)
        }
        return [0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x21...0x2F, 0x430...0x44F, 0xE0...0xEF]
      case "x":
        let digits =
          next == "{" ? take(through: "}").dropFirst() : scalars[position...].prefix(2)
        if scalars[position...].prefix(2) == digits { position += digits.count }
        let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16) ?? 0x78
        return [value...value]
      default: return [scalar.value...scalar.value]
      }
    }

    private mutating func characterClass() -> Node {
      let isNegated = take("^")
      var ranges: [ClosedRange<UInt32>] = []
      var isFirst = true
      while let scalar = next, scalar != "]" || isFirst {
        isFirst = false
        position += 1
        if scalar == "[", next == ":" {
          _ = take(through: "]")
          ranges += [0x61...0x7A, 0x30...0x39]
        } else if scalar == "\\", let escaped = next {
          position += 1
          ranges += self.ranges(ofEscape: escaped)
        } else if scalar == "-", let low = ranges.last?.upperBound, let high = next?.value,
          low < high, high != 0x5D, high != 0x5C
        {
          position += 1
          ranges.append(low...high)
        } else {
          ranges.append(scalar.value...scalar.value)
        }
      }
      position = min(position + 1, scalars.count)
      return .oneOf(isNegated ? [0x20...0x7E, 0xE9...0xE9, 0x0A...0x0A] : ranges)
    }
  }
}
