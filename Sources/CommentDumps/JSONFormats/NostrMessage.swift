// SPDX-License-Identifier: Apache-2.0

/// What a relay of Nostr says: an event (`["EVENT", "subscription", {…}]`), or how things stand
/// (`["EOSE", "subscription"]`).
///
/// Source: NIP-01, communication between clients and relays.
struct NostrMessage {
  /// The event; `nil` if the message has none.
  let event: JSONValue?

  private static let kinds = ["EVENT", "EOSE", "NOTICE", "OK", "CLOSED", "AUTH", "REQ", "CLOSE"]

  /// Reads a message; `nil` for other values.
  init?(_ value: JSONValue) {
    guard value.isArray, let kind = value.first, Self.kinds.contains(where: kind.isString) else {
      return nil
    }
    let event = value.elements.first { $0.isObject && $0.has("pubkey") && $0.has("kind") }
    self.event = kind.isString("EVENT") ? event : nil
    if kind.isString("EVENT"), event == nil { return nil }
  }
}
