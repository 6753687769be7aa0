// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What inputs say that are read one after the other, for those that come later: the stories of Hacker
/// News that a folder has one a file, the posts of a Discourse topic whose pages are files, messages.
///
/// ```swift
/// let memory = InputMemory()
/// for input in inputs {
///   var options = DumpOptions()
///   options.memory = memory
///   var reader = try DumpReader(source: input.open(), name: input.path, options: options)
///   // … read all of it
/// }
/// ```
///
/// An input adds to it when its end was read; one that is not read to its end takes with it what it
/// knows. Of each kind at most ``maxPosts`` are kept; of further stories of Hacker News only the ids.
///
/// Sendable: a lock protects what is kept. Two are equal if they are the same one.
public final class InputMemory: Sendable, Hashable {
  /// The most posts of one kind that are kept, about 150 bytes each.
  public static let maxPosts = 2_000_000

  struct Contents: Sendable {
    var stories: [String: HackerNewsReader.Story] = [:]
    var topics: [String: [Int: String]] = [:]
    var entries = AtomReader.Entries()
    /// The videos of YouTube's comments by their ids.
    var videos: [[UInt8]: String] = [:]
    /// The threads of messages by their ids.
    var mails: [[UInt8]: String] = [:]
  }

  private let contents = Mutex(Contents())

  /// A memory that is empty.
  public init() {}

  /// Whether both are the same memory.
  public static func == (a: InputMemory, b: InputMemory) -> Bool { a === b }

  /// Feeds the identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

  /// Takes a part out, so that it is not copied while it grows.
  func take<Part: Sendable>(
    _ part: any WritableKeyPath<Contents, Part> & Sendable,
    leaving empty: Part
  ) -> Part {
    contents.withLock { contents in
      let taken = contents[keyPath: part]
      contents[keyPath: part] = empty
      return taken
    }
  }

  func write(_ body: (inout Contents) -> Void) { contents.withLock { body(&$0) } }
}
