// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace racewalk {

/// Whether an enumerator of this value is declared.
template <auto value>
consteval bool isEnumerator()
{
    // The compilers write "value = Kind::Hang" for an enumerator and "value = (Kind)16" otherwise.
    return std::string_view(__PRETTY_FUNCTION__).find("value = (") == std::string_view::npos;
}

/// Whether a constant table has exactly one row for each enumerator, in their order, so that an
/// enumerator is the index of its row. `key` is the member of a row that names the enumerator; the
/// enum counts from 0.
template <const auto &table, auto key>
consteval bool isComplete()
{
    using Enum = decltype((table[0].*key));
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table[i].*key) != i)
            return false;
    return !isEnumerator<static_cast<std::remove_cvref_t<Enum>>(table.size())>();
}

} // namespace racewalk
