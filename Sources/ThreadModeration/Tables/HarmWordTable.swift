// SPDX-License-Identifier: Apache-2.0
// Words of ours about harm that is announced or wished; see SignalReader+Harm.swift.
// swift-format-ignore-file

/// What words say in a sentence that announces harm ("I'm going to … your …") or wishes it ("I hope you …").
///
/// Content warning: these are the words of threats.
enum HarmWordTable {
  /// What is done to people.
  static let harm = """
    kill killing murder murdering shoot shooting stab stabbing strangle strangling choke choking behead beheading
    decapitate lynch lynching slaughter slaughtering butcher butchering rape raping maim maiming cripple crippling gut
    gutting bury burying drown drowning poison poisoning torture torturing bludgeon curbstomp knife suffocate
    electrocute castrate castrating mutilate hurt hurting harm harming punch punching headbutt batter battering deck
    decking slap slapping smack smacking pummel hang hanging execute executing waterboard burn burning bash bashing
    unalive shank shanking smother smothering end ending
    """

  /// What is done to things as well, and in games: to somebody only together with a part of the body or what is theirs.
  static let rough = """
    beat beating break breaking smash smashing crush crushing crack cracking snap snapping rip ripping tear tearing cut
    cutting slit slitting kick kicking knock knocking cave caving split splitting rearrange rearranging torch torching
    firebomb firebombing trash trashing wreck wrecking stomp stomping bust busting chop chopping key keying carve
    carving bite biting boot booting ram ramming slash slashing wring wringing twist twisting stamp stamping
    """

  /// Parts of a body.
  static let limb = """
    face faces head heads skull neck throat jaw teeth tooth nose leg legs kneecap kneecaps knees knee arm arms finger
    fingers bone bones eye eyes ribs rib spine brains guts gut chest balls nuts tongue lip ears mouth hand hands arse
    ass
    """

  /// What belongs to people, and who belongs to them.
  static let belonging = """
    house home flat apartment windows window car tyres tires truck van bike shop office family kid kids child children
    son daughter wife husband mum mom mother dad father sister brother parents dog dogs cat cats pets pet
    """

  /// Rough words with what stands behind their object and says that somebody's body is meant.
  static let directions = """
    mess:up beat:up fuck:up chop:up smash:up bash:up hunt:down hunting:down track:down tracking:down run:over running:over run:off
    running:off run:down ram:off push:under pushing:under push:off shove:off throw:off throwing:off push:down throw:down
    rip:apart tear:apart rip:open cut:open split:open beat:senseless kick:senseless beat:bloody beat:unconscious
    knock:out knocking:out take:out put:down put:through messing:up fucking:up beating:up set:on setting:on
    """

  /// Where somebody is put who will not come back unharmed.
  static let doom = "hospital grave coffin morgue wheelchair bodybag ditch ground icu floor wall fire pavement river"

  /// Somebody who announces it with the verb in one word.
  static let announcer = "i'll we'll imma ima i'ma i'mma i'd we'd finna gonna"

  /// Somebody who announces it.
  static let speaker = "i we i'm im we're somebody someone"

  /// What puts it into the future.
  static let future = """
    will gonna going would could should about want wanna finna gotta swear lemme come coming ready love happily gladly
    promise
    """

  /// What wishes.
  static let wish = "hope hopes hoping wish wishing pray prays praying crossed wait"

  /// What says that somebody has earned it.
  static let merit = "should ought need needs must deserve deserves deserved can"

  /// What is wished to somebody.
  static let fate = """
    die dies dying rot rots burn burns choke chokes suffer suffers drown drowns perish perishes starve starves bleed
    bleeds suffocate suffocates
    """

  /// What is done to somebody in such a wish.
  static let suffered = """
    shot hanged hung killed executed lynched beaten stabbed gassed burned burnt raped drowned strung flogged whipped
    stoned castrated sterilised sterilized crucified guillotined horsewhipped murdered tortured strangled slaughtered
    culled beheaded shanked mugged euthanised euthanized neutered electrocuted penned caged
    """

  /// What is caught in such a wish.
  static let plague = """
    cancer aids hiv covid ebola leukaemia leukemia stroke tumour tumor syphilis incurable terminal gonorrhea rabies
    """

  /// How it is caught.
  static let reached = "get gets getting got catch catches catching contract contracts"

  /// Cars and the like, and what they do in such a wish.
  static let vehicle = "plane flight car bus train ship boat house bike truck"
  static let wreck = "crash crashes explode explodes sink sinks burn burns down collapse collapses derails"

  /// Who is meant, but for whoever is answered.
  static let person = """
    he she they him her them everyone everybody whoever anyone who people man woman men women guy guys kids children
    judge judges driver drivers politicians politician boss neighbours neighbors family every each all those these lot
    """

  /// What says that the worst did not come, or should not.
  static let relief = """
    beat survive survives recover recovers overcome avoid avoids without free never not don't dont doesn't doesnt didn't
    won't wont wouldn't cannot can't cant nobody no isn't shouldn't aren't instead hate sorry afraid nor neither
    """

  /// What tells a story or a game, or is fond of somebody.
  static let play = """
    game games match rematch boss level pvp server lobby ranked chess kart fifa film movie show episode season
    character song scene book story novel sims minecraft duel kindness kisses tickles hugs cuddles laughing laughter
    cuteness joke jokes
    """
}
