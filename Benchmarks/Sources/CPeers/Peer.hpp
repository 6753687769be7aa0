// SPDX-License-Identifier: Apache-2.0
// What the peers share: the rules, and PCRE2 for what an engine can not decide by itself.
#pragma once

#include <pcre2.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "CPeers.h"

namespace peers {

/// An owned copy of a rule.
struct Rule {
  std::string pattern;
  bool isCaseless, isDotAll, isLiteral;
};

std::vector<Rule> copyRules(const peer_rule *rules, size_t count);

/// A rule compiled by PCRE2, with machine code where PCRE2 can make it.
class CompiledRule {
 public:
  CompiledRule() = default;
  CompiledRule(const Rule &rule, peer_mode mode, bool wantsMachineCode);
  bool isValid() const { return code_ != nullptr; }
  const pcre2_code *code() const { return code_.get(); }
  bool hasMachineCode() const { return hasMachineCode_; }

 private:
  struct Free {
    void operator()(pcre2_code *code) const { pcre2_code_free(code); }
  };
  std::unique_ptr<pcre2_code, Free> code_;
  bool hasMachineCode_ = false;
};

/// What PCRE2 needs for a search: match data, a context and a stack of 1 MB at most. Texts are
/// never checked: they are bytes, or known to be UTF-8.
class Searcher {
 public:
  explicit Searcher(peer_mode mode);
  ~Searcher();
  Searcher(const Searcher &) = delete;
  Searcher &operator=(const Searcher &) = delete;

  bool matches(const CompiledRule &rule, std::string_view text) {
    auto subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    int result =
        rule.hasMachineCode()
            ? pcre2_jit_match(rule.code(), subject, text.size(), 0, 0, data_, context_)
            : pcre2_match(rule.code(), subject, text.size(), 0, options_, data_, context_);
    if (result < PCRE2_ERROR_NOMATCH) undecided++;
    return result >= 0;
  }

  uint64_t undecided = 0;

 private:
  pcre2_match_data *data_;
  pcre2_match_context *context_;
  pcre2_jit_stack *stack_;
  uint32_t options_;
};

/// What becomes of a rule in an engine that can not hold them all. The values are those of the
/// cache files.
enum class Fate : uint8_t { exact, confirm, alone, broken };

uint64_t pairValue(uint64_t text, uint64_t rule);

/// FNV-1a over everything that a compiled database depends on.
uint64_t contentHash(const std::vector<Rule> &rules, const std::string &kind);

}  // namespace peers

/// A matcher: which rules match this text? See CPeers.h.
struct peer {
  virtual ~peer() = default;
  /// Adds the numbers of the rules that match to `hits`, which is empty.
  virtual void scan(std::string_view text, std::vector<uint32_t> &hits) = 0;
  /// Searches which PCRE2 gave up so far.
  virtual uint64_t undecided() const = 0;

  peer_facts facts{};
  std::vector<uint32_t> hits;
};
