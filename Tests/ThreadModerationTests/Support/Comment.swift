// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Swift Testing has a `Comment` of its own; in this target the word means ours.
typealias Comment = ThreadModeration.Comment
