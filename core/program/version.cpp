// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/version.h"

namespace racewalk {

std::string_view programVersion()
{
    return RACEWALK_VERSION;
}

} // namespace racewalk
