// SPDX-License-Identifier: Apache-2.0

/// Tells of the activities that wrote and changed a note which one is to be read, so that it counts once.
///
/// In a collection the newest words count, in the place of the first of its activities, whichever order the
/// collection has. Of activities that do not stand in one collection the first counts. Notes that were only
/// written (`Create`) are not compared with each other.
///
/// Memory: a hash for each note that was written or changed, of at most ``maxNotes``; later ones are not
/// compared with those before.
struct NoteVersions {
  /// The most notes that are remembered.
  static let maxNotes = 2_000_000

  /// The newest version of each note in the collection that is read, of those that were changed.
  private var newest: [String: JSONValue] = [:]
  /// Notes that were written, and those that were changed.
  private var written: Set<Int> = []
  private var changed: Set<Int> = []

  /// Looks through a collection before it is read.
  ///
  /// - Complexity: O(*n*) in its activities.
  mutating func learn(_ activities: JSONValue) {
    var found: [String: JSONValue] = [:]
    for activity in activities.elements {
      guard Self.isChange(activity), let (id, note) = Self.note(of: activity) else { continue }
      if let other = found[id], Self.time(of: other) > Self.time(of: note) { continue }
      found[id] = note
    }
    newest.merge(found) { _, later in later }
  }

  /// The note to read for an activity; `nil` if it was read already.
  mutating func newest(of activity: JSONValue) -> JSONValue? {
    guard let (id, note) = Self.note(of: activity) else { return activity["object"] }
    let hash = Array(id.utf8).hashValue
    let isChange = Self.isChange(activity)
    if changed.contains(hash) || isChange && written.contains(hash) { return nil }
    let version = newest.removeValue(forKey: id)
    if written.count + changed.count < Self.maxNotes {
      if isChange || version != nil { changed.insert(hash) } else { written.insert(hash) }
    }
    return version ?? note
  }

  private static func isChange(_ activity: JSONValue) -> Bool {
    activity["type"]?.isString("Update") ?? false
  }

  /// What an activity is about, and its id, if it has all that a comment needs.
  private static func note(of activity: JSONValue) -> (id: String, note: JSONValue)? {
    guard let note = activity["object"], note.isObject, !note.isCut,
      note["content"]?.kind == .string || note["contentMap"]?.isObject ?? false
    else { return nil }
    var fields = JSONFields(note)
    return fields.identifier(["id"]).map { ($0, note) }
  }

  /// When a note was changed last.
  private static func time(of note: JSONValue) -> Int64 {
    var fields = JSONFields(note)
    return fields.time(["updated", "published"]) ?? 0
  }
}
