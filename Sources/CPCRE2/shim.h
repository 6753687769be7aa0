// SPDX-License-Identifier: Apache-2.0
#ifndef THREADMODERATION_CPCRE2_SHIM_H
#define THREADMODERATION_CPCRE2_SHIM_H

// The code-unit width is chosen once, here: every offset that crosses into Swift counts bytes.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
