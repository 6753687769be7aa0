// SPDX-License-Identifier: Apache-2.0
// File: a header, one byte a rule (its fate), Hyperscan's own serialised form.
#include "DatabaseCache.hpp"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

namespace {

struct Header {
  char magic[8];
  uint64_t hash;
  uint64_t count;
  double cpuSeconds;
  uint64_t peakBytes;
};
constexpr char magic[8] = {'P', 'E', 'E', 'R', 'H', 'S', 'D', '1'};

}  // namespace

namespace peers {

Database readDatabase(const char *path, uint64_t hash, size_t count) {
  Database database;
  std::ifstream file(path, std::ios::binary);
  if (!file) return database;
  std::stringstream stream;
  stream << file.rdbuf();
  std::string bytes = stream.str();
  Header header;
  if (bytes.size() < sizeof header + count) return database;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, magic, sizeof magic) != 0 || header.hash != hash ||
      header.count != count) {
    return database;
  }
  const char *fates = bytes.data() + sizeof header;
  for (size_t i = 0; i < count; i++) database.fates.push_back(static_cast<Fate>(fates[i]));
  hs_database_t *handle = nullptr;
  size_t start = sizeof header + count;
  if (hs_deserialize_database(bytes.data() + start, bytes.size() - start, &handle) != HS_SUCCESS) {
    return database;
  }
  database.handle.reset(handle, FreeDatabase());
  database.isFromCache = true;
  database.cpuSeconds = header.cpuSeconds;
  database.peakBytes = header.peakBytes;
  return database;
}

void writeDatabase(const char *path, uint64_t hash, const Database &database) {
  char *bytes;
  size_t length;
  if (hs_serialize_database(database.handle.get(), &bytes, &length) != HS_SUCCESS) return;
  Header header{};
  std::memcpy(header.magic, magic, sizeof magic);
  header.hash = hash;
  header.count = database.fates.size();
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char *>(&header), sizeof header);
  for (Fate fate : database.fates) file.put(static_cast<char>(fate));
  file.write(bytes, static_cast<std::streamsize>(length));
  std::free(bytes);
}

}  // namespace peers

void peer_note_cost(const char *cache, double cpu_seconds, size_t peak_bytes) {
  std::fstream file(cache, std::ios::binary | std::ios::in | std::ios::out);
  Header header;
  if (!file.read(reinterpret_cast<char *>(&header), sizeof header)) return;
  header.cpuSeconds = cpu_seconds;
  header.peakBytes = peak_bytes;
  file.seekp(0);
  file.write(reinterpret_cast<const char *>(&header), sizeof header);
}
