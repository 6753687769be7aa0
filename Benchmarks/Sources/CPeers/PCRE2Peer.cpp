// SPDX-License-Identifier: Apache-2.0
// One rule after the other: what most programs do.
#include "Peer.hpp"

namespace {

struct PCRE2Peer final : peer {
  PCRE2Peer(const std::vector<peers::Rule> &rules, peer_mode mode) : searcher(mode) {
    compiled.reserve(rules.size());
    for (const peers::Rule &rule : rules) {
      compiled.emplace_back(rule, mode, true);
      if (compiled.back().isValid()) facts.exact++;
      else facts.broken++;
    }
  }

  void scan(std::string_view text, std::vector<uint32_t> &hits) override {
    for (uint32_t i = 0; i < compiled.size(); i++) {
      if (compiled[i].isValid() && searcher.matches(compiled[i], text)) hits.push_back(i);
    }
  }

  uint64_t undecided() const override { return searcher.undecided; }

  std::vector<peers::CompiledRule> compiled;
  peers::Searcher searcher;
};

}  // namespace

peer *peer_make_pcre2(const peer_rule *rules, size_t count, peer_mode mode) {
  return new PCRE2Peer(peers::copyRules(rules, count), mode);
}
