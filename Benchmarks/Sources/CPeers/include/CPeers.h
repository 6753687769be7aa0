// SPDX-License-Identifier: Apache-2.0
// The C and C++ matchers that PatternSet is measured against, behind one small C interface.
//
// A peer answers one question: which of its rules match this text? A rule is reported at most once
// for a text; the order is the peer's own. Rules are numbered by their place in the array given.
// A peer and what it holds belong to one thread.
#ifndef CPEERS_H
#define CPEERS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A rule as it stands in a rule file. Copied by the functions that take it.
typedef struct {
  const char *pattern;
  size_t length;
  int is_caseless;  ///< flag `i`
  int is_dot_all;   ///< flag `s`
  int is_literal;   ///< the pattern is plain text
} peer_rule;

/// How texts are read. UTF-8 is never checked again.
typedef enum {
  PEER_BYTES = 0,   ///< bytes
  PEER_UTF8 = 1,    ///< UTF-8; \w, \d, \s and \b know ASCII only
  PEER_UNICODE = 2  ///< UTF-8; \w, \d, \s and \b by Unicode properties (UCP)
} peer_mode;

/// What became of the rules, and what a peer that came from a cache cost when it was compiled.
typedef struct {
  size_t exact;      ///< decided by the engine itself
  size_t confirmed;  ///< proposed by the engine as a prefilter, confirmed by PCRE2
  size_t alone;      ///< refused by the engine, searched by PCRE2 in every text
  size_t broken;     ///< refused by PCRE2, left out
  size_t database_bytes;      ///< the engine's own figure; 0 where it has none
  int is_from_cache;
  double cached_cpu_seconds;  ///< as measured by the process that filled the cache
  size_t cached_peak_bytes;   ///< likewise: growth of resident memory while compiling
} peer_facts;

/// What a pass over many texts found.
typedef struct {
  uint64_t pairs;      ///< (text, rule) pairs that match
  uint64_t checksum;   ///< a sum over the pairs, independent of their order
  uint64_t undecided;  ///< searches that PCRE2 ended for lack of stack or at a limit
} peer_totals;

typedef struct peer peer;

/// Hyperscan in block mode. A rule it refuses is tried as a prefilter that PCRE2 confirms, and else
/// left to PCRE2 alone. `cache` (may be null) names a file that holds the compiled database.
/// Returns null if the database can not be made.
peer *peer_make_hyperscan(const peer_rule *rules, size_t count, peer_mode mode, const char *cache);

/// The same database without the rules that Hyperscan refuses: an unfair gift, for comparison. It
/// shares the database with `from`, which has to outlive it.
peer *peer_make_hyperscan_without_refused(const peer *from);

/// Hyperscan's interface for plain texts. All rules are taken as literals, caseless in ASCII.
peer *peer_make_hyperscan_literals(const peer_rule *rules, size_t count, const char *cache);

/// RE2::Set, with PCRE2 for the rules it refuses.
peer *peer_make_re2(const peer_rule *rules, size_t count, peer_mode mode);

/// PCRE2 with machine code, one rule after the other.
peer *peer_make_pcre2(const peer_rule *rules, size_t count, peer_mode mode);

void peer_free(peer *peer);

peer_facts peer_get_facts(const peer *peer);

/// Writes the numbers of the rules that match to `hits`, which has room for all rules.
size_t peer_scan(peer *peer, const char *text, size_t length, uint32_t *hits);

/// Scans `count` texts; text `i` is the bytes `offsets[i] ..< offsets[i + 1]` of `texts`.
peer_totals peer_pass(peer *peer, const char *texts, const size_t *offsets, size_t count);

/// What one pair adds to a checksum. The same in Swift: see `Checksum`.
uint64_t peer_pair_value(uint64_t text, uint64_t rule);

/// Stores the cost of compiling beside the database in `cache`.
void peer_note_cost(const char *cache, double cpu_seconds, size_t peak_bytes);

/// Bytes that the C heap has handed out (`mallinfo2`: arena and mapped blocks in use).
size_t peers_heap_bytes(void);

/// Gives free memory back to the system, so that resident memory can be compared.
void peers_trim_heap(void);

/// The versions of the libraries, such as "Hyperscan 5.4.0, PCRE2 10.42". RE2 has none.
const char *peers_versions(void);

#ifdef __cplusplus
}
#endif
#endif
