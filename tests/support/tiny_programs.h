// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace racewalk::test {

/// Returns the first `count` of the programs of randomProgram(), from seed `seed` on, that have at most `maxStates`
/// states; trivial programs with fewer than three states are skipped.
std::vector<std::string> tinyPrograms(std::size_t count, std::size_t maxStates,
                                      std::uint32_t seed = 1);

} // namespace racewalk::test
