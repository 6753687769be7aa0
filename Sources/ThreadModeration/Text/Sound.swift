// SPDX-License-Identifier: Apache-2.0

/// What stays of a word when it is spelled by ear, without its vowels, or with letters swapped.
///
/// Keys are hashes: words with equal keys are candidates, and the questions below each key decide.
/// Words are small ASCII letters.
enum Sound {
  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  private static func step(_ hash: UInt64, _ letter: UInt8) -> UInt64 {
    (hash ^ UInt64(letter)) &* 0x0000_0100_0000_01b3
  }

  @inline(__always)
  static func isVowel(_ letter: UInt8) -> Bool {
    // a e i o u
    letter &- 0x61 < 26 && 0x0010_4111 >> UInt32(letter &- 0x61) & 1 != 0
  }

  /// The sound of a word: `ph` as `f`; `c`, `k`, `q`, `ck` and `x` alike; `z` as `s`; a `v` between
  /// consonants as `u`; `y` as `i`; doubled letters once; an `h` that is not heard left out; vowels
  /// after the first one alike; the endings `-er`, `-a`, `-ah`, `-or`, `-ur` alike.
  static func key(of word: [UInt8]) -> UInt64 {
    var hash = seed
    var previous: UInt8 = 0
    var hasVowel = false
    let count = bodyLength(of: word)
    var index = 0
    func add(_ letter: UInt8) {
      guard letter != previous else { return }
      // The first vowel is heard, the others are guessed by whoever writes by ear.
      let isLater = hasVowel && isVowel(letter)
      hash = step(hash, isLater ? UInt8(ascii: "V") : letter)
      if isVowel(letter) { hasVowel = true }
      previous = letter
    }
    while index < count {
      let letter = word[index]
      let next = index + 1 < word.count ? word[index + 1] : 0
      switch letter {
      case UInt8(ascii: "p") where next == UInt8(ascii: "h"):
        add(UInt8(ascii: "f"))
        index += 1
      case UInt8(ascii: "c"):
        if next == UInt8(ascii: "h") {
          add(UInt8(ascii: "C"))
          index += 1
        } else if (next == UInt8(ascii: "e") || next == UInt8(ascii: "i"))
          && previous != UInt8(ascii: "k")
        {
          add(UInt8(ascii: "s"))
        } else {
          add(UInt8(ascii: "k"))
        }
      case UInt8(ascii: "t")
      where next == UInt8(ascii: "c") && index + 2 < word.count
        && word[index + 2] == UInt8(ascii: "h"):
        add(UInt8(ascii: "C"))
        index += 2
      case UInt8(ascii: "s") where next == UInt8(ascii: "h"):
        add(UInt8(ascii: "S"))
        index += 1
        if index + 1 < count, word[index + 1] == UInt8(ascii: "h") { index += 1 }
      case UInt8(ascii: "q"): add(UInt8(ascii: "k"))
      case UInt8(ascii: "z"): add(UInt8(ascii: "s"))
      case UInt8(ascii: "j"): add(UInt8(ascii: index == 0 ? "j" : "g"))
      case UInt8(ascii: "y"):
        if !isVowel(previous) { add(UInt8(ascii: "i")) }
      case UInt8(ascii: "x"):
        add(UInt8(ascii: "k"))
        add(UInt8(ascii: "s"))
      case UInt8(ascii: "h") where index > 0: break
      case UInt8(ascii: "w") where index > 0 && isVowel(previous) && !isVowel(next): break
      case UInt8(ascii: "v") where !isVowel(previous) && !isVowel(next): add(UInt8(ascii: "u"))
      case UInt8(ascii: "o") where next == UInt8(ascii: "o") || next == UInt8(ascii: "u"):
        add(UInt8(ascii: "u"))
        index += 1
      case UInt8(ascii: "a") where next == UInt8(ascii: "e"):
        add(UInt8(ascii: "e"))
        index += 1
      case UInt8(ascii: "e") where next == UInt8(ascii: "e") || next == UInt8(ascii: "a"):
        add(UInt8(ascii: "i"))
        index += 1
      default:
        // Of several vowels in a row the first is heard.
        if !(isVowel(letter) && index > 0 && isVowel(previous)) { add(letter) }
      }
      index += 1
    }
    if count < word.count { add(UInt8(ascii: "A")) }
    return StableHash.mixed(hash)
  }

  /// Letters before an ending that sounds like `-er`.
  private static func bodyLength(of word: [UInt8]) -> Int {
    guard word.count >= 5, let last = word.last else { return word.count }
    let before = word[word.count - 2]
    switch last {
    case UInt8(ascii: "a") where !isVowel(before): return word.count - 1
    case UInt8(ascii: "r"), UInt8(ascii: "h"):
      let isEnding =
        last == UInt8(ascii: "h")
        ? before == UInt8(ascii: "a")
        : before == UInt8(ascii: "e") || before == UInt8(ascii: "a") || before == UInt8(ascii: "o")
          || before == UInt8(ascii: "u") || before == UInt8(ascii: "i")
      return isEnding && !isVowel(word[word.count - 3]) ? word.count - 2 : word.count
    default: return word.count
    }
  }

  /// Whether a word that sounds like a strong one may be meant for it: about as long, and with the
  /// same first sound.
  static func isPlausible(_ word: [UInt8], for strong: [UInt8]) -> Bool {
    guard abs(word.count - strong.count) <= 3 else { return false }
    // A short word has to have the same vowels.
    return word.count >= 6 || vowels(of: word).elementsEqual(vowels(of: strong))
  }

  /// The vowels of a word as they are heard, but for an ending.
  private static func vowels(of word: [UInt8]) -> [UInt8] {
    var vowels: [UInt8] = []
    var previous: UInt8 = 0
    for letter in word.prefix(bodyLength(of: word)) {
      let isHeard = isVowel(letter) || letter == UInt8(ascii: "y")
      if isHeard, !isVowel(previous) {
        vowels.append(letter == UInt8(ascii: "y") ? UInt8(ascii: "i") : letter)
      } else if isHeard, letter == previous, let last = vowels.indices.last {
        vowels[last] = letter == UInt8(ascii: "e") ? UInt8(ascii: "i") : UInt8(ascii: "u")
      } else if letter == UInt8(ascii: "v"), !isVowel(previous) {
        vowels.append(UInt8(ascii: "u"))
      }
      previous = letter
    }
    return vowels
  }

  /// The consonants of a word, doubled ones once.
  static func consonants(of word: [UInt8]) -> (hash: UInt64, count: Int) {
    var hash = seed &+ 1
    var previous: UInt8 = 0
    var count = 0
    for letter in word where !isVowel(letter) {
      guard letter != previous else { continue }
      hash = step(hash, letter)
      previous = letter
      count += 1
    }
    return (StableHash.mixed(hash), count)
  }

  /// Whether a word is a strong one without its first vowel, and maybe without others: its letters
  /// stand in the strong one in the same order.
  static func lacksVowels(_ word: [UInt8], of strong: [UInt8]) -> Bool {
    guard word.first == strong.first, word.count < strong.count,
      let vowel = strong.firstIndex(where: isVowel), vowel > 0, vowel < word.count,
      word[..<vowel].elementsEqual(strong[..<vowel]), word[vowel] != strong[vowel]
    else { return false }
    var index = 0
    for letter in strong where index < word.count && letter == word[index] { index += 1 }
    return index == word.count
  }

  /// A number for each letter, by its last five bits.
  static let letterValues: [UInt64] = (0..<32).map { StableHash.mixed($0 &+ 77) }

  /// The letters of a word in any order, but for the first.
  static func letters(of word: [UInt8]) -> UInt64 {
    var sum: UInt64 = UInt64(word[0])
    for letter in word.dropFirst() { sum &+= letterValues[Int(letter & 31)] }
    return StableHash.mixed(sum &+ 3)
  }

  /// As above, with one letter left out.
  static func letters(of word: [UInt8], without letter: UInt8) -> UInt64 {
    letters(inSum: letterSum(of: word), without: letter)
  }

  /// What ``letters(inSum:without:)`` takes one letter after the other from.
  static func letterSum(of word: [UInt8]) -> UInt64 {
    var sum: UInt64 = UInt64(word[0])
    for index in 1..<word.count { sum &+= letterValues[Int(word[index] & 31)] }
    return sum
  }

  /// ``letters(of:without:)`` of a word whose sum is known.
  static func letters(inSum sum: UInt64, without letter: UInt8) -> UInt64 {
    StableHash.mixed(sum &- letterValues[Int(letter & 31)] &+ 3)
  }

  /// Whether a word is another one without one of its letters, not the first.
  static func lacksLetter(_ word: [UInt8], of whole: [UInt8]) -> Bool {
    guard word.count + 1 == whole.count, word.first == whole.first else { return false }
    guard let place = word.indices.first(where: { word[$0] != whole[$0] }) else { return true }
    return word[place...].elementsEqual(whole[(place + 1)...])
  }

  /// Whether a word is a strong one with neighbors swapped, once or twice.
  static func hasSwappedLetters(_ word: [UInt8], of strong: [UInt8]) -> Bool {
    guard word.count == strong.count, word.first == strong.first else { return false }
    var index = 0
    var swaps = 0
    while index < word.count {
      if word[index] == strong[index] {
        index += 1
      } else if index + 1 < word.count, word[index] == strong[index + 1],
        word[index + 1] == strong[index]
      {
        swaps += 1
        index += 2
      } else {
        return false
      }
    }
    return swaps > 0 && swaps <= 2
  }
}
