// SPDX-License-Identifier: Apache-2.0

// What authors and moderators do to comments that are there already.

extension LiveThread {
  /// Puts a comment in the place of the one with its id, such as after its author has edited it, and judges it with
  /// what stands before it.
  ///
  /// Whatever comes afterwards is judged as if the thread had been written so from the beginning. Verdicts that were
  /// given do not change. Answers up to three levels below are looked at again, for what they quote may be gone; how
  /// hostile the others are does not change by it, unless rules of your own make that depend on more of the thread.
  ///
  /// - Complexity: O(*n*) in the comments of the thread and their bodies: some microseconds each. Nobody else's are
  ///   judged but the answers.
  /// - Returns: The verdict; `nil` if the thread has no comment with the id. Nothing has changed then. Of several with
  ///   one id, the first is replaced.
  public mutating func replace(_ comment: Comment, judgedBy scanner: CommentScanner) -> Verdict? {
    guard let place = firstWithID[Array(comment.id.utf8)].map(Int.init) else { return nil }
    return rebuild(without: place, putting: comment, scanner)
  }

  /// Takes a comment out of the thread, as if it had never been posted.
  ///
  /// What answered it stays, and answers something that is not there. It no longer counts as an attack, a copy or a
  /// part of a spiral. To keep its place in the tree, such as of a comment that is shown as deleted, ``replace(_:judgedBy:)``
  /// it by one with the body that is shown.
  ///
  /// - Complexity: As ``replace(_:judgedBy:)``.
  /// - Returns: The comment; `nil` if the thread has none with the id, which is not an error. Of several with one id,
  ///   the first is removed.
  @discardableResult
  public mutating func remove(_ id: String, judgedBy scanner: CommentScanner) -> Comment? {
    guard let place = firstWithID[Array(id.utf8)].map(Int.init) else { return nil }
    let removed = comments[place]
    rebuild(without: place, putting: nil, scanner)
    return removed
  }

  /// Writes the thread anew, with another comment at a place or with none there.
  @discardableResult
  private mutating func rebuild(
    without place: Int,
    putting comment: Comment?,
    _ scanner: CommentScanner
  ) -> Verdict? {
    var rest = LiveThread(id: id)
    // What those who are forgotten did is known from nowhere else.
    for (target, list) in attacks {
      let forgotten = list.filter { $0.comment < 0 }
      if !forgotten.isEmpty { rest.attacks[target] = forgotten }
    }
    var verdict: Verdict?
    for index in comments.indices {
      if index == place {
        if let comment { verdict = rest.append(comment, judgedBy: scanner) }
      } else if standings[index] != .notJudged, isLittle(above: index, place) {
        _ = rest.append(comments[index], judgedBy: scanner)
      } else {
        let (_, new) = rest.place(comments[index])
        rest.note(hostility[index], standings[index], of: new)
      }
    }
    self = rest
    return verdict
  }

  /// Whether the comment at a place is among those above another that are looked at when that one is judged.
  private func isLittle(above index: Int, _ place: Int) -> Bool {
    var ancestor = parents[index]
    for _ in 0..<Self.ancestorCount {
      if ancestor == Int32(place) { return true }
      guard ancestor >= 0 else { return false }
      ancestor = parents[Int(ancestor)]
    }
    return false
  }
}
