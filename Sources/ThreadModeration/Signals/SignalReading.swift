// SPDX-License-Identifier: Apache-2.0

/// The value of one signal for one comment.
public struct SignalReading: Sendable, Hashable, Codable {
  /// The signal's name, such as `spam.contact-handle`.
  public var name: String
  /// Its value: 1 for a flag that is up, else the number that its definition says.
  public var value: Double

  /// Makes a reading.
  public init(name: String, value: Double) {
    self.name = name
    self.value = value
  }
}
