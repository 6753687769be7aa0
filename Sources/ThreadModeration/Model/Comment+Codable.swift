// SPDX-License-Identifier: Apache-2.0

/// For state that a program keeps for itself. The JSON Lines of dumps are read by `CommentDumps`.
extension Comment: Codable {
  private enum CodingKeys: String, CodingKey {
    case id, body, thread, parent, author, authorID, createdAt, bodyFormat, title, url, score
    case authorCreatedAt, authorKarma, isSubmitter, isModerator, lang, details
  }

  /// Reads a comment back.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try fields.decode(String.self, forKey: .id),
      body: try fields.decode(String.self, forKey: .body),
      thread: try fields.decodeIfPresent(String.self, forKey: .thread),
      parent: try fields.decodeIfPresent(String.self, forKey: .parent),
      author: try fields.decodeIfPresent(String.self, forKey: .author),
      authorID: try fields.decodeIfPresent(String.self, forKey: .authorID),
      createdAt: try fields.decodeIfPresent(Int64.self, forKey: .createdAt),
      bodyFormat: try fields.decode(BodyFormat.self, forKey: .bodyFormat),
      title: try fields.decodeIfPresent(String.self, forKey: .title),
      url: try fields.decodeIfPresent(String.self, forKey: .url),
      score: try fields.decodeIfPresent(Int.self, forKey: .score),
      authorCreatedAt: try fields.decodeIfPresent(Int64.self, forKey: .authorCreatedAt),
      authorKarma: try fields.decodeIfPresent(Int.self, forKey: .authorKarma),
      isSubmitter: try fields.decodeIfPresent(Bool.self, forKey: .isSubmitter),
      isModerator: try fields.decodeIfPresent(Bool.self, forKey: .isModerator),
      lang: try fields.decodeIfPresent(String.self, forKey: .lang),
      details: try fields.decodeIfPresent(CommentDetails.self, forKey: .details) ?? CommentDetails()
    )
  }

  /// Writes every field that is known.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(id, forKey: .id)
    try fields.encode(body, forKey: .body)
    try fields.encodeIfPresent(thread, forKey: .thread)
    try fields.encodeIfPresent(parent, forKey: .parent)
    try fields.encodeIfPresent(author, forKey: .author)
    try fields.encodeIfPresent(authorID, forKey: .authorID)
    try fields.encodeIfPresent(createdAt, forKey: .createdAt)
    try fields.encode(bodyFormat, forKey: .bodyFormat)
    try fields.encodeIfPresent(title, forKey: .title)
    try fields.encodeIfPresent(url, forKey: .url)
    try fields.encodeIfPresent(score, forKey: .score)
    try fields.encodeIfPresent(authorCreatedAt, forKey: .authorCreatedAt)
    try fields.encodeIfPresent(authorKarma, forKey: .authorKarma)
    try fields.encodeIfPresent(isSubmitter, forKey: .isSubmitter)
    try fields.encodeIfPresent(isModerator, forKey: .isModerator)
    try fields.encodeIfPresent(lang, forKey: .lang)
    if !details.isEmpty { try fields.encode(details, forKey: .details) }
  }
}
