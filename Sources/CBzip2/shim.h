// SPDX-License-Identifier: Apache-2.0
#ifndef THREADMODERATION_CBZIP2_SHIM_H
#define THREADMODERATION_CBZIP2_SHIM_H

#include <bzlib.h>

#endif
