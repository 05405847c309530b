// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/words.h"
#include "program/program.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace racewalk {

/// The names of single bits of integer words, from the operations that name them:
/// "set_bit(FSCACHE_VOLUME_RELINQUISHED, &old.flags)". Words with the same last name share them.
class BitNames {
public:
    explicit BitNames(const Program &program);

    /// The named bits of a word, from the lowest. Empty if no bit has a name, or if one is set that
    /// has none.
    std::vector<FlagValue> flagsOf(const Program &program, CellId word, std::int32_t value) const;

private:
    /// By the word's last name and the bit; an empty name for a bit with several.
    std::map<std::string, std::map<std::int32_t, std::string>, std::less<>> m_names;
};

/// The names of those that are set, "A | B"; "0" if none is.
std::string flagsText(const std::vector<FlagValue> &flags);

} // namespace racewalk
