// SPDX-License-Identifier: Apache-2.0
// Words of ours; see LanguageWords.swift.
// swift-format-ignore-file

/// The commonest words of languages, from which it is seen what a comment is written in.
enum LanguageWordTable {
  /// One line a list: a group of languages as `ForeignWords.Languages` names it (or one that is not told apart), a
  /// tab, what its words are for, a tab, and the words, as the normalized view has them.
  ///
  /// `counted` words are counted against those of English, to see that a comment is in another language; `telling`
  /// ones tell which one, where a word has another meaning in it; those of `both` do both.
  static let text = """
german	both	der das und ist nicht ein eine zu den dem auf mit fur von ich wir sie es auch aber
german	counted	wie
german	telling	einen zum zur im er bei war sind
french	both	le la les une des et est pas que dans pour sur avec ce il elle je nous vous
french	counted	c'est j'ai cette
french	telling	du qui au sont
nordic	both	och det att som inte jag ikke
nordic	counted	med
nordic	telling	pa ar en ett vi du av til er jeg nu var klockan han hon mig
southern	both	los las una que es por con para muy um uma nao il di che non per sono mi tu su
southern	counted	de os meu minha seu sua muito muita essa esse isso voce vc pra mais tem foi ele ela eu aqui esta este pero yo del eres porque della ma piu questo questa
southern	telling	el y em com gli
dutch	both	het een van niet ik je dat voor maar
dutch	telling	en op te zijn met ook heeft wordt
indonesian	counted	yang dan ini itu saya gak aku ada untuk dengan tidak juga bisa sudah udah banget
turkish	counted	bir ve bu cok icin degil ben sen
slavic	counted	nie jest ze jak ale
english	both	the of and is you that was are with this have not they my your
english	counted	but what it's just i'm
english	telling	to for as be it at from we i a on
"""
}
