// SPDX-License-Identifier: Apache-2.0
#ifndef THREADMODERATION_CLZMA_SHIM_H
#define THREADMODERATION_CLZMA_SHIM_H

#include <lzma.h>

#endif
