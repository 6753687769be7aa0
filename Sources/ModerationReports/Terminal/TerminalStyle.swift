// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The looks a piece of terminal text may have.
enum TerminalStyle: UInt8 {
  case plain, strong, quiet, evidence, escaped, removeAction, holdAction, reportAction, allowAction

  init(_ action: Action) {
    switch action {
    case .remove: self = .removeAction
    case .hold: self = .holdAction
    case .report: self = .reportAction
    case .allow: self = .allowAction
    }
  }

  /// The parameters of the SGR control sequence (ECMA-48, 8.3.117) that switches the style on.
  var parameters: String {
    switch self {
    case .plain: "0"
    case .strong: "1"
    case .quiet: "2"
    case .evidence: "1;30;43"
    case .escaped: "7"
    case .removeAction: "1;31"
    case .holdAction: "1;33"
    case .reportAction: "1;36"
    case .allowAction: "32"
    }
  }
}
