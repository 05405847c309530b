// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/check.h"

#include <cstdio>
#include <cstdlib>

namespace racewalk {

void checkFailed(const char *condition, std::source_location where)
{
    std::fprintf(stderr, "racewalk: %s:%u: in %s: check failed: %s\n", where.file_name(),
                 static_cast<unsigned>(where.line()), where.function_name(), condition);
    std::abort();
}

} // namespace racewalk
