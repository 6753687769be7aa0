// SPDX-License-Identifier: Apache-2.0
// The C interface.
#include "CPeers.h"

#include <hs/hs.h>
#include <malloc.h>

#include <algorithm>

#include "Peer.hpp"

void peer_free(peer *peer) { delete peer; }

peer_facts peer_get_facts(const peer *peer) { return peer->facts; }

size_t peer_scan(peer *peer, const char *text, size_t length, uint32_t *hits) {
  peer->hits.clear();
  peer->scan({text, length}, peer->hits);
  std::copy(peer->hits.begin(), peer->hits.end(), hits);
  return peer->hits.size();
}

peer_totals peer_pass(peer *peer, const char *texts, const size_t *offsets, size_t count) {
  peer_totals totals{};
  uint64_t before = peer->undecided();
  for (size_t i = 0; i < count; i++) {
    peer->hits.clear();
    peer->scan({texts + offsets[i], offsets[i + 1] - offsets[i]}, peer->hits);
    totals.pairs += peer->hits.size();
    for (uint32_t rule : peer->hits) totals.checksum += peers::pairValue(i, rule);
  }
  totals.undecided = peer->undecided() - before;
  return totals;
}

uint64_t peer_pair_value(uint64_t text, uint64_t rule) { return peers::pairValue(text, rule); }

size_t peers_heap_bytes(void) {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

void peers_trim_heap(void) { malloc_trim(0); }

const char *peers_versions(void) {
  static const std::string text = [] {
    char pcre2[64];
    pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
    std::string hyperscan = hs_version();
    return "Hyperscan " + hyperscan.substr(0, hyperscan.find(' ')) + ", PCRE2 " + pcre2;
  }();
  return text.c_str();
}
