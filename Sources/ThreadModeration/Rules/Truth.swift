// SPDX-License-Identifier: Apache-2.0

/// Yes, no, or not known because the data for it is missing.
enum Truth: Sendable, Equatable {
  case yes, no, unknown

  init(_ value: Bool?) {
    self =
      switch value {
      case true?: .yes
      case false?: .no
      case nil: .unknown
      }
  }

  static prefix func ! (value: Truth) -> Truth {
    switch value {
    case .yes: .no
    case .no: .yes
    case .unknown: .unknown
    }
  }
}
