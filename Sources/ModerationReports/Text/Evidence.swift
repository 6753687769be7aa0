// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The places of a body that findings point at, as pieces that do not overlap.
///
/// Ranges come from callers and may be anything: they are clamped to the body and widened to whole
/// scalars; empty ones are left out.
struct Evidence {
  /// A stretch of the body that one set of findings points at.
  struct Piece {
    /// UTF-8 bytes of the body.
    var range: Range<Int>
    /// Indices into the verdict's findings: the first four.
    var findings: [Int]
    /// How many more findings point here.
    var more: Int
  }

  /// How many ranges of one comment are marked.
  static let maxRanges = 200

  /// The pieces, in order.
  private(set) var pieces: [Piece] = []

  /// Cuts the ranges of `findings` into pieces.
  ///
  /// - Complexity: O(*f* log *f*) in the findings, of which the first 200 with a range count.
  init(_ findings: [Finding], in body: [UInt8]) {
    var spans: [(range: Range<Int>, finding: Int)] = []
    for (index, finding) in findings.enumerated() {
      guard let range = finding.range else { continue }
      let lower = VisibleText.floor(range.lowerBound, in: body)
      let upper = VisibleText.ceiling(range.upperBound, in: body)
      guard lower < upper, !range.isEmpty else { continue }
      spans.append((lower..<upper, index))
      if spans.count == Self.maxRanges { break }
    }
    guard !spans.isEmpty else { return }
    let edges = Set(spans.flatMap { [$0.range.lowerBound, $0.range.upperBound] }).sorted()
    spans.sort { ($0.range.lowerBound, $0.finding) < ($1.range.lowerBound, $1.finding) }
    var active: [(end: Int, finding: Int)] = []
    var next = 0
    for (lower, upper) in zip(edges, edges.dropFirst()) {
      active.removeAll { $0.end <= lower }
      while next < spans.count, spans[next].range.lowerBound == lower {
        active.append((spans[next].range.upperBound, spans[next].finding))
        next += 1
      }
      guard !active.isEmpty else { continue }
      let all = active.map(\.finding).sorted()
      pieces.append(
        Piece(range: lower..<upper, findings: Array(all.prefix(4)), more: max(0, all.count - 4))
      )
    }
  }

  /// The parts of a body to show when only about `limit` bytes of it may be: its beginning and the
  /// surroundings of the evidence, in order, not touching each other.
  func excerpt(of body: [UInt8], limit: Int) -> [Range<Int>] {
    guard body.count > limit else { return body.isEmpty ? [] : [0..<body.count] }
    let around = 120
    var left = max(limit, 1)
    let lead = pieces.isEmpty ? left : max(left / 4, min(left, 400))
    var parts = [0..<max(1, min(lead, left))]
    left -= parts[0].count
    for piece in pieces where left > 0 {
      let last = parts[parts.count - 1]
      let lower = max(piece.range.lowerBound - around, last.upperBound)
      let upper = min(piece.range.upperBound + around, body.count, lower + left)
      guard lower < upper else { continue }
      left -= upper - lower
      if lower <= last.upperBound + around {
        parts[parts.count - 1] = last.lowerBound..<upper
      } else {
        parts.append(lower..<upper)
      }
    }
    var result: [Range<Int>] = []
    for part in parts {
      let lower = VisibleText.floor(part.lowerBound, in: body)
      let upper = VisibleText.ceiling(part.upperBound, in: body)
      if let last = result.last, lower <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(upper, last.upperBound)
      } else {
        result.append(lower..<upper)
      }
    }
    return result
  }
}
