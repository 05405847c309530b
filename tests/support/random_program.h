// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace racewalk::test {

/// Generates a small scenario from a seed: two or three threads over a few globals, with locks,
/// queues, RCU, objects and arithmetic, sometimes with errors. Any primitive of the table can occur.
/// The same seed yields the same text on every machine.
std::string randomProgram(std::uint32_t seed);
/// Like randomProgram(), but each declaration has two or three threads.
std::string programOfLikeThreads(std::uint32_t seed);

/// Returns the first `count` of these programs, from seed `seed` on, that have at most `maxStates`
/// states; trivial programs with fewer than three states are skipped.
std::vector<std::string> tinyPrograms(std::size_t count, std::size_t maxStates,
                                      std::uint32_t seed = 1);

} // namespace racewalk::test
