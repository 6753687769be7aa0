// SPDX-License-Identifier: Apache-2.0

/// A Reddit id with or without its prefix (`t1_` a comment, `t3_` a submission).
struct RedditName {
  private let name: String

  init(_ name: String) { self.name = name }

  /// Without the prefix.
  var bare: String { hasPrefix("t1_") || hasPrefix("t3_") ? cut : name }

  /// The id if the name is that of a comment.
  var commentID: String? { hasPrefix("t1_") ? cut : nil }

  /// The comment that is answered; `nil` at the top level.
  func parent(in thread: String?) -> String? {
    if hasPrefix("t3_") { return nil }
    if hasPrefix("t1_") { return cut }
    if let thread, thread.utf8.elementsEqual(name.utf8) { return nil }
    return name
  }

  private func hasPrefix(_ prefix: String) -> Bool {
    name.utf8.count > 3 && name.utf8.starts(with: prefix.utf8)
  }

  private var cut: String { String(decoding: name.utf8.dropFirst(3), as: UTF8.self) }
}
