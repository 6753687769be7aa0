// SPDX-License-Identifier: Apache-2.0

/// Tells answers that say how well something went from others: what planted accounts write below a pitch.
enum Testimony {
  /// Words of people who got something out of it, in the languages that such pitches come in most.
  private static let words = SignalReader.hashes(
    """
    thank thanks thx legit real genuine works worked working paid payout received earned earning withdrew withdrawal profit \
    profits cured healed helped saved recovered recovery changed amazing best trusted recommend reliable blessed bless \
    grateful happy \
    gracias funciona funcionó pagó pagaron recibí gané confiable bendiga obrigado obrigada funcionou recebi ganhei \
    confiável merci fiable reçu gagné danke funktioniert ausgezahlt bekommen terbukti terima makasih cair untung amanah \
    teşekkürler kazandım güvenilir спасибо работает реально выплатили вывел вывела заработал заработала помог помогла \
    проверено
    """
  )
  /// Words of people who do not believe it.
  private static let doubts = SignalReader.hashes(
    """
    scam scams scammer scammers scamming fake fraud spam spammer bot bots reported report beware warning liar lies \
    don't dont not never stop lol estafa falso golpe fraude mentira arnaque betrug penipu penipuan bohong dolandırıcı \
    развод мошенник мошенники обман
    """
  )
  /// More is no testimony but a talk.
  private static let maxBytes = 600

  /// Whether a text is a short report of success without doubt or a question of more than a few words.
  ///
  /// - Complexity: O(*n*) in its bytes; longer ones than 600 bytes are not looked at.
  static func isOne(_ body: String) -> Bool {
    guard body.utf8.count <= maxBytes else { return false }
    var testifies = false
    let separators: Set<Character> = ["'", "’"]
    for word in body.lowercased().split(whereSeparator: { !$0.isLetter && !separators.contains($0) }
    ) {
      let hash = StableHash.of(Array(word.utf8))
      if doubts.contains(hash) { return false }
      if words.contains(hash) { testifies = true }
    }
    return testifies
  }
}
