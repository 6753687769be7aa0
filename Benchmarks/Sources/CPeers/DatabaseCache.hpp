// SPDX-License-Identifier: Apache-2.0
// Compiled Hyperscan databases in files: a large one takes minutes to compile.
#pragma once

#include <hs/hs.h>

#include "Peer.hpp"

namespace peers {

struct FreeDatabase {
  void operator()(hs_database_t *database) const { hs_free_database(database); }
};

/// A compiled database and what it cannot decide by itself.
struct Database {
  std::shared_ptr<hs_database_t> handle;
  std::vector<Fate> fates;
  bool isFromCache = false;
  double cpuSeconds = 0;
  uint64_t peakBytes = 0;
};

/// Reads a database; its `handle` is null if the file is missing or holds something else.
Database readDatabase(const char *path, uint64_t hash, size_t count);

/// Writes a database. A file that cannot be written is only a cache that stays empty.
void writeDatabase(const char *path, uint64_t hash, const Database &database);

}  // namespace peers
