// SPDX-License-Identifier: Apache-2.0
#ifndef THREADMODERATION_CEXPAT_SHIM_H
#define THREADMODERATION_CEXPAT_SHIM_H

#include <expat.h>

#endif
