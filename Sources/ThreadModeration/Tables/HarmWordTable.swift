// SPDX-License-Identifier: Apache-2.0
// Words of ours about harm that is announced or wished; see SignalReader+Harm.swift.
// swift-format-ignore-file

/// What words say in a sentence that announces harm ("I'm going to … your …") or wishes it ("I hope you …").
///
/// Content warning: these are the words of threats.
enum HarmWordTable {
  /// What is done to people.
  static let harm = """
    kill killing murder murdering shoot shooting stab stabbing strangle strangling behead beheading decapitate lynch
    lynching slaughter slaughtering butcher butchering rape raping maim maiming cripple crippling bludgeon curbstomp
    knife suffocate electrocute castrate castrating mutilate hurt hurting harm harming punch punching headbutt batter
    battering pummel execute executing bash bashing unalive shank shanking torture torturing choke choking drown
    drowning poison poisoning end ending
    """

  /// What is done to people somewhere: "stab you in the …".
  static let aimed = "stab stabbing shoot shooting punch punching knife"

  /// What is done to parts of a body.
  static let breaking = """
    break breaking smash smashing crush crushing crack cracking snap snapping rip ripping tear tearing slit slitting kick
    kicking knock knocking cave caving split splitting rearrange rearranging stomp stomping carve carving wring wringing
    slash slashing bash bashing stab stabbing punch punching chop chopping
    """

  /// What is done to people's own: family and animals.
  static let hunting = """
    kill killing murder murdering shoot shooting stab stabbing strangle strangling poison poisoning rape raping
    slaughter slaughtering hurt hurting harm harming behead beheading
    """

  /// What is done to their things.
  static let wrecking = """
    smash smashing break breaking torch torching firebomb firebombing trash trashing wreck wrecking burn burning key
    keying slash slashing ram ramming
    """

  /// Parts of a body.
  static let limb = """
    face faces head heads skull neck throat jaw teeth tooth nose leg legs kneecap kneecaps knees knee arm arms finger
    fingers bone bones ribs rib spine brains guts gut chest tongue
    """

  /// Who belongs to people.
  static let kin = """
    family kid kids child children son daughter wife husband mum mom mother dad father sister brother parents dog dogs
    cat cats pets
    """

  /// What belongs to them.
  static let things = "house home flat apartment windows window car tyres tires truck van bike shop"

  /// Rough words with what stands behind their object and says that somebody's body is meant.
  static let directions = """
    mess:up beat:up fuck:up bash:up smash:up messing:up fucking:up beating:up hunt:down hunting:down run:over
    running:over run:off running:off rip:apart tear:apart beat:senseless kick:senseless beat:unconscious
    """

  /// Where somebody is put who will not come back unharmed: behind "in" and "into", and behind "through".
  static let doom = "hospital grave coffin morgue wheelchair bodybag ditch ground icu"
  static let pane = "wall windscreen windshield window"

  /// Somebody who announces it with the verb in one word.
  static let announcer = "i'll we'll imma ima i'ma i'mma i'd we'd"

  /// Somebody who announces it, and somebody who is called upon to do it.
  static let speaker = "i we i'm im we're"
  static let other = "somebody someone"

  /// What puts it into the future, what calls for it, and what does so at the beginning of a sentence.
  static let future = """
    will gonna going would could about want wanna finna gotta swear coming ready happily gladly promise
    """
  static let call = "should needs ought"
  static let elided = "gonna finna imma"

  /// What wishes.
  static let wish = "hope hopes hoping wish wishing pray prays praying"

  /// What says that somebody has earned it.
  static let merit = "should ought need needs must deserve deserves deserved can"

  /// What is wished to somebody.
  static let fate = "die dies rot rots burn burns choke chokes suffer suffers drown drowns perish perishes"

  /// What is done to somebody in such a wish.
  static let suffered = """
    shot hanged hung killed executed lynched stabbed gassed burned burnt raped flogged castrated sterilised sterilized
    crucified guillotined horsewhipped murdered tortured strangled slaughtered culled beheaded shanked mugged
    """

  /// What is caught in such a wish.
  static let plague = "cancer aids hiv covid ebola leukaemia leukemia tumour tumor syphilis incurable rabies"

  /// How it is caught.
  static let reached = "get gets getting catch catches contract contracts"

  /// Cars and the like, and what they do in such a wish.
  static let vehicle = "plane flight car bus train ship boat house truck lorry van tram"
  static let wreck = "crash crashes explode explodes sink sinks burns collapses derails"

  /// Who is meant, but for whoever is answered.
  static let person = """
    he she they him her them everyone everybody whoever anyone who people man woman men women guy guys judge judges
    driver drivers politicians politician boss every each all those these lot
    """

  /// What says that the worst did not come, or should not.
  static let relief = """
    beat survive survives recover recovers overcome avoid avoids without free never not don't dont doesn't doesnt didn't
    won't wont wouldn't cannot can't cant nobody no isn't shouldn't aren't instead hate sorry afraid nor neither
    """

  /// What tells a story or a game.
  static let play = """
    game games match rematch boss level pvp server lobby ranked chess kart fifa film movie show episode season character
    song scene book story novel sims minecraft duel darts bowling scrabble pool golf derby league quiz tournament
    playoffs final finals fixture cup
    """

  /// What is done to buildings.
  static let razing = "burn torch firebomb bomb raze bulldoze nuke"
}
