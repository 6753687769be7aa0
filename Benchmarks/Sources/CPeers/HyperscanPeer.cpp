// SPDX-License-Identifier: Apache-2.0
// Hyperscan, with PCRE2 for what it cannot hold; and its interface for plain texts.
#include <algorithm>

#include "DatabaseCache.hpp"

namespace {

using peers::Database;
using peers::Fate;
using peers::Rule;

/// Escapes what has a meaning in a regular expression.
std::string quoted(const std::string &text) {
  std::string result;
  for (char byte : text) {
    if (byte != '\0' && std::string_view("\\^$.|?*+()[]{}-#/ ").find(byte) != std::string::npos) {
      result += '\\';
    }
    result += byte;
  }
  return result;
}

unsigned flags(const Rule &rule, peer_mode mode) {
  unsigned flags = HS_FLAG_SINGLEMATCH | HS_FLAG_ALLOWEMPTY;
  if (rule.isCaseless) flags |= HS_FLAG_CASELESS;
  if (rule.isDotAll) flags |= HS_FLAG_DOTALL;
  if (mode != PEER_BYTES) flags |= HS_FLAG_UTF8;
  if (mode == PEER_UNICODE) flags |= HS_FLAG_UCP;
  return flags;
}

bool accepts(const char *pattern, unsigned flags) {
  hs_expr_info_t *info = nullptr;
  hs_compile_error_t *error = nullptr;
  bool isAccepted = hs_expression_info(pattern, flags, &info, &error) == HS_SUCCESS;
  free(info);
  if (error) hs_free_compile_error(error);
  return isAccepted;
}

/// The rules that go into a database, as hs_compile_multi wants them.
struct Expressions {
  std::vector<const char *> patterns;
  std::vector<unsigned> flags, ids;

  void add(const char *pattern, unsigned flag, unsigned id) {
    patterns.push_back(pattern);
    flags.push_back(flag);
    ids.push_back(id);
  }
  void remove(size_t place) {
    auto at = static_cast<std::ptrdiff_t>(place);
    patterns.erase(patterns.begin() + at);
    flags.erase(flags.begin() + at);
    ids.erase(ids.begin() + at);
  }
};

Database compile(const std::vector<Rule> &rules, peer_mode mode) {
  Database database;
  database.fates.assign(rules.size(), Fate::alone);
  std::vector<std::string> sources;
  sources.reserve(rules.size());
  Expressions expressions;
  for (unsigned i = 0; i < rules.size(); i++) {
    const Rule &rule = rules[i];
    sources.push_back(rule.isLiteral ? quoted(rule.pattern) : rule.pattern);
    if (!peers::CompiledRule(rule, mode, false).isValid()) {
      database.fates[i] = Fate::broken;
      continue;
    }
    for (unsigned extra : {0u, static_cast<unsigned>(HS_FLAG_PREFILTER)}) {
      unsigned all = flags(rule, mode) | extra;
      if (!accepts(sources[i].c_str(), all)) continue;
      database.fates[i] = extra ? Fate::confirm : Fate::exact;
      expressions.add(sources[i].c_str(), all, i);
      break;
    }
  }
  // A rule may still be refused when its automaton is built: one step down, and again.
  for (;;) {
    hs_database_t *handle = nullptr;
    hs_compile_error_t *error = nullptr;
    if (hs_compile_multi(expressions.patterns.data(), expressions.flags.data(),
                         expressions.ids.data(), static_cast<unsigned>(expressions.ids.size()),
                         HS_MODE_BLOCK, nullptr, &handle, &error) == HS_SUCCESS) {
      database.handle.reset(handle, peers::FreeDatabase());
      return database;
    }
    int place = error->expression;
    hs_free_compile_error(error);
    if (place < 0) return database;
    Fate &fate = database.fates[expressions.ids[static_cast<size_t>(place)]];
    if (fate == Fate::confirm) {
      fate = Fate::alone;
      expressions.remove(static_cast<size_t>(place));
    } else {
      fate = Fate::confirm;
      expressions.flags[static_cast<size_t>(place)] |= HS_FLAG_PREFILTER;
    }
  }
}

Database compileLiterals(const std::vector<Rule> &rules) {
  Database database;
  database.fates.assign(rules.size(), Fate::exact);
  Expressions expressions;
  std::vector<size_t> lengths;
  for (unsigned i = 0; i < rules.size(); i++) {
    unsigned caseless = rules[i].isCaseless ? HS_FLAG_CASELESS : 0;
    expressions.add(rules[i].pattern.c_str(), HS_FLAG_SINGLEMATCH | caseless, i);
    lengths.push_back(rules[i].pattern.size());
  }
  hs_database_t *handle = nullptr;
  hs_compile_error_t *error = nullptr;
  if (hs_compile_lit_multi(expressions.patterns.data(), expressions.flags.data(),
                           expressions.ids.data(), lengths.data(),
                           static_cast<unsigned>(lengths.size()), HS_MODE_BLOCK, nullptr, &handle,
                           &error) == HS_SUCCESS) {
    database.handle.reset(handle, peers::FreeDatabase());
  } else {
    hs_free_compile_error(error);
  }
  return database;
}

struct HyperscanPeer final : peer {
  HyperscanPeer(std::vector<Rule> rules, Database database, peer_mode mode, bool withRefused)
      : rules(std::move(rules)), database(std::move(database)), mode(mode), searcher(mode) {
    hs_alloc_scratch(this->database.handle.get(), &scratch);
    confirming.resize(this->rules.size());
    for (uint32_t i = 0; i < this->rules.size(); i++) {
      Fate fate = this->database.fates[i];
      facts.exact += fate == Fate::exact;
      facts.confirmed += fate == Fate::confirm;
      facts.broken += fate == Fate::broken;
      if (fate == Fate::alone && withRefused) alone.push_back(i);
      if (fate == Fate::confirm || (fate == Fate::alone && withRefused)) {
        confirming[i] = peers::CompiledRule(this->rules[i], mode, true);
      }
    }
    facts.alone = alone.size();
    hs_database_size(this->database.handle.get(), &facts.database_bytes);
    facts.is_from_cache = this->database.isFromCache;
    facts.cached_cpu_seconds = this->database.cpuSeconds;
    facts.cached_peak_bytes = this->database.peakBytes;
  }
  ~HyperscanPeer() override { hs_free_scratch(scratch); }

  static int onMatch(unsigned id, unsigned long long, unsigned long long, unsigned, void *hits) {
    static_cast<std::vector<uint32_t> *>(hits)->push_back(id);  // SINGLEMATCH: each rule once
    return 0;
  }

  void scan(std::string_view text, std::vector<uint32_t> &hits) override {
    hs_scan(database.handle.get(), text.data(), static_cast<unsigned>(text.size()), 0, scratch,
            onMatch, &hits);
    // A prefilter's word is only a proposal.
    hits.erase(std::remove_if(hits.begin(), hits.end(),
                              [&](uint32_t i) {
                                return confirming[i].isValid() &&
                                       !searcher.matches(confirming[i], text);
                              }),
               hits.end());
    for (uint32_t i : alone) {
      if (searcher.matches(confirming[i], text)) hits.push_back(i);
    }
  }

  uint64_t undecided() const override { return searcher.undecided; }

  std::vector<Rule> rules;
  Database database;
  peer_mode mode;
  hs_scratch_t *scratch = nullptr;
  std::vector<peers::CompiledRule> confirming;
  std::vector<uint32_t> alone;
  peers::Searcher searcher;
};

/// Takes a database from the cache, or makes it and fills the cache.
template <typename Make>
Database cached(const std::vector<Rule> &rules, const std::string &kind, const char *path,
                Make make) {
  uint64_t hash = peers::contentHash(rules, kind + peers_versions());
  if (path) {
    Database database = peers::readDatabase(path, hash, rules.size());
    if (database.handle) return database;
  }
  Database database = make();
  if (path && database.handle) peers::writeDatabase(path, hash, database);
  return database;
}

}  // namespace

peer *peer_make_hyperscan(const peer_rule *rules, size_t count, peer_mode mode, const char *cache) {
  auto copies = peers::copyRules(rules, count);
  const char *kind = mode == PEER_UNICODE ? "unicode" : mode == PEER_UTF8 ? "utf8" : "bytes";
  Database database = cached(copies, kind, cache, [&] { return compile(copies, mode); });
  if (!database.handle) return nullptr;
  return new HyperscanPeer(std::move(copies), std::move(database), mode, true);
}

peer *peer_make_hyperscan_without_refused(const peer *from) {
  auto whole = static_cast<const HyperscanPeer *>(from);
  return new HyperscanPeer(whole->rules, whole->database, whole->mode, false);
}

peer *peer_make_hyperscan_literals(const peer_rule *rules, size_t count, const char *cache) {
  auto copies = peers::copyRules(rules, count);
  Database database = cached(copies, "literals", cache, [&] { return compileLiterals(copies); });
  if (!database.handle) return nullptr;
  return new HyperscanPeer(std::move(copies), std::move(database), PEER_BYTES, true);
}
