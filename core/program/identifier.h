// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace racewalk {

/// Whether an identifier of C can begin with the character.
constexpr bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Whether the character can stand in an identifier of C.
constexpr bool isNamePart(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9');
}

} // namespace racewalk
