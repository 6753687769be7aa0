// SPDX-License-Identifier: Apache-2.0
// Words of ours about what is said of groups of people; see SignalReader+Groups.swift.
// swift-format-ignore-file

/// What words say about a group of people that stands in the same sentence.
///
/// Content warning: these are the words of contempt, of harm and of worth.
enum GroupWordTable {
  /// How somebody feels about a group.
  static let attitude = """
    hate hates hated hating despise despises despised despising loathe loathes loathing detest detests detesting abhor
    abhors hatred disgusts repulse repulses repulsed disgusted disgust resent
    resents revolt revolts sickens sickened fear furious angry anger rage fury scorn contempt revulsion loathing sick
    fed
    """

  /// The words that are looked for through misspellings.
  static var telling: [Substring] {
    [attitude, harm, predicate].flatMap { text in
      text.split { $0 == " " || $0 == "\n" }
    }
  }

  /// What somebody wants to be done to a group.
  static let harm = """
    kill killed killing murder murdered shoot shot hang hanged hung lynch lynched gas gassed burn burned burnt beat
    beaten bash bashed stab stabbed slaughter slaughtered exterminate exterminated extermination eradicate eradicated
    eliminate eliminated annihilate annihilated wiped wipe deport deported expel expelled banned ban jailed imprison
    imprisoned locked castrate castrated sterilize sterilized sterilise sterilised rape raped torture tortured hurt
    attack attacked punch punched smash smashed destroy destroyed crush crushed drown drowned execute executed die
    dead suffer slapped kicked removed silenced punished punish segregated enslaved purge purged rid culled cull bomb
    bombed nuke nuked stoned strangled choke choked
    death execution attacking torturing beating shooting hanging burning throat throats neck necks slit snap
    """

  /// What announces or demands it.
  static let modal = """
    should must ought need needs deserve deserves deserved gonna going will i'd we'd if how someone somebody solution illegal legal decriminalised decriminalized to want wants wanna let's lets let wish hope
    would ready time i'll we'll gotta better
    """

  /// What a group is said to be.
  static let predicate = """
    disgusting revolting repulsive vile evil wicked filthy dirty nasty ugly stupid dumb inferior subhuman worthless
    useless pathetic horrible awful terrible gross sick sickening immoral perverted perverts pervert unnatural
    abnormal barbaric barbarians backward backwards savage savages primitive uncivilised uncivilized dangerous violent
    lazy greedy corrupt scum vermin trash garbage filth pigs pig animals animal monkeys apes rats rat cockroaches
    cockroach parasites parasite leeches leech insects insect disease diseases plague cancer virus poison poisonous
    threat burden abomination abominations criminals criminal terrorists terrorist rapists rapist thieves thief
    murderers murderer liars liar scammers invaders freaks freak monsters monster degenerates degenerate predators
    predator pedophiles pedophile paedophiles demons demonic devils idiots idiot morons moron retarded retards fools
    losers loser failures failure mistake mistakes scumbags cowards cunts bitches bitch whores sluts assholes
    despicable intolerable unbearable gullible insane crazy psycho weak cowardly treacherous untrustworthy dishonest
    dishonourable shameful disgrace disgraces embarrassing annoying hateful horrid rotten toxic hideous shit crap
    repugnant repellent loathsome abhorrent deplorable nauseating horrendous menace danger dangers terrible
    dumber stupider lesser worst worse lower
    """

  /// What a group is said to do.
  static let deed = """
    ruin ruins ruining ruined destroying destroys invade invades invading invaded infest infests infesting pollute
    pollutes polluting infect infects infecting steal steals stealing breed breeding terrorize terrorise terrorizing
    rape raping murdering leeching corrupting corrupts scam scamming overrun overrunning destroyed
    """

  /// What a group is granted, or denied where a negation stands before.
  static let worth = """
    belong belongs deserve deserves deserved welcome human humans normal natural allowed exist exists trusted trust
    rights right equal respect respected accepted vote tolerate tolerated worthy worth civilized civilised stand decent
    smart intelligent better
    """

  /// What speaks for a group when nothing denies it.
  static let praise = """
    love loves loved adore respect respects admire admires support supports great wonderful amazing awesome beautiful
    brilliant lovely proud brave inspiring welcome equal friend friends cherish celebrate appreciate protect kind
    fantastic valuable strong rights equality deserve deserves good nice happy
    """

  /// What somebody says, or does, to a group that the comment stands up for.
  static let act = """
    calling telling threatening wishing accusing insulting saying claiming treating treats treat comparing blaming
    harassing demonizing demonising dehumanizing dehumanising stereotyping advocating condoning condone
    """

  /// What names a saying.
  static let speech = """
    like statement statements message messages comment comments words phrase phrases slogan slogans chant chants chanting
    chanted shout shouts shouted threat threats wishing tweet tweets tweeting post posts yell yells yelled yelling
    hearing heard screaming screamed scream scrawled spray-painted graffiti
    """

  /// What says that something said about a group is wrong.
  static let counter = """
    wrong racist racism sexist sexism homophobic homophobia transphobic transphobia islamophobic xenophobic bigot
    bigots bigotry bigoted ableist antisemitic unacceptable disagree condemn offensive hateful prejudice prejudiced
    discrimination saying says said tweeted wrote called calling stereotype stereotypes misogynistic misogynist
    hurtful harmful disheartening consequences apologise apologize
    reported reporting untrue false claim claims claiming saying
    writing posting shouting banned prison treats treat hatred
    """
}
