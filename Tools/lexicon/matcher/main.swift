import Foundation
// Reads one text a line (JSON string); prints JSON: normalized text and hits.
let args = CommandLine.arguments
let quiet = args.contains("--time")
let plain = args.contains("--plain")
let normalizer = Normalizer(vocabulary: Lexicon.shared.vocabulary)
var out = ""
var total = 0
var lines: [String] = []
while let line = readLine(strippingNewline: true) {
  if plain { lines.append(line); continue }
  guard let text = try? JSONDecoder().decode(String.self, from: Data(line.utf8)) else { continue }
  lines.append(text)
}
let start = clock()
for text in lines {
  var cut = false
  let view = normalizer.normalized(MappedText(copyOf: Array(text.utf8)), wasCut: &cut)
  total += view.bytes.count
  if quiet { continue }
  let words = WordSpan.words(in: view.bytes)
  let hits = Lexicon.shared.hits(in: view.bytes, words: words)
  let kinds = hits.map { hit in
    "\(hit.kind):\(hit.tier):\(Lexicon.shared.entries[hit.entry].term)" }
  if plain {
    if !kinds.isEmpty { out += text + "\t" + String(decoding: view.bytes, as: UTF8.self) + "\t" + kinds.joined(separator: ",") + "\n" }
    continue
  }
  let row: [Any] = [text, String(decoding: view.bytes, as: UTF8.self), kinds]
  out += String(decoding: try! JSONSerialization.data(withJSONObject: row, options: [.withoutEscapingSlashes]), as: UTF8.self) + "\n"
}
if quiet { print(Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1e9 / Double(lines.count), "ns CPU a text", total) }
print(out, terminator: "")
