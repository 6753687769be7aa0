// SPDX-License-Identifier: Apache-2.0
#ifndef THREADMODERATION_CZLIB_SHIM_H
#define THREADMODERATION_CZLIB_SHIM_H

#include <zlib.h>

#endif
