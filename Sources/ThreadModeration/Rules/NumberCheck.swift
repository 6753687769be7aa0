// SPDX-License-Identifier: Apache-2.0

/// Compares a number of a comment with a limit.
public struct NumberCheck: Sendable, Hashable {
  /// A number that belongs to a comment.
  public indirect enum Quantity: Sendable, Hashable {
    /// The length of the body in characters (Unicode scalars), without the non-word characters at
    /// both ends, as AutoModerator counts it.
    case bodyLength
    /// Votes.
    case score
    /// The author's karma.
    case authorKarma
    /// The age of the author's account when the comment was written, in days.
    case accountAgeInDays
    /// The depth in the thread; 1 at the top.
    case depth
    /// The value of a signal, by name.
    case signal(String)
    /// As ``bodyLength``, of the body without quoted and empty lines
    /// (``TextView/withoutBlockquotes``).
    case bodyLengthWithoutBlockquotes
    /// The length of the post's text, counted as ``bodyLength``.
    case postBodyLength
    /// A detail that the platform records. A kind of karma that is not recorded is read from
    /// ``Comment/authorKarma``, where that is the only karma there is.
    case detail(CommentDetails.Number)
    /// The age of the post when the comment was written, in days.
    case postAgeInDays
    /// The day of the week on which the comment was written (UTC): 1 is Monday, 7 is Sunday.
    case weekday
    /// Something about the thread; unknown for a comment judged alone.
    case thread(ThreadQuantity)
    /// A fixed number.
    case constant(Double)
    /// Two quantities taken together. A division by zero is unknown. At most 256 levels.
    case arithmetic(Quantity, Arithmetic, Quantity)
  }

  /// A number that belongs to a thread, or to the comment's place in it.
  public enum ThreadQuantity: String, Sendable, Hashable, CaseIterable {
    /// Comments in the thread.
    case comments
    /// Distinct authors in the thread.
    case authors
    /// The depth of the deepest comment.
    case maxDepth = "max_depth"
    /// The comment's own depth; 1 at the top.
    case depth
    /// Direct replies to the comment.
    case replies
    /// Comments below the comment, at any depth.
    case descendants
    /// Comments by the author in the thread, this one included.
    case authorComments = "author_comments"
    /// Earlier comments in the thread with the same text.
    case earlierCopies = "earlier_copies"
    /// Comments by the author in the 60 seconds up to this one, itself included.
    case authorCommentsInMinute = "author_comments_in_minute"
    /// Seconds between the parent comment and this one.
    case secondsSinceParent = "seconds_since_parent"
    /// The place among the thread's comments in the order of the data; 1 is the first.
    case position
  }

  /// How two quantities are taken together.
  public enum Arithmetic: String, Sendable, Hashable, CaseIterable {
    /// The sum.
    case plus = "+"
    /// The difference.
    case minus = "-"
    /// The product.
    case times = "*"
    /// The quotient.
    case over = "/"

    /// The result; `nil` where there is none.
    public func result(_ a: Double, _ b: Double) -> Double? {
      let value =
        switch self {
        case .plus: a + b
        case .minus: a - b
        case .times: a * b
        case .over: a / b
        }
      return value.isFinite ? value : nil
    }
  }

  /// How the number has to compare.
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    /// Less than the limit.
    case less = "<"
    /// At most the limit.
    case atMost = "<="
    /// The limit itself.
    case equal = "="
    /// At least the limit.
    case atLeast = ">="
    /// More than the limit.
    case greater = ">"

    /// Whether `value` compares so with `limit`.
    public func holds(_ value: Double, _ limit: Double) -> Bool {
      switch self {
      case .less: value < limit
      case .atMost: value <= limit
      case .equal: value == limit
      case .atLeast: value >= limit
      case .greater: value > limit
      }
    }
  }

  /// The number.
  public var quantity: Quantity
  /// How it has to compare.
  public var comparison: Comparison
  /// With what.
  public var limit: Double

  /// Makes a check.
  public init(_ quantity: Quantity, _ comparison: Comparison, _ limit: Double) {
    self.quantity = quantity
    self.comparison = comparison
    self.limit = limit
  }
}

extension NumberCheck {
  /// The deepest nesting of arithmetic: a sum of that many numbers.
  static let maxDepth = 256
}

extension NumberCheck.Quantity {
  /// The levels of the arithmetic; 1 for a number by itself. The recursion is bounded: what has more than
  /// `limit` levels is cut there.
  func depth(limit: Int = NumberCheck.maxDepth + 1) -> Int {
    guard limit > 1, case .arithmetic(let a, _, let b) = self else { return 1 }
    return 1 + max(a.depth(limit: limit - 1), b.depth(limit: limit - 1))
  }
}
