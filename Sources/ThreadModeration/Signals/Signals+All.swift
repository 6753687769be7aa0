// SPDX-License-Identifier: Apache-2.0

extension Signals {
  /// Every signal, in the order of `SignalID`.
  public static let all: [SignalDefinition] = hostility + spam + links + conduct
}
