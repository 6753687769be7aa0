// SPDX-License-Identifier: Apache-2.0
// RE2::Set. Its \w, \d and \b know ASCII only, in UTF-8 too.
#include <re2/set.h>

#include "Peer.hpp"

namespace {

/// Enough for the automaton of 3,000 rules; more rules than that do not fit in practice.
constexpr int64_t maxMemory = int64_t{4} << 30;

struct RE2Peer final : peer {
  RE2Peer(const std::vector<peers::Rule> &rules, peer_mode mode)
      : set(makeOptions(mode), RE2::UNANCHORED), searcher(mode) {
    for (uint32_t i = 0; i < rules.size(); i++) {
      const peers::Rule &rule = rules[i];
      peers::CompiledRule compiled(rule, mode, false);
      if (!compiled.isValid()) {
        facts.broken++;
      } else if (set.Add(source(rule), nullptr) >= 0) {
        numbers.push_back(i);
        facts.exact++;
      } else {
        alone.push_back({i, peers::CompiledRule(rule, mode, true)});
        facts.alone++;
      }
    }
    isUsable = set.Compile();
  }

  static RE2::Options makeOptions(peer_mode mode) {
    RE2::Options options(mode == PEER_BYTES ? RE2::Latin1 : RE2::DefaultOptions);
    options.set_max_mem(maxMemory);
    options.set_log_errors(false);
    return options;
  }

  static std::string source(const peers::Rule &rule) {
    std::string flags;
    if (rule.isCaseless) flags += 'i';
    if (rule.isDotAll) flags += 's';
    std::string body = rule.isLiteral ? RE2::QuoteMeta(rule.pattern) : rule.pattern;
    return flags.empty() ? body : "(?" + flags + ")" + body;
  }

  void scan(std::string_view text, std::vector<uint32_t> &hits) override {
    RE2::Set::ErrorInfo error{RE2::Set::kNoError};
    if (set.Match({text.data(), text.size()}, &found, &error)) {
      for (int index : found) hits.push_back(numbers[index]);
    } else if (error.kind != RE2::Set::kNoError) {
      failures++;  // its automaton outgrew its memory: no answer for this text
    }
    for (const auto &[index, rule] : alone) {
      if (searcher.matches(rule, text)) hits.push_back(index);
    }
  }

  uint64_t undecided() const override { return failures + searcher.undecided; }

  RE2::Set set;
  bool isUsable = false;
  uint64_t failures = 0;
  std::vector<int> found;
  std::vector<uint32_t> numbers;
  std::vector<std::pair<uint32_t, peers::CompiledRule>> alone;
  peers::Searcher searcher;
};

}  // namespace

peer *peer_make_re2(const peer_rule *rules, size_t count, peer_mode mode) {
  auto made = std::make_unique<RE2Peer>(peers::copyRules(rules, count), mode);
  return made->isUsable ? made.release() : nullptr;
}
