// SPDX-License-Identifier: Apache-2.0

/// How far apart two short names are, for suggestions.
public enum EditDistance {
  /// The least number of bytes to insert, delete or replace to make one text of the other.
  ///
  /// - Complexity: O(*a* · *b*) bytes; texts are cut at 100 bytes first.
  /// - Source: Wagner, Fischer, "The string-to-string correction problem", JACM 21 (1974).
  public static func between(_ a: String, _ b: String) -> Int {
    let a = Array(a.utf8.prefix(100))
    let b = Array(b.utf8.prefix(100))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[b.count]
  }

  /// The name closest to a misspelt one; the first of several; `nil` if there are none.
  public static func nearest(to name: String, among names: [String]) -> String? {
    names.min { between(name, $0) < between(name, $1) }
  }
}
