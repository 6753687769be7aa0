// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// Tells the threads of several inputs apart where their systems name them alike.
///
/// ```swift
/// let inputs = try DumpInputs.expand(paths: ["blogs/"])
/// let qualifier = ThreadQualifier(inputs: inputs)
/// // … for each batch of the input at `index`:
/// var comments = batch.comments
/// qualifier.apply(to: &comments, of: index, format: reader.format)
/// ```
///
/// WordPress, Discourse, Stack Exchange and Isso number posts anew on every site, so that post 12 of one
/// blog is not post 12 of another. When there are several inputs, threads of WordPress begin with the
/// post's host; those of the others with the folders (for Stack Exchange, the file as well) in which
/// their input stands, as far as inputs differ in them. Threads that are named after their file are
/// named by its path where several inputs have the same name. All other names stay as they are, and so
/// do all of them when there is one input.
///
/// Sendable.
public struct ThreadQualifier: Sendable {
  private let paths: [String]
  private let fileNames: [String]
  private let repeatedNames: Set<String>
  /// The folders of each input, without those that all have in common; empty, or with a slash at the end.
  private let folders: [String]

  /// Looks at the inputs that are read together.
  ///
  /// - Complexity: O(*n*) in the bytes of their paths.
  public init(inputs: [DumpInput]) {
    paths = inputs.map(\.path)
    let parts = paths.map { $0.split(separator: "/").map(String.init) }
    fileNames = zip(parts, paths).map { $0.last ?? $1 }
    let counts = Dictionary(fileNames.map { ($0, 1) }, uniquingKeysWith: +)
    repeatedNames = Set(counts.filter { $0.value > 1 }.keys)
    let above = parts.map { $0.dropLast() }
    var common = 0
    while let part = above.first?.dropFirst(common).first,
      above.allSatisfy({ $0.dropFirst(common).first == part })
    {
      common += 1
    }
    folders = above.map { $0.dropFirst(common).map { $0 + "/" }.joined() }
  }

  /// Names the threads of comments of one input.
  ///
  /// - Parameters:
  ///   - comments: Comments as the reader of the input gives them.
  ///   - index: The input's place among the inputs.
  ///   - format: The input's format.
  /// - Complexity: O(*n*) in the comments.
  /// - Precondition: `index` is the place of one of the inputs.
  public func apply(to comments: inout [Comment], of index: Int, format: DumpFormat) {
    guard paths.count > 1 else { return }
    precondition(paths.indices ~= index, "the input is one of those that are read together")
    switch format {
    case .page, .html, .hackerNewsHTML, .lobstersHTML, .csv, .tsv, .jsonRows,
      .ytDlp, .youTube:
      let name = fileNames[index]
      guard repeatedNames.contains(name) else { return }
      for place in comments.indices
      where comments[place].thread?.utf8.elementsEqual(name.utf8) ?? false {
        comments[place].thread = paths[index]
      }
    case .wordPress:
      for place in comments.indices {
        guard let thread = comments[place].thread, !thread.contains("://") else { continue }
        let host = comments[place].url.flatMap(Self.host).map { $0 + "/" }
        comments[place].thread = (host ?? folders[index]) + thread
      }
    case .discourse, .isso: prefix(&comments, with: folders[index])
    case .stackExchange:
      // A dump has one file of comments a site.
      let hasUsualName = fileNames[index].hasPrefix("Comments.xml")
      prefix(&comments, with: folders[index] + (hasUsualName ? "" : fileNames[index] + "/"))
    default: break
    }
  }

  private func prefix(_ comments: inout [Comment], with prefix: String) {
    guard !prefix.isEmpty else { return }
    for place in comments.indices {
      if let thread = comments[place].thread { comments[place].thread = prefix + thread }
    }
  }

  /// The host of an address, in lower case; `nil` if there is none.
  private static func host(of address: String) -> String? {
    guard let start = address.firstRange(of: "://")?.upperBound else { return nil }
    let host = address[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return host.isEmpty ? nil : host.lowercased()
  }
}
