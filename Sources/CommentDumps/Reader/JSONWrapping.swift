// SPDX-License-Identifier: Apache-2.0

/// Finds comments in JSON that has something around them: what a script asked for and when, the name of
/// each video before its answer.
enum JSONWrapping {
  /// How deep a wrapping may be.
  private static let maxDepth = 4
  /// Members of an object that are looked at to recognize a format.
  private static let maxMembers = 64

  /// The format of the first thing inside of a value that is in one.
  static func format(inside value: JSONValue) -> DumpFormat? {
    var waiting = [(value: value, depth: 0)]
    while let (next, depth) = waiting.popLast() {
      if depth > 0, let format = format(of: next) { return format }
      guard depth < maxDepth else { continue }
      waiting += nested(in: next).prefix(maxMembers).map { ($0, depth + 1) }.reversed()
    }
    return nil
  }

  /// The things of a format inside of a value, and those that are nothing of it.
  static func parts(
    of value: JSONValue,
    in format: DumpFormat
  ) -> (found: [JSONValue], others: [JSONValue]) {
    if isIn(format, value) { return ([value], []) }
    var found: [JSONValue] = []
    var others: [JSONValue] = []
    var waiting = [(value: value, depth: 0)]
    while let (next, depth) = waiting.popLast() {
      if depth > 0, isIn(format, next) {
        found.append(next)
        continue
      }
      let inner = nested(in: next)
      if inner.isEmpty || depth == maxDepth {
        others.append(next)
      } else {
        waiting += inner.map { ($0, depth + 1) }.reversed()
      }
    }
    return (found, others)
  }

  /// The objects and the lists of objects that an object holds.
  private static func nested(in value: JSONValue) -> [JSONValue] {
    value.members.map(\.value).filter { $0.isObject || $0.first?.isObject ?? false }
  }

  private static func format(of value: JSONValue) -> DumpFormat? {
    guard let format = JSONSignature.readable(value) else { return nil }
    // Much has an id and words: what is said to be comments alone is taken for some.
    return format == .jsonLines && !value.has("comments") ? nil : format
  }

  private static func isIn(_ format: DumpFormat, _ value: JSONValue) -> Bool {
    JSONSignature.readable(value) == format
  }
}
