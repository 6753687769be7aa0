// SPDX-License-Identifier: Apache-2.0
#ifndef THREADMODERATION_CZSTD_SHIM_H
#define THREADMODERATION_CZSTD_SHIM_H

#include <zstd.h>

#endif
