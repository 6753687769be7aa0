// SPDX-License-Identifier: Apache-2.0
#include "Peer.hpp"

namespace peers {

std::vector<Rule> copyRules(const peer_rule *rules, size_t count) {
  std::vector<Rule> copies;
  copies.reserve(count);
  for (size_t i = 0; i < count; i++) {
    const peer_rule &rule = rules[i];
    copies.push_back({std::string(rule.pattern, rule.length), rule.is_caseless != 0,
                      rule.is_dot_all != 0, rule.is_literal != 0});
  }
  return copies;
}

CompiledRule::CompiledRule(const Rule &rule, peer_mode mode, bool wantsMachineCode) {
  uint32_t options = 0;
  if (rule.isCaseless) options |= PCRE2_CASELESS;
  if (rule.isLiteral) {
    options |= PCRE2_LITERAL;  // takes neither DOTALL nor UCP, and needs neither
    if (mode != PEER_BYTES) options |= PCRE2_UTF;
  } else {
    if (rule.isDotAll) options |= PCRE2_DOTALL;
    if (mode != PEER_BYTES) options |= PCRE2_UTF;
    if (mode == PEER_UNICODE) options |= PCRE2_UCP;
  }
  int error;
  PCRE2_SIZE offset;
  code_.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(rule.pattern.data()),
                            rule.pattern.size(), options, &error, &offset, nullptr));
  if (code_ && wantsMachineCode) {
    hasMachineCode_ = pcre2_jit_compile(code_.get(), PCRE2_JIT_COMPLETE) == 0;
  }
}

Searcher::Searcher(peer_mode mode)
    : data_(pcre2_match_data_create(1, nullptr)),
      context_(pcre2_match_context_create(nullptr)),
      stack_(pcre2_jit_stack_create(32 << 10, 1 << 20, nullptr)),
      options_(mode == PEER_BYTES ? 0 : PCRE2_NO_UTF_CHECK) {
  pcre2_jit_stack_assign(context_, nullptr, stack_);
}

Searcher::~Searcher() {
  pcre2_match_data_free(data_);
  pcre2_match_context_free(context_);
  pcre2_jit_stack_free(stack_);
}

uint64_t pairValue(uint64_t text, uint64_t rule) {
  uint64_t value = (text << 32 | rule) * 0x9E3779B97F4A7C15;
  return value ^ value >> 29;
}

uint64_t contentHash(const std::vector<Rule> &rules, const std::string &kind) {
  uint64_t hash = 0xCBF29CE484222325;
  auto add = [&](const std::string &bytes) {
    for (unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001B3;
    hash = (hash ^ 0xFF) * 0x100000001B3;  // never a byte of UTF-8: ends a field
  };
  add(kind);
  for (const Rule &rule : rules) {
    add(rule.pattern);
    add({rule.isCaseless ? 'i' : '-', rule.isDotAll ? 's' : '-', rule.isLiteral ? 'l' : '-'});
  }
  return hash;
}

}  // namespace peers
