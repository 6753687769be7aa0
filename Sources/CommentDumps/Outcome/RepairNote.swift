// SPDX-License-Identifier: Apache-2.0

/// Something in a record that was mended or left out so that its comment could be kept.
///
/// There is at most one note for each kind and text of a record, whatever the number of places.
///
/// Sendable.
public struct RepairNote: Sendable, Hashable {
  /// The line the record starts on, from 1.
  public var line: Int
  /// The first place, in bytes from the start of the input.
  public var byteOffset: Int
  /// What was mended or passed over, as a short word; `Docs/Formats.md` lists them all. Among them:
  ///
  /// - `ill-formed-utf8`: bytes that are not UTF-8 became U+FFFD;
  /// - `lone-surrogate`: half of a surrogate pair became U+FFFD;
  /// - `duplicate-key`: a key came again, and the last value was taken;
  /// - `not-a-number`: `NaN` or `Infinity`, which JSON does not have, counts as null;
  /// - `unreadable-time`: a time was left out;
  /// - `unknown-body-format`: the body was read as plain text;
  /// - `wrong-type:KEY`: the value of an optional key was left out;
  /// - `cut-off`: the record's end is missing, and what it has was kept;
  /// - `encoding:NAME`: the input was not UTF-8, and was turned into it;
  /// - `not-a-comment:KIND`: something whole that is no comment, such as the post itself.
  public var kind: String

  /// Makes a note.
  public init(line: Int, byteOffset: Int, kind: String) {
    self.line = line
    self.byteOffset = byteOffset
    self.kind = kind
  }
}
