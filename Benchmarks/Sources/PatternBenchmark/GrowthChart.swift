// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The growth curve as a drawing: two panels, logarithmic on both axes.
///
/// The colors are readable on white and on black, and each line carries its name.
struct GrowthChart {
  var points: [GrowthPoint]

  private static let panel = (width: 400.0, height: 360.0)
  private static let margin = (left: 64.0, top: 62.0, gap: 190.0, bottom: 56.0)
  private static let nanoseconds = (low: 30.0, high: 40_000_000.0)
  private static let rules = (low: 10.0, high: 100_000.0)
  private static let colors = ["#d9480f", "#1c7ed6", "#2f9e44", "#9c5fd1"]

  func svg() -> String {
    let width = Self.margin.left + 2 * Self.panel.width + 2 * Self.margin.gap
    let height = Self.margin.top + Self.panel.height + Self.margin.bottom
    var out = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Int(width)) \(Int(height))\" "
        + "role=\"img\" aria-labelledby=\"title desc\">",
      "<title id=\"title\">Time for a comment by number of rules</title>",
      "<desc id=\"desc\">\(description)</desc>",
      """
      <style>
      text { font: 13px system-ui, sans-serif; fill: #868e96 }
      .head { font-size: 15px; font-weight: 600 }
      .grid { stroke: #868e96; stroke-opacity: .25 }
      .line { fill: none; stroke-width: 2 }
      .ours { stroke-width: 3.5 }
      </style>
      """,
    ]
    for (index, set) in [RuleSetName.large, .literals].enumerated() {
      let left = Self.margin.left + Double(index) * (Self.panel.width + Self.margin.gap)
      let title = set == .large ? "Regular expressions (SmokeDetector)" : "Plain words and phrases"
      out += grid(left: left, title: title)
      out += lines(of: set, left: left)
    }
    out.append("</svg>\n")
    return out.joined(separator: "\n")
  }

  /// The ends of every line in words, for those who cannot see them.
  private var description: String {
    [RuleSetName.large, .literals].map { set in
      let parts = engines(of: set).compactMap { engine -> String? in
        let line = points(of: set, engine)
        guard let first = line.first, let last = line.last else { return nil }
        return "\(engine) \(time(first.nanoseconds)) at \(first.rules) rules, "
          + "\(time(last.nanoseconds)) at \(last.rules)"
      }
      return (set == .large ? "Regular expressions: " : "Plain words: ")
        + parts.joined(separator: "; ") + "."
    }.joined(separator: " ")
  }

  private func engines(of set: RuleSetName) -> [String] {
    var names: [String] = []
    for point in points where point.set == set && !names.contains(point.engine) {
      names.append(point.engine)
    }
    return names
  }

  private func points(of set: RuleSetName, _ engine: String) -> [GrowthPoint] {
    points.filter { $0.set == set && $0.engine == engine }.sorted { $0.rules < $1.rules }
  }

  private func x(_ rules: Double, left: Double) -> Double {
    left + Self.panel.width * log(rules / Self.rules.low) / log(Self.rules.high / Self.rules.low)
  }

  private func y(_ nanoseconds: Double) -> Double {
    let share =
      log(nanoseconds / Self.nanoseconds.low) / log(Self.nanoseconds.high / Self.nanoseconds.low)
    return Self.margin.top + Self.panel.height * (1 - share)
  }

  private func grid(left: Double, title: String) -> [String] {
    let right = left + Self.panel.width
    let bottom = Self.margin.top + Self.panel.height
    var out = [text(title, left, 24, "class=\"head\"")]
    out.append(text("CPU time a comment", left, 44))
    for power in 2...7 {
      let value = pow(10, Double(power))
      out.append(segment(left, y(value), right, y(value)))
      out.append(text(time(value), left - 8, y(value) + 4, "text-anchor=\"end\""))
    }
    for power in 1...5 {
      let value = pow(10, Double(power))
      let place = x(value, left: left)
      out.append(segment(place, Self.margin.top, place, bottom))
      out.append(text(grouped(Int(value)), place, bottom + 20, "text-anchor=\"middle\""))
    }
    out.append(text("rules", left + Self.panel.width / 2, bottom + 42, "text-anchor=\"middle\""))
    return out
  }

  private func lines(of set: RuleSetName, left: Double) -> [String] {
    var out: [String] = []
    var labels: [(y: Double, text: String)] = []
    for (index, engine) in engines(of: set).enumerated() {
      let line = points(of: set, engine)
      guard let last = line.last else { continue }
      let color = "stroke=\"\(Self.colors[index % Self.colors.count])\""
      let path = line.map {
        "\(fixed(x(Double($0.rules), left: left), 1)),\(fixed(y($0.nanoseconds), 1))"
      }.joined(separator: " ")
      let style = engine == SetEngine.engineName ? "line ours" : "line"
      out.append("<polyline class=\"\(style)\" \(color) points=\"\(path)\"/>")
      let end = (x: x(Double(last.rules), left: left), y: y(last.nanoseconds))
      // A line that ends early is named above its end. Labels that would touch are moved apart.
      let isShort = end.x < left + Self.panel.width / 2 + 60
      var place = isShort ? end.y - 12 : end.y + 4
      while let near = labels.first(where: { !isShort && abs($0.y - place) < 15 }) {
        place = near.y + (place >= near.y ? 15.5 : -15.5)
      }
      if !isShort { labels.append((place, engine)) }
      let name = short(engine) + " " + time(last.nanoseconds)
      let fill = "style=\"fill: \(Self.colors[index % Self.colors.count])\""
      out.append(text(name, end.x + (isShort ? -40 : 8), place, fill))
    }
    return out
  }

  private func short(_ engine: String) -> String {
    String(engine.prefix { $0 != "," })
  }

  private func segment(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    "<line class=\"grid\" x1=\"\(fixed(x1, 1))\" y1=\"\(fixed(y1, 1))\" "
      + "x2=\"\(fixed(x2, 1))\" y2=\"\(fixed(y2, 1))\"/>"
  }

  private func text(_ text: String, _ x: Double, _ y: Double, _ more: String = "") -> String {
    "<text x=\"\(fixed(x, 1))\" y=\"\(fixed(y, 1))\" \(more)>\(text)</text>"
  }

  private func grouped(_ number: Int) -> String {
    number >= 1000 ? "\(number / 1000),\(String(number % 1000 + 1000).dropFirst())" : "\(number)"
  }

  /// Nanoseconds with a unit that fits: `140 ns`, `4.6 µs`, `14 ms`.
  private func time(_ nanoseconds: Double) -> String {
    let (value, unit) =
      nanoseconds < 1e3
      ? (nanoseconds, "ns")
      : nanoseconds < 1e6 ? (nanoseconds / 1e3, "µs") : (nanoseconds / 1e6, "ms")
    return "\(fixed(value, value < 9.95 && value != value.rounded() ? 1 : 0)) \(unit)"
  }
}
